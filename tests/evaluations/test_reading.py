"""Reading open answers: approved as they stand or left out, and forgotten in time."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.checkin.models import HeadCount
from academie.core import clock
from academie.core.db import db
from academie.evaluations import review
from academie.evaluations.models import EvaluationText
from academie.evaluations.terms import Choice, LeaveOutReason, Question, TextState
from tests.browser import Browser, words
from tests.evaluations.factories import (
    EVENING,
    NEXT_DAY,
    answer,
    answers,
    count_in,
    make_text,
    questions_url,
)
from tests.factories import make_event, make_user

ALWAYS = "Ik bel de school."


pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _the_day_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NEXT_DAY)


@pytest.fixture
def staff(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def results(ref: str) -> str:
    return f"/beheer/bijeenkomsten/{ref}/evaluatie"


def the_text() -> EvaluationText:
    db.session.commit()
    return db.session.scalars(select(EvaluationText)).one()


def form_of(text: EvaluationText, verb: str) -> str:
    return f'form[action$="/{text.ref}/{verb}"]'


def test_staff_read_counts_and_answers(staff: Browser) -> None:
    event = make_event()
    answers(event, 6, Choice.GOOD)
    answer(event, Choice.GOOD, tomorrow=ALWAYS)
    count_in()

    page = staff.get(results(event.ref))

    assert page.texts(".stats dd") == ["7 niet geteld hoeveel mensen er waren"]
    assert [words(row) for row in page.select("table")[0].select("tr")][2] == "goed 7"
    assert ALWAYS in page.text("main")
    assert page.one("#address")["value"] == f"http://127.0.0.1:8000{questions_url(event)}"
    assert page.select(".qr svg")


def test_the_page_of_results_is_noted_in_the_access_log(staff: Browser) -> None:
    event = make_event()

    staff.get(results(event.ref))

    db.session.commit()
    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.subject) == (AccessAction.VIEW, f"event:{event.ref}/evaluation")
    assert line.subject_words == f"Antwoorden na bijeenkomst {event.ref}"


def test_an_approved_answer_is_shown_to_the_world_to_the_letter(staff: Browser) -> None:
    event = make_event()
    text = make_text(event, Question.TOMORROW, "Ik bel <b>de school</b>.\nMorgen.")
    before = staff.get(f"/bijeenkomsten/{event.slug}").text("main")
    staff.get(results(event.ref))

    staff.submit(form_of(text, "goed"))

    assert the_text().state is TextState.APPROVED
    assert "de school" not in before
    page = staff.get(f"/bijeenkomsten/{event.slug}")
    assert page.one("blockquote").get_text().strip() == "Ik bel <b>de school</b>.\nMorgen."


def test_needs_and_offers_never_stand_on_the_page_of_the_meeting(browser: Browser) -> None:
    event = make_event()
    for question in (Question.NEEDED, Question.OFFERED):
        review.approve(make_text(event, question, "geheim"), now=NEXT_DAY)
    review.approve(make_text(event, Question.TOMORROW, ALWAYS), now=NEXT_DAY)

    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert page.texts("blockquote") == [ALWAYS]
    assert "geheim" not in page.text("body")


def test_leaving_out_asks_for_a_reason(staff: Browser) -> None:
    event = make_event()
    text = make_text(event, Question.TOMORROW, ALWAYS)
    staff.get(results(event.ref))

    page = staff.submit(form_of(text, "weg"))

    assert page.status == 422
    assert page.text(f"#reason-{text.ref}-error") == "Kies waarom je dit antwoord weglaat."
    assert page.texts(".summary li") == ["Kies waarom je dit antwoord weglaat."]
    assert page.select(f'details[open] select[id="reason-{text.ref}"]')
    assert the_text().state is TextState.UNREAD


def test_what_is_left_out_later_is_gone_from_the_page_at_once(staff: Browser) -> None:
    event = make_event()
    text = make_text(event, Question.TOMORROW, ALWAYS)
    review.approve(text, now=NEXT_DAY)
    shown = staff.get(f"/bijeenkomsten/{event.slug}").texts("blockquote")
    staff.get(results(event.ref))

    staff.submit(form_of(text, "weg"), reason="person")

    assert shown == [ALWAYS]
    assert the_text().reason is LeaveOutReason.PERSON
    assert staff.get(f"/bijeenkomsten/{event.slug}").select("blockquote") == []


def test_a_mistake_in_leaving_out_is_put_right(staff: Browser) -> None:
    event = make_event()
    text = make_text(event, Question.TOMORROW, ALWAYS)
    review.leave_out(text, LeaveOutReason.HURTFUL, now=NEXT_DAY)
    staff.get(results(event.ref))

    staff.submit(form_of(text, "goed"))

    assert (the_text().state, the_text().reason) == (TextState.APPROVED, None)


def test_nobody_can_change_the_words_of_an_answer(staff: Browser) -> None:
    event = make_event()
    text = make_text(event, Question.TOMORROW, ALWAYS)
    page = staff.get(results(event.ref))
    token = page.select("[name=csrf_token]")[0]["value"]

    for verb in ("goed", "weg"):
        url = f"{results(event.ref)}/antwoorden/{text.ref}/{verb}"
        staff.post(url, {"csrf_token": token, "text": "Anders.", "reason": "person"})

    assert the_text().text == ALWAYS


def test_an_answer_that_waits_for_others_cannot_be_reached(staff: Browser) -> None:
    event = make_event()
    answer(event, tomorrow=ALWAYS)
    text = the_text()
    page = staff.get(results(event.ref))
    token = staff.get("/beheer/").one("form.account [name=csrf_token]")["value"]

    refused = staff.post(f"{results(event.ref)}/antwoorden/{text.ref}/goed", {"csrf_token": token})

    assert ALWAYS not in page.text("main")
    assert refused.status == 404


def test_an_organiser_reads_answers_of_own_meetings_alone(browser: Browser) -> None:
    own, other = make_event(title="Van mij"), make_event(title="Van een ander")
    mine, theirs = make_text(own), make_text(other)
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [own]))
    token = browser.get("/beheer/").one("form.account [name=csrf_token]")["value"]

    urls = [f"{results(own.ref)}/antwoorden/{text.ref}/goed" for text in (mine, theirs)]
    statuses = [browser.post(url, {"csrf_token": token}).status for url in urls]

    assert statuses == [200, 404]
    assert browser.get(results(other.ref)).status == 404


def test_a_reader_reads_no_open_answers(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user(RoleName.READER))

    statuses = {browser.get(url).status for url in (results(event.ref), "/beheer/vraag-en-aanbod")}

    assert statuses == {404}


def test_the_workplace_tells_what_is_left_to_read(app: Flask) -> None:
    own, other = make_event(title="Van mij"), make_event(title="Van een ander")
    for event in (own, own, other):
        make_text(event, Question.TOMORROW)
    review.approve(make_text(own, Question.TOMORROW), now=NEXT_DAY)
    answer(own, tomorrow="Wacht nog.")
    found = {}

    for role, events in (
        (RoleName.ORGANISER, [own]),
        (RoleName.PROJECT_TEAM, []),
        (RoleName.READER, []),
    ):
        browser = Browser(app)
        browser.sign_in(make_user(role, f"{role.value}@voorbeeld.nl", events))
        found[role] = sorted(browser.get("/beheer/").texts("main .check li"))

    assert found == {
        RoleName.ORGANISER: ["Van mij : 2 antwoorden"],
        RoleName.PROJECT_TEAM: ["Van een ander : 1 antwoord", "Van mij : 2 antwoorden"],
        RoleName.READER: [],
    }


@pytest.mark.parametrize(("chosen", "status"), [(["opinion", "tomorrow"], 422), ([], 422)])
def test_an_evaluation_asks_at_least_three_questions(
    staff: Browser, chosen: list[str], status: int
) -> None:
    staff.get(f"{results(make_event().ref)}/vragen")

    page = staff.submit("main form", questions=chosen or None)

    assert page.status == status
    assert page.text("#questions-error") == "Kies 3, 4 of 5 vragen."


def test_an_organiser_chooses_the_questions(staff: Browser) -> None:
    event = make_event()
    staff.get(f"{results(event.ref)}/vragen")

    page = staff.submit("main form", questions=["offered", "opinion", "tomorrow"])

    assert page.texts("aside ol li") == [
        "Wat vond je van de bijeenkomst?",
        "Wat ga jij morgen anders doen?",
        "Wat kun je bieden?",
    ]


def test_the_sheet_for_paper_has_the_questions_the_code_and_the_address(staff: Browser) -> None:
    event = make_event()

    page = staff.get(f"{results(event.ref)}/blad")

    assert len(page.select(".sheet h2")) == 5
    assert page.texts(".boxes li")[:4] == ["heel goed", "goed", "gaat wel", "niet goed"]
    assert page.select(".qr svg")
    assert f"http://127.0.0.1:8000{questions_url(event)}" in page.text("main")


def test_a_draft_has_no_code_yet(staff: Browser) -> None:
    event = make_event(published=False)

    page = staff.get(results(event.ref))

    assert page.select(".qr") == []
    assert staff.get(f"{results(event.ref)}/blad").status == 404


def test_more_answers_than_people_are_remarked_upon(staff: Browser) -> None:
    event = make_event()
    answers(event, 6, Choice.GOOD)
    count_in()
    db.session.add(HeadCount(event=event, people=5, source="geteld", counted_at=EVENING))

    page = staff.get(results(event.ref))

    assert "Er zijn meer antwoorden dan mensen." in page.text(".notice")

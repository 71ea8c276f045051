"""Answering the questions after a meeting: for everybody, on any device, without being known."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Date, Enum, Integer, func, select, text

from academie.core import clock, links
from academie.core.db import UtcDateTime, db
from academie.evaluations import service
from academie.evaluations.models import (
    EvaluationAnswer,
    EvaluationResponse,
    EvaluationText,
)
from academie.evaluations.terms import Choice, Question
from academie.events import service as events
from tests.browser import Browser
from tests.evaluations.factories import EVENING, answer, questions_url
from tests.factories import NOW, WHEN, make_event
from tests.house.visitors import ask
from tests.registrations.factories import register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

TABLES = (EvaluationResponse, EvaluationAnswer, EvaluationText)


@pytest.fixture(autouse=True)
def _just_after_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, EVENING)


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def counts() -> list[int]:
    db.session.commit()
    return [db.session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES]


def test_somebody_answers_without_a_name_and_is_thanked(browser: Browser) -> None:
    event = make_event()
    browser.get(questions_url(event))

    page = browser.submit(
        opinion="good",
        welcome="yes",
        tomorrow="Ik bel de school.",
        needed=["reach", "cooperation"],
        needed_text="Een ruimte.",
        offered="Koken.",
    )

    assert (page.status, page.text("h1")) == (200, "Bedankt voor je antwoorden")
    chosen = set(db.session.scalars(select(EvaluationAnswer.choice)))
    said = {one.question: one.text for one in db.session.scalars(select(EvaluationText))}
    assert chosen == {Choice.GOOD, Choice.YES, Choice.REACH, Choice.COOPERATION}
    assert said == {
        Question.TOMORROW: "Ik bel de school.",
        Question.NEEDED: "Een ruimte.",
        Question.OFFERED: "Koken.",
    }


def test_no_cookie_is_set_and_no_other_website_hears_of_the_address(browser: Browser) -> None:
    event = make_event()

    opened = browser.get(questions_url(event)).response
    sent = ask(browser.client, "POST", questions_url(event), data={"opinion": "good"})

    for response in (opened, sent):
        assert "Set-Cookie" not in response.headers
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"
    assert sent.status_code == 303
    assert counts() == [1, 1, 0]


def test_pressing_twice_counts_once(browser: Browser) -> None:
    event = make_event()
    page = browser.get(questions_url(event))
    form = {"nonce": page.one("[name=nonce]")["value"], "opinion": "good", "tomorrow": "Bellen."}

    first, second = browser.post(page.url, form), browser.post(page.url, form)

    assert first.text("h1") == second.text("h1") == "Bedankt voor je antwoorden"
    assert counts() == [1, 1, 1]


def test_two_people_on_one_device_both_count(browser: Browser) -> None:
    event = make_event()

    for _each in range(2):
        browser.get(questions_url(event))
        browser.submit(opinion="good")

    assert counts() == [2, 2, 0]


@pytest.mark.parametrize("nonce", ["", "x", "' OR 1", "0" * 31, "A" * 32])
def test_a_form_with_a_strange_nonce_gets_one_of_ours(browser: Browser, nonce: str) -> None:
    event = make_event()

    for _each in range(2):
        browser.post(questions_url(event), {"nonce": nonce, "opinion": "good"})

    kept = db.session.scalars(select(EvaluationResponse.nonce)).all()
    assert len(kept) == 2
    assert all(len(found) == 32 and found != nonce for found in kept)


def test_an_empty_form_asks_for_one_answer(browser: Browser) -> None:
    event = make_event()
    browser.get(questions_url(event))

    page = browser.submit(tomorrow="   ")

    assert page.status == 422
    assert page.texts(".summary li") == ["Beantwoord minstens 1 vraag."]
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"opinion": "yes"},
        {"opinion": "x"},
        {"welcome": "very_good"},
        {"needed": ["reach", "good"]},
        {"needed": [""]},
        {"needed": ["reach", "reach", "\x00"]},
        {"tomorrow": "x" * 1001},
        {"offered": "x" * 30_000},
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    browser: Browser, wrong: dict[str, str]
) -> None:
    event = make_event()
    (name,) = wrong
    words = {"needed_text": "Blijft staan."}

    page = browser.post(questions_url(event), wrong | words)

    assert page.status == 422
    assert len(page.select(".field.wrong")) == 1
    assert page.select(f'.field.wrong [name="{name}"]')
    assert page.text("#needed_text") == "Blijft staan."
    assert counts() == [0, 0, 0]


def test_a_page_with_a_mistake_keeps_its_nonce(browser: Browser) -> None:
    event = make_event()
    before = browser.get(questions_url(event)).one("[name=nonce]")["value"]

    after = browser.submit(opinion=None, tomorrow="").one("[name=nonce]")["value"]

    assert after == before


def test_only_chosen_questions_are_asked_and_taken(browser: Browser) -> None:
    event = make_event()
    service.choose_questions(event, [Question.OPINION, Question.WELCOME, Question.OFFERED])

    page = browser.get(questions_url(event))
    browser.submit(opinion="good")
    browser.post(page.url, {"opinion": "good", "needed": "reach", "tomorrow": "Iets."})

    names = {str(tag["name"]) for tag in page.select("main [name]")}
    assert names == {"nonce", "opinion", "welcome", "offered"}
    assert counts() == [2, 2, 0]


@pytest.mark.parametrize(
    ("moment", "title", "words"),
    [
        (WHEN, "Kom na de bijeenkomst terug", "dinsdag 9 maart 2027, 21.45 uur"),
        (EVENING + timedelta(weeks=4), "De vragen zijn gesloten", "4 weken na de bijeenkomst"),
    ],
)
def test_before_and_long_after_the_page_says_why_nothing_is_asked(
    browser: Browser,
    monkeypatch: pytest.MonkeyPatch,
    moment: datetime,
    title: str,
    words: str,
) -> None:
    at(monkeypatch, moment)
    event = make_event()

    page = browser.get(questions_url(event))
    refused = browser.post(questions_url(event), {"opinion": "good"})

    assert (page.status, page.text("h1")) == (200, title)
    assert words in page.text("main")
    assert (refused.status, refused.text("h1")) == (409, title)
    assert counts() == [0, 0, 0]


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_a_meeting_that_was_not_held_asks_nothing(browser: Browser, verb: str) -> None:
    event = make_event()
    reason = {"reason": "De zaal is dicht."} if verb == "cancel" else {}
    getattr(events, verb)(event, now=NOW, **reason)

    page = browser.get(questions_url(event))

    assert (page.status, page.text("h1")) == (200, "Er zijn nu geen vragen")


def test_a_closed_meeting_still_asks(browser: Browser) -> None:
    event = make_event()
    events.close(event, now=event.closes_at)

    page = browser.get(questions_url(event))

    assert page.select("form [name=opinion]")


@pytest.mark.parametrize(
    ("purpose", "ref", "version"),
    [("evaluation", None, 2), ("joining", None, 1), ("evaluation", "0" * 16, 1)],
)
def test_a_link_of_another_sort_opens_nothing(
    browser: Browser, purpose: str, ref: str | None, version: int
) -> None:
    event = make_event()

    assert browser.get(f"/vragen/{links.sign(purpose, ref or event.ref, version)}").status == 404


def test_a_draft_has_no_questions(browser: Browser) -> None:
    assert browser.get(questions_url(make_event(published=False))).status == 404


def test_an_answer_knows_a_day_and_a_meeting_and_nothing_of_a_person(
    app: Flask,  # noqa: ARG001
) -> None:
    columns = [column for table in TABLES for column in table.__table__.columns]
    words = {
        column.name for column in columns if not isinstance(column.type, (Date, Enum, Integer))
    }

    assert {key.target_fullname for column in columns for key in column.foreign_keys} == {
        "event.id"
    }
    assert {column.name for column in columns if isinstance(column.type, UtcDateTime)} == set()
    assert words == {"nonce", "ref", "text", "connected_note"}


def test_what_one_person_answered_hangs_together_by_nothing(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answer(event, Choice.NOT_GOOD, Choice.NO, tomorrow="Bellen.", nonce="a" * 32)

    answers = db.session.scalars(select(EvaluationAnswer)).all()
    said = db.session.scalars(select(EvaluationText)).one()

    assert len({found.ref for found in answers} | {said.ref, "a" * 32}) == 4
    assert {said.given_on, *(found.given_on for found in answers)} == {EVENING.date()}


def test_answers_lie_in_no_order_of_coming(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    for number in range(20):
        answer(event, tomorrow=f"Antwoord {number:02}")

    refs = db.session.scalars(select(EvaluationText.ref).order_by(EvaluationText.text)).all()

    assert refs != sorted(refs)
    if db.engine.dialect.name == "sqlite":
        stored = db.session.execute(text("SELECT ref FROM evaluation_text")).scalars()
        assert list(stored) == sorted(refs)


def test_neither_answers_nor_their_tables_name_a_registration(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    guest = register(event)
    answer(event, Choice.GOOD, tomorrow="Bellen.")

    rows = [str(db.session.execute(select(table.__table__)).all()) for table in TABLES]

    for known in (guest.ref, guest.code, "Fatima", "fatima@voorbeeld.nl"):
        assert not [row for row in rows if known in row]

"""The page behind the link of who confirms, and the pages of staff around it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.core import clock
from academie.core.db import db
from academie.followups import confirming, review, service
from academie.followups.confirmations import OPEN_FOR
from academie.followups.service import Party
from academie.followups.terms import Agreement, ContributorRole, OutcomeStatus
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.followups.factories import (
    adopted,
    ask_outsider,
    author,
    denied,
    link_of,
    make_outcome,
    reviewer,
    say,
    see,
    submitted,
)

ANSWER = {"what": "fully", "significance": "partly", "contribution": "cannot_judge"}
PERSON = {
    "role": "Wethouder",
    "party": "Gemeente Assen",
    "email": "Wethouder@Assen.example",
    "independent": "yes",
    "independence": "Assen deed niet mee.",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages do not depend on it."""
    return sqlite_url


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def log() -> list[tuple[AccessAction, str]]:
    lines = db.session.scalars(select(AccessLogLine).order_by(AccessLogLine.id))
    return [(line.action, line.subject.partition(":")[0]) for line in lines]


def test_somebody_reads_answers_and_finds_the_answer_back(browser: Browser) -> None:
    confirmation = ask_outsider(adopted(make_event()))
    url = link_of(confirmation)

    page = browser.get(url)
    headers = page.response.headers
    assert page.text("h1") == "Klopt dit?"
    assert "Partners werken aan een doe-agenda." in page.text("main")
    assert "directeur@vlieger.example" not in page.text("main")
    assert (headers["Referrer-Policy"], headers["X-Robots-Tag"]) == ("no-referrer", "noindex")
    page = browser.submit("#answer", **ANSWER, remark="Zo was het.\nEcht <b>waar</b>.")

    db.session.expire_all()
    assert confirmation.significance is Agreement.PARTLY
    assert page.text("h1") == "Bedankt voor je antwoord"
    assert page.one("blockquote p").get_text() == "Zo was het.\nEcht <b>waar</b>."
    assert page.select("#answer") == []
    assert log() == [(AccessAction.CHANGE, "confirmation")]


def test_a_meeting_is_asked_about_only_when_there_is_one(browser: Browser) -> None:
    page = browser.get(link_of(ask_outsider(adopted())))

    assert page.select("[name=contribution]") == []
    page = browser.submit("#answer", what="no", significance="cannot_judge")
    assert page.text("h1") == "Bedankt voor je antwoord"


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, ["#what-0", "#significance-0", "#contribution-0"]),
        (ANSWER | {"what": "zeker"}, ["#what-0"]),
        (ANSWER | {"remark": "x" * 2001}, ["#remark"]),
    ],
)
def test_half_an_answer_is_asked_for_and_nothing_typed_is_lost(
    browser: Browser, typed: dict[str, str], wrong: list[str]
) -> None:
    browser.get(link_of(ask_outsider(adopted(make_event()))))

    page = browser.submit("#answer", **({"remark": "Bewaar dit."} | typed))

    assert page.status == 422
    assert [link["href"] for link in page.select("[role=alert] a, .summary a, .trouble a")] == wrong
    assert page.one("#remark").get_text(strip=True) == typed.get("remark", "Bewaar dit.")


def test_the_second_of_two_who_answer_at_once_is_told(browser: Browser) -> None:
    confirmation = ask_outsider(adopted(make_event()))
    browser.get(link_of(confirmation))
    say(confirmation, remark="Ik was eerst.")

    page = browser.submit("#answer", remark="Ik was later.")

    assert page.status == 409
    assert page.select("[role=alert] a, .summary a, .trouble a") == []
    assert "Er is niets overschreven." in page.text("main")
    assert "Ik was later." in page.text(".notice")
    db.session.expire_all()
    assert confirmation.remark == "Ik was eerst."


def test_who_read_older_words_reads_again_and_keeps_what_was_typed(browser: Browser) -> None:
    outcome = adopted(make_event())
    browser.get(link_of(ask_outsider(outcome)))
    see(outcome, OutcomeStatus.STARTED)

    page = browser.submit("#answer", **ANSWER, remark="Bewaar dit.")

    assert page.status == 409
    assert "Lees hem nog een keer" in page.text("main")
    assert page.one("#remark").get_text(strip=True) == "Bewaar dit."
    assert page.one("#what-0").has_attr("checked")
    assert browser.submit("#answer").text("h1") == "Bedankt voor je antwoord"


def test_links_that_do_not_work_say_why(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = submitted()
    asked, revoked, declined = (
        ask_outsider(outcome, email=f"{number}@voorbeeld.nl") for number in range(3)
    )
    browser.get(link_of(revoked))
    confirming.revoke(revoked, by=author(), now=NOW)
    db.session.commit()
    refused = browser.submit("#answer", remark="Bewaar dit.")
    browser.get(link_of(declined))
    browser.submit("#erase")
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    db.session.commit()

    titles = [browser.get(link_of(each)).text("h1") for each in (asked, revoked, declined)]
    changed = browser.get(f"{link_of(asked)}x")
    monkeypatch.setattr(clock, "now", lambda: NOW + OPEN_FOR + timedelta(days=1))
    late = browser.get(link_of(asked))

    assert titles == [
        "Deze tekst wordt nu veranderd",
        "Deze vraag is ingetrokken",
        "We vragen je niets meer",
    ]
    assert (refused.status, refused.text("#typed-words")) == (409, "Bewaar dit.")
    assert (changed.status, late.status) == (404, 410)
    assert late.text("h1") == "Je kunt niet meer antwoorden"


def test_whoever_is_signed_in_to_the_workplace_cannot_answer(browser: Browser) -> None:
    confirmation = ask_outsider(adopted(make_event()))
    browser.get(link_of(confirmation))
    browser.sign_in(author())

    page = browser.get(link_of(confirmation))

    assert page.select("#answer") == []
    token = page.one("#erase [name=csrf_token]")["value"]
    answer = browser.post(link_of(confirmation), ANSWER | {"csrf_token": token, "read": "x"})
    assert answer.status == 409
    assert "van buiten" in answer.text("main")


def test_staff_ask_somebody_and_see_what_became_of_it(browser: Browser) -> None:
    outcome = adopted(make_event())
    browser.sign_in(author())

    browser.get(f"/beheer/opbrengsten/{outcome.ref}/bevestiging-vragen")
    assert browser.submit(email="geen adres").status == 422
    staff = browser.submit(**PERSON | {"email": author().email})
    assert "medewerker" in staff.text("#email-error")
    assert staff.one("#role")["value"] == "Wethouder"
    page = browser.submit(**PERSON)

    assert page.text("h1") == "Wethouder, Gemeente Assen"

    assert "wethouder@assen.example" in page.text("aside")
    assert log() == [(AccessAction.CHANGE, "confirmation"), (AccessAction.VIEW, "confirmation")]
    listed = browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    assert "Wethouder, Gemeente Assen" in listed.text("main")
    assert "wethouder@assen.example" not in listed.text("main")


def test_a_no_is_shown_settled_and_stays_to_be_read(browser: Browser) -> None:
    held, told = NOW - timedelta(days=30), NOW - timedelta(days=60)
    event = make_event(now=told, starts_at=held, ends_at=held + timedelta(hours=2))
    outcome = adopted(event)
    browser.get(f"/bijeenkomsten/{event.slug}")
    confirmation = denied(outcome)
    public, staff = f"/opbrengsten/{outcome.label}", f"/beheer/opbrengsten/{outcome.ref}"

    assert "Betwist" in browser.get(public).text(".notice")
    assert "betwist" in browser.get(f"/bijeenkomsten/{event.slug}").text("main")
    browser.sign_in(reviewer())
    assert "Betwist" in browser.get(staff).text(".notice")
    assert "Betwist" in browser.get("/beheer/opbrengsten").text("tbody")
    browser.get(f"{staff}/bevestigingen/{confirmation.ref}")
    assert browser.submit("#settle", text="").status == 422
    assert browser.submit("#settle", text="Uitgezocht:\nhet klopt.").select("#settle") == []

    page = browser.get(public)
    assert page.select(".notice") == []
    assert "betwist" not in browser.get(f"/bijeenkomsten/{event.slug}").text("main")
    assert "Dit gebeurde niet." in page.text("blockquote")
    assert "het klopt." in page.text("main")
    assert "Schooldirecteur, Basisschool De Vlieger" in page.texts("h3")


def test_only_the_question_of_an_outcome_is_found_under_it(browser: Browser) -> None:
    confirmation, other = ask_outsider(submitted()), make_outcome()
    browser.sign_in(author())

    page = browser.get(f"/beheer/opbrengsten/{other.ref}/bevestigingen/{confirmation.ref}")

    assert page.status == 404


def test_somebody_is_found_by_address_and_forgotten(browser: Browser) -> None:
    confirmation = ask_outsider(adopted())
    browser.sign_in(author())
    browser.get("/beheer/privacy/zoeken")

    page = browser.submit(email="directeur@vlieger.example")
    assert "Bevestiging van Leeuwarden werkt aan een doe-agenda" in page.texts("main li a")
    browser.submit("form[action$=wissen]")

    db.session.expire_all()
    assert confirmation.email is None
    assert (AccessAction.ERASE, "confirmation") in log()


def test_the_project_team_reads_that_what_is_disputed_does_not_count_yet(browser: Browser) -> None:
    outcome = submitted()
    first = denied(outcome)
    second = denied(outcome, email="twee@voorbeeld.nl")
    address = f"/beheer/opbrengsten/{outcome.ref}"
    browser.sign_in(reviewer())
    browser.get(address)

    said = [browser.submit(f'form[action="{address}/vaststellen"]').texts(".notice")[0]]
    for confirmation in (first, second):
        browser.get(f"{address}/bevestigingen/{confirmation.ref}")
        said.append(browser.submit("#settle", text="Uitgezocht.").texts(".notice")[0])

    assert said == [
        "Vastgesteld. De opbrengst telt pas mee als is opgelost wat betwist is.",
        "Bewaard. Er is nog een nee dat opgelost moet worden.",
        "Bewaard. De opbrengst telt weer mee als die is vastgesteld.",
    ]


def test_who_was_written_in_meanwhile_reads_that_they_are_not_called_independent(
    browser: Browser,
) -> None:
    outcome = submitted()
    confirmation = ask_outsider(outcome)
    review.hand_back(outcome, reviewer=reviewer(), note="Wie hielp?", now=NOW)
    helper = Party(confirmation.party, ContributorRole.FACILITATOR)
    service.change(outcome, by=author(), now=NOW, contributors=[helper])
    review.submit(outcome, now=NOW)
    db.session.commit()

    page = browser.get(link_of(confirmation))

    told = "Wij noemen je niet onafhankelijk, want: Deze partij hielp zelf mee."
    assert told in page.text("main")

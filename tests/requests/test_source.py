"""Can this be done here too? A request keeps the outcome elsewhere that it came from."""

from typing import Any

import pytest
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.checkpoints import queries as checkpoints
from academie.core import clock
from academie.core.db import db
from academie.followups import review, transfer
from academie.followups.models import Outcome
from academie.followups.terms import Visibility
from academie.requests.models import AcademyRequest
from tests.browser import Browser
from tests.checkpoints.factories import CLOSED, keep_up, make_closed
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import adopted, make_outcome, reviewer
from tests.requests.factories import FORM, accept, address, make_draft, make_request

NEEDED = "Een school met een keuken."


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def offered(**fields: Any) -> Outcome:
    return adopted(transferable=NEEDED, **fields)


def asked_for(outcome: Outcome, **fields: Any) -> AcademyRequest:
    return make_request(source_outcome_id=outcome.id, **fields)


def the_only_request() -> AcademyRequest:
    db.session.rollback()
    return db.session.scalars(select(AcademyRequest)).one()


def test_a_public_outcome_with_its_conditions_leads_to_the_form(browser: Browser) -> None:
    outcome = offered()
    page = browser.get(f"/opbrengsten/{outcome.label}")
    assert NEEDED in page.text(".notice")

    form = browser.get(str(page.one(".notice a.button")["href"]))
    browser.submit(**FORM)

    request = the_only_request()
    assert outcome.title in form.text(".notice")
    assert request.source_outcome_id == outcome.id
    mine = browser.get(address(request))
    assert mine.one(f"a[href='/opbrengsten/{outcome.label}']").get_text() == outcome.title
    data = browser.get(f"{address(request)}/gegevens.json").response.get_json()
    assert data["source"] == outcome.label


def test_a_saved_request_keeps_its_source_through_mistakes_and_days(browser: Browser) -> None:
    outcome = offered()
    browser.get(f"/aanvraag?bron={outcome.label.lower()}")
    wrong = browser.submit(email="geen adres", save="1")
    browser.submit(email="sanne@voorbeeld.nl", save="1")
    request = the_only_request()

    form = browser.get(address(request))
    browser.submit(**FORM)

    assert outcome.title in wrong.text(".notice")
    assert outcome.title in form.text(".notice")
    assert the_only_request().source_outcome_id == outcome.id


@pytest.mark.parametrize("label", ["OPB-9999", "opb", "OPB-0001' OR 1=1", "x" * 999])
def test_a_source_that_is_none_is_ignored_in_words(browser: Browser, label: str) -> None:
    page = browser.get("/aanvraag", query_string={"bron": label})
    browser.submit(**FORM)

    assert page.text(".notice").startswith("Het voorbeeld waar je vandaan komt")
    assert the_only_request().source_outcome_id is None


@pytest.mark.usefixtures("app")
def test_only_what_is_public_and_adopted_with_conditions_is_offered() -> None:
    withdrawn = offered()
    review.withdraw(withdrawn, by=reviewer(), reason="Het klopt niet.", now=NOW)
    others = (
        adopted(),
        offered(visibility=Visibility.PARTNERS),
        make_outcome(transferable=NEEDED),
        withdrawn,
    )

    assert [transfer.offered(outcome.label) for outcome in others] == [None] * 4
    assert transfer.offered(None) is None
    outcome = offered()
    assert transfer.offered(outcome.label) is outcome


def test_the_requester_is_told_when_the_example_is_gone(browser: Browser) -> None:
    outcome = offered()
    request = asked_for(outcome)
    review.withdraw(outcome, by=reviewer(), reason="Het klopt niet.", now=NOW)

    page = browser.get(address(request))

    assert f"{outcome.label}. Dit voorbeeld staat niet meer op de site." in page.text("main")


def test_the_meeting_that_comes_of_it_knows_where_it_came_from(browser: Browser) -> None:
    outcome, team = offered(), make_user()
    asked_for(outcome, place="Assen")
    make_draft(source_outcome_id=outcome.id)
    request = asked_for(outcome)
    event = accept(request, team)

    assert transfer.origin_of(event) is outcome
    assert list(transfer.passed_on()) == []
    browser.sign_in(team)
    assert outcome.title in browser.get(f"/beheer/bijeenkomsten/{event.ref}").text("aside")
    assert outcome.label in browser.get("/beheer/aanvragen").text("main")
    assert outcome.title in browser.get(f"/beheer/aanvragen/{request.ref}").text("main")
    assert outcome.label in browser.get(f"/beheer/bijeenkomsten/{event.ref}/opvolging").text("main")
    page = browser.get(f"/beheer/opbrengsten/{outcome.ref}")
    assert page.texts("#elders + ul a") == ["Assen", "Emmen"]
    browser.sign_in(make_user(RoleName.READER, "kijkt@voorbeeld.nl"))
    assert browser.get(f"/beheer/opbrengsten/{outcome.ref}").select("#elders") == []


@pytest.mark.usefixtures("app")
def test_a_meeting_asked_for_after_an_example_gets_its_own_questions() -> None:
    outcome, event = offered(), make_closed()
    request = asked_for(outcome)
    accept(request, make_user())
    request.event = event

    keep_up(CLOSED)

    assert transfer.origin_of(event) is outcome
    assert [each.months for each in checkpoints.of_event(event)] == [3, 6, 12, 24]


def test_the_chain_tells_where_else_it_was_asked_for(browser: Browser) -> None:
    outcome, event = offered(), make_event(title="Publieksacademie Emmen")
    request = asked_for(outcome)
    accept(request, make_user())
    request.event = event
    browser.sign_in(make_user(RoleName.READER, "kijkt@voorbeeld.nl"))

    page = browser.get("/beheer/keten")

    assert page.texts("#elders a") == [f"{outcome.label}: {outcome.title}", event.title]

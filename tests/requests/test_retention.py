"""Who asked is forgotten in time, what was asked for stays, and nobody rewrites what was said."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from academie.core.db import db
from academie.events import service as events
from academie.requests import service
from academie.requests.models import AcademyRequest
from academie.requests.retention import erase_due
from tests.browser import Browser
from tests.factories import NOW, make_user
from tests.requests.factories import accept, address, make_draft, make_request

pytestmark = pytest.mark.usefixtures("app")
START = datetime(2027, 6, 1, 17, 30, tzinfo=UTC)
END = START + timedelta(hours=2)


def erase(days: int, since: datetime = NOW) -> None:
    db.session.commit()
    erase_due(since + timedelta(days=days))
    db.session.commit()
    db.session.expire_all()


def talked_about() -> AcademyRequest:
    request = make_request()
    service.ask(request, user=make_user(), text="Wie betaalt?", now=NOW)
    service.answer(request, text="Bel Sanne maar.", now=NOW)
    return request


def accepted() -> AcademyRequest:
    request = talked_about()
    accept(request, request.messages[0].user or make_user(), starts_at=START)
    return request


def known(request: AcademyRequest) -> set[bool]:
    """Tell of everything personal whether it is there."""
    personal = [request.name, request.email, request.phone]
    return {value is not None for value in (*personal, *(one.text for one in request.messages))}


@pytest.mark.parametrize(("days", "left"), [(89, 1), (91, 0)])
def test_a_saved_request_that_nobody_went_on_with_is_deleted(days: int, left: int) -> None:
    make_draft()

    erase(days)

    assert len(db.session.scalars(select(AcademyRequest)).all()) == left


@pytest.mark.parametrize(("days", "there"), [(182, True), (184, False)])
def test_who_was_declined_is_forgotten_after_half_a_year(days: int, there: bool) -> None:
    request = talked_about()
    service.decline(request, user=request.messages[0].user or make_user(), reason="Nee", now=NOW)

    erase(days)

    assert known(request) == {there}
    assert (request.place, request.decision) == ("Emmen", "Nee")


@pytest.mark.parametrize(("days", "there"), [(182, True), (184, False)])
def test_who_took_a_request_back_is_forgotten_after_half_a_year(days: int, there: bool) -> None:
    request = make_request()
    service.withdraw(request, now=NOW)

    erase(days)

    assert known(request) == {there}


@pytest.mark.parametrize(("days", "there"), [(83, True), (85, False)])
def test_who_was_accepted_is_forgotten_with_the_guests(days: int, there: bool) -> None:
    request = accepted()

    erase(days, END)

    assert known(request) == {there}


def test_a_draft_meeting_that_was_thrown_away_counts_from_the_decision() -> None:
    request = accepted()
    assert request.event
    events.delete_draft(request.event)

    erase(184)

    assert known(request) == {False}


@pytest.mark.parametrize(("days", "there"), [(729, True), (731, False)])
def test_what_nobody_decides_on_ends_two_years_after_the_last_word(days: int, there: bool) -> None:
    request = talked_about()
    said = NOW + timedelta(days=100)
    service.answer(request, text="Zijn jullie er nog?", now=said)

    erase(days, said)

    assert known(request) == {there}
    assert request.is_open is there


def test_a_past_meeting_no_longer_shows_the_address_of_who_asked_for_it() -> None:
    request = accepted()
    assert request.event
    assert (request.event.reply_address, request.event.phone) == (request.email, request.phone)

    erase(85, END)

    assert request.event.reply_address == "academie@voorbeeld.nl"
    assert request.event.phone != "06-12 34 56 78"


def test_the_link_of_who_was_forgotten_opens_nothing(browser: Browser) -> None:
    request = make_request()
    url = address(request)
    service.withdraw(request, now=NOW)

    erase(184)

    assert browser.get(url).status == 404


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE request_message SET text = 'Iets anders'",
        "UPDATE request_message SET text = NULL, side = 'team'",
        "UPDATE request_message SET at = '2027-01-01 00:00:00'",
        "DELETE FROM request_message",
    ],
)
def test_a_conversation_cannot_be_rewritten(statement: str) -> None:
    talked_about()
    db.session.commit()

    with pytest.raises(DatabaseError, match="append only"):
        db.session.execute(text(statement))
    db.session.rollback()

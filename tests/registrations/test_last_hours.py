"""The last hours before a meeting: nobody is offered seats by itself, and staff choose by hand."""

from datetime import datetime, timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import line, picking, queries, service
from academie.registrations.guest_links import token_of
from academie.registrations.models import OfferOutcome, Registration, RegistrationStatus
from tests.browser import Browser, Page
from tests.factories import NOW, WHEN, make_event, make_user
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("app")
LATE = WHEN - timedelta(hours=2, minutes=59)
NOTICE = "Kies vanaf nu met de hand wie er nog komt"


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def at(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: now)


def with_a_free_seat(now: datetime) -> tuple[Event, Registration]:
    """Let somebody sign off when it is too late to offer the seat to who waits."""
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    service.cancel(first, now=now)
    db.session.commit()
    return event, waiting


def the_list(team: Browser, event: Event) -> Page:
    return team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen")


def test_the_list_says_from_when_staff_choose(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, _waiting = with_a_free_seat(LATE)

    at(monkeypatch, WHEN - timedelta(hours=3))
    before = the_list(team, event)
    at(monkeypatch, LATE)
    after = the_list(team, event)
    at(monkeypatch, event.ends_at)
    over = the_list(team, event)

    assert NOTICE not in before.text("main")
    assert NOTICE in after.text("main")
    assert NOTICE not in over.text("main")


def test_nothing_is_said_when_nobody_waits(team: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    register(event)
    at(monkeypatch, LATE)

    assert NOTICE not in the_list(team, event).text("main")


@pytest.mark.parametrize("hours", [2.9, 1, -0.5])
def test_who_says_yes_on_the_telephone_has_the_seat_at_once(
    team: Browser, monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox, hours: float
) -> None:
    event, waiting = with_a_free_seat(LATE)
    at(monkeypatch, LATE)
    deliver(mailbox)
    at(monkeypatch, WHEN - timedelta(hours=hours))
    page = team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{waiting.ref}")

    done = team.submit("form[action$=voorrang]", reason="Ze is al onderweg")

    db.session.expire_all()
    (offer,) = queries.offers_of(event)
    subjects = [mail["subject"] for mail in deliver(mailbox)]
    assert "Geef deze persoon de plek" in page.texts("main button")
    assert done.texts(".notice")[0] == "Deze persoon heeft nu een plek."
    assert waiting.status is RegistrationStatus.CONFIRMED
    assert (offer.outcome, offer.reason) == (OfferOutcome.ACCEPTED, "Ze is al onderweg")
    assert subjects == ["Je kaartje voor Publieksacademie Leeuwarden"]


def test_without_a_free_seat_nobody_gets_one(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=0)
    waiting = register(event)
    at(monkeypatch, LATE)
    team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{waiting.ref}")

    page = team.submit("form[action$=voorrang]", reason="Ze spreekt")

    assert page.status == 409
    assert "Er is nu geen plek vrij." in page.text("main")
    assert waiting.status is RegistrationStatus.WAITLISTED


def test_nobody_gets_a_seat_when_it_is_over(team: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    event, waiting = with_a_free_seat(LATE)
    at(monkeypatch, event.ends_at)
    team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{waiting.ref}")

    page = team.submit("form[action$=voorrang]", reason="Ze is al onderweg")

    assert page.status == 409
    assert "Deze bijeenkomst is voorbij." in page.text("main")


def test_who_waits_is_told_to_call_and_not_to_wait_for_mail(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, mailbox: Mailbox
) -> None:
    at(monkeypatch, LATE)
    waiting = register(make_event(capacity=0), now=LATE)

    (mail,) = deliver(mailbox)
    page = browser.get(f"/aanmelding/{token_of(waiting)}")

    assert "Bel 058-234 56 78. Misschien is er nog plek." in plain(mail)
    assert "Kijk daarom" not in plain(mail) + html(mail)
    assert "Bel 058-234 56 78." in page.text("main .notice")
    assert "Je hoeft nu niets te doen." not in page.text("main .notice")


def test_before_that_it_is_an_offer_with_a_deadline() -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    register(event, "tweede@voorbeeld.nl", people=2)
    last = register(event, "derde@voorbeeld.nl")
    event.pools[0].capacity = 2

    given = picking.pick(last, by=make_user(), reason="Ze spreekt", now=NOW)

    assert not given
    assert last.status is RegistrationStatus.OFFERED


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(hours=30), "Je hebt dan 24 uur voor je antwoord."),
        (timedelta(hours=20), "In die mail staat voor hoe laat je antwoord geeft."),
        (timedelta(hours=2), "Bel 058-234 56 78. Misschien is er nog plek."),
    ],
)
def test_who_waits_is_promised_no_more_than_there_is(before: timedelta, words: str) -> None:
    event = make_event(capacity=0, phone="058-234 56 78")
    waiting = register(event)

    expectation = line.expectation(waiting, WHEN - before)

    assert expectation
    assert expectation.endswith(words)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (NOW, "Komt er een plek vrij die past? Dan mailen we je."),
        (LATE, "We mailen nu geen plekken meer rond."),
    ],
)
def test_who_is_online_is_asked_to_wait_for_the_room_with_a_promise_that_is_kept(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, now: datetime, words: str
) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=0, online_capacity=1)
    guest = register(event, mode=AttendanceMode.ONLINE)
    at(monkeypatch, now)

    text = browser.get(f"/aanmelding/{token_of(guest)}").text("main")

    assert f"Je plek online houd je. {words}" in text
    assert ("mailen we je" in text) is (now == NOW)

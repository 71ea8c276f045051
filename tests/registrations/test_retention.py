"""Guests are forgotten in time, and what counts stays."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.core.journal import Erasure
from academie.events import service as events
from academie.outbox import delivery
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.reference.models import Province
from academie.registrations import consents
from academie.registrations.guest_links import token_of
from academie.registrations.models import ConsentKind, Registration, RegistrationStatus
from academie.registrations.retention import erase_due
from academie.registrations.service import cancel, register, tell_about_changes
from tests.browser import Browser
from tests.checkin.factories import make_guest
from tests.factories import NOW, make_event
from tests.reference.test_municipalities import FILE, take_in

pytestmark = pytest.mark.usefixtures("app")


def _guest() -> Registration:
    event = make_event(capacity=2)
    guest = register(
        event,
        given_name="Samira",
        family_name="el Amrani",
        email="samira@voorbeeld.nl",
        people=2,
        mode=event.mode.attendance_modes[0],
        now=NOW,
    )
    db.session.commit()
    return guest


@pytest.mark.parametrize(("days", "known"), [(83, True), (85, False)])
def test_a_guest_is_forgotten_twelve_weeks_after_the_meeting(days: int, known: bool) -> None:
    guest = _guest()

    erase_due(guest.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (guest.given_name is not None) is known
    assert (guest.family_name is not None) is known
    assert (guest.email is not None) is known
    assert (guest.people, guest.status) == (2, RegistrationStatus.CONFIRMED)


def test_the_link_code_and_moments_of_a_forgotten_guest_go_too(browser: Browser) -> None:
    guest = _guest()
    url, code = f"/aanmelding/{token_of(guest)}", guest.code

    erase_due(guest.event.ends_at + timedelta(days=85))
    db.session.commit()

    page = browser.get(url)
    assert page.status == 404
    assert "De gegevens die erbij hoorden, zijn gewist." in page.text("main")
    assert guest.code != code
    assert guest.registered_at == guest.queued_at == datetime(2027, 2, 28, 23, tzinfo=UTC)


def test_of_who_wants_to_hear_on_only_what_mail_needs_is_kept() -> None:
    take_in(FILE)
    guest = _guest()
    guest.organisation_name, guest.municipality = "De Brug", "Leeuwarden"
    consents.give(guest, ConsentKind.FOLLOW_UP, now=NOW)
    db.session.commit()

    erase_due(guest.event.ends_at + timedelta(days=85))
    db.session.commit()

    assert (guest.given_name, guest.email) == ("Samira", "samira@voorbeeld.nl")
    assert not any((guest.family_name, guest.organisation_name, guest.municipality))
    assert guest.province is Province.FRIESLAND


def test_the_place_of_who_wants_to_hear_on_stays_when_enough_came_from_there() -> None:
    guest = _guest()
    guests = [guest, *(make_guest(guest.event) for _number in range(4))]
    for each in guests:
        each.municipality = "Leeuwarden"
    consents.give(guest, ConsentKind.FOLLOW_UP, now=NOW)
    db.session.commit()

    for days in (85, 800):
        erase_due(guest.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (guest.given_name, guest.municipality) == (None, "Leeuwarden")


def test_the_journal_tells_what_was_erased_by_which_rule_and_not_who_it_was() -> None:
    guest = _guest()
    due = guest.event.ends_at + timedelta(days=85)

    erase_due(due)
    erase_due(due)
    db.session.commit()

    line = db.session.scalars(select(Erasure)).one()
    assert (line.subject, line.number) == (f"event:{guest.event.ref}", 1)
    assert (line.at, line.rule) == (due, "registration.given_name 84")


@pytest.mark.parametrize(("days", "known"), [(13, True), (15, False)])
def test_who_signed_off_is_forgotten_after_two_weeks(days: int, known: bool) -> None:
    guest = _guest()
    cancel(guest, now=NOW)
    db.session.commit()

    erase_due(guest.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (guest.email is not None) is known


@pytest.mark.parametrize(("days", "known"), [(13, True), (15, False)])
def test_a_telephone_number_is_forgotten_after_two_weeks(days: int, known: bool) -> None:
    guest = _guest()
    guest.phone = "+31612345678"
    db.session.commit()

    erase_due(guest.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (guest.phone is not None) is known
    assert guest.given_name == "Samira"


@pytest.mark.parametrize(("days", "known"), [(364, True), (366, False)])
def test_guests_of_a_meeting_that_stays_postponed_are_forgotten_after_a_year(
    days: int, known: bool
) -> None:
    guest = _guest()
    events.postpone(guest.event, now=NOW)
    db.session.commit()

    erase_due(NOW + timedelta(days=days))
    db.session.commit()

    assert (guest.email is not None) is known
    assert (guest.given_name is not None) is known
    assert (guest.people, guest.status) == (2, RegistrationStatus.CONFIRMED)


def test_a_new_date_within_the_year_keeps_the_guests() -> None:
    guest = _guest()
    events.postpone(guest.event, now=NOW)
    guest.event.starts_at += timedelta(days=400)
    guest.event.ends_at += timedelta(days=400)
    events.publish(guest.event, now=NOW + timedelta(days=300))
    db.session.commit()

    erase_due(NOW + timedelta(days=366))
    db.session.commit()

    assert guest.email == "samira@voorbeeld.nl"


def test_a_new_date_after_that_year_is_mailed_to_nobody_without_an_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    guest = _guest()
    events.postpone(guest.event, now=NOW)
    later = NOW + timedelta(days=366)
    erase_due(later)
    guest.event.starts_at += timedelta(days=400)
    guest.event.ends_at += timedelta(days=400)
    events.publish(guest.event, now=later)
    db.session.commit()

    monkeypatch.setattr(clock, "now", lambda: later)
    tell_about_changes(later)
    db.session.commit()
    delivery.run_once()

    assert set(db.session.scalars(select(OutboxMessage.status))) <= {
        MessageStatus.DROPPED,
        MessageStatus.SENT,
    }

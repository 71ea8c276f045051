"""Guests are forgotten in time, and what counts stays."""

from datetime import timedelta

import pytest

from academie.core.db import db
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.retention import erase_due
from academie.registrations.service import cancel, register
from tests.factories import NOW, make_event

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


@pytest.mark.parametrize(("days", "known"), [(13, True), (15, False)])
def test_who_signed_off_is_forgotten_after_two_weeks(days: int, known: bool) -> None:
    guest = _guest()
    cancel(guest, now=NOW)
    db.session.commit()

    erase_due(guest.event.ends_at + timedelta(days=days))
    db.session.commit()

    assert (guest.email is not None) is known

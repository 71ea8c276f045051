"""Signing off and coming in at the same moment: one of the two holds, and the other hears it."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.checkin import online
from academie.checkin import service as doors
from academie.checkin.models import CheckIn
from academie.checkin.terms import Verdict
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import queries, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.checkin.factories import make_device, make_door, make_guest, take, ticket, walk_in
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register

PATIENCE = 10
A_WHILE = 0.3
"""Seconds in which whoever need not wait is long done."""

IN_ALREADY = "Met deze aanmelding doet al iemand mee. Afmelden kan niet meer."
Verb = Callable[[], object]


@pytest.fixture
def database_url(postgres_url: str) -> str:
    """Use PostgreSQL: on SQLite only one writes at a time."""
    return postgres_url


def one_after_the_other(app: Flask, first: Verb, second: Verb, then: Verb | None = None) -> object:
    """Begin the second while the first is not committed yet; give what the second says.

    Args:
        then: what the first does besides, once the second has begun.
    """
    heard: list[object] = []

    def come_second() -> None:
        with app.app_context():
            try:
                with write_transaction():
                    heard.append(second())
            except DomainError as error:
                heard.append(str(error))

    latecomer = threading.Thread(target=come_second)
    with write_transaction():
        first()
        latecomer.start()
        latecomer.join(A_WHILE)
        if then:
            then()
    latecomer.join(PATIENCE)
    db.session.rollback()
    (words,) = heard
    return words


def device_of(event: Event) -> str:
    """Open a door of a meeting; give what its telephone shows us."""
    return doors.device_token(make_device(make_door(event)))


def of(ref: str) -> Registration:
    found = queries.by_ref(ref)
    assert found
    return found


def state(guest: Registration) -> tuple[RegistrationStatus, int]:
    """Tell how it stands, and how many of it are in."""
    here = select(func.coalesce(func.sum(CheckIn.people), 0))
    people = db.session.scalar(here.where(CheckIn.registration_id == guest.id))
    return guest.status, people or 0


def test_who_signed_off_first_is_not_welcomed(app: Flask) -> None:
    guest = make_guest(make_event())
    ref, token, device = guest.ref, ticket(guest), device_of(guest.event)

    said = one_after_the_other(
        app,
        lambda: service.cancel(of(ref), now=NOW),
        lambda: take(doors.open_device(device), token=token).verdict,
    )

    assert said is Verdict.CANCELLED
    assert state(guest) == (RegistrationStatus.CANCELLED, 0)


def test_who_was_let_in_first_cannot_sign_off(app: Flask) -> None:
    guest = make_guest(make_event())
    ref, token, device = guest.ref, ticket(guest), device_of(guest.event)

    said = one_after_the_other(
        app,
        lambda: take(doors.open_device(device), token=token),
        lambda: service.cancel(of(ref), now=NOW),
    )

    assert said == IN_ALREADY
    assert state(guest) == (RegistrationStatus.CONFIRMED, 3)


def test_who_signed_off_first_takes_part_no_more(app: Flask) -> None:
    event = make_event(mode=EventMode.ONLINE, join_link="https://vergaderen.example/zaal")
    guest = make_guest(event, mode=AttendanceMode.ONLINE)
    ref = guest.ref

    said = one_after_the_other(
        app,
        lambda: service.cancel(of(ref), now=NOW),
        lambda: online.arrive(of(ref), now=WHEN),
    )

    assert said == "Meedoen kan nu niet. Lees hieronder waarom."
    assert state(guest) == (RegistrationStatus.CANCELLED, 0)


def test_a_door_with_much_to_tell_and_signing_off_never_wait_in_a_circle(app: Flask) -> None:
    guest = register(make_event())
    ref, token, device = guest.ref, ticket(guest), device_of(guest.event)

    said = one_after_the_other(
        app,
        lambda: walk_in(doors.open_device(device)),
        lambda: service.cancel(of(ref), now=NOW),
        then=lambda: take(doors.open_device(device), token=token),
    )

    assert said == IN_ALREADY
    assert state(guest) == (RegistrationStatus.CONFIRMED, 1)

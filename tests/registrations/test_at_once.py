"""Two people do something at the same moment: one after the other, and nobody waits for ever."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, text

from academie.accounts.models import RoleName, User
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events import organisers, queries
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.registrations import groups, moving, service
from academie.registrations.models import Registration, RegistrationStatus
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import make_group, register

PATIENCE = 10


def together(app: Flask, *verbs: Callable[[], object]) -> Counter[str]:
    """Do each in a transaction and thread of its own, all at once; count what became of them."""
    begin, outcomes = threading.Barrier(len(verbs)), Counter[str]()

    def act(verb: Callable[[], object]) -> None:
        with app.app_context():
            begin.wait(PATIENCE)
            try:
                with write_transaction():
                    verb()
                outcomes["done"] += 1
            except DomainError as error:
                outcomes[type(error).__name__] += 1

    threads = [threading.Thread(target=act, args=(verb,)) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    db.session.rollback()
    return outcomes


def event_of(ref: str) -> Event:
    event = queries.by_ref(ref)
    assert event
    return event


def test_a_meeting_published_and_called_off_at_once_is_off(app: Flask) -> None:
    event = make_event()
    register(event)
    events.postpone(event, now=NOW)
    db.session.commit()
    ref = event.ref

    together(
        app,
        lambda: events.publish(event_of(ref), now=NOW),
        lambda: events.cancel(event_of(ref), reason="De zaal is dicht.", now=NOW),
        lambda: events.postpone(event_of(ref), now=NOW),
    )

    event = event_of(ref)
    assert event.status is EventStatus.CANCELLED
    assert [version.sequence for version in event.versions] == list(range(event.sequence + 1))


def test_the_last_seats_of_a_group_are_given_once(app: Flask) -> None:
    event = make_event()
    group = make_group(event, capacity=3)
    guests = [register(event, f"gast{number}@voorbeeld.nl") for number in range(8)]
    event_ref, group_id = event.ref, group.id

    def choose(guest_id: int) -> None:
        guest = db.session.get_one(Registration, guest_id)
        (wanted,) = [each for each in guest.event.groups if each.id == group_id]
        groups.choose(guest, wanted, now=NOW)

    outcomes = together(app, *(lambda guest_id=guest.id: choose(guest_id) for guest in guests))

    (group,) = event_of(event_ref).groups
    assert outcomes == {"done": 3, "GroupFullError": 5}
    assert group.pool.taken == 3


def test_nobody_falls_out_when_people_register_while_the_form_changes(app: Flask) -> None:
    event = make_event(capacity=20)
    for number in range(4):
        register(event, f"eerder{number}@voorbeeld.nl")
    ref = event.ref

    def hold_online() -> None:
        capacities = {AttendanceMode.ONLINE: 20}
        events.change(event_of(ref), now=NOW, capacities=capacities, mode=EventMode.ONLINE)
        moving.move_along(event_of(ref), now=NOW)

    def come(number: int) -> None:
        service.register(
            event_of(ref),
            given_name="Gast",
            family_name=None,
            email=f"gast{number}@voorbeeld.nl",
            people=1,
            mode=AttendanceMode.ONSITE,
            now=NOW,
        )

    outcomes = together(app, hold_online, *(lambda number=n: come(number) for n in range(6)))

    (pool,) = event_of(ref).pools
    parties = db.session.scalars(select(Registration)).all()
    assert outcomes["done"] + outcomes["ModeNotOfferedError"] == 7
    assert pool.taken == len(parties) == 4 + outcomes["done"] - 1
    assert {(party.mode, party.status) for party in parties} == {
        (AttendanceMode.ONLINE, RegistrationStatus.CONFIRMED)
    }


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_an_organiser_is_named_while_the_seats_of_a_meeting_are_filled(app: Flask) -> None:
    refs = [make_event().ref, make_event().ref]
    user_id = make_user(RoleName.ORGANISER).id
    filled, named = threading.Event(), threading.Event()
    waited: list[bool] = []

    def fill() -> None:
        with app.app_context(), write_transaction():
            queries.lock(event_of(refs[0]))
            filled.set()
            waited.append(named.wait(PATIENCE))
            queries.lock(event_of(refs[1]))

    thread = threading.Thread(target=fill)
    thread.start()
    filled.wait(PATIENCE)
    with write_transaction():
        db.session.execute(text("SET LOCAL lock_timeout = '3s'"))
        organisers.assign(db.session.get_one(User, user_id), refs, NOW)
    named.set()
    thread.join(PATIENCE)

    assert waited == [True]
    assert all(len(event_of(ref).organisers) == 1 for ref in refs)

"""Parties that come in by parts, without a ticket, or by mistake."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from academie.checkin import live, lookup, queries, scanning, service
from academie.checkin.models import CheckIn, Scan
from academie.checkin.queries import Crowd
from academie.checkin.terms import DoorKind, Verdict
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import seats
from academie.registrations.models import Registration
from tests.checkin.factories import (
    make_door,
    make_guest,
    paired,
    people_in,
    take,
    taken,
    ticket,
    undo,
    walk_in,
)
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("app")
LATER = WHEN + timedelta(minutes=40)


def counted_by_reading(guest: Registration) -> int:
    """Add up what the readings of a guest let in, without those that were taken back."""
    undone = select(Scan.undoes).where(Scan.undoes.is_not(None))
    people = select(func.coalesce(func.sum(Scan.people), 0)).where(
        Scan.registration_id == guest.id, Scan.uuid.not_in(undone)
    )
    return db.session.scalar(people) or 0


def test_the_rest_of_a_party_comes_in_later() -> None:
    event = make_event()
    door, guest = paired(make_door(event)), make_guest(event)

    first = take(door, token=ticket(guest), people=2)
    second = take(door, token=ticket(guest), at=LATER)
    third = take(door, token=ticket(guest), at=LATER)

    assert (first.verdict, first.admitted, first.people_in) == (Verdict.WELCOME, 2, 2)
    assert (second.verdict, second.admitted, second.people_in) == (Verdict.WELCOME, 1, 3)
    assert third.verdict is Verdict.ALREADY_IN
    assert people_in(event) == counted_by_reading(guest) == 3
    assert queries.room(event.id) == Crowd(3, 3)


def test_half_a_party_counts_as_one_that_is_expected_whole() -> None:
    event = make_event()
    take(paired(make_door(event)), token=ticket(make_guest(event)), people=2)

    assert queries.room(event.id) == Crowd(2, 3)
    assert queries.arrivals(event.id)[AttendanceMode.ONSITE] == Crowd(2, 3)


def test_no_more_come_in_than_the_party_has() -> None:
    event = make_event()
    guest = make_guest(event)

    result = take(paired(make_door(event)), token=ticket(guest), people=7)

    assert (result.admitted, result.conflict) == (3, True)
    assert people_in(event) == 3


def test_what_was_undone_is_as_if_it_never_happened() -> None:
    event = make_event()
    door, guest, uuid = paired(make_door(event)), make_guest(event), str(uuid4())
    take(door, token=ticket(guest), uuid=uuid)

    result = undo(door, uuid, at=LATER)

    assert (result.undone, result.given_name) == (True, "Fatima")
    assert people_in(event) == counted_by_reading(guest) == 0
    assert take(door, token=ticket(guest)).verdict is Verdict.WELCOME


def test_undoing_half_a_party_leaves_the_other_half_in() -> None:
    event = make_event()
    door, guest, uuid = paired(make_door(event)), make_guest(event), str(uuid4())
    take(door, token=ticket(guest), people=1, uuid=uuid)
    take(door, token=ticket(guest), people=2, at=LATER)

    undo(door, uuid, at=LATER)

    came = lookup.arrival(guest.id)
    assert people_in(event) == counted_by_reading(guest) == 2
    assert came is not None
    assert came.at == LATER


def test_an_undo_sent_twice_takes_back_once() -> None:
    event = make_event()
    door, guest, first, uuid = paired(make_door(event)), make_guest(event), *_uuids(2)
    take(door, token=ticket(guest), people=1, uuid=first)
    take(door, token=ticket(guest), people=2)

    once = undo(door, first, uuid=uuid)
    again = undo(door, first, uuid=uuid)

    assert once.undone
    assert again.undone
    assert people_in(event) == 2


def _uuids(number: int) -> list[str]:
    return [str(uuid4()) for _ in range(number)]


def test_nothing_is_undone_twice_or_the_next_day_or_at_another_meeting() -> None:
    event = make_event()
    door, uuid = paired(make_door(event)), str(uuid4())
    elsewhere = paired(make_door(make_event(title="Kenniskring")))
    take(door, token=ticket(make_guest(event)), uuid=uuid)

    for where, fields in (
        (elsewhere, {}),
        (door, {"at": WHEN + timedelta(hours=13)}),
        (door, {"of": str(uuid4())}),
    ):
        with pytest.raises(scanning.NothingToUndoError):
            undo(where, **({"of": uuid} | fields))
    undo(door, uuid)
    with pytest.raises(scanning.NothingToUndoError):
        undo(door, uuid)
    assert people_in(event) == 0


def test_who_comes_without_a_ticket_takes_a_seat_and_gives_it_back_when_undone() -> None:
    event = make_event(capacity=3)
    door, uuid = paired(make_door(event)), str(uuid4())

    result = walk_in(door, 2, name="Bram", uuid=uuid)

    assert (result.verdict, result.given_name, result.admitted) == (Verdict.WELCOME, "Bram", 2)
    assert (people_in(event), taken(event), live.free_seats(event.id)) == (2, 2, 1)
    assert queries.walk_ins(event.id) == 2
    undo(door, uuid)
    assert (people_in(event), taken(event)) == (0, 0)


def test_a_full_room_takes_nobody_without_a_ticket_and_writes_nothing() -> None:
    event = make_event(capacity=3)
    door = paired(make_door(event))
    walk_in(door, 2)

    with pytest.raises(scanning.RoomFullError), db.session.begin_nested():
        walk_in(door, 2)

    assert (people_in(event), taken(event)) == (2, 2)
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1


def test_whom_a_device_let_in_while_the_room_was_full_is_in_and_a_conflict() -> None:
    event = make_event(capacity=1)
    door = paired(make_door(event))
    walk_in(door, 1)

    result = walk_in(door, 2, now=LATER)

    assert result.conflict
    assert (people_in(event), taken(event)) == (3, 1)


def test_seats_kept_by_who_registered_are_not_given_away_at_the_door() -> None:
    event = make_event(capacity=2)
    register(event, people=2)
    door = paired(make_door(event))

    with pytest.raises(scanning.RoomFullError):
        walk_in(door)


def test_a_door_without_names_keeps_none() -> None:
    event = make_event()
    door = paired(make_door(event, kind=DoorKind.SCAN))

    walked = walk_in(door, name="Bram")
    scanned = take(door, token=ticket(make_guest(event)))

    assert (walked.given_name, scanned.given_name) == (None, None)
    assert db.session.scalars(select(CheckIn.name)).all() == [None, None]


def test_nobody_walks_in_before_the_door_is_open_or_at_what_is_called_off() -> None:
    event, off = make_event(), make_event(title="Af")
    early, door = paired(make_door(event)), make_door(off)
    events.cancel(off, reason="Ziekte", now=NOW)
    db.session.flush()

    with pytest.raises(scanning.NotAdmittedError, match="vanaf"):
        walk_in(early, at=WHEN - timedelta(hours=13))
    with pytest.raises(scanning.NotAdmittedError, match="gaat niet door"):
        walk_in(paired(door))


def test_an_online_guest_at_the_door_takes_a_seat_while_there_is_one() -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=50, capacity=2)
    door = paired(make_door(event))
    guests = [make_guest(event, mode=AttendanceMode.ONLINE, people=2) for _ in range(2)]

    first, second = (take(door, token=ticket(guest)) for guest in guests)

    assert (first.seated, second.seated) == (True, False)
    assert taken(event) == 2
    assert people_in(event) == 4


def test_an_old_ticket_of_somebody_with_a_new_one_is_worthless() -> None:
    event = make_event()
    guest, door = make_guest(event), paired(make_door(event))
    old = ticket(guest)
    guest.ticket_version += 1
    db.session.flush()

    refused = take(door, token=old)
    welcome = take(door, token=ticket(guest))

    assert (refused.verdict, welcome.verdict) == (Verdict.REVOKED, Verdict.WELCOME)


def test_giving_back_a_seat_at_the_door_frees_no_seat_of_others() -> None:
    event = make_event(capacity=5)
    register(event, people=3)
    seats.give_back_at_door(999, 3)

    assert taken(event) == 3


def test_a_room_holds_no_more_people_than_it_may_also_when_seats_are_free() -> None:
    event = make_event(capacity=100)
    service.limit_room(event, 4)
    door = paired(make_door(event))
    take(door, token=ticket(make_guest(event)))

    walk_in(door)
    with pytest.raises(scanning.RoomFullError), db.session.begin_nested():
        walk_in(door)

    room = live.room_state(event.id).within(4)
    assert (people_in(event), taken(event), room.free, room.limit) == (4, 1, 0, 4)

"""Letting somebody in all the same, because the host says so."""

from datetime import timedelta
from uuid import uuid4

import pytest

from academie.checkin import log, scanning
from academie.checkin.terms import Verdict
from academie.core.db import db
from academie.events import service as events
from academie.registrations import seats
from academie.registrations.models import RegistrationStatus
from tests.checkin.factories import (
    make_door,
    make_guest,
    paired,
    people_in,
    take,
    taken,
    ticket,
    undo,
)
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("status", ["waitlisted", "offered", "cancelled"])
def test_the_host_lets_somebody_in_all_the_same_with_a_seat_and_a_reason(status: str) -> None:
    event = make_event(capacity=3)
    guest = make_guest(event, status=RegistrationStatus(status))
    door, uuid = paired(make_door(event)), str(uuid4())

    result = take(door, token=ticket(guest), admit="De gastheer zegt ja", uuid=uuid)

    assert (result.verdict, result.admitted) == (Verdict.WELCOME, 3)
    assert (people_in(event), taken(event)) == (3, 3)
    (line,) = log.notable_scans(event, 5)
    assert line.remarks == ["Toch binnen: De gastheer zegt ja."]
    undo(door, uuid)
    assert (people_in(event), taken(event)) == (0, 0)


def test_half_a_party_that_the_host_lets_in_takes_half_the_seats() -> None:
    event = make_event(capacity=3)
    guest = make_guest(event, status=RegistrationStatus.WAITLISTED)
    door = paired(make_door(event))

    take(door, token=ticket(guest), admit="Ja", people=1)
    assert taken(event) == 1
    take(door, token=ticket(guest), admit="Ja")

    assert (people_in(event), taken(event)) == (3, 3)


def test_the_host_cannot_let_in_more_than_the_room_holds() -> None:
    event = make_event(capacity=2)
    guest = make_guest(event, status=RegistrationStatus.WAITLISTED)
    door = paired(make_door(event))

    with pytest.raises(scanning.RoomFullError), db.session.begin_nested():
        take(door, token=ticket(guest), admit="Ja")

    assert (people_in(event), taken(event)) == (0, 0)


def test_taking_people_out_of_a_room_that_is_too_full_is_always_possible() -> None:
    event = make_event(capacity=1)
    guest = make_guest(event, status=RegistrationStatus.WAITLISTED)
    door, all_three, two = paired(make_door(event)), str(uuid4()), str(uuid4())
    an_hour_later = {"now": WHEN + timedelta(hours=1)}
    take(door, token=ticket(guest), admit="Ja", uuid=all_three, **an_hour_later)
    undo(door, all_three)

    result = take(door, token=ticket(guest), admit="Ja", people=2, uuid=two, of=all_three)
    undo(door, two)
    with pytest.raises(scanning.RoomFullError), db.session.begin_nested():
        take(door, token=ticket(guest), admit="Ja", people=3, of=two)
    take(door, token=ticket(guest), admit="Ja", people=2, of=two)

    assert (result.verdict, result.admitted, result.seated) == (Verdict.WELCOME, 2, False)
    assert (people_in(event), taken(event)) == (2, 0)


def test_a_reason_opens_no_door_to_a_stranger_or_to_what_is_called_off() -> None:
    event, elsewhere = make_event(), make_event(title="Kenniskring")
    door, guest = make_door(event), make_guest(event)
    stranger = take(paired(door), code="ZZZ999", admit="Ja")
    events.cancel(event, reason="Ziekte", now=NOW)
    db.session.flush()

    foreign = take(paired(door), token=ticket(make_guest(elsewhere)), admit="Ja")
    off = take(paired(door), token=ticket(guest), admit="Ja")

    assert [each.verdict for each in (stranger, foreign, off)] == [
        Verdict.UNKNOWN,
        Verdict.OTHER_EVENT,
        Verdict.CANCELLED,
    ]
    assert not any(each.admissible for each in (stranger, foreign, off))
    assert people_in(event) == 0


def test_who_comes_extra_with_a_party_that_is_in_takes_a_seat_of_their_own() -> None:
    event = make_event(capacity=4)
    guest = make_guest(event)
    assert seats.claim(guest, mode=guest.mode, group=None)
    db.session.commit()
    door, uuid = paired(make_door(event)), str(uuid4())
    take(door, token=ticket(guest))
    assert take(door, token=ticket(guest)).admissible

    extra = take(door, token=ticket(guest), admit="De gastheer vindt het goed", uuid=uuid)

    assert (extra.verdict, extra.admitted, extra.people_in) == (Verdict.WELCOME, 1, 4)
    assert (people_in(event), taken(event)) == (4, 4)
    with pytest.raises(scanning.RoomFullError), db.session.begin_nested():
        take(door, token=ticket(guest), admit="Ja")
    undo(door, uuid)
    assert (people_in(event), taken(event)) == (3, 3)


def test_who_holds_a_ticket_of_another_meeting_comes_in_as_somebody_without_one() -> None:
    event, elsewhere = make_event(capacity=2), make_event(title="Kenniskring")
    guest, door, uuid = make_guest(elsewhere), paired(make_door(event)), str(uuid4())
    assert take(door, token=ticket(guest)).admissible

    first = take(door, token=ticket(guest), admit="Er is nog plek", people=2, uuid=uuid)
    again = take(door, token=ticket(guest), admit="Er is nog plek", people=2, uuid=uuid)

    assert (first.verdict, first.admitted, first.given_name) == (Verdict.WELCOME, 2, None)
    assert (again.verdict, again.admitted) == (Verdict.WELCOME, 2)
    assert (people_in(event), taken(event), people_in(elsewhere)) == (2, 2, 0)
    (line,) = log.notable_scans(event, 5)
    assert (str(line.outcome), line.remarks) == (
        "Andere bijeenkomst",
        ["Toch binnen: Er is nog plek."],
    )
    undo(door, uuid)
    assert (people_in(event), taken(event)) == (0, 0)

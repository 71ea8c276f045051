"""Letting somebody in all the same, because the host says so."""

from uuid import uuid4

import pytest

from academie.checkin import queries, scanning
from academie.checkin.terms import Verdict
from academie.core.db import db
from academie.events import service as events
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
from tests.factories import NOW, make_event

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("status", ["waitlisted", "offered", "cancelled"])
def test_the_host_lets_somebody_in_all_the_same_with_a_seat_and_a_reason(status: str) -> None:
    event = make_event(capacity=3)
    guest = make_guest(event, status=RegistrationStatus(status))
    door, uuid = paired(make_door(event)), str(uuid4())

    result = take(door, token=ticket(guest), admit="De gastheer zegt ja", uuid=uuid)

    assert (result.verdict, result.admitted) == (Verdict.WELCOME, 3)
    assert (people_in(event), taken(event)) == (3, 3)
    (line,) = queries.notable_scans(event, 5)
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


def test_a_reason_opens_no_door_to_a_stranger_or_to_what_is_called_off() -> None:
    event, elsewhere = make_event(), make_event(title="Kenniskring")
    door, guest = make_door(event), make_guest(event)
    stranger = take(paired(door), code="ZZZ999", admit="Ja")
    foreign = take(paired(door), token=ticket(make_guest(elsewhere)), admit="Ja")
    events.cancel(event, reason="Ziekte", now=NOW)
    db.session.flush()

    off = take(paired(door), token=ticket(guest), admit="Ja")

    assert [each.verdict for each in (stranger, foreign, off)] == [
        Verdict.UNKNOWN,
        Verdict.OTHER_EVENT,
        Verdict.CANCELLED,
    ]
    assert people_in(event) == 0

"""A meeting is held in another way: everybody moves along, and hears of it once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.pools import CapacityTooLowError
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import moving, service
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim
from tests.factories import NOW, make_event
from tests.registrations.factories import make_group, register

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
pytestmark = pytest.mark.usefixtures("app")


def hold(event: Event, mode: EventMode, capacities: dict[AttendanceMode, int | None]) -> None:
    """Change how a meeting is held, as its page does."""
    events.change(event, now=NOW, capacities=capacities, mode=mode)
    moving.move_along(event, now=NOW)
    db.session.commit()


def seats(event: Event) -> list[tuple[AttendanceMode, int | None, int]]:
    return [(pool.mode, pool.capacity, pool.taken) for pool in event.pools]


def claimed() -> list[tuple[AttendanceMode, int]]:
    return [(claim.pool.mode, claim.seats) for claim in db.session.scalars(select(SeatClaim))]


@pytest.mark.parametrize(
    ("before", "after"),
    [(EventMode.ONSITE, EventMode.ONLINE), (EventMode.ONLINE, EventMode.ONSITE)],
)
def test_who_holds_a_seat_or_waits_moves_along(before: EventMode, after: EventMode) -> None:
    was, now = before.attendance_modes[0], after.attendance_modes[0]
    event = make_event(mode=before, capacity=3, online_capacity=3)
    seated = register(event, people=3, mode=was)
    waiting = register(event, "wacht@voorbeeld.nl", mode=was)
    off = register(event, "af@voorbeeld.nl", mode=was)
    service.cancel(off, now=NOW)

    hold(event, after, {now: 3})

    assert seats(event) == [(now, 3, 3)]
    assert claimed() == [(now, 3)]
    assert [party.mode for party in (seated, waiting, off)] == [now, now, was]
    assert [party.told_mode for party in (seated, waiting)] == [was, was]


def test_the_lines_of_two_ways_to_take_part_become_one_by_waiting_time() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=1, online_capacity=1)
    for minute, (name, mode) in enumerate(
        [("a", ONSITE), ("b", ONLINE), ("c", ONLINE), ("d", ONSITE), ("e", ONLINE)]
    ):
        register(event, f"{name}@voorbeeld.nl", mode=mode, now=NOW + timedelta(minutes=minute))

    hold(event, EventMode.ONLINE, {ONLINE: 2})

    line = select(Registration).where(Registration.status == RegistrationStatus.WAITLISTED)
    waiting = db.session.scalars(line.order_by(Registration.queued_at)).all()
    assert seats(event) == [(ONLINE, 2, 2)]
    assert [party.email for party in waiting] == [f"{name}@voorbeeld.nl" for name in "cde"]
    assert {party.mode for party in waiting} == {ONLINE}


def test_nobody_moves_when_not_everybody_fits() -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=2, online_capacity=2)
    register(event, "zaal@voorbeeld.nl", people=2)
    register(event, "scherm@voorbeeld.nl", people=2, mode=ONLINE)

    with pytest.raises(CapacityTooLowError, match=r"4 mensen een plek\. Kies 4 of meer"):
        hold(event, EventMode.ONLINE, {ONLINE: 3})
    db.session.rollback()

    assert seats(event) == [(ONSITE, 2, 2), (ONLINE, 2, 2)]


def test_a_way_to_take_part_more_moves_nobody() -> None:
    event = make_event(capacity=2)
    guest = register(event, people=2)

    hold(event, EventMode.HYBRID, {ONSITE: 2, ONLINE: None})

    assert seats(event) == [(ONSITE, 2, 2), (ONLINE, None, 0)]
    assert (guest.mode, guest.moved) == (ONSITE, False)


def test_who_moves_back_before_hearing_of_it_never_moved() -> None:
    event = make_event()
    guest = register(event)

    hold(event, EventMode.ONLINE, {ONLINE: 5})
    hold(event, EventMode.ONSITE, {ONSITE: 5})

    assert (guest.mode, guest.told_mode) == (ONSITE, ONSITE)


def test_a_group_moves_along_with_its_people() -> None:
    event = make_event()
    group = make_group(event, capacity=4)
    guest = register(event, people=2, group=group)

    hold(event, EventMode.ONLINE, {ONLINE: 5})

    assert (group.pool.mode, group.pool.taken) == (ONLINE, 2)
    assert guest.breakout_group is group
    assert sorted(claimed()) == [(ONLINE, 2), (ONLINE, 2)]

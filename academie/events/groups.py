"""The verbs of a meeting's breakout groups; their seats are claimed in `registrations`."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import queries, service
from academie.events.models import BreakoutGroup, Event
from academie.events.pools import CapacityTooLowError
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, EventStatus


def add(
    event: Event, *, mode: AttendanceMode, capacity: int | None, now: datetime, **fields: Any
) -> BreakoutGroup:
    """Add a group at the end of the list.

    Args:
        mode: who can join it: people in the room, or online.
        capacity: seats; None is no limit.

    Raises:
        IllegalMoveError: the meeting is over or cancelled.
    """
    queries.lock(event)
    _require_open(event)
    position = max((group.position for group in event.groups), default=0) + 1
    pool = SeatPool(mode=mode, capacity=capacity)
    pool.event_id = event.id
    group = BreakoutGroup(position=position, pool=pool, **fields)
    event.groups.append(group)
    service.show_anew(event, now=now)
    db.session.flush()
    return group


def change(
    group: BreakoutGroup,
    *,
    mode: AttendanceMode,
    capacity: int | None,
    now: datetime,
    **fields: Any,
) -> None:
    """Change a group.

    Raises:
        IllegalMoveError: the meeting is over, or somebody in the group takes part in another way.
        CapacityTooLowError: more people hold a seat in it than would fit.
    """
    event, pool = group.event, group.pool
    queries.lock(event)
    queries.read_seats(event)
    _require_open(event)
    if capacity is not None and capacity < pool.taken:
        raise CapacityTooLowError(pool.taken)
    if mode is not pool.mode and pool.taken:
        raise IllegalMoveError(
            _("Er zitten al mensen in deze groep. De plek van de groep kan niet meer veranderen.")
        )
    for name, value in fields.items():
        setattr(group, name, value)
    pool.mode, pool.capacity = mode, capacity
    service.show_anew(event, now=now)
    db.session.flush()


def note(
    group: BreakoutGroup,
    *,
    problems: str | None,
    what_works: str | None,
    agreements: str | None,
) -> None:
    """Write down what a group talked about; also after the meeting."""
    group.problems, group.what_works, group.agreements = problems, what_works, agreements
    db.session.flush()


def move(group: BreakoutGroup, *, up: bool, now: datetime) -> None:
    """Let a group change places with its neighbour; at the end of the list nothing happens."""
    event = group.event
    queries.lock(event)
    order = sorted(event.groups, key=lambda each: each.position)
    here = order.index(group)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(order):
        return
    order[here], order[there] = order[there], order[here]
    for position, each in enumerate(order, start=1):
        each.position = position
    service.show_anew(event, now=now)
    db.session.flush()
    db.session.expire(event, ["groups"])


def remove(group: BreakoutGroup, *, now: datetime) -> None:
    """Take away a group that nobody chose; `registrations.groups` knows whether that is so.

    Raises:
        IllegalMoveError: the meeting is over, or it was written down what the group talked about.
    """
    event = group.event
    _require_open(event)
    if group.problems or group.what_works or group.agreements:
        raise IllegalMoveError(
            _("Er zijn notities van deze groep. Haal die eerst leeg, of laat de groep staan.")
        )
    event.groups.remove(group)
    service.show_anew(event, now=now)
    db.session.flush()


def _require_open(event: Event) -> None:
    if event.status in {EventStatus.CANCELLED, EventStatus.CLOSED}:
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Je kunt haar niet meer veranderen."))

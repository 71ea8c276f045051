"""The verbs of a programme: add, change, order and take away its items.

They raise no sequence: guests get no mail when a presentation becomes a panel. They have pages and
feeds written anew.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import queries as events
from academie.events import service as event_service
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.programme import queries
from academie.programme.models import SessionItem


class Direction(StrEnum):
    """Which way an item goes in the order."""

    UP = "omhoog"
    DOWN = "omlaag"


def require_alive(event: Event) -> None:
    """Keep the meeting for this transaction, to change what it offers.

    Raises:
        IllegalMoveError: it was called off.
    """
    events.lock(event)
    if event.status is EventStatus.CANCELLED:
        raise IllegalMoveError(
            _("Deze bijeenkomst gaat niet door. Je kunt het programma niet meer veranderen.")
        )


def add_item(event: Event, *, now: datetime, **fields: Any) -> SessionItem:
    """Add an item: where its time puts it, or at the end when it has none.

    Args:
        fields: the columns of `SessionItem` that people fill in.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(event)
    order = list(queries.items(event))
    item = SessionItem(event=event, position=len(order), **fields)
    db.session.add(item)
    _number(_placed(item, order, event))
    event_service.show_anew(event, now=now)
    db.session.flush()
    return item


def change_item(item: SessionItem, *, now: datetime, **fields: Any) -> None:
    """Change an item; one that gets another time goes to its place in the order.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(item.event)
    before = item.offset_minutes
    for name, value in fields.items():
        setattr(item, name, value)
    if item.offset_minutes != before:
        others = [row for row in queries.items(item.event) if row is not item]
        here = [row.position < item.position for row in others].count(True)
        in_order = item.offset_minutes is None
        rows = [*others[:here], item, *others[here:]]
        _number(rows if in_order else _placed(item, others, item.event))
    event_service.show_anew(item.event, now=now)
    db.session.flush()


def remove_item(item: SessionItem, *, now: datetime) -> None:
    """Take an item out of the programme.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(item.event)
    db.session.delete(item)
    event_service.show_anew(item.event, now=now)
    db.session.flush()


def move_item(item: SessionItem, direction: Direction, *, now: datetime) -> None:
    """Let an item change places with its neighbour; at either end nothing happens.

    A fixed time belongs to the place in the order, so that the programme keeps running forward.

    Raises:
        IllegalMoveError: the meeting was called off.
    """
    require_alive(item.event)
    rows = list(queries.items(item.event))
    here = rows.index(item)
    first = here - 1 if direction is Direction.UP else here
    if first < 0 or first + 1 >= len(rows):
        return
    earlier, later = rows[first], rows[first + 1]
    _swap_times(earlier, later)
    rows[first], rows[first + 1] = later, earlier
    _number(rows)
    event_service.show_anew(item.event, now=now)
    db.session.flush()


def _swap_times(earlier: SessionItem, later: SessionItem) -> None:
    start, second = earlier.offset_minutes, later.offset_minutes
    if start is not None and second is not None:
        second += later.minutes - earlier.minutes
    later.offset_minutes, earlier.offset_minutes = start, second


def _placed(item: SessionItem, others: Sequence[SessionItem], event: Event) -> list[SessionItem]:
    """Put an item before the first of the others that begins later; without a time, at the end."""
    if item.offset_minutes is None:
        return [*others, item]
    ((_item, at, _end),) = queries.timed([item], event.starts_at)
    earlier = [starts_at <= at for _row, starts_at, _ends in queries.timed(others, event.starts_at)]
    here = earlier.index(False) if False in earlier else len(earlier)
    return [*others[:here], item, *others[here:]]


def _number(rows: Sequence[SessionItem]) -> None:
    for position, row in enumerate(rows):
        row.position = position

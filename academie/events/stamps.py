"""In which state the feeds are: one small question, asked at most once a second."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, select

from academie.core import lately
from academie.core.db import ONE, glance
from academie.events.models import Event
from academie.events.terms import EventStatus

FEED_KEEPS = timedelta(weeks=4)
"""How long a feed holds what has ended."""
SETTLES = timedelta(minutes=1)
"""Longer than any change takes from reading the clock to being seen by others. Two changes at once
may bear the same moment, so only what was written later than this may be kept under it."""

_CHANGED_AT = (
    select(Event.changed_at)
    .where(Event.status != EventStatus.DRAFT)
    .order_by(Event.changed_at.desc())
    .limit(ONE)
    .scalar_subquery()
)
_LEFT_AT = (
    select(Event.ends_at)
    .where(Event.status != EventStatus.DRAFT, Event.ends_at <= bindparam("cutoff"))
    .order_by(Event.ends_at.desc())
    .limit(ONE)
    .scalar_subquery()
)
_STAMP = select(_CHANGED_AT, _LEFT_AT)


class Stamp(NamedTuple):
    """What decides the words of every feed, once it is settled.

    Attributes:
        changed_at: newest change, also of what fell out of the feeds; None while nothing was
            published.
        settled: whether no older change can still be on its way. Two changes at once may be seen
            in the wrong order, and then the older one makes no new stamp.
    """

    changed_at: datetime | None
    settled: bool


def stamp(now: datetime) -> Stamp:
    """Tell in which state the feeds are."""
    return lately.seen(stamp, now, lambda: _look(now), if_=lambda found: found.settled)


def _look(now: datetime) -> Stamp:
    with glance() as connection:
        changed_at, left_at = connection.execute(_STAMP, {"cutoff": now - FEED_KEEPS}).one()
    moments = [changed_at, left_at and left_at + FEED_KEEPS]
    newest = max((moment for moment in moments if moment), default=None)
    return Stamp(newest, settled=newest is not None and newest < now - SETTLES)

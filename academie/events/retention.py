"""Forgetting who helped at a meeting."""

from datetime import datetime, timedelta

from sqlalchemy import select, update

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import EventStatus

FACILITATOR = RetentionRule(
    ("breakout_group.facilitator",), timedelta(weeks=12), "the end of the meeting"
)
RULES = (FACILITATOR,)


def erase_due(now: datetime) -> None:
    """Empty the names of who led a group in a meeting long over; a duty of the worker."""
    over = select(Event.id).where(
        Event.ends_at < now - FACILITATOR.kept, Event.status != EventStatus.POSTPONED
    )
    db.session.execute(
        update(BreakoutGroup)
        .where(BreakoutGroup.facilitator.is_not(None), BreakoutGroup.event_id.in_(over))
        .values(facilitator=None)
    )

"""Forgetting who helped at a meeting, and when a meeting is over for that."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, func, or_, select, update

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import BreakoutGroup, Event, EventVersion
from academie.events.terms import EventStatus

FACILITATOR = RetentionRule(
    ("breakout_group.facilitator",), timedelta(weeks=12), "the end of the meeting"
)
RULES = (FACILITATOR,)
POSTPONED_KEPT = timedelta(days=365)
"""How long a postponed meeting is still to come, whatever its old date."""


def over(rule: RetentionRule, now: datetime) -> Select[int]:
    """Pick the meetings that ended as long ago as a rule says, or never came back.

    Postponing made the last version of what guests were told.
    """
    told_at = (
        select(func.max(EventVersion.made_at))
        .where(EventVersion.event_id == Event.id)
        .scalar_subquery()
    )
    ended = and_(Event.ends_at < now - rule.kept, Event.status != EventStatus.POSTPONED)
    gone = and_(Event.status == EventStatus.POSTPONED, told_at < now - POSTPONED_KEPT)
    return select(Event.id).where(or_(ended, gone))


def erase_due(now: datetime) -> None:
    """Empty the names of who led a group in a meeting long over; a duty of the worker."""
    db.session.execute(
        update(BreakoutGroup)
        .where(
            BreakoutGroup.facilitator.is_not(None),
            BreakoutGroup.event_id.in_(over(FACILITATOR, now)),
        )
        .values(facilitator=None)
    )

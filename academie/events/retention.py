"""Forgetting who helped at a meeting, and when a meeting is over for that."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Delete, Select, Update, and_, func, or_, select, text, update

from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.keeping import over_sooner
from academie.events.models import BreakoutGroup, Event, EventVersion
from academie.events.terms import EventStatus

FACILITATOR = RetentionRule(
    ("breakout_group.facilitator",), timedelta(weeks=12), "the end of the meeting"
)
RULES = (FACILITATOR,)
POSTPONED_KEPT = timedelta(days=365)
"""How long a postponed meeting is still to come, whatever its old date."""


def over(rule: RetentionRule, now: datetime) -> Select[int]:
    """Pick the meetings that ended as long ago as a rule or their organiser says, or are off.

    Off is what was postponed for long; that made the last version of what guests were told.
    """
    told_at = (
        select(func.max(EventVersion.made_at))
        .where(EventVersion.event_id == Event.id)
        .scalar_subquery()
    )
    past = or_(Event.ends_at < now - rule.kept, over_sooner(rule.kept, now))
    ended = and_(past, Event.status != EventStatus.POSTPONED)
    gone = and_(Event.status == EventStatus.POSTPONED, told_at < now - POSTPONED_KEPT)
    return select(Event.id).where(or_(ended, gone))


def erase_due(now: datetime) -> None:
    """Empty the names of who led a group in a meeting long over; a duty of the worker."""
    led = update(BreakoutGroup).where(
        BreakoutGroup.facilitator.is_not(None),
        BreakoutGroup.event_id.in_(over(FACILITATOR, now)),
    )
    carry_out(FACILITATOR, led.values(facilitator=None), now, of=BreakoutGroup.event_id)


def carry_out(
    rule: RetentionRule, act: Update | Delete, now: datetime, *, of: ColumnElement[int] | Any
) -> None:
    """Do what a rule asks, and note for each meeting how many rows that was.

    Args:
        act: for the rows whose time has come and that still hold something.
        of: of which meeting such a row is.
    """
    assert act.whereclause is not None  # noqa: S101 - a rule never concerns all rows
    due = select(of, func.count()).where(act.whereclause).group_by(text("1"))
    counts = dict(map(tuple, db.session.execute(due)))
    if counts:
        db.session.execute(act.execution_options(synchronize_session=False))
        note(rule, counts, now)


def note(rule: RetentionRule, counts: Mapping[int, int], now: datetime) -> None:
    """Note in the journal how many rows of which meetings a rule concerned.

    Args:
        counts: by the id of the meeting.
    """
    refs = select(Event.id, Event.ref).where(Event.id.in_(counts)).order_by(Event.id)
    for event_id, ref in db.session.execute(refs).all():
        journal.note(f"event:{ref}", rule, now, counts[event_id])

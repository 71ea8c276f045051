"""Forgetting what guests needed: the first thing to go after a meeting."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.needs.models import SealedNeeds

ARRANGED = RetentionRule(("sealed_needs.sealed",), timedelta(weeks=2), "the end of the meeting")
RULES = (ARRANGED,)


def erase_due(now: datetime) -> None:
    """Delete what was needed at meetings that are over; the worker calls this.

    A meeting without a date is still to come; with its guests, `registrations` forgets this too.
    """
    over = select(Event.id).where(
        Event.ends_at < now - ARRANGED.kept, Event.status != EventStatus.POSTPONED
    )
    db.session.execute(delete(SealedNeeds).where(SealedNeeds.event_id.in_(over)))

"""Forgetting what guests needed: the first thing to go after a meeting."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from academie.core.retention import RetentionRule
from academie.events.retention import carry_out, over
from academie.needs.models import SealedNeeds

ARRANGED = RetentionRule(("sealed_needs.sealed",), timedelta(weeks=2), "the end of the meeting")
RULES = (ARRANGED,)


def erase_due(now: datetime) -> None:
    """Delete what was needed at meetings that are over; the worker calls this."""
    due = delete(SealedNeeds).where(SealedNeeds.event_id.in_(over(ARRANGED, now)))
    carry_out(ARRANGED, due, now, of=SealedNeeds.event_id)

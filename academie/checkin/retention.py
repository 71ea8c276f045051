"""Forgetting who stood at the door."""

from datetime import datetime, timedelta

from sqlalchemy import update

from academie.checkin.models import DoorLink
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import over

VOLUNTEER = RetentionRule(("door_link.name",), timedelta(weeks=2), "the end of the meeting")
RULES = (VOLUNTEER,)


def erase_due(now: datetime) -> None:
    """Empty the names of doors whose meeting lies long enough behind us; a duty of the worker."""
    db.session.execute(
        update(DoorLink)
        .where(DoorLink.name.is_not(None), DoorLink.event_id.in_(over(VOLUNTEER, now)))
        .values(name=None)
    )

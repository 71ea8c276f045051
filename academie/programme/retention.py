"""Forgetting who contributed, long after the meeting; who withdraws is forgotten at once."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import note, over
from academie.events.service import show_anew
from academie.programme.contributors import forget
from academie.programme.models import Contributor

CONTRIBUTED = RetentionRule(
    (
        "contributor.name",
        "contributor.text",
        "contributor.email",
        "contributor.wording",
        "contributor.approved_name",
        "contributor.approved_text",
    ),
    timedelta(days=730),
    "the end of the meeting",
)
RULES = (CONTRIBUTED,)


def erase_due(now: datetime) -> None:
    """Empty contributors whose meeting lies long enough behind us; a duty of the worker."""
    due = db.session.scalars(
        select(Contributor)
        .where(Contributor.name.is_not(None), Contributor.event_id.in_(over(CONTRIBUTED, now)))
        .options(joinedload(Contributor.event))
    ).all()
    for contributor in due:
        forget(contributor)
        show_anew(contributor.event, now=now)
    note(CONTRIBUTED, Counter(contributor.event_id for contributor in due), now)

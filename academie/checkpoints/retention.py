"""Forgetting whom we asked, once nothing is left to ask them."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, select

from academie.checkpoints import contacts, days
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import note, over

_CONTACT = tuple(f"follow_up.contact_{name}" for name in ("name", "email", "phone"))
_THREE_MONTHS = timedelta(days=92)
SETTLED = RetentionRule(_CONTACT, _THREE_MONTHS, "the answer to the last question")
UNSETTLED = RetentionRule(_CONTACT, timedelta(days=365), "the day of the last question")
UNASKED = RetentionRule(_CONTACT, _THREE_MONTHS, "the end of a meeting without questions")
RULES = (SETTLED, UNSETTLED, UNASKED)


def erase_due(now: datetime) -> None:
    """Empty contacts of whom nothing is asked any more; a duty of the worker."""
    ours = Checkpoint.event_id == FollowUp.event_id
    some, waiting = exists().where(ours), exists().where(ours, Checkpoint.result.is_(None))
    settled = func.coalesce(Checkpoint.answered_at, Checkpoint.given_up_at)
    newly = exists().where(ours, settled >= now - SETTLED.kept)
    recent = exists().where(ours, Checkpoint.due_on >= days.today(now - UNSETTLED.kept))
    coming = exists().where(ours, Checkpoint.due_on >= days.today(now - SETTLED.kept))
    due = {
        SETTLED: and_(some, ~waiting, ~newly, ~coming),
        UNSETTLED: and_(some, ~recent),
        UNASKED: and_(~some, FollowUp.event_id.in_(over(UNASKED, now))),
    }
    known = select(FollowUp).where(FollowUp.contact_name.is_not(None))
    for rule, condition in due.items():
        found = db.session.scalars(known.where(condition)).all()
        for follow_up in found:
            contacts.forget(follow_up)
        note(rule, Counter(each.event_id for each in found), now)

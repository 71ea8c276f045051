"""Forgetting what guests answered."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from academie.core.clock import to_local
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.questions.models import OwnAnswer, OwnQuestion
from academie.questions.service import LONGEST

ANSWERED = RetentionRule(
    ("own_answer.choice",), LONGEST, "the end of the meeting, or a day the organiser chose sooner"
)
RULES = (ANSWERED,)


def erase_due(now: datetime) -> None:
    """Delete answers whose day has come, never before the meeting; the worker calls this."""
    day_came = OwnQuestion.erase_on <= to_local(now).date()
    over = (
        select(OwnQuestion.id)
        .join(Event, Event.id == OwnQuestion.event_id)
        .where(or_(and_(day_came, Event.ends_at < now), Event.ends_at < now - ANSWERED.kept))
        .where(Event.status != EventStatus.POSTPONED)
    )
    db.session.execute(delete(OwnAnswer).where(OwnAnswer.question_id.in_(over)))

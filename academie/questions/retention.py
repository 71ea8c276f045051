"""Forgetting what guests answered."""

from datetime import datetime

from sqlalchemy import and_, delete, or_, select

from academie.core.clock import to_local
from academie.core.retention import RetentionRule
from academie.events.models import Event
from academie.events.retention import carry_out, over
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
    ended = select(Event.id).where(Event.ends_at < now, Event.status != EventStatus.POSTPONED)
    due = select(OwnQuestion.id).where(
        or_(
            and_(day_came, OwnQuestion.event_id.in_(ended)),
            OwnQuestion.event_id.in_(over(ANSWERED, now)),
        )
    )
    answered = delete(OwnAnswer).where(OwnAnswer.question_id.in_(due))
    carry_out(ANSWERED, answered, now, of=_EVENT)


_EVENT = (
    select(OwnQuestion.event_id).where(OwnQuestion.id == OwnAnswer.question_id).scalar_subquery()
)

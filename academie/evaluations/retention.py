"""Forgetting open answers that nobody may see, and who wanted to go on."""

from datetime import datetime, timedelta

from sqlalchemy import Select, and_, or_, select, update

from academie.core.clock import to_local
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.evaluations import joining
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import TextState
from academie.events.models import Event

_GOING_ON = timedelta(days=730)
"""As people agreed to: two years at most."""
LEFT_OUT = RetentionRule(("evaluation_text.text",), timedelta(days=84), "leaving it out")
UNREAD = RetentionRule(("evaluation_text.text",), timedelta(weeks=26), "the end of the meeting")
CONNECTED = RetentionRule(("evaluation_text.connected_note",), _GOING_ON, "the end of the meeting")
JOINED = RetentionRule(
    tuple(f"joiner.{name}" for name in ("name", "email", "needed", "offered", "connected_note")),
    _GOING_ON,
    "the end of the meeting",
)
RULES = (LEFT_OUT, UNREAD, CONNECTED, JOINED)


def erase_due(now: datetime) -> None:
    """Empty what nobody may see or has read, and forget who joined long ago; the worker calls it.

    What was approved stays: it was read, and it is about nobody.
    """
    today = to_local(now).date()
    left_out = and_(
        EvaluationText.state == TextState.LEFT_OUT,
        EvaluationText.reviewed_on < today - LEFT_OUT.kept,
    )
    unread = and_(
        EvaluationText.state == TextState.UNREAD,
        EvaluationText.event_id.in_(_ended_before(now - UNREAD.kept)),
    )
    db.session.execute(
        update(EvaluationText)
        .where(or_(left_out, unread), EvaluationText.text.is_not(None))
        .values(text=None)
    )
    long_ago = _ended_before(now - _GOING_ON)
    db.session.execute(
        update(EvaluationText)
        .where(EvaluationText.event_id.in_(long_ago), EvaluationText.connected_note.is_not(None))
        .values(connected_note=None)
    )
    for joiner in db.session.scalars(
        select(Joiner).where(Joiner.event_id.in_(long_ago), Joiner.email.is_not(None))
    ):
        joining.leave(joiner)


def _ended_before(moment: datetime) -> Select[int]:
    return select(Event.id).where(Event.ends_at < moment)

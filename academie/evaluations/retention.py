"""Forgetting open answers that nobody may see, and who wanted to go on."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, select, update

from academie.core.clock import to_local
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.evaluations import joining
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import TextState
from academie.events.models import Event
from academie.events.retention import carry_out, note

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
    written = update(EvaluationText).where(EvaluationText.text.is_not(None)).values(text=None)
    for rule, which in ((LEFT_OUT, left_out), (UNREAD, unread)):
        carry_out(rule, written.where(which), now, of=EvaluationText.event_id)
    long_ago = _ended_before(now - _GOING_ON)
    noted = update(EvaluationText).where(
        EvaluationText.event_id.in_(long_ago), EvaluationText.connected_note.is_not(None)
    )
    carry_out(CONNECTED, noted.values(connected_note=None), now, of=EvaluationText.event_id)
    joined = select(Joiner).where(Joiner.event_id.in_(long_ago), Joiner.email.is_not(None))
    gone = db.session.scalars(joined).all()
    for joiner in gone:
        joining.forget(joiner)
    note(JOINED, Counter(joiner.event_id for joiner in gone), now)


def _ended_before(moment: datetime) -> Select[int]:
    return select(Event.id).where(Event.ends_at < moment)

"""Reading open answers: whether the world may see them, and who was found for a need or offer.

Nobody's words are ever changed: an answer is approved as it stands, or left out with a reason.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import DomainError
from academie.evaluations import queries
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import LeaveOutReason, Need, TextState
from academie.events.service import show_anew


class ReasonMissingError(DomainError):
    """Leaving out asks for a reason."""

    message = _("Kies waarom je dit antwoord weglaat.")
    status = 422


def approve(text: EvaluationText, *, now: datetime) -> None:
    """Let others read an open answer, in the words it was given in."""
    text.state, text.reason = TextState.APPROVED, None
    _reviewed(text, now)


def leave_out(text: EvaluationText, reason: LeaveOutReason | None, *, now: datetime) -> None:
    """Keep an open answer from everybody outside, at once.

    Raises:
        ReasonMissingError: no reason is given.
    """
    if reason is None:
        raise ReasonMissingError
    text.state, text.reason = TextState.LEFT_OUT, reason
    _reviewed(text, now)


def _reviewed(text: EvaluationText, now: datetime) -> None:
    text.reviewed_on = queries.today(now)
    show_anew(text.event, now=now)
    db.session.flush()


def sort(text: EvaluationText, need: Need | None) -> None:
    """Say which need an answer is about, or none of them."""
    text.need = need
    db.session.flush()


def connect(item: EvaluationText | Joiner, note: str | None, *, now: datetime) -> None:
    """Note that somebody was found; a second time only the note changes."""
    item.connected_on = item.connected_on or queries.today(now)
    item.connected_note = note
    db.session.flush()


def disconnect(item: EvaluationText | Joiner) -> None:
    """Take it back: nobody was found after all."""
    item.connected_on = item.connected_note = None
    db.session.flush()

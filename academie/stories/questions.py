"""The questions after a meeting, as its story tells them: when, and what came of asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.checkpoints import queries as checkpoints
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult, Stage
from academie.events.models import Event

_RESULTS = {
    CheckpointResult.CHANGE: _("iets veranderd"),
    CheckpointResult.NO_CHANGE: _("niets veranderd"),
    CheckpointResult.TOO_EARLY: _("nog te vroeg"),
    CheckpointResult.CONTACT_LOST: _("niemand bereikt"),
    CheckpointResult.NO_ANSWER: _("geen antwoord"),
}
_STAGES = {
    Stage.AHEAD: _("komt nog"),
    Stage.ASKED: _("gevraagd"),
    Stage.OVERDUE: _("gevraagd"),
    Stage.ANSWERED: _("beantwoord"),
    Stage.GIVEN_UP: _("niet beantwoord"),
}


@dataclass(frozen=True, kw_only=True)
class Question:
    """What we asked so many months after a meeting, or will ask.

    Attributes:
        words: what came of it; for the public no more than that it was asked and answered.
        is_open: no answer yet, nor given up.
        said: what the contact said a child notices, and their remark; for staff alone.
    """

    months: int
    day: date
    words: LazyString
    is_open: bool
    is_asked: bool
    is_answered: bool
    said: Sequence[str] = ()


def questions_of(event: Event, *, for_staff: bool) -> Sequence[Question]:
    """List the questions after a meeting, the first one first."""
    return [_question(each, for_staff=for_staff) for each in checkpoints.of_event(event)]


def _question(checkpoint: Checkpoint, *, for_staff: bool) -> Question:
    result = checkpoint.result
    stage = checkpoints.stage(checkpoint)
    told = for_staff and result is not None
    return Question(
        months=checkpoint.months,
        day=checkpoint.due_on,
        words=_RESULTS[result] if told and result else _STAGES[stage],
        is_open=result is None,
        is_asked=stage is not Stage.AHEAD,
        is_answered=stage is Stage.ANSWERED,
        said=[text for text in (checkpoint.child_view, checkpoint.remark) if text and for_staff],
    )

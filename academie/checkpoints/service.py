"""The verbs of a question: answer it, or give up on an answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.checkpoints import consequences, contacts, days, queries
from academie.checkpoints.models import Checkpoint, LateAnswer
from academie.checkpoints.terms import Channel, CheckpointResult
from academie.commitments.terms import CommitmentStatus
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.service import show_anew
from academie.followups.terms import OutcomeStatus

BEFOREHAND = timedelta(days=14)
"""Staff who are there anyway may ask a little before the day."""


class TooEarlyToAskError(DomainError):
    """The day of a question is still far away."""

    message = _("Deze vraag komt nog. Je kunt het antwoord invullen vanaf twee weken ervoor.")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody says at a question.

    Attributes:
        commitments: what became of what was agreed, by its ref; what stays open is left out.
        outcomes: how far what came of it is, by its ref; without news it is left out.
    """

    result: CheckpointResult
    child_view: str | None = None
    remark: str | None = None
    commitments: dict[str, CommitmentStatus] = field(default_factory=dict)
    outcomes: dict[str, OutcomeStatus] = field(default_factory=dict)

    @property
    def told(self) -> dict[str, Any]:
        """How things agreed, and what came of it, are said to stand, by their refs."""
        return {ref: status.value for ref, status in (self.commitments | self.outcomes).items()}


def answer(
    checkpoint: Checkpoint,
    given: Answer,
    *,
    now: datetime,
    channel: Channel = Channel.LINK,
    by: User | None = None,
) -> bool:
    """Keep an answer, with all that follows from it.

    When somebody else answered first, their answer stays and these words are kept beside it.

    Args:
        by: who of the staff writes it down, after a telephone call or a visit.

    Returns:
        whether this answer counts; also when it is the same one sent twice.

    Raises:
        TooEarlyToAskError: the day of the question is still far away.
    """
    lock_row(checkpoint)
    if checkpoint.answered_at is not None:
        return _keep_beside(checkpoint, given, now)
    if checkpoint.due_on - BEFOREHAND > days.today(now):
        raise TooEarlyToAskError
    checkpoint.result, checkpoint.answered_at = given.result, now
    checkpoint.given_up_at = checkpoint.given_up_by = None
    checkpoint.channel, checkpoint.answered_by = channel, by
    checkpoint.child_view, checkpoint.remark = given.child_view, given.remark
    checkpoint.told = given.told
    db.session.flush()
    consequences.move_commitments(checkpoint, given.commitments, now)
    consequences.observe(checkpoint, given.outcomes, now)
    consequences.draft_outcome(checkpoint, now)
    show_anew(checkpoint.event, now=now)
    db.session.flush()
    return True


def give_up(
    checkpoint: Checkpoint, result: CheckpointResult, *, remark: str, by: User, now: datetime
) -> None:
    """Note that there will be no answer, with the reason; only a person decides that.

    A contact who cannot be reached any more is forgotten: nobody is asked in their name.

    Raises:
        IllegalMoveError: it was answered, or given up on, already.
        TooEarlyToAskError: the day of the question is still far away.
    """
    lock_row(checkpoint)
    if checkpoint.result is not None:
        raise IllegalMoveError(_("Deze vraag is al afgerond."))
    if checkpoint.due_on > days.today(now):
        raise TooEarlyToAskError(_("Deze vraag komt nog. Je kunt haar nu niet afronden."))
    checkpoint.result, checkpoint.given_up_at, checkpoint.given_up_by = result, now, by
    checkpoint.remark = remark
    follow_up = queries.follow_up_of(checkpoint.event)
    if result is CheckpointResult.CONTACT_LOST and follow_up:
        contacts.forget(follow_up)
    db.session.flush()


def _keep_beside(checkpoint: Checkpoint, given: Answer, now: datetime) -> bool:
    said = (given.result, given.child_view, given.remark, given.told)
    if said == _said(checkpoint):
        return True
    if said not in map(_said, checkpoint.late_answers):
        late = LateAnswer(
            result=given.result,
            child_view=given.child_view,
            remark=given.remark,
            told=given.told,
            said_at=now,
        )
        checkpoint.late_answers.append(late)
        db.session.flush()
    return False


def _said(one: Checkpoint | LateAnswer) -> tuple[Any, ...]:
    return one.result, one.child_view, one.remark, one.told or {}

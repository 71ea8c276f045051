"""The verbs of judging an outcome: submit, return, adopt, withdraw."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.followups import queries
from academie.followups.gaps import IncompleteOutcomeError, contradictions, missing
from academie.followups.history import OutcomeMove
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeState


def submit(outcome: Outcome, *, by: User | None = None, now: datetime) -> None:
    """Hand an outcome in for review.

    Args:
        by: who does; without a name its author.

    Raises:
        IllegalMoveError: it is not being written.
        IncompleteOutcomeError: something is missing.
    """
    queries.lock(outcome)
    _require(outcome, OutcomeState.DRAFT, OutcomeState.RETURNED)
    if gaps := contradictions(outcome) + missing(outcome):
        raise IncompleteOutcomeError(gaps)
    outcome.state = OutcomeState.SUBMITTED
    outcome.submitted_at = now
    _move(outcome, by or outcome.author, now)


def hand_back(outcome: Outcome, *, reviewer: User, note: str, now: datetime) -> None:
    """Return an outcome to its author, and say what to mend.

    Raises:
        IllegalMoveError: it is not submitted, or this reviewer may not judge it.
    """
    queries.lock(outcome)
    _require(outcome, OutcomeState.SUBMITTED)
    _require_reviewer(may=may_judge(outcome, reviewer))
    outcome.state = OutcomeState.RETURNED
    outcome.review_note = note
    _sign(outcome, reviewer, now, note)


def adopt(outcome: Outcome, *, reviewer: User, now: datetime) -> None:
    """Make an outcome count, from now on unchanged.

    Raises:
        IllegalMoveError: it is not submitted, or this reviewer may not adopt it.
        IncompleteOutcomeError: its meeting was moved to a day after it.
    """
    queries.lock(outcome)
    _require(outcome, OutcomeState.SUBMITTED)
    _require_reviewer(may=may_adopt(outcome, reviewer))
    if gaps := contradictions(outcome):
        raise IncompleteOutcomeError(gaps)
    outcome.state = OutcomeState.ADOPTED
    outcome.adopted_at = now
    _sign(outcome, reviewer, now)


def withdraw(outcome: Outcome, *, by: User, reason: str, now: datetime) -> None:
    """Take an outcome back, for good; it stays readable for staff, with the reason.

    Raises:
        IllegalMoveError: it is withdrawn already.
    """
    queries.lock(outcome)
    if outcome.state is OutcomeState.WITHDRAWN:
        _require(outcome)
    outcome.state = OutcomeState.WITHDRAWN
    outcome.withdrawn_by = by
    outcome.withdraw_reason = reason
    outcome.withdrawn_at = now
    _move(outcome, by, now, reason)


def may_judge(outcome: Outcome, reviewer: User) -> bool:
    """Tell whether somebody may return or adopt an outcome: the project team, not its author."""
    return reviewer.holds(RoleName.PROJECT_TEAM) and reviewer is not outcome.author


def may_adopt(outcome: Outcome, reviewer: User) -> bool:
    """Tell whether somebody may adopt an outcome: who may judge it, and did not hand it in last."""
    handed_in = [move.by for move in outcome.moves if move.state is OutcomeState.SUBMITTED]
    return may_judge(outcome, reviewer) and reviewer not in handed_in[-1:]


def may_withdraw(outcome: Outcome, user: User) -> bool:
    """Tell whether somebody who may write on an outcome may also take it back."""
    if outcome.state is OutcomeState.WITHDRAWN:
        return False
    return outcome.state is not OutcomeState.ADOPTED or user.holds(RoleName.PROJECT_TEAM)


def _require(outcome: Outcome, *allowed: OutcomeState) -> None:
    if outcome.state not in allowed:
        raise IllegalMoveError(
            _(
                "Dat kan niet bij deze opbrengst. De stand is: %(state)s.",
                state=outcome.state.label,
            )
        )


def _require_reviewer(*, may: bool) -> None:
    if not may:
        raise IllegalMoveError(_("Iemand anders uit het projectteam beoordeelt deze opbrengst."))


def _sign(outcome: Outcome, reviewer: User, now: datetime, note: str | None = None) -> None:
    outcome.reviewer = reviewer
    outcome.reviewed_at = now
    _move(outcome, reviewer, now, note)


def _move(outcome: Outcome, by: User, now: datetime, note: str | None = None) -> None:
    """Note the step in the history, which only grows."""
    outcome.changed_at = now
    outcome.moves.append(OutcomeMove(state=outcome.state, at=now, by=by, note=note))
    db.session.flush()

"""Questions about confirmations: behind a link, to be reminded of, under an address."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select

from academie.core import links
from academie.core.db import db
from academie.core.errors import BrokenLinkError
from academie.followups.confirmations import ASKABLE, Confirmation
from academie.followups.models import Outcome

PURPOSE = "confirmation"
REMIND_AFTER = timedelta(days=14)
_VERSION = 1
"""Links are told apart by their ref alone: who was asked wrongly is asked anew."""


def token_of(confirmation: Confirmation) -> str:
    """Write the token of somebody's link."""
    return links.sign(PURPOSE, confirmation.ref, _VERSION)


def by_token(token: str) -> Confirmation:
    """Find the question that a link leads to, whatever became of it.

    Raises:
        BrokenLinkError: the link was changed, or never ours.
    """
    confirmation = by_ref(links.read(PURPOSE, token).ref)
    if confirmation is None:
        raise BrokenLinkError
    return confirmation


def by_ref(ref: str) -> Confirmation | None:
    """Find a question by its ref."""
    return db.session.scalar(select(Confirmation).where(Confirmation.ref == ref))


def of_outcome(outcome: Outcome, ref: str) -> Confirmation | None:
    """Find a question about an outcome."""
    found = by_ref(ref)
    return found if found is not None and found.outcome_id == outcome.id else None


def to_remind(now: datetime) -> Sequence[Confirmation]:
    """List who was asked two weeks ago, did not answer and can do so now; locks them.

    Who is answering at this moment is left out: that is no time for a reminder.
    """
    return _unanswered(
        Confirmation.reminded_at.is_(None),
        Confirmation.email.is_not(None),
        Confirmation.sent_at <= now - REMIND_AFTER,
        Confirmation.expires_at > now,
        Confirmation.outcome.has(Outcome.state.in_(ASKABLE)),
    )


def lapsed(now: datetime) -> Sequence[Confirmation]:
    """List the questions of which the time is over and nobody noted that yet; locks them."""
    return _unanswered(Confirmation.lapsed_at.is_(None), Confirmation.expires_at < now)


def _unanswered(*conditions: ColumnElement[bool]) -> Sequence[Confirmation]:
    """List and lock the questions without answer that meet conditions, but for those in use."""
    return db.session.scalars(
        select(Confirmation)
        .where(Confirmation.answered_at.is_(None), Confirmation.revoked_at.is_(None), *conditions)
        .order_by(Confirmation.id)
        .with_for_update(of=Confirmation, skip_locked=True)
    ).all()


def of_address(email: str) -> Sequence[Confirmation]:
    """List the questions that were mailed to an address, in lower case."""
    return db.session.scalars(
        select(Confirmation).where(Confirmation.email == email).order_by(Confirmation.id)
    ).all()

"""Forgetting the addresses of who was asked to confirm; role, party and words stay."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select

from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.followups.confirmations import Confirmation
from academie.followups.confirming import forget

_ADDRESS = ("confirmation.email",)
ANSWERED = RetentionRule(_ADDRESS, timedelta(days=90), "the answer")
UNANSWERED = RetentionRule(_ADDRESS, timedelta(days=30), "the end of the link, or taking it back")
RULES = (ANSWERED, UNANSWERED)


def erase_due(now: datetime) -> None:
    """Empty addresses that have served; a duty of the worker."""
    long_ago = now - UNANSWERED.kept
    over: ColumnElement[bool] = or_(
        Confirmation.revoked_at < long_ago,
        (Confirmation.answered_at.is_(None)) & (Confirmation.expires_at < long_ago),
    )
    for rule, which in (
        (ANSWERED, Confirmation.answered_at < now - ANSWERED.kept),
        (UNANSWERED, over),
    ):
        _carry_out(rule, which, now)


def _carry_out(rule: RetentionRule, which: ColumnElement[bool], now: datetime) -> None:
    due = db.session.scalars(
        select(Confirmation).where(Confirmation.email.is_not(None), which)
    ).all()
    for confirmation in due:
        forget(confirmation)
    counted = Counter(confirmation.outcome.ref for confirmation in due)
    for ref, number in sorted(counted.items()):
        journal.note(f"outcome:{ref}", rule, now, number)

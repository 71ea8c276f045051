"""Forgetting who stands on a list no longer."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.outbox import service as outbox
from academie.series import queries, service
from academie.series.models import SeriesMember

_PERSONAL = ("series_member.given_name", "series_member.email", "series_member.organisation_name")
UNANSWERED = RetentionRule(
    _PERSONAL, queries.ANSWER_WITHIN, "our yearly question whether somebody stays"
)
UNCONFIRMED = RetentionRule(_PERSONAL, queries.CONFIRM_WITHIN, "asking for a place on the list")
ENDED = RetentionRule(_PERSONAL, queries.KEPT_AFTER_END, "the end of the series")
RULES = (UNANSWERED, UNCONFIRMED, ENDED)


def erase_due(now: datetime) -> None:
    """Forget who never confirmed, who did not say that they stay, and the list of what ended.

    The worker calls this.
    """
    unconfirmed = _unconfirmed(now)
    _note(UNCONFIRMED, unconfirmed, now)
    for member in unconfirmed:
        outbox.forget(member.ref)
        db.session.delete(member)
    for rule, due in ((UNANSWERED, queries.silent(now)), (ENDED, queries.left_behind(now))):
        for member in due:
            service.forget(member, now)
        _note(rule, due, now)


def _unconfirmed(now: datetime) -> Sequence[SeriesMember]:
    return db.session.scalars(
        select(SeriesMember).where(
            SeriesMember.confirmed_at.is_(None),
            SeriesMember.left_at.is_(None),
            SeriesMember.joined_at <= now - UNCONFIRMED.kept,
        )
    ).all()


def _note(rule: RetentionRule, members: Sequence[SeriesMember], now: datetime) -> None:
    for ref, number in Counter(member.series.ref for member in members).items():
        journal.note(f"series:{ref}", rule, now, number)

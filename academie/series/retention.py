"""Forgetting who stands on a list no longer."""

from datetime import datetime

from sqlalchemy import delete

from academie.core.db import db
from academie.core.retention import RetentionRule
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
    db.session.execute(
        delete(SeriesMember).where(
            SeriesMember.confirmed_at.is_(None),
            SeriesMember.left_at.is_(None),
            SeriesMember.joined_at <= now - UNCONFIRMED.kept,
        )
    )
    for member in (*queries.silent(now), *queries.left_behind(now)):
        service.leave(member, now=now)

"""Forgetting whom we asked to confirm a commitment, and what was put aside."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import select, update

from academie.commitments.models import Commitment, CommitmentParty
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import carry_out, note

ASKED = RetentionRule(("commitment_party.email",), timedelta(weeks=12), "the question to confirm")
STRUCK = RetentionRule(
    ("commitment.text", "commitment_party.name"), timedelta(weeks=12), "putting it aside"
)
RULES = (ASKED, STRUCK)


def erase_due(now: datetime) -> None:
    """Empty the addresses of who never answered, and drop what was put aside long ago."""
    of = (
        select(Commitment.event_id)
        .where(Commitment.id == CommitmentParty.commitment_id)
        .scalar_subquery()
    )
    unanswered = update(CommitmentParty).where(
        CommitmentParty.email.is_not(None), CommitmentParty.asked_at < now - ASKED.kept
    )
    carry_out(ASKED, unanswered.values(email=None), now, of=of)
    struck = select(Commitment).where(Commitment.struck_at < now - STRUCK.kept)
    gone = db.session.scalars(struck).all()
    note(STRUCK, Counter(commitment.event_id for commitment in gone), now)
    for commitment in gone:
        db.session.delete(commitment)

"""Reminding who may confirm, found by state: a worker that was down catches up."""

from datetime import datetime

from academie.followups import confirmation_queries as queries
from academie.outbox.service import enqueue


def remind_due(now: datetime) -> None:
    """Remind who did not answer for two weeks, once; a duty of the worker."""
    for confirmation in queries.to_remind(now):
        confirmation.reminded_at = now
        enqueue("followups.confirmation_reminder", confirmation.ref, now)

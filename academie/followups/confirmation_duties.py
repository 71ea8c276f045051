"""Questions to who may confirm, found by state: a worker that was down catches up."""

from datetime import datetime

from flask_babel import gettext as _

from academie.accounts.models import AccessAction
from academie.accounts.service import log_duty
from academie.followups import confirmation_queries as queries
from academie.followups.confirmations import Confirmation
from academie.outbox.service import enqueue


def remind_due(now: datetime) -> None:
    """Remind who did not answer for two weeks, once; a duty of the worker."""
    for confirmation in queries.to_remind(now):
        confirmation.reminded_at = now
        enqueue("followups.confirmation_reminder", confirmation.ref, now)
        _log(confirmation, now, _("Herinnering verstuurd"))


def note_lapsed(now: datetime) -> None:
    """Note in the log of which questions the time is over, each once; a duty of the worker."""
    for confirmation in queries.lapsed(now):
        confirmation.lapsed_at = now
        _log(confirmation, now, _("Verlopen zonder antwoord"))


def _log(confirmation: Confirmation, now: datetime, done: str) -> None:
    log_duty(AccessAction.CHANGE, f"confirmation:{confirmation.ref}", now, done)

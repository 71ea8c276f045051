"""Forgetting around forgetting: the last mail, and the journal itself."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from academie.accounts import retention as accounts
from academie.config import current_settings
from academie.core import journal
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.journal import Erasure
from academie.core.retention import RetentionRule
from academie.events import contacts
from academie.outbox.transports import folder
from academie.privacy import asked
from academie.privacy.models import Breach, DataRequest

_ASKED = ("data_request.name", "data_request.reach", "data_request.about")
JOURNAL = RetentionRule(
    ("erasure_journal.subject", "erasure_journal.rule"), timedelta(days=366), "what was erased"
)
ANSWERED = RetentionRule(_ASKED, timedelta(days=30), "the answer; at once when they are erased")
UNANSWERED = RetentionRule(_ASKED, timedelta(days=366), "asking, when nobody ever answered")
WENT_WRONG = RetentionRule(
    ("breach.happened", "breach.records", "breach.measures", "breach.why_not_told"),
    timedelta(days=3 * 365),
    "noticing it",
)
RULES = (JOURNAL, ANSWERED, UNANSWERED, WENT_WRONG)
LAST_MAIL_KEPT = timedelta(hours=1)


def erase_due(now: datetime) -> None:
    """Empty who asked something long ago, and delete what went wrong long ago; the worker's."""
    today = to_local(now).date()
    for rule, since in ((ANSWERED, DataRequest.done_on), (UNANSWERED, DataRequest.asked_on)):
        long_ago = since < today - rule.kept
        due = select(DataRequest).where(long_ago, DataRequest.name.is_not(None))
        for request in db.session.scalars(due).all():
            asked.forget(request)
            journal.note(f"data_request:{request.ref}", rule, now)
    old = delete(Breach).where(Breach.noticed_at < now - WENT_WRONG.kept)
    db.session.execute(old)


def forget_staff(now: datetime) -> None:
    """Forget staff who left, and take them off the meetings; a duty of the worker."""
    for user in accounts.who_left(now):
        contacts.take_off_everywhere(user.email, now=now)
    accounts.forget_who_left(now)


def clear_last_mails(now: datetime) -> None:
    """Delete the last mail to who was forgotten where mail is written to files; the worker's."""
    for path in folder(current_settings()).glob("*privacy.erased-*"):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) <= now - LAST_MAIL_KEPT:
            path.unlink(missing_ok=True)


def shed_journal(now: datetime) -> None:
    """Delete the lines of the journal that the database lets go; a duty of the worker."""
    db.session.execute(delete(Erasure).where(Erasure.at < now - JOURNAL.kept))

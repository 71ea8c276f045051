"""Forgetting mail: who was told what, and when, is nobody's business a month later."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from academie.config import current_settings
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.transports import folder

TOLD = RetentionRule(
    ("outbox_message.about", "outbox_message.detail"), timedelta(days=30), "the last try"
)
ADDRESS = RetentionRule(
    ("outbox_message.address",), timedelta(days=1), "the wish for that mail; sent means emptied"
)
RULES = (TOLD, ADDRESS)
_DONE = (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.DROPPED)


def forget_old(now: datetime) -> None:
    """Delete messages that were settled long ago; a duty of the worker."""
    db.session.execute(
        delete(OutboxMessage).where(
            OutboxMessage.status.in_(_DONE), OutboxMessage.due_at < now - TOLD.kept
        )
    )


def clear_folder(now: datetime) -> None:
    """Delete mail that was written to files as long ago, also half; a duty of the worker."""
    for path in folder(current_settings()).glob("*"):
        if datetime.fromtimestamp(path.stat().st_mtime, UTC) < now - TOLD.kept:
            path.unlink(missing_ok=True)

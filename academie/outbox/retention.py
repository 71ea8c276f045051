"""Forgetting mail: who was told what, and when, is nobody's business a month later."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.outbox.models import MessageStatus, OutboxMessage

TOLD = RetentionRule(
    ("outbox_message.about", "outbox_message.detail"), timedelta(days=30), "the last try"
)
RULES = (TOLD,)
_DONE = (MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.DROPPED)


def forget_old(now: datetime) -> None:
    """Delete messages that were settled long ago; a duty of the worker."""
    db.session.execute(
        delete(OutboxMessage).where(
            OutboxMessage.status.in_(_DONE), OutboxMessage.due_at < now - TOLD.kept
        )
    )

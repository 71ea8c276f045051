"""What becomes of a message that the worker claimed: it left, it never will, or it waits again.

What another worker took over meanwhile is left to that one.
"""

import logging
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, select, update

from academie.core import clock
from academie.core.db import ONE, db, is_there, write_transaction
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.transports import RefusedError

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, *[60] * 23))
"""How long to wait after each failed try; together almost a day."""

PAUSE_AWAY = timedelta(minutes=1)
"""How long to wait while no mail can leave at all, which is no fault of this one."""

GIVE_UP_AFTER = timedelta(days=1)
ABANDONED_AFTER = timedelta(minutes=5)

_TABLE = cast("Table", OutboxMessage.__table__)
_SETTLE = (
    update(_TABLE)
    .where(
        _TABLE.c.id == bindparam("message_id"),
        _TABLE.c.status == MessageStatus.SENDING,
        _TABLE.c.claimed_at == bindparam("claim"),
    )
    .values(
        status=bindparam("outcome"),
        claimed_at=None,
        sent_at=bindparam("at"),
        last_error=bindparam("error"),
        refused_at=bindparam("refused"),
        detail=bindparam("detail"),
        address=None,
    )
)

log = logging.getLogger(__name__)


def refuse(message: OutboxMessage, error: RefusedError) -> None:
    """Write down that a message will never leave, and since when its address takes no mail."""
    refused_at = message.claimed_at if error.blames_address else None
    settle(message, MessageStatus.FAILED, error=str(error), refused_at=refused_at)


def settle(
    message: OutboxMessage,
    status: MessageStatus,
    *,
    sent_at: datetime | None = None,
    error: str | None = None,
    refused_at: datetime | None = None,
) -> None:
    """Write down what became of a message, unless another worker took it over meanwhile.

    Its detail goes along, with what its renderer noted there of the mail that left.
    """
    outcome = {"outcome": status, "at": sent_at, "error": error, "refused": refused_at}
    claim = {"message_id": message.id, "claim": message.claimed_at, "detail": message.detail}
    db.session.connection().execute(_SETTLE, outcome | claim)


def try_later(message: OutboxMessage, error: str) -> None:
    """Let a message that did not leave wait longer each time, and give up after a day."""
    _log_stay(message, error)
    if message.attempts > len(PAUSES):
        settle(message, MessageStatus.FAILED, error=error)
    elif kept := _still_ours(message):
        _put_back(kept, clock.now() + PAUSES[message.attempts - 1], error)


def wait_for_relay(message: OutboxMessage, error: str) -> None:
    """Let a message wait while nothing can leave: that is no try of its own, for up to a day.

    So all of it leaves within a minute after the relay is back, however long it was away.
    """
    _log_stay(message, error)
    if clock.now() - message.created_at > GIVE_UP_AFTER:
        settle(message, MessageStatus.FAILED, error=error)
    elif kept := _still_ours(message):
        kept.attempts -= 1
        _put_back(kept, clock.now() + PAUSE_AWAY, error)


def _log_stay(message: OutboxMessage, error: str) -> None:
    log.warning("mail %s of kind %s did not leave: %s", message.ref, message.kind, error)


def _still_ours(message: OutboxMessage) -> OutboxMessage | None:
    """Give a claimed message, unless another worker took it over meanwhile."""
    kept = db.session.get(OutboxMessage, message.id, with_for_update=True)
    return kept if kept and kept.claimed_at == message.claimed_at else None


def free_abandoned(now: datetime) -> None:
    """Let messages wait again whose worker died."""
    abandoned = select(OutboxMessage).where(
        OutboxMessage.status == MessageStatus.SENDING,
        OutboxMessage.claimed_at < now - ABANDONED_AFTER,
    )
    if not is_there(abandoned.with_only_columns(OutboxMessage.id).limit(ONE)):
        return
    with write_transaction():
        for message in db.session.scalars(abandoned.with_for_update(skip_locked=True)).all():
            if message.attempts > len(PAUSES):
                message.status, message.claimed_at = MessageStatus.FAILED, None
                message.address = None
            else:
                _put_back(message, now, "the worker stopped")


def _put_back(message: OutboxMessage, due_at: datetime, error: str) -> None:
    """Let a message wait; a second one of its kind that came meanwhile adds nothing."""
    db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.kind == message.kind,
            OutboxMessage.about == message.about,
            OutboxMessage.status == MessageStatus.WAITING,
        )
        .values(status=MessageStatus.DROPPED, address=None)
    )
    message.status, message.claimed_at = MessageStatus.WAITING, None
    message.due_at, message.last_error = due_at, error
    db.session.flush()

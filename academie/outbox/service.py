"""Putting mail into the outbox."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, func, select, update

from academie.config import current_settings
from academie.core.db import db, insert_all_or_ignore, insert_or_ignore, lock_row, new_ref
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.transports import folder

MOST_MAILS = 5
MAILS_WITHIN = timedelta(hours=1)
"""Whoever types the address of somebody else, again and again, does not flood that person."""

_TABLE = cast("Table", OutboxMessage.__table__)


def enqueue(
    kind: str,
    about: str,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
    *,
    address: str | None = None,
    bulk: bool = False,
) -> bool:
    """Have a mail sent as soon as this transaction is committed.

    While one of the same kind about the same row is still waiting, nothing is added: that one
    keeps the detail it has.

    Args:
        kind: name of the renderer, such as `registrations.confirmed`.
        about: ref of the row the mail tells about.
        detail: what the renderer needs and the row does not know; nothing personal.
        address: of somebody whom no row knows; forgotten as soon as the mail has left.
        bulk: one of many alike, which lets mail that somebody waits for go first.

    Returns:
        whether this one was added.
    """
    return insert_or_ignore(_TABLE, _row(kind, about, now, detail, bulk=bulk, address=address))


def enqueue_sparingly(kind: str, about: str, now: datetime) -> None:
    """Have a mail sent to an address that anybody may have typed, unless it heard enough.

    What was typed is done all the same, and everybody reads the same: a refusal would let anybody
    keep somebody else out, and tell that an address had been typed before.
    """
    if not heard_enough(now, OutboxMessage.about == about):
        enqueue(kind, about, now)


def heard_enough(now: datetime, *which: ColumnElement[bool]) -> bool:
    """Tell whether so many of these mails were written of late that there should be no more."""
    lately = OutboxMessage.created_at > now - MAILS_WITHIN
    mails = select(func.count()).select_from(OutboxMessage).where(lately, *which)
    return db.session.scalars(mails).one() >= MOST_MAILS


def enqueue_many(kind: str, abouts: Collection[str], now: datetime) -> None:
    """Have the same sort of mail sent about each of these rows, after what somebody waits for."""
    insert_all_or_ignore(_TABLE, [_row(kind, about, now, bulk=True) for about in abouts])


def take_back_untried(kind: str, about: str) -> bool:
    """Take back mail that nothing tried to send yet, because the worker or the relay was away.

    Returns:
        whether there was such mail.
    """
    untried = update(OutboxMessage).where(
        OutboxMessage.kind == kind,
        OutboxMessage.about == about,
        OutboxMessage.status == MessageStatus.WAITING,
        OutboxMessage.attempts == 0,
    )
    dropped = untried.values(status=MessageStatus.DROPPED, address=None)
    found = db.session.scalars(dropped.returning(OutboxMessage.id)).all()
    return len(found) > 0


def never_left(message: OutboxMessage) -> Sequence[dict[str, Any]]:
    """Give the details of earlier mail about the same row that did not leave, the latest first."""
    return db.session.scalars(
        select(OutboxMessage.detail)
        .where(
            OutboxMessage.about == message.about,
            OutboxMessage.id < message.id,
            OutboxMessage.status.in_((MessageStatus.DROPPED, MessageStatus.FAILED)),
        )
        .order_by(OutboxMessage.id.desc())
    ).all()


def send_anew(message: OutboxMessage, now: datetime) -> bool:
    """Let mail that failed wait once more, with all its tries.

    Returns:
        whether it was one that failed, without a twin that waits already.
    """
    lock_row(message)
    if message.status is not MessageStatus.FAILED or _twin_waits(message):
        return False
    message.status, message.attempts = MessageStatus.WAITING, 0
    message.created_at = message.due_at = now
    message.last_error = message.refused_at = None
    return True


def _twin_waits(message: OutboxMessage) -> bool:
    twin = select(OutboxMessage.id).where(
        OutboxMessage.kind == message.kind,
        OutboxMessage.about == message.about,
        OutboxMessage.status == MessageStatus.WAITING,
    )
    return db.session.scalar(twin) is not None


def _row(
    kind: str,
    about: str,
    now: datetime,
    detail: Mapping[str, Any] | None = None,
    *,
    bulk: bool,
    address: str | None = None,
) -> dict[str, Any]:
    return {
        "ref": new_ref(),
        "kind": kind,
        "about": about,
        "detail": dict(detail or {}),
        "status": MessageStatus.WAITING,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
        "bulk": bulk,
        "address": address,
    }


def forget(*abouts: str) -> None:
    """Take back mail about rows that has not left, and delete what was written to files of it."""
    messages = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.about.in_(abouts))
    ).all()
    for message in messages:
        if message.status is MessageStatus.WAITING:
            message.status, message.address = MessageStatus.DROPPED, None
    db.session.flush()
    written = {message.ref for message in messages}
    for path in folder(current_settings()).glob("*"):
        if path.stem.rpartition("-")[2] in written:
            path.unlink(missing_ok=True)

"""Putting mail into the outbox."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table

from academie.core.db import insert_or_ignore, new_ref
from academie.outbox.models import MessageStatus, OutboxMessage


def enqueue(kind: str, about: str, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    """Have a mail sent as soon as this transaction is committed.

    While one of the same kind about the same row is still waiting, nothing is added.

    Args:
        kind: name of the renderer, such as `registrations.confirmed`.
        about: ref of the row the mail tells about.
        detail: what the renderer needs and the row does not know; nothing personal.
    """
    row = {
        "ref": new_ref(),
        "kind": kind,
        "about": about,
        "detail": dict(detail or {}),
        "status": MessageStatus.WAITING,
        "created_at": now,
        "due_at": now,
        "attempts": 0,
    }
    insert_or_ignore(cast("Table", OutboxMessage.__table__), row)

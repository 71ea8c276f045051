"""The outbox: what to tell about what, until it has been told."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, new_ref, only


class MessageStatus(StrEnum):
    """Where a message is on its way out."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class OutboxMessage(Base):
    """One mail to be rendered and sent.

    It holds no text, and no address as long as that can be looked up when the mail leaves. Only a
    mail to somebody we do not know, or no longer, brings its `address` along; that goes with it.
    `kind` names a renderer, `about` the ref of the row to tell about, and `detail` the little
    that the row itself does not know, never anything personal; a renderer may note there what
    its mail told. While a message waits, a second
    one of its kind about the same row adds nothing, so there is none. `refused_at` says when the
    try began that showed that its address takes no mail at all. `bulk` is mail that goes to
    many: it lets mail that somebody waits for go first.
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        Index(
            "uq_outbox_message_waiting",
            "kind",
            "about",
            unique=True,
            sqlite_where=text("status = 'waiting'"),
            postgresql_where=text("status = 'waiting'"),
        ),
        Index("ix_outbox_message_refused", "about", **only("refused_at IS NOT NULL")),
        Index("ix_outbox_message_due", "status", "bulk", "due_at"),
        Index("ix_outbox_message_about", "about"),
        CheckConstraint("attempts >= 0", name="attempts"),
        CheckConstraint("(status = 'sending') = (claimed_at IS NOT NULL)", name="claimed"),
        CheckConstraint("(status = 'sent') = (sent_at IS NOT NULL)", name="sent"),
        CheckConstraint("address IS NULL OR status IN ('waiting', 'sending')", name="address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    kind: Mapped[str]
    about: Mapped[str]
    detail: Mapped[dict[str, Any]] = mapped_column(default_factory=dict)
    status: Mapped[MessageStatus] = mapped_column(default=MessageStatus.WAITING)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    last_error: Mapped[str | None] = mapped_column(default=None)
    refused_at: Mapped[datetime | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    bulk: Mapped[bool] = mapped_column(default=False, server_default=false())


Renderer = Callable[[OutboxMessage, datetime], EmailMessage | None]
"""Makes the mail of a message at the moment of sending; None when it has lost its sense."""

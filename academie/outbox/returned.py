"""Mail that came back: what another mail server says afterwards of an address that takes none.

Many a relay takes all mail and finds out later. What it then sends us has a part for machines
(RFC 3464), and somewhere in it the Message-ID that we gave.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes

from sqlalchemy import select

from academie.config import current_settings
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.transports import is_about_address

_STATUS = re.compile(r"\b5\.\d{1,3}\.\d{1,3}\b")


def note_returned(mail: bytes, now: datetime) -> bool:
    """Write down that a mail of ours came back because its address takes no mail at all.

    Args:
        mail: what a mail server sent us, whole.

    Returns:
        whether it is about one of ours that had left, and for good.
    """
    status = next(_refusals(mail), None)
    message = _ours(mail) if status else None
    if message is None:
        return False
    message.refused_at = message.sent_at or message.claimed_at or now
    message.status, message.sent_at, message.claimed_at = MessageStatus.FAILED, None, None
    message.last_error, message.address = f"Returned {status}", None
    return True


def _refusals(mail: bytes) -> Iterator[str]:
    """Give the codes by which a server says that an address takes no mail, now or ever."""
    for part in message_from_bytes(mail).walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.walk():
            failed = str(fields["Action"]).strip().lower() == "failed"
            status = _STATUS.search(str(fields["Status"]))
            if failed and status and is_about_address(status[0]):
                yield status[0]


def _ours(mail: bytes) -> OutboxMessage | None:
    """Find the message that was sent back."""
    host = re.escape(current_settings().host).encode()
    refs = {ref.decode() for ref in re.findall(rb"<([0-9a-f]{16})@" + host + rb">", mail)}
    left = (MessageStatus.SENT, MessageStatus.SENDING)
    return db.session.scalar(
        select(OutboxMessage)
        .where(OutboxMessage.ref.in_(refs), OutboxMessage.status.in_(left))
        .order_by(OutboxMessage.id.desc())
        .limit(1)
        .with_for_update()
    )

"""Letters to nobody in particular, for tests of how mail leaves."""

from datetime import datetime
from email.message import EmailMessage

from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.outbox import delivery
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.outbox.service import enqueue

TO = {"een": "een@voorbeeld.nl", "twee": "twee@voorbeeld.nl", "drie": "drie@voorbeeld.nl"}


def letter(message: OutboxMessage, now: datetime) -> EmailMessage | None:
    """Write a letter to the one it is about; nobody is told about nothing."""
    del now
    if message.about == "niets":
        return None
    if message.about == "gif":
        raise ValueError("Fatima el Idrissi <fatima@voorbeeld.nl>")
    mail = EmailMessage()
    mail["From"], mail["To"] = "academie@voorbeeld.nl", TO[message.about]
    mail["Message-ID"] = f"<{message.ref}@voorbeeld.nl>"
    mail.set_content("Dag")
    return mail


def write(*abouts: str) -> None:
    """Put letters into the outbox."""
    for about in abouts:
        enqueue("test.letter", about, clock.now())
    db.session.commit()


def run() -> int:
    """Let the worker go round once."""
    handled = delivery.run_once()
    db.session.expire_all()
    return handled


def states() -> dict[str, MessageStatus]:
    """Tell where each letter is."""
    db.session.rollback()
    return {message.about: message.status for message in db.session.scalars(select(OutboxMessage))}


def only(*abouts: str) -> OutboxMessage:
    """Give the one letter that there is, or that is about this."""
    db.session.rollback()
    found = select(OutboxMessage)
    if abouts:
        found = found.where(OutboxMessage.about.in_(abouts))
    return db.session.scalars(found).one()

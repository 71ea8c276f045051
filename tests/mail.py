"""Mail as it comes out of the worker, read back."""

from email.message import EmailMessage

from academie.core.db import db
from academie.outbox import delivery
from tests.outbox.factories import Mailbox


def deliver(mailbox: Mailbox, *, hourly: bool = False) -> list[EmailMessage]:
    """Send what is due and take it out of the mailbox.

    Args:
        hourly: do the duties of each hour first, which takes most of the time.
    """
    db.session.commit()
    delivery.run_once(hourly=hourly)
    mails, mailbox.mails = mailbox.mails, []
    return mails


def plain(mail: EmailMessage) -> str:
    """Give the plain text, with ordinary spaces and lines."""
    return _words(mail, "plain")


def html(mail: EmailMessage) -> str:
    """Give the HTML, with ordinary spaces and lines."""
    return _words(mail, "html")


def _words(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content()).replace("\N{NO-BREAK SPACE}", " ").replace("\r\n", "\n")

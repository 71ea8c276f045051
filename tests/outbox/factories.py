"""A mail server on the loopback, and messages for it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import current_app
from sqlalchemy import select

from academie.config import current_settings
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from tools.ports import free_port


class Mailbox:
    """Takes mail, except for the addresses it was told to refuse."""

    def __init__(self) -> None:
        """Start empty."""
        self.mails: list[EmailMessage] = []
        self.peers = set[object]()
        self.answers: dict[str, str] = {}
        self.answer_to_text = "250 OK"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],
    ) -> str:
        """Take an address or refuse it."""
        del server, session, rcpt_options
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        del server
        if not self.answer_to_text.startswith("250"):
            return self.answer_to_text
        self.peers.add(session.peer)
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"


@contextmanager
def mail_server(
    mailbox: Mailbox | None = None,
    port: int | None = None,
    *,
    scheme: str = "smtp",
    login: str = "",
    **options: Any,
) -> Iterator[Mailbox]:
    """Run a mail server, and let the application send to it.

    Args:
        mailbox: of a server that was away and comes back.
        port: where it listened then.
        login: what the application says, `user:password@`.
        options: how aiosmtpd serves.
    """
    mailbox = mailbox or Mailbox()
    port = port or free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, decode_data=False, **options)
    controller.start()
    settings = current_settings()
    current_app.extensions["academie.settings"] = replace(
        settings, smtp_url=f"{scheme}://{login}127.0.0.1:{port}"
    )
    try:
        yield mailbox
    finally:
        current_app.extensions["academie.settings"] = settings
        controller.stop()


def settle() -> None:
    """Take all mail that waits as having left, so that more of its kind can follow."""
    for message in db.session.scalars(select(OutboxMessage)):
        message.status, message.address = MessageStatus.DROPPED, None
    db.session.commit()

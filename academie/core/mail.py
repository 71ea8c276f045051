"""Composing one mail: plain text and HTML from the same facts, one person a message."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Any

from flask import current_app

from academie.config import current_settings


def compose(
    template: str,
    *,
    to: str,
    subject: str,
    message_ref: str,
    now: datetime,
    sender_name: str = "Academie",
    reply_to: str | None = None,
    **facts: Any,
) -> EmailMessage:
    """Render `mail/<template>.txt` and `.html` into a message with a fixed Message-ID.

    Args:
        template: path under `templates/mail/`, such as `registrations/confirmed`.
        message_ref: ref of the outbox message; a second delivery carries the same Message-ID.
        now: moment of sending.
        facts: what the templates show; they also get `subject`.
    """
    settings = current_settings()
    message = EmailMessage(policy=SMTP)
    subject = _one_line(subject)
    message["Subject"] = subject
    message["From"] = formataddr((_one_line(sender_name), settings.mail_from))
    message["To"] = to
    if reply_to:
        message["Reply-To"] = reply_to
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{message_ref}@{settings.host}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "nl"
    facts["subject"] = subject
    message.set_content(_render(f"{template}.txt", facts), cte="quoted-printable")
    html = _render(f"{template}.html", facts)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _one_line(text: str) -> str:
    """Keep a header to one line: a title or a name cannot begin another."""
    return " ".join(text.split())


def _render(name: str, facts: dict[str, Any]) -> str:
    """Render without a request: what pages know of their visitor has no place in a mail."""
    return current_app.jinja_env.get_template(f"mail/{name}").render(facts)

"""Composing one mail: plain text and HTML from the same facts, one person a message."""

from datetime import datetime
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime, formataddr
from functools import lru_cache
from typing import Any

from flask import current_app

from academie.config import current_settings


class _KnownHeaders(HeaderRegistry):
    """Reads each header once: most are the same in every mail, and reading one takes long."""

    __getitem__ = lru_cache(maxsize=64)(HeaderRegistry.__getitem__)
    __call__ = lru_cache(maxsize=256)(HeaderRegistry.__call__)


class _KnownLines(EmailPolicy):
    """Writes each header once, too: smtplib takes a copy of the policy for each mail."""

    clone = lru_cache(maxsize=4)(EmailPolicy.clone)  # type: ignore[assignment] # a policy never changes

    @lru_cache(maxsize=256)  # noqa: B019 - there is one policy, for ever
    def fold_binary(self, name: str, value: str) -> bytes:
        """Fold a header; a space on both sides of a fold would be read as two.

        Source: the email package of Python 3.11 does that before a word with an accent.
        """
        return super().fold_binary(name, value).replace(b" \r\n ", b"\r\n ")


_POLICY = _KnownLines(linesep=SMTP.linesep, header_factory=_KnownHeaders())

ENCODED_WORD = "=?"
"""How a word in a header begins that stands for others."""

# What no encoded part can hold (RFC 2045, 6.7), so that nothing need be searched for it.
_BETWEEN_VERSIONS = "=_versions"
_BETWEEN_FILES = "=_files"


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
    message = EmailMessage(policy=_POLICY)
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
    message.make_alternative(boundary=_BETWEEN_VERSIONS)
    html = _render(f"{template}.html", facts)
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def attach(message: EmailMessage, file: bytes, subtype: str, name: str) -> None:
    """Add a file; some mail programs still look for its name beside its type.

    Args:
        subtype: what follows `application/`.
    """
    if message.get_content_subtype() != "mixed":
        message.make_mixed(boundary=_BETWEEN_FILES)
    named = {"name": name}
    message.add_attachment(
        file, maintype="application", subtype=subtype, filename=name, params=named
    )


def _one_line(text: str) -> str:
    """Keep a header to one line: a title or a name cannot begin another.

    Nor by an encoded word, which would be read before the header is written. Source: RFC 2047.
    """
    return " ".join(text.split()).replace(ENCODED_WORD, " ".join(ENCODED_WORD))


def _render(name: str, facts: dict[str, Any]) -> str:
    """Render without a request: what pages know of their visitor has no place in a mail."""
    return current_app.jinja_env.get_template(f"mail/{name}").render(facts)

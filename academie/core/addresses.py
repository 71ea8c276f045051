"""Addresses that people type: of mail, of pages, and links hidden in names."""

import re
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from wtforms import Field, Form
from wtforms.validators import ValidationError

from academie.core.mail import ENCODED_WORD

_LINK = re.compile(r"://|www\.|@|[^\s.]{2}\.(?:[a-z]{2,}|[A-Z]{2,})")
"""What mail programs make a link of; a dot after one letter or before a capital is of a name."""
_NO_WEB_ADDRESS = _("Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl.")
ONLY_A_NAME = _("Schrijf hier alleen een naam. Zet na een punt een spatie.")
_SECRET_IN_ADDRESS = _("In deze link staat een gebruikersnaam of een wachtwoord. Haal dat eruit.")


def address_of(text: str) -> str | None:
    """Write an e-mail address as we keep it, in lower case; None when it is none.

    One with the start of an encoded word is refused: mail would go to what it hides, so that one
    mailbox had any number of addresses. Source: RFC 2047.
    """
    if ENCODED_WORD in text:
        return None
    try:
        checked = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return (checked.ascii_email or checked.normalized).lower()


def is_web_address(text: str) -> bool:
    """Tell whether a text is a link that is safe to press: http or https, and nothing else.

    One with a name or a password before the house is not: it gives a secret away, or says that it
    leads to another house than it does.
    """
    return _is_address(text) and not _tells_who(text)


def require_web_address(text: str | None) -> None:
    """Refuse what is no link that is safe to press.

    Raises:
        ValidationError: it is none; the sentence says what to mend.
    """
    if not text or is_web_address(text):
        return
    raise ValidationError(_SECRET_IN_ADDRESS if _is_address(text) else _NO_WEB_ADDRESS)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in text


def _tells_who(text: str) -> bool:
    return "@" in urlsplit(text).netloc


def holds_link(text: str) -> bool:
    """Tell whether mail programs would make a link of a part of a text."""
    return _LINK.search(text) is not None


def only_a_name(_form: Form, field: Field) -> None:
    """Refuse a link in a name: it would stand in a mail to any address that a stranger types."""
    if field.data and holds_link(field.data):
        raise ValidationError(ONLY_A_NAME)

"""Why a mail did not leave, in words that help whoever must do something about it."""

import re

from flask_babel import gettext
from flask_babel import lazy_gettext as _

_CODE = re.compile(r"\b([245]\d\d)\b(?: ([245]\.\d{1,3}\.\d{1,3}))?")
_AWAY = "ConnectionRefusedError|TimeoutError|gaierror|OSError|SMTPServerDisconnected"
_SHUT = r"SMTPAuthenticationError|SMTPNotSupportedError|SSL(CertVerification)?Error"
_REASONS = (
    (r"SMTPRecipientsRefused.* (552|[45]\.2\.2)\b", _("De mailbox van deze persoon is vol.")),
    (
        r"(SMTPRecipientsRefused (550|551|553|5\d\d 5\.1\.\d)|Returned 5\.\d+\.\d+)\b",
        _("Dit e-mailadres bestaat niet. Bel deze persoon."),
    ),
    (rf"({_AWAY})\b", _("De mailserver was niet te bereiken.")),
    (rf"({_SHUT})\b", _("De mailserver laat ons niet binnen. Meld dit aan de beheerder.")),
    (r"SMTP\w+ 4\d\d\b", _("De mailserver neemt de e-mail nu nog niet aan.")),
)
"""By what the error begins with, the first that fits."""


def reason(error: str | None) -> str:
    """Say why a mail did not leave.

    Args:
        error: what the worker wrote down: a kind of error with the codes of the relay.
    """
    if not error:
        return ""
    for pattern, words in _REASONS:
        if re.match(pattern, error):
            return str(words)
    if code := _CODE.search(error):
        said = " ".join(part for part in code.groups() if part)
        return gettext("De mailserver nam de e-mail niet aan (%(code)s).", code=said)
    return gettext("De e-mail kon niet worden gemaakt. Meld dit aan de beheerder.")

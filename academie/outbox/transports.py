"""Ways for a mail to leave: a relay, or a folder on an installation without one."""

import os
import re
import smtplib
import ssl
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from academie.config import Settings
from academie.core import clock

TIMEOUT = 20
"""Seconds to wait for a relay."""

_ENHANCED_CODE = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_PERMANENT = range(500, 600)
_SHUTS_DOWN = 421
_ABOUT_THIS_MAIL = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
_NO_SUCH_ADDRESS = {550, 551, 553}
_ADDRESS_STATUS = re.compile(r"5\.(1\.(?![78]$)|2\.(?!3$)|4\.)")
"""About the receiver or the way to it; not about the sender, the size, or what is not allowed.

Source: RFC 3463, and 5.4.1 as Exchange Online uses it.
"""


class RefusedError(Exception):
    """The relay will never take this mail; another try is of no use.

    Attributes:
        blames_address: no mail reaches this address at all; another refusal may be about this mail
            or about us.
    """

    def __init__(self, words: str, *, blames_address: bool) -> None:
        """Keep what may be written down."""
        super().__init__(words)
        self.blames_address = blames_address


class UnreachableError(Exception):
    """The relay cannot be reached or does not let us in; no mail can leave now."""


class Transport(Protocol):
    """What carries mail away."""

    def send(self, mail: EmailMessage, name: str) -> None:
        """Carry one mail away.

        Args:
            name: what the mail is called on disk.

        Raises:
            RefusedError: it will never be taken.
            UnreachableError: nothing can leave now.
        """

    def close(self) -> None:
        """Hang up."""


def open_transport(settings: Settings) -> Transport:
    """Choose the relay of the settings, or the folder when there is none."""
    if settings.smtp_url:
        return Relay(settings.smtp_url, our_host=settings.host)
    return Folder(folder(settings))


def folder(settings: Settings) -> Path:
    """Tell where mail is written while there is no relay."""
    return settings.data_dir / "mail"


class Folder:
    """Writes each mail as a file that only the owner of the machine reads."""

    def __init__(self, path: Path) -> None:
        """Remember where."""
        self._path = path

    def send(self, mail: EmailMessage, name: str) -> None:
        """Write the file whole or not at all."""
        self._path.mkdir(parents=True, exist_ok=True)
        draft = self._path / f".{name}.draft"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(mail.as_bytes())
        draft.replace(self._path / f"{clock.now():%Y%m%dT%H%M%SZ}-{name}.eml")

    def close(self) -> None:
        """Do nothing: a folder is never held open."""


class Relay:
    """Sends by SMTP over one connection, opened at the first mail and kept for the next."""

    def __init__(self, url: str, *, our_host: str) -> None:
        """Read the address.

        Args:
            url: `smtp://` (with STARTTLS when offered) or `smtps://`, with user and password; a
                password is said to no relay that does not encrypt.
            our_host: how we introduce ourselves.
        """
        self._url = urlsplit(url)
        self._is_encrypted = self._url.scheme == "smtps"
        self._our_host = our_host
        self._client: smtplib.SMTP | None = None

    def send(self, mail: EmailMessage, name: str) -> None:
        """Send one mail; a connection that was closed meanwhile is opened once more."""
        del name
        kept = self._client is not None
        try:
            self._hand_over(mail)
        except smtplib.SMTPServerDisconnected as error:
            self.close()
            if not kept:
                raise UnreachableError(describe(error)) from error
            self._hand_over(mail)

    def close(self) -> None:
        """Say goodbye."""
        client, self._client = self._client, None
        if client:
            with suppress(OSError, smtplib.SMTPException):
                client.quit()

    def _hand_over(self, mail: EmailMessage) -> None:
        if self._client is None:
            try:
                self._client = self._connect()
            except (OSError, smtplib.SMTPException) as error:
                raise UnreachableError(describe(error)) from error
        try:
            self._client.send_message(mail)
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as error:
            code, words = _answer(error) or (0, "")
            if code == _SHUTS_DOWN:
                self.close()
                raise UnreachableError(describe(error)) from error
            if code in _PERMANENT and isinstance(error, _ABOUT_THIS_MAIL):
                blamed = _blames_address(error, code, words)
                raise RefusedError(describe(error), blames_address=blamed) from error
            raise

    def _connect(self) -> smtplib.SMTP:
        client = self._reach()
        try:
            self._come_in(client)
        except (OSError, smtplib.SMTPException):
            client.close()
            raise
        return client

    def _reach(self) -> smtplib.SMTP:
        host, port = self._url.hostname or "", self._url.port
        if self._is_encrypted:
            trust = ssl.create_default_context()
            return smtplib.SMTP_SSL(
                host, port or 465, self._our_host, timeout=TIMEOUT, context=trust
            )
        return smtplib.SMTP(host, port or 25, self._our_host, timeout=TIMEOUT)

    def _come_in(self, client: smtplib.SMTP) -> None:
        """Encrypt what follows when the relay can, and always before a password; then say it."""
        client.ehlo()
        user = self._url.username
        if not self._is_encrypted and (user or client.has_extn("starttls")):
            client.starttls(context=ssl.create_default_context())
        if user:
            client.login(unquote(user), unquote(self._url.password or ""))


def describe(error: BaseException) -> str:
    """Name an error without what it says: a relay's answer may repeat an address or a name."""
    name, answer = type(error).__name__, _answer(error)
    if answer is None:
        return name
    code, words = answer
    enhanced = _ENHANCED_CODE.search(words)
    return f"{name} {code} {enhanced[0]}" if enhanced else f"{name} {code}"


def _answer(error: BaseException) -> tuple[int, str] | None:
    """Give the code and the words of a relay's refusal."""
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return None
    return code, said.decode(errors="replace") if isinstance(said, bytes) else said


def is_about_address(status: str) -> bool:
    """Tell whether a code says that mail never reaches an address: `5.1.1`."""
    return _ADDRESS_STATUS.match(status) is not None


def _blames_address(error: BaseException, code: int, words: str) -> bool:
    """Tell whether a refusal says that mail never reaches this address."""
    enhanced = _ENHANCED_CODE.search(words)
    if enhanced:
        return is_about_address(enhanced[0])
    return isinstance(error, smtplib.SMTPRecipientsRefused) and code in _NO_SUCH_ADDRESS

"""Settings, read once from the environment; a missing or wrong one stops the start."""

import os
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EACCES
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from limits.errors import ConfigurationError
from limits.storage import storage_from_string
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

_ORIGIN = re.compile(
    r"(https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?|http://(localhost|127\.0\.0\.1))(:[0-9]{1,5})?"
)


HIGHEST_PORT = 65535
SHORTEST_KEY = 32
"""Characters: 128 bits, written in hexadecimal."""


class ConfigError(Exception):
    """A setting is missing or wrong; the message says which, and what to write instead."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a running Academie needs to know of its surroundings.

    Attributes:
        data_dir: folder for the SQLite file, the secret key and mail that is written to disk.
        smtp_url: `smtp://` or `smtps://` address of the relay; None writes mail as files.
        trusted_proxies: how many proxies in front of us set the `X-Forwarded-*` headers.
        limits_url: where requests are counted, `memory://` or a store that processes share.
        contact_phone: number in the foot of pages that belong to no meeting.
        embed_origins: websites that may show the agenda in a frame.
    """

    database_url: str
    data_dir: Path
    secret_key: str
    base_url: str
    smtp_url: str | None
    mail_from: str
    trusted_proxies: int
    contact_phone: str | None
    embed_origins: tuple[str, ...] = ()
    limits_url: str = "memory://"

    @property
    def embedded(self) -> bool:
        """Whether the database is SQLite, which one process serves."""
        return self.database_url.startswith("sqlite")

    @property
    def host(self) -> str:
        """Our host name, as calendar identifiers and message ids carry it."""
        return urlsplit(self.base_url).hostname or "localhost"


def current_settings() -> Settings:
    """Give the settings of the running application."""
    settings: Settings = current_app.extensions["academie.settings"]
    return settings


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `ACADEMIE_*` variables.

    Raises:
        ConfigError: a setting is missing or wrong.
    """
    data_dir = Path(environ.get("ACADEMIE_DATA_DIR", "instance")).absolute()
    database_url = _database_url(environ, data_dir)
    embedded = database_url.startswith("sqlite")
    _make_folder(data_dir)
    base_url = _base_url(environ)
    return Settings(
        database_url=database_url,
        data_dir=data_dir,
        secret_key=_secret_key(environ, data_dir, embedded=embedded),
        base_url=base_url,
        smtp_url=_smtp_url(environ),
        mail_from=_mail_from(environ),
        trusted_proxies=_trusted_proxies(environ),
        contact_phone=environ.get("ACADEMIE_CONTACT_PHONE") or None,
        embed_origins=_embed_origins(environ),
        limits_url=_limits_url(environ),
    )


def _database_url(environ: Mapping[str, str], data_dir: Path) -> str:
    text = environ.get("ACADEMIE_DATABASE_URL") or f"sqlite:///{data_dir / 'academie.sqlite3'}"
    try:
        url = make_url(text)
    except ArgumentError as error:
        message = "ACADEMIE_DATABASE_URL is no address; write postgresql://user@host/name."
        raise ConfigError(message) from error
    backend = url.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        message = f"ACADEMIE_DATABASE_URL names {backend}; use sqlite:/// or postgresql://."
        raise ConfigError(message)
    if backend == "sqlite" and not url.database:
        raise ConfigError("ACADEMIE_DATABASE_URL names no file; write sqlite:////folder/file.")
    if backend == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return url.render_as_string(hide_password=False)


def _secret_key(environ: Mapping[str, str], data_dir: Path, *, embedded: bool) -> str:
    given = environ.get("ACADEMIE_SECRET_KEY")
    if given:
        if len(given) < SHORTEST_KEY:
            raise ConfigError("ACADEMIE_SECRET_KEY is too short; use at least 32 characters.")
        return given
    if not embedded:
        message = (
            "ACADEMIE_SECRET_KEY is missing; every process needs the same one. "
            "Make it once with: python -c 'import secrets; print(secrets.token_hex(32))'"
        )
        raise ConfigError(message)
    return _kept_key(data_dir)


def _kept_key(data_dir: Path) -> str:
    """Read the key of an embedded installation, or make it once."""
    path = data_dir / "secret_key"
    with _sayable(data_dir):
        if not path.exists():
            _write_once(path, secrets.token_hex(32))
        key = path.read_text(encoding="utf-8", errors="replace").strip()
    if len(key) < SHORTEST_KEY or not key.isascii():
        raise ConfigError(
            f"{path} holds no key. Put back the one it held: without that, links and tickets that "
            "went out work no longer. Take the file away only when none did."
        )
    return key


def _make_folder(data_dir: Path) -> None:
    """Make the folder when it is not there, so that nobody else on the machine reads in it.

    Beside another database too: the journal of what was erased stands in it, and mail as files.
    """
    with _sayable(data_dir):
        data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(data_dir, os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))


@contextmanager
def _sayable(data_dir: Path) -> Iterator[None]:
    """Say which setting is wrong when the folder cannot be used."""
    try:
        yield
    except OSError as error:
        message = f"ACADEMIE_DATA_DIR ({data_dir}) cannot be written: {error.strerror}."
        raise ConfigError(message) from error


def _write_once(path: Path, text: str) -> None:
    """Write a private file whole, or leave the one that another process just made."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _split(name: str, text: str) -> SplitResult:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError as error:
        raise ConfigError(f"{name} is no address: {error}.") from error
    return parts


def _port(environ: Mapping[str, str]) -> int:
    text = environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= HIGHEST_PORT):
        raise ConfigError(f"PORT is no number from 1 to {HIGHEST_PORT}; write 8000.")
    return int(text)


def _base_url(environ: Mapping[str, str]) -> str:
    default = f"http://127.0.0.1:{_port(environ)}"
    text = (environ.get("ACADEMIE_BASE_URL") or default).rstrip("/")
    parts = _split("ACADEMIE_BASE_URL", text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
        raise ConfigError("ACADEMIE_BASE_URL is no web address; write https://academie.example.nl.")
    return text


def _embed_origins(environ: Mapping[str, str]) -> tuple[str, ...]:
    origins = environ.get("ACADEMIE_EMBED_ORIGINS", "").replace(",", " ").lower().split()
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise ConfigError(
                f"ACADEMIE_EMBED_ORIGINS: {origin} is no origin; write https://www.example.nl, "
                "without a path, and a space between several."
            )
    return tuple(dict.fromkeys(origins))


def _smtp_url(environ: Mapping[str, str]) -> str | None:
    text = environ.get("ACADEMIE_SMTP_URL")
    if not text:
        return None
    parts = _split("ACADEMIE_SMTP_URL", text)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError("ACADEMIE_SMTP_URL is no mail address; write smtp://user:pass@host:587.")
    return text


def _mail_from(environ: Mapping[str, str]) -> str:
    text = environ.get("ACADEMIE_MAIL_FROM", "academie@voorbeeld.nl")
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ConfigError(f"ACADEMIE_MAIL_FROM is no e-mail address: {error}") from error


def _trusted_proxies(environ: Mapping[str, str]) -> int:
    text = environ.get("ACADEMIE_TRUSTED_PROXIES", "0")
    if not text.isascii() or not text.isdigit():
        raise ConfigError("ACADEMIE_TRUSTED_PROXIES is no number; write 0 or more.")
    return int(text)


def _limits_url(environ: Mapping[str, str]) -> str:
    """Read where to count; the store itself is not asked before the first request."""
    text = environ.get("ACADEMIE_LIMITS_URL") or "memory://"
    try:
        storage_from_string(text)
    except (ConfigurationError, ValueError, TypeError) as error:
        message = f"ACADEMIE_LIMITS_URL cannot be used; write redis://host:6379. ({error})"
        raise ConfigError(message) from error
    return text

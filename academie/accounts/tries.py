"""Tries to sign in: counted before they are looked at, so that no crowd slips through."""

import hmac
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import delete, func, insert, select

from academie.accounts.models import SignInFailure
from academie.config import current_settings
from academie.core.db import db, write_apart
from academie.core.errors import DomainError
from academie.core.keys import derive

LIMIT = 10
WINDOW = timedelta(minutes=15)


class TooManyTriesError(DomainError):
    """An address, known or not, was tried too often in the last quarter."""

    message = _("Je hebt het te vaak geprobeerd. Wacht een kwartier en probeer het dan opnieuw.")
    status = 429


def count(address: str, now: datetime) -> int:
    """Count a try as failed until it proves right, and give its id for `forgive`.

    It is committed by itself before anybody counts, so at most `LIMIT` tries at a time get
    through, also when they come together. A try that is refused for the crowd does not count.

    Raises:
        TooManyTriesError: there were `LIMIT` failures within `WINDOW`.
    """
    address_hash = _hash(address)
    with write_apart() as connection:
        row = insert(SignInFailure).values(address_hash=address_hash, failed_at=now)
        own: int = connection.scalar(row.returning(SignInFailure.id)) or 0
    with write_apart() as connection:
        recent = select(func.count()).where(
            SignInFailure.address_hash == address_hash, SignInFailure.failed_at > now - WINDOW
        )
        locked = (connection.scalar(recent) or 0) > LIMIT
        if locked:
            connection.execute(_row(own))
    if locked:
        raise TooManyTriesError
    return own


def forgive(own: int) -> None:
    """Take back one try, because it proved right."""
    with write_apart() as connection:
        connection.execute(_row(own))


def clear(address: str) -> None:
    """Forget an address's failures after a whole sign-in, in the session's transaction."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.address_hash == _hash(address)))


def _row(own: int) -> Any:
    return delete(SignInFailure).where(SignInFailure.id == own)


def _hash(address: str) -> str:
    key = derive(current_settings().secret_key, "sign-in tries")
    return hmac.digest(key, address.encode(), "sha256").hex()

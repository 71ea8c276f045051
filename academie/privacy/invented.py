"""Debug mode shows what is inside the program: it opens no database that holds real people."""

from itertools import chain

from sqlalchemy import ColumnElement, inspect, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from academie.accounts.models import User
from academie.config import ConfigError
from academie.core.db import db
from academie.registrations.models import Registration
from academie.requests.models import AcademyRequest

INVENTED = ("voorbeeld.nl", "example.nl", "example.com", "example.org")
"""Where addresses of demo and tests lie: nobody has one there."""

_ADDRESSES = (Registration.email, AcademyRequest.email, User.email)


def refuse_real_people() -> None:
    """Make sure that everybody in the database is invented; no connection stays open after it.

    Raises:
        ConfigError: somebody has an address of their own.
    """
    try:
        real = _somebody_is_real()
    finally:
        db.engine.dispose()
    if real:
        message = "debug mode opens no database with real people; use one of invented people"
        raise ConfigError(f"{message} (addresses at {INVENTED[0]}), or switch it off.")


def _somebody_is_real() -> bool:
    tables = set(inspect(db.engine).get_table_names())
    held = [each for each in _ADDRESSES if each.class_.__tablename__ in tables]
    with db.engine.connect() as connection:
        found = (connection.execute(select(each).where(_is_real(each)).limit(1)) for each in held)
        return any(chain.from_iterable(found))


def _is_real(
    address: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
) -> ColumnElement[bool]:
    return ~or_(*(address.endswith(f"@{domain}") for domain in INVENTED))

"""Registrations for the benchmark by the hundred thousand: copies in SQL of one that is real."""

from collections.abc import Sequence
from typing import Any
from typing import cast as cast_type

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    String,
    Table,
    cast,
    insert,
    literal,
    select,
)
from sqlalchemy.orm import DeclarativeBase

from academie.core.db import db
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.outbox.models import OutboxMessage
from academie.registrations.models import Registration

PARTIES = 500
"""Registrations of each meeting."""

_FIRST_REF = literal(10**15, BigInteger)
_FIRST_CODE = 10**5


def crowd(model: Registration, meetings: Sequence[Event], parties: int = PARTIES) -> None:
    """Give each meeting so many parties like this one, with a seat, whose mail has left."""
    if db.engine.dialect.name == "sqlite":
        db.session.connection().exec_driver_sql("PRAGMA cache_size=-500000")  # in KB
    for meeting in meetings:
        meeting.pools[0].taken = parties
    db.session.flush()
    about_it = OutboxMessage.about == model.ref
    message = db.session.scalars(select(OutboxMessage).where(about_it)).one()
    event, party, pool = Event.__table__, Registration.__table__, SeatPool.__table__
    numbers = count_to(parties)
    number = cast(numbers.c.number, Integer)
    registration = {
        "ref": cast(_FIRST_REF + event.c.id * parties + number, String),
        "event_id": event.c.id,
        "email": literal("gast") + cast(number, String) + "@voorbeeld.nl",
        "code": cast(_FIRST_CODE + number, String),
    }
    seat = {"registration_id": party.c.id, "pool_id": pool.c.id}
    mail = {"ref": cast(_FIRST_REF + _FIRST_REF + party.c.id, String), "about": party.c.ref}
    registered = party.c.event_id >= meetings[0].id
    of_each = event.join(numbers, event.c.id >= meetings[0].id)
    copy(model, registration, of_each, event.c.id, numbers.c.number)
    seats = party.join(pool, registered & (pool.c.event_id == party.c.event_id))
    copy(model.claims[0], seat, seats, party.c.id)
    copy(
        message, mail, party.join(event, registered & (event.c.id == party.c.event_id)), party.c.id
    )


def copy(
    model: DeclarativeBase, values: dict[str, Any], source: FromClause, *order: ColumnElement[int]
) -> None:
    """Insert a row like the model for each row of a source, but for these values.

    Args:
        order: what rows are numbered by, so that each database gives them the same ids.
    """
    table = cast_type("Table", model.__table__)
    names = [column.name for column in table.columns if column.name != "id"]
    like = {name: literal(getattr(model, name), table.c[name].type) for name in names}
    rows = select(*(like | values).values()).select_from(source).order_by(*order)
    db.session.connection().execute(insert(table).from_select(names, rows))


def count_to(last: int) -> FromClause:
    """Give the numbers from 1 on."""
    numbers = select(literal(1).label("number")).cte(recursive=True)
    return numbers.union_all(select(numbers.c.number + 1).where(numbers.c.number < last))


def settle() -> None:
    """Do now what PostgreSQL's own housekeeping would do in the middle of a measurement."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")

"""The database: base classes, types, and how a transaction begins."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, lru_cache
from typing import Any, dataclass_transform

from flask import g
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Insert,
    MetaData,
    Select,
    Table,
    TypeDecorator,
    literal_column,
    text,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, mapped_column, relationship

from academie.core import embedded

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


ONE: ColumnElement[int] = literal_column("1")
"""A limit that PostgreSQL knows when it plans a question, so that it need not plan it each time."""
STREAMED_ROWS = 500
"""How many rows a large answer brings at a time."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database. A naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no moment")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give UTC back, aware."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _values(members: type[Enum]) -> list[str]:
    return [member.value for member in members]


def words_of(members: type[Enum], name: str) -> EnumType:
    """Give the type of a column of words, where two columns of a table have the same words.

    Args:
        name: of the column; its check is named after it.
    """
    return EnumType(
        members,
        name=name,
        native_enum=False,
        length=32,
        create_constraint=True,
        values_callable=_values,
    )


@dataclass_transform(kw_only_default=True, field_specifiers=(mapped_column, relationship))
class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Every table's base: a forgotten column is a type error."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it once
        datetime: UtcDateTime,
        date: Date,
        dict[str, Any]: JSON,
        Enum: EnumType(
            Enum, native_enum=False, length=32, create_constraint=True, values_callable=_values
        ),
    }


class Reads(Session):
    """A session that asks PostgreSQL each question by itself while a page only reads.

    A transaction would not show one moment either: each question sees what is committed by then.
    It costs two round trips, and at its end psycopg throws away all that PostgreSQL has planned.
    """

    def get_bind(self, *args: Any, **kwargs: Any) -> Engine | Connection:
        """Choose the engine of a question."""
        found = super().get_bind(*args, **kwargs)
        by_itself = g and g.get("reads_only") and found.dialect.name == "postgresql"
        return _each_by_itself(found) if by_itself and isinstance(found, Engine) else found


@lru_cache(maxsize=2)
def _each_by_itself(engine: Engine) -> Engine:
    return engine.execution_options(isolation_level="AUTOCOMMIT")


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": Reads})


def only(condition: str) -> dict[str, Any]:
    """Say to both databases which rows an index holds."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def new_ref() -> str:
    """Make a reference: 64 random bits in hexadecimal, not secret, never reused."""
    return secrets.token_hex(8)


def begin_write() -> None:
    """Open the session's transaction as one that writes.

    SQLite takes its write lock at once, so that nothing read can be stale when it is written.
    """
    db.session.connection(execution_options={"academie_write": True})


def is_writing() -> bool:
    """Tell whether the session's transaction was opened to write."""
    options: Mapping[str, Any] = db.session.connection().get_execution_options()
    return bool(options.get("academie_write"))


def begin_write_anew() -> None:
    """Forget what was read so far and open a writing transaction; for views that begin late."""
    db.session.rollback()
    begin_write()


def lock_row(row: DeclarativeBase) -> None:
    """Lock a row until the transaction ends, and read it afresh, whatever it was loaded with.

    PostgreSQL locks no row of a table that was joined to it and may be missing.
    """
    db.session.refresh(row, with_for_update={"of": type(row)})


def take_turn(table: str) -> None:
    """Wait until nobody else does what one may do at a time, and keep others from it meanwhile.

    It lasts until the transaction ends. SQLite has one writer at a time anyhow.

    Args:
        table: after which the turn is named.
    """
    connection = db.session.connection()
    if connection.dialect.name == "postgresql":
        turn = text("SELECT pg_advisory_xact_lock(CAST(CAST(:name AS regclass) AS bigint))")
        connection.execute(turn, {"name": table})


@contextmanager
def glance() -> Iterator[Connection]:
    """Lend a connection for one question that needs no transaction around it.

    PostgreSQL answers it in one round trip instead of three; SQLite begins nothing. What the
    session asks after it may see a newer state. Whoever has begun a transaction is lent that.
    """
    if db.session.registry.has() and db.session().in_transaction():
        yield db.session.connection()
        return
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="AUTOCOMMIT")
        yield connection.execution_options(academie_glance=True)


def is_there(question: Select[Any], values: Mapping[str, Any] | None = None) -> bool:
    """Tell, outside a request, whether a question has an answer at this moment."""
    db.session.rollback()
    with glance() as connection:
        return connection.scalar(question, values) is not None


@contextmanager
def reading() -> Iterator[None]:
    """Let a block outside a request ask as a page that only reads does: it writes nothing."""
    db.session.rollback()
    g.reads_only = True
    try:
        yield
    finally:
        db.session.rollback()
        g.pop("reads_only", None)


@contextmanager
def streaming() -> Iterator[Connection]:
    """Lend a connection that reads large answers piece by piece, all of one moment.

    PostgreSQL keeps them in a cursor of its own; SQLite gives no more than asked for by itself.
    Ask for `partitions(STREAMED_ROWS)`.
    """
    with db.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", yield_per=STREAMED_ROWS)
        yield connection


@contextmanager
def write_apart() -> Iterator[Connection]:
    """Open a small writing transaction beside the session's own, and commit it by itself.

    Only while the session itself does not write: SQLite would wait for it for ever.

    Raises:
        RuntimeError: the session has begun to write.
    """
    if is_writing():
        raise RuntimeError("the session is writing already; add to its transaction")
    with db.engine.connect() as connection:
        connection.execution_options(academie_write=True)
        with connection.begin():
            yield connection


@contextmanager
def write_transaction() -> Iterator[None]:
    """Run a block as one writing transaction outside a request: commit it, or leave nothing."""
    begin_write_anew()
    try:
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def insert_or_ignore(table: Table, row: Mapping[str, Any]) -> bool:
    """Insert a row; False, and nothing changed, when a unique constraint already holds it."""
    connection = db.session.connection()
    result = connection.execute(_insert_or_ignore(connection.dialect.name, table), row)
    return result.rowcount == 1


def insert_all_or_ignore(table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert each of these rows that no unique constraint holds already."""
    if rows:
        connection = db.session.connection()
        connection.execute(_insert_or_ignore(connection.dialect.name, table), rows)


@cache
def _insert_or_ignore(dialect: str, table: Table) -> Insert:
    """Write the statement once: writing it takes longer than running it."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    statement: Insert = insert(table).on_conflict_do_nothing().inline()
    return statement.execution_options(preserve_rowcount=True)


def forget_deleted() -> None:
    """Let the log of changes beside an SQLite file go, which still holds what was overwritten.

    Call it outside a transaction; while somebody reads, the log waits for the next time.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    try:
        for pragma in ("busy_timeout=250", "wal_checkpoint(TRUNCATE)", embedded.PATIENCE):
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    finally:
        connection.close()

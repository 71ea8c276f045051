"""How migrations run: as one transaction, on either database.

SQLite rebuilds a table to change it. With foreign keys on, that would delete every child row
without a word, so they are off meanwhile, and checked before anything is committed. And a new
table takes the name of the old one without a look at triggers of other tables that name it.
"""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection

from academie.core.db import UtcDateTime, db


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our moment as the plain type it is to a database."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def set_rebuilding(connection: Connection, state: Literal["ON", "OFF"]) -> None:
    """Prepare SQLite for rebuilding tables or end that, outside any transaction.

    Source: https://www.sqlite.org/lang_altertable.html#otheralter
    """
    driver: Any = connection.connection.driver_connection
    driver.execute(f"PRAGMA foreign_keys={'OFF' if state == 'ON' else 'ON'}")
    driver.execute(f"PRAGMA legacy_alter_table={state}")


def check_foreign_keys(connection: Connection) -> None:
    """Refuse to commit a migration that leaves a row without its parent."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"the migration breaks foreign keys: {broken[:5]}")


def migrate(connection: Connection) -> None:
    """Run what is due as one transaction."""
    embedded = connection.dialect.name == "sqlite"
    if embedded:
        set_rebuilding(connection, "ON")
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if embedded:
            check_foreign_keys(connection)
    if embedded:
        set_rebuilding(connection, "OFF")


with db.engine.connect().execution_options(academie_write=True) as open_connection:
    migrate(open_connection)

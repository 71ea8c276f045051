"""Whether the database is there, with the tables that this version expects."""

from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class NotReadyError(Exception):
    """The database cannot be used yet; the message says why, and what to do."""


def check_answers(database_url: str) -> str | None:
    """Give the revision of the database's tables; None while it has none.

    Raises:
        NotReadyError: it does not answer.
    """
    engine = create_engine(database_url)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        reason = str(error.orig).partition("\n")[0]
        message = f"ACADEMIE_DATABASE_URL: the database does not answer: {reason}."
        raise NotReadyError(message) from error
    finally:
        engine.dispose()


def check_current(database_url: str) -> None:
    """Let nothing work on tables of another version.

    Raises:
        NotReadyError: the database does not answer, or a migration has not run.
    """
    expected = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if check_answers(database_url) != expected:
        raise NotReadyError(
            "the database lacks tables of this version. Run `academie db upgrade` first."
        )

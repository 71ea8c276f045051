"""Listen to what is asked of the database, so that tests can count it."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from academie.core.db import db

QUESTIONS = ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")
"""How a question begins; what opens and closes a transaction does not count."""


@contextmanager
def asked_queries() -> Iterator[list[str]]:
    """Keep what a block asks of the database."""
    asked: list[str] = []

    def keep(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith(QUESTIONS):
            asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", keep)
    try:
        yield asked
    finally:
        event.remove(db.engine, "before_cursor_execute", keep)

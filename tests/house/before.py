"""Taking the database back to what it was."""

from flask_migrate import downgrade
from sqlalchemy import text

from academie.core.db import db


def go_back(revision: str, statements: str) -> None:
    """Give the database the shape of a revision, and then what installations held in it.

    Args:
        statements: of SQL, with a semicolon between each two.
    """
    db.session.remove()
    downgrade(revision=revision)
    with db.engine.begin() as connection:
        for statement in statements.split(";"):
            connection.execute(text(statement))

"""Migrations: they make what the models say, and lose nothing on the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from academie.app import create_app
from academie.core.db import db
from tests.conftest import test_settings
from tests.factories import make_event, make_user


@pytest.mark.usefixtures("app")
def test_migrations_make_the_tables_the_models_describe() -> None:
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection)

        assert compare_metadata(context, db.metadata) == []


@pytest.mark.usefixtures("app")
def test_every_check_of_the_models_stands_in_the_database() -> None:
    inspector = inspect(db.engine)

    for table in db.metadata.sorted_tables:
        wanted = {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        found = {str(check["name"]) for check in inspector.get_check_constraints(table.name)}
        assert wanted <= found, f"{table.name} lacks {wanted - found}"


@pytest.mark.usefixtures("app")
def test_an_access_log_line_can_be_neither_changed_nor_deleted() -> None:
    db.session.execute(
        text(
            "INSERT INTO access_log (at, action, subject)"
            " VALUES ('2027-03-01 12:00:00', 'view', 'event')"
        )
    )
    db.session.commit()

    for statement in ("UPDATE access_log SET subject = 'x'", "DELETE FROM access_log"):
        with pytest.raises(DatabaseError, match="append only"):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Flask]:
    """Give an application on a SQLite file without any table."""
    app = create_app(test_settings(f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("empty_sqlite")
def test_a_rebuild_of_a_parent_table_keeps_its_children() -> None:
    upgrade()
    make_event()
    make_user()
    children = "SELECT (SELECT count(*) FROM seat_pool), (SELECT count(*) FROM event_version)"
    before = db.session.execute(text(children)).one()
    db.session.rollback()

    _rebuild("event")

    assert before == (1, 1)
    assert db.session.execute(text(children)).one() == before


def _rebuild(table: str) -> None:
    """Rebuild a table as a batch migration does, under the care that `migrations/env.py` takes."""
    with db.engine.connect().execution_options(academie_write=True) as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA legacy_alter_table=ON")
        with connection.begin():
            operations = Operations(MigrationContext.configure(connection))
            with operations.batch_alter_table(table, recreate="always"):
                pass
        driver.execute("PRAGMA foreign_keys=ON")
        driver.execute("PRAGMA legacy_alter_table=OFF")


def test_migrations_can_be_taken_back_and_made_again(database_url: str, tmp_path: Path) -> None:
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        downgrade(revision="base")
        left = set(inspect(db.engine).get_table_names())
        upgrade()
        db.engine.dispose()

    assert left == {"alembic_version"}
    engine = create_engine(database_url)
    assert "registration" in inspect(engine).get_table_names()
    engine.dispose()

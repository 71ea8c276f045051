"""Migrations: they make what the models say, and lose nothing on the way."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from academie.app import ROOT, create_app
from academie.core.db import db
from tests.conftest import test_settings
from tests.factories import make_event, make_user

ONLY_GROW = {
    *("access_log", "erasure_journal", "request_message"),
    *("observation", "outcome_move", "confirmation", "confirmation_resolution"),
    *("alliance_phase", "pledge_talk", "outcome_link"),
    *("activity_report", "activity_line", "activity_file", "activity_writer"),
}
ON_SQLITE = """
    SELECT tbl_name, CASE WHEN sql LIKE '%BEFORE UPDATE%' THEN 'UPDATE' ELSE 'DELETE' END
    FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%append only%'
    AND sql NOT LIKE '%BEFORE INSERT%'
"""
ON_POSTGRESQL = """
    SELECT tgrelid::regclass::text, way FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
    JOIN (VALUES ('DELETE', 8), ('UPDATE', 16), ('TRUNCATE', 32)) AS ways (way, bit)
    ON tgtype & bit > 0 WHERE NOT tgisinternal AND prosrc LIKE '%append only%'
"""
REBUILD = """
from alembic import op

revision, down_revision = "rebuild", "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("{table}", recreate="always"):
        pass
"""


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
@pytest.mark.parametrize(
    ("table", "columns", "values"),
    [
        ("access_log", "at, action, subject", "'2027-03-01 12:00:00', 'view', 'event'"),
        ("erasure_journal", "at, subject, rule, number", "'2027-03-01 12:00:00', 'x', 'wish', 1"),
    ],
)
def test_a_line_of_a_log_can_be_neither_changed_nor_deleted(
    table: str, columns: str, values: str
) -> None:
    db.session.execute(text(f"INSERT INTO {table} ({columns}) VALUES ({values})"))  # noqa: S608 - our own
    db.session.commit()

    for statement in (f"UPDATE {table} SET subject = 'x'", f"DELETE FROM {table}"):  # noqa: S608 - our own
        with pytest.raises(DatabaseError, match="append only"):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.mark.usefixtures("app")
def test_every_table_that_only_grows_is_guarded_against_each_way_to_change_it() -> None:
    on_sqlite = db.engine.dialect.name == "sqlite"
    found = defaultdict[str, set[str]](set)
    for table, way in db.session.execute(text(ON_SQLITE if on_sqlite else ON_POSTGRESQL)):
        found[table].add(way)

    ways = {"DELETE", "UPDATE"} if on_sqlite else {"DELETE", "UPDATE", "TRUNCATE"}
    assert {table for table in found if ways <= found[table]} == ONLY_GROW


@pytest.fixture
def empty_sqlite(tmp_path: Path) -> Iterator[Flask]:
    """Give an application on a SQLite file without any table."""
    app = create_app(test_settings(f"sqlite:///{tmp_path / 'new.sqlite3'}", tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("empty_sqlite")
def test_a_rebuild_of_a_parent_table_keeps_its_children_and_every_trigger(tmp_path: Path) -> None:
    upgrade()
    make_event()
    make_user()
    before = _children_and_triggers()
    db.session.rollback()

    _rebuild("event", tmp_path)

    assert before[:2] == [(1, 1), ("access_log_no_delete",)]
    assert _children_and_triggers() == before


def _children_and_triggers() -> list[Any]:
    children = "SELECT (SELECT count(*) FROM seat_pool), (SELECT count(*) FROM event_version)"
    triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
    return [*db.session.execute(text(children)), *db.session.execute(text(triggers))]


def _rebuild(table: str, folder: Path) -> None:
    """Rebuild a table by a migration of its own, run as each of ours is."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("path_separator", "newline")
    config.set_main_option("version_locations", f"{ROOT / 'migrations/versions'}\n{folder}")
    (newest,) = ScriptDirectory.from_config(config).get_heads()
    (folder / "rebuild.py").write_text(REBUILD.format(newest=newest, table=table), "utf-8")
    command.upgrade(config, "head")


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

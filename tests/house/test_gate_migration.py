"""Academies from before the gate get that as their reason, and nothing of them is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text

from academie.app import create_app
from academie.core.db import db
from tests.conftest import test_settings

MEETING = (
    "INSERT INTO event (ref, slug, status, kind, title, mode, place, starts_at, ends_at,"
    " max_party, organisation, reply_address, phone, sequence, created_at, changed_at,"
    " published_at) VALUES (:ref, :ref, :status, :kind, 'T', 'onsite', 'Emmen',"
    " '2027-03-09 18:30:00', '2027-03-09 20:30:00', 4, 'O', 'a@voorbeeld.nl', '1', 0,"
    " '2027-03-01 12:00:00', '2027-03-01 12:00:00', '2027-03-01 12:00:00')"
)
CHILDREN = {
    "seat_pool (event_id, mode, capacity, taken)": "id, 'onsite', 10, 0",
    "event_version (event_id, sequence, made_at, facts)": "id, 0, '2027-03-01 12:00:00', '{}'",
    "event_municipality (event_id, name)": "id, 'Emmen'",
    "event_line (event_id, line)": "id, 'versterken'",
}
TABLES = ("event", "seat_pool", "event_version", "event_municipality", "event_line")
OLD = (
    ("held", "closed", "publieksacademie"),
    ("coming", "published", "publieksacademie"),
    ("draft", "draft", "publieksacademie"),
    ("circle", "published", "kenniskring"),
)
WIDENED = {"outcome_link_moved"}
"""Guards that another one took over: links stay as they are in every way."""


@pytest.fixture
def before_the_gate(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a database as it was, and leave it as it is."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        downgrade(revision="0008")
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


def fill() -> None:
    with db.engine.begin() as connection:
        for ref, status, kind in OLD:
            values = {"ref": ref, "status": "published", "kind": kind}
            connection.execute(text(MEETING), values)
            if status == "closed":
                closing = (
                    "UPDATE event SET status = 'closed', closed_at = ends_at WHERE ref = 'held'"
                )
                connection.execute(text(closing))
            if status == "draft":
                connection.execute(text("UPDATE event SET status = 'draft' WHERE ref = 'draft'"))
        for table, row in CHILDREN.items():
            statement = f"INSERT INTO {table} SELECT {row} FROM event"  # noqa: S608 - our tables
            connection.execute(text(statement))


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our tables
            for table in TABLES
        }


def triggers() -> set[str]:
    source = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if db.engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with db.engine.connect() as connection:
        return set(connection.execute(text(source)).scalars())


def rules() -> set[str]:
    inspector = inspect(db.engine)
    checks = {str(check["name"]) for check in inspector.get_check_constraints("event")}
    return checks | {str(index["name"]) for index in inspector.get_indexes("event")}


@pytest.mark.usefixtures("before_the_gate")
def test_old_academies_get_a_reason_and_nothing_is_lost() -> None:
    fill()
    rows, guards, before = counts(), triggers(), rules()

    upgrade()

    with db.engine.connect() as connection:
        rows_now = connection.execute(text("SELECT ref, gate_override FROM event")).all()
    reason = "Gepubliceerd voordat deze regel bestond."
    assert {row.ref: row.gate_override for row in rows_now} == {
        "held": reason,
        "coming": reason,
        "draft": None,
        "circle": None,
    }
    assert counts() == rows
    assert guards - WIDENED <= triggers()
    assert before <= rules()
    assert "ck_event_gate" in rules()


@pytest.mark.usefixtures("before_the_gate")
def test_taking_it_back_loses_nothing_either() -> None:
    fill()
    rows, guards, before = counts(), triggers(), rules()
    upgrade()

    downgrade(revision="0008")

    assert (counts(), triggers(), rules()) == (rows, guards, before)

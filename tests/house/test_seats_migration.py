"""Formats of before that have seats for one way to take part twice: the first counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from academie.app import create_app
from academie.core.db import db
from tests.conftest import test_settings
from tests.factories import make_event, make_user
from tests.house.before import go_back

BEFORE = """
INSERT INTO format (ref, kind, version, made_at, made_by_id) SELECT 'twice', 'publieksacademie', 3,
  '2027-03-01 12:00:00', id FROM user_account;
INSERT INTO format_ingredient (format_id, key, part, position, title, number, mode)
  SELECT id, 'first', 'capacity', 7, 'Zaal', 50, 'onsite' FROM format WHERE ref = 'twice';
INSERT INTO format_ingredient (format_id, key, part, position, title, number, mode)
  SELECT id, 'second', 'capacity', 8, 'Balkon', 20, 'onsite' FROM format WHERE ref = 'twice';
UPDATE format SET issued_at = made_at WHERE ref = 'twice';
INSERT INTO event_ingredient (ref, event_id, ingredient_id, state) SELECT i.key, event.id, i.id,
  'as_format' FROM event, format_ingredient AS i JOIN format AS f ON f.id = i.format_id WHERE
  f.ref = 'twice'
"""
KEYS = (
    "SELECT i.key FROM format_ingredient AS i JOIN format AS f ON f.id = i.format_id"
    " WHERE f.ref = 'twice'"
)


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a database as it was, with such a format in use, and leave it as it is."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        make_event()
        make_user()
        go_back("0049", BEFORE)
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("before")
def test_of_seats_that_stand_there_twice_the_first_counts_and_the_format_stays_fixed() -> None:
    upgrade()

    with db.engine.begin() as connection:
        assert connection.scalars(text(KEYS)).all() == ["first"]
        assert connection.scalars(text("SELECT ref FROM event_ingredient")).all() == ["first"]
    with pytest.raises(DatabaseError, match="stays as it is"), db.engine.begin() as connection:
        connection.execute(text("DELETE FROM format_ingredient WHERE key = 'first'"))

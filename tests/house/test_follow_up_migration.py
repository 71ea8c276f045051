"""Formats and tasks of before the questions went by themselves: changed once, nothing lost."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from academie.app import create_app
from academie.core.db import db
from academie.followups import drafting, service
from academie.followups.terms import OutcomeStatus, Precision, Step
from tests.conftest import test_settings
from tests.factories import NOW, make_event
from tests.followups.factories import author, make_joint, make_outcome
from tests.house.before import go_back

BEFORE = """
INSERT INTO format (ref, kind, version, made_at) VALUES ('newest', 'publieksacademie', 3,
  '2027-03-01 12:00:00');
INSERT INTO format_ingredient (format_id, key, part, position, title, days) SELECT n.id,
  i.key, part, position, title, days FROM format AS n, format_ingredient AS i JOIN format AS f
  ON f.id = i.format_id WHERE n.ref = 'newest' AND f.version = 1 AND f.kind = n.kind AND i.key
  IN ('vervolg', 'vervolg-3', 'vervolg-6');
UPDATE format SET issued_at = made_at WHERE ref = 'newest';
INSERT INTO format (ref, kind, version, made_at) VALUES ('draft', 'publieksacademie', 4,
  '2027-03-01 12:00:00'), ('other', 'kenniskring', 2, '2027-03-01 12:00:00');
INSERT INTO format_ingredient (format_id, key, part, position, title, days) SELECT id,
  'vervolg-3', 'task', 1, 'Vraag na', 90 FROM format WHERE ref = 'draft';
INSERT INTO event_ingredient (ref, event_id, ingredient_id, state) SELECT key, event.id, i.id,
  'as_format' FROM event, format_ingredient AS i JOIN format AS f ON f.id = i.format_id WHERE
  f.ref = 'newest';
INSERT INTO task (ref, event_id, origin_id, title, days) SELECT ref, event_id, id, 'Vraag na',
  90 FROM event_ingredient;
UPDATE task SET done_at = (SELECT made_at FROM format WHERE ref = 'draft'), done_by_id =
  (SELECT min(id) FROM user_account) WHERE ref = 'vervolg-3'
"""
INGREDIENTS = (
    "SELECT f.version, i.key FROM format AS f"
    " LEFT JOIN format_ingredient AS i ON i.format_id = f.id"
    " WHERE f.kind = 'publieksacademie' AND f.version > 2 ORDER BY f.version, i.key"
)


@pytest.fixture
def filled(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a database of before, with an outcome of which two forms are unfinished."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        outcome = make_outcome(make_event())
        make_joint(outcome)
        service.observe(
            outcome,
            observed_on=date(NOW.year, 1, 1),
            precision=Precision.YEAR,
            status=OutcomeStatus.STARTED,
            text="Gezien.",
            observer="Gemeente",
            now=NOW,
        )
        for step in (Step.MEANING, Step.SEEN):
            drafting.keep(
                user=author(),
                step=step,
                outcome=outcome,
                known=None,
                revision=0,
                fields={"a": ["b"]},
                now=NOW,
            )
        db.session.commit()
        go_back("0039", BEFORE)
        yield app
        db.engine.dispose()


def rows(statement: str) -> list[tuple[object, ...]]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.mark.usefixtures("filled")
def test_old_questions_leave_formats_and_open_tasks_and_nothing_else_does() -> None:
    upgrade()

    assert rows(INGREDIENTS) == [
        (3, "vervolg"),
        (3, "vervolg-3"),
        (3, "vervolg-6"),
        (4, "vervolg"),
        (5, None),
    ]
    assert [str(day) for (day,) in rows("SELECT known_until FROM observation")] == [f"{NOW.date()}"]
    assert rows("SELECT kind, withdrawn_at FROM outcome_link") == [("leads_to", None)]
    drafts = "SELECT ref, version FROM format WHERE issued_at IS NULL ORDER BY ref"
    assert rows(drafts) == [("draft", 5), ("other", 2)]
    assert rows("SELECT ref, state FROM event_ingredient ORDER BY ref") == [
        ("vervolg", "as_format"),
        ("vervolg-3", "as_format"),
        ("vervolg-6", "left_out"),
    ]

    downgrade(revision="0036")
    upgrade()

    assert rows("SELECT count(*) FROM task") == [(3,)]
    assert rows("SELECT step FROM typed_form") == [("meaning",)]
    assert rows("SELECT count(*) FROM outcome JOIN outcome_event ON outcome_id = id") == [(1,)]
    assert rows(INGREDIENTS)[-2:] == [(4, "vervolg"), (5, None)]

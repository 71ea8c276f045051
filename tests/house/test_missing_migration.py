"""What two checks let through before, because something was missing: it goes, nothing else does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from academie.app import create_app
from academie.core.db import db
from tests.checkpoints.factories import make_checkpoint
from tests.commitments.factories import make_commitment
from tests.conftest import test_settings
from tests.factories import make_user
from tests.followups.factories import make_outcome
from tests.house.before import go_back

NAME_AN_OUTCOME = "UPDATE checkpoint SET outcome_id = (SELECT id FROM outcome) WHERE months = 3"
APPROVE = """
UPDATE commitment SET source = 'staff', approved_at = recorded_at, approved_by_id = account.id,
  recorded_by_id = account.id, uuid = NULL FROM (SELECT min(id) AS id FROM user_account) AS account
"""
SAID_LATE = """
INSERT INTO late_answer (checkpoint_id, result, said_at) SELECT id, 'too_early',
  '2027-07-01 12:00:00' FROM checkpoint WHERE months = 3
"""


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a database of before with one of each, and leave it as it is."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        event = make_checkpoint().event
        make_outcome(event)
        make_commitment(event)
        make_user()
        db.session.commit()
        go_back("0053", f"{NAME_AN_OUTCOME};{SAID_LATE};{APPROVE}")
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


def count(table: str) -> int:
    with db.engine.connect() as connection:
        return int(connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0)  # noqa: S608 - our own


@pytest.mark.usefixtures("before")
def test_what_no_answer_and_no_room_stand_behind_goes_and_nothing_else_is_lost() -> None:
    upgrade()

    assert count("checkpoint WHERE outcome_id IS NOT NULL") == 0
    assert count("commitment WHERE approved_at IS NULL AND approved_by_id IS NULL") == 1
    assert [count(table) for table in ("checkpoint", "late_answer", "outcome")] == [4, 1, 1]
    for statement in (NAME_AN_OUTCOME, APPROVE):
        with pytest.raises(IntegrityError), db.engine.begin() as connection:
            connection.execute(text(statement))

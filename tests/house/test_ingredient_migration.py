"""Items and tasks that came from an ingredient of another meeting: they stay, without it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from academie.app import create_app
from academie.core.db import db
from academie.planning.models import Task
from academie.programme.models import SessionItem
from tests.conftest import test_settings
from tests.factories import WHEN
from tests.house.before import go_back
from tests.planning.factories import make_planned

MIX = {
    table: f"""UPDATE {table} SET origin_id = (SELECT theirs.id FROM event_ingredient AS theirs
      JOIN event_ingredient AS ours ON theirs.ingredient_id = ours.ingredient_id
      AND theirs.event_id <> ours.event_id WHERE ours.id = {table}.origin_id)
      WHERE ref = '{table}'"""  # noqa: S608 - our own
    for table in ("session_item", "task")
}


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a database of before, in which an item and a task are mixed up."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        event, _other = make_planned(title="Een"), make_planned(title="Twee")
        item, task = (
            db.session.scalars(
                db.select(table).where(table.event == event, table.origin_id.is_not(None))
            ).first()
            for table in (SessionItem, Task)
        )
        assert item
        assert task
        item.ref, task.ref, task.days = "session_item", "task", -7
        db.session.commit()
        free = "DELETE FROM session_item WHERE ref <> 'session_item'"
        go_back("0055", ";".join((free, *MIX.values())))
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("before")
def test_what_came_from_another_meeting_stays_as_one_of_staffs_own() -> None:
    tasks = Task.__table__.c
    before = db.session.scalar(db.select(db.func.count(tasks.id)))
    db.session.rollback()

    upgrade()

    item = db.session.scalars(db.select(SessionItem)).one()
    task = db.session.scalars(db.select(Task).where(Task.ref == "task")).one()
    assert (item.origin_id, task.origin_id, task.days) == (None, None, None)
    assert task.due_on == WHEN.date() - timedelta(days=7)
    assert db.session.scalar(db.select(db.func.count(tasks.id))) == before


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("table", list(MIX))
def test_an_ingredient_of_another_meeting_is_refused(table: str) -> None:
    make_planned(title="Een")
    make_planned(title="Twee")
    free = "DELETE FROM session_item WHERE id > (SELECT min(id) FROM session_item)"
    choose = f"UPDATE {table} SET ref = '{table}' WHERE id = (SELECT min(id) FROM {table}"  # noqa: S608 - our own
    db.session.execute(text(free))
    db.session.execute(text(f"{choose} WHERE origin_id IS NOT NULL)"))

    with pytest.raises(IntegrityError):
        db.session.execute(text(MIX[table]))

"""Municipalities taken in before lists left their moment have that of the first list."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from academie.app import create_app
from academie.core.db import db
from academie.reference.models import Municipality
from tests.conftest import test_settings
from tests.house.before import go_back
from tests.reference.test_municipalities import FILE, IN_JANUARY, take_in

NOTHING_MORE = "SELECT 1"


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give three municipalities as they were."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        take_in(FILE, now=IN_JANUARY)
        db.session.commit()
        go_back("0058", NOTHING_MORE)
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("before")
def test_a_list_of_before_came_on_the_first_day_it_held() -> None:
    upgrade()

    moments = db.session.scalars(select(Municipality.listed_at)).all()
    assert moments == [datetime(2027, 1, 1, tzinfo=UTC)] * 3

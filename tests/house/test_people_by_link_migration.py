"""What links of helpers registered before it was kept how many people each party was."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select, text

from academie.app import create_app
from academie.assisted import queries
from academie.assisted.models import HelperLink
from academie.core.db import db
from tests.assisted.factories import make_link, party, send_form
from tests.conftest import test_settings
from tests.factories import make_event, make_user
from tests.house.before import go_back
from tests.registrations.factories import register

NOTHING_MORE = "SELECT 1"


@pytest.fixture
def before(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """Give a link as it was, by which five people were registered, two of whom were known."""
    app = create_app(test_settings(database_url, tmp_path))
    with app.app_context():
        event = make_event()
        register(event, "fatima@voorbeeld.nl")
        made = make_link(event, seats=9)
        known = party(email="fatima@voorbeeld.nl", people=2)
        send_form(event, party("Anna", people=3), known, by=made)
        send_form(event, party("Bram", people=4), by=make_user())
        go_back("0057", NOTHING_MORE)
        yield app
        upgrade()
        db.session.remove()
        db.engine.dispose()


@pytest.mark.usefixtures("before")
def test_a_link_still_counts_whom_it_registered_and_who_was_known() -> None:
    with db.engine.begin() as connection:
        before = connection.scalars(text("SELECT people FROM assisted_visit ORDER BY id")).all()

    upgrade()

    link = db.session.scalars(select(HelperLink)).one()
    assert (before, queries.people_of(link)) == ([5, 4], 5)

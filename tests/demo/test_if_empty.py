"""The demo goes into an empty house alone."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import User
from academie.cli import demo
from academie.config import current_settings
from academie.core.db import db
from academie.demo.service import sign_in_file
from academie.events.models import Event
from tests.factories import make_event


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--if-empty"], ""),
        ([], "There are meetings already; the demo is for an empty house.\n"),
    ],
)
def test_a_house_with_a_meeting_of_its_own_stays_as_it_is(
    sqlite_app: Flask, monkeypatch: pytest.MonkeyPatch, options: list[str], told: str
) -> None:
    event = make_event(published=False)
    monkeypatch.setenv("ACADEMIE_DATABASE_URL", current_settings().database_url)

    result = sqlite_app.test_cli_runner().invoke(demo, options)

    assert (result.exit_code, result.output) == (0, told)
    assert db.session.scalars(select(Event)).all() == [event]
    assert db.session.scalars(select(User)).all() == []
    assert not sign_in_file(current_settings()).exists()

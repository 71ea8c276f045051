"""Debug mode shows what is inside the program, so it opens no copy of what is real."""

from pathlib import Path

import pytest
from flask import Flask

from academie.app import create_app
from academie.config import ConfigError, current_settings
from tests.conftest import test_settings
from tests.factories import make_event, make_user
from tests.registrations.factories import register


def test_debug_mode_opens_a_database_of_invented_people(app: Flask) -> None:
    make_user()
    register(make_event())

    assert create_app(current_settings(), DEBUG=True).debug
    assert not app.debug


def test_debug_mode_refuses_a_database_with_somebody_real(app: Flask) -> None:  # noqa: ARG001
    register(make_event(), "iemand@gemeente.example.eu")

    with pytest.raises(ConfigError, match="real people"):
        create_app(current_settings(), DEBUG=True)


def test_debug_mode_begins_without_a_database(tmp_path: Path) -> None:
    settings = test_settings(f"sqlite:///{tmp_path}/nieuw.sqlite", tmp_path)

    assert create_app(settings, DEBUG=True).debug

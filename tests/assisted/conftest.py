"""What tests of helping share: a clock that they move, and who helps."""

import pytest
from flask import Flask

from academie.accounts.models import User
from tests.clocks import Clock, stop_clock
from tests.factories import NOW, make_user


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock at NOW; a test moves it."""
    return stop_clock(monkeypatch, NOW)


@pytest.fixture
def user(app: Flask) -> User:
    """Give a member of the project team."""
    del app
    return make_user()

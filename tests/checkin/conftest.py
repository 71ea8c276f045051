"""What tests of the door share."""

from collections.abc import Callable
from datetime import datetime

import pytest
from flask import Flask

from academie.core import clock
from tests.checkin.factories import Phone
from tests.factories import WHEN

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Say what time it is."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def evening(set_clock: SetClock) -> None:
    """Let the meeting begin now."""
    set_clock(WHEN)


@pytest.fixture
def phone(app: Flask) -> Phone:
    """Give a telephone that brings no cookie."""
    return Phone(app)

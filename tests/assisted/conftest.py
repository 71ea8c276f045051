"""What tests of helping share: a clock that they move."""

from datetime import datetime

import pytest

from academie.core import clock
from tests.factories import NOW


class Clock:
    """A clock that tests move."""

    at = NOW

    def now(self) -> datetime:
        """Tell the time."""
        return self.at


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock at NOW; a test moves it."""
    moving = Clock()
    monkeypatch.setattr(clock, "now", moving.now)
    return moving

"""What tests of helping share: a clock that they move."""

import pytest

from tests.clocks import Clock, stop_clock
from tests.factories import NOW


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stop the clock at NOW; a test moves it."""
    return stop_clock(monkeypatch, NOW)

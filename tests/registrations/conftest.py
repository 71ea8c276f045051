"""What tests of registrations share: the clock at NOW."""

import pytest

from academie.core import clock
from tests.factories import NOW


@pytest.fixture
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock a week before the meeting."""
    monkeypatch.setattr(clock, "now", lambda: NOW)

"""What tests of the questions after meetings share."""

import pytest

from academie.core import clock
from tests.checkpoints.factories import THREE_MONTHS


@pytest.fixture
def three_months_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock when the first question is due."""
    monkeypatch.setattr(clock, "now", lambda: THREE_MONTHS)

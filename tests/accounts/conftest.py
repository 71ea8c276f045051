"""A clock that stands still."""

import pytest

from academie.core import clock
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _clock_stands_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

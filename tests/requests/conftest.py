"""What the tests of requests stand on: the clock at NOW."""

import pytest

from academie.core import clock
from tests.factories import NOW


@pytest.fixture(autouse=True)
def _at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

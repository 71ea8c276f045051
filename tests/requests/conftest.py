"""What the tests of requests stand on: the clock at NOW."""

import pytest

from academie.core import clock
from tests.events.conftest import CountQueries, queries_of
from tests.factories import NOW

__all__ = ["CountQueries", "queries_of"]


@pytest.fixture(autouse=True)
def _at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)

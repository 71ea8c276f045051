"""What tests of commitments share: a meeting, and the clock in its evening."""

import pytest
from flask import Flask

from academie.core import clock
from academie.events.models import Event
from tests.commitments.factories import DURING
from tests.factories import make_event


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock during the meeting."""
    monkeypatch.setattr(clock, "now", lambda: DURING)


@pytest.fixture
def event(app: Flask) -> Event:
    """Make a meeting of this evening."""
    del app
    return make_event()

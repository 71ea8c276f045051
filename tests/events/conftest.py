"""What tests of meetings share: a clock that stands still, and a member of staff."""

from collections.abc import Callable
from datetime import datetime

import pytest

from academie.core import clock
from tests.browser import Browser
from tests.factories import NOW, make_user

SetClock = Callable[[datetime], None]


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Stop the clock at NOW; the function it gives stops it at another moment."""

    def stop(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    stop(NOW)
    return stop


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Sign in as the project team."""
    browser.sign_in(make_user())
    return browser

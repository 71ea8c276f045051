"""A clock that tests set."""

from datetime import datetime, timedelta

import pytest

from academie.core import clock


class Clock:
    """A clock that stands still until a test moves it.

    Attributes:
        at: the moment it shows.
    """

    def __init__(self, at: datetime) -> None:
        """Stop at a moment."""
        self.at = at

    def now(self) -> datetime:
        """Tell the time."""
        return self.at

    def pass_by(self, **length: float) -> datetime:
        """Let time pass; give the moment it is then."""
        self.at += timedelta(**length)
        return self.at


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> Clock:
    """Have the application look at a clock that stands still."""
    stopped = Clock(at)
    monkeypatch.setattr(clock, "now", stopped.now)
    return stopped

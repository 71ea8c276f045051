"""Clocks that tests set: one that stands still, and one that goes on by itself."""

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


class RunningClock:
    """The real clock, which can be set forward."""

    def __init__(self) -> None:
        """Begin now."""
        self._ahead = timedelta()
        self._real = clock.now

    def now(self) -> datetime:
        """Tell the time."""
        return self._real() + self._ahead

    def wait_until(self, moment: datetime) -> None:
        """Set it forward."""
        self._ahead += moment - self.now()


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime) -> Clock:
    """Have the application look at a clock that stands still."""
    stopped = Clock(at)
    monkeypatch.setattr(clock, "now", stopped.now)
    return stopped

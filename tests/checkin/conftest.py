"""What tests of the door share."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext

from academie.checkin.models import DoorLink
from academie.core import clock
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.checkin.device import NARROW, meeting_now
from tests.checkin.factories import Phone, make_door, make_guest
from tests.factories import WHEN
from tests.live import Live, at_home, chromium

SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Say what time it is."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def evening(set_clock: SetClock) -> None:
    """Let the meeting begin now."""
    set_clock(WHEN)


@pytest.fixture
def phone(app: Flask) -> Phone:
    """Give a telephone that brings no cookie."""
    return Phone(app)


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting that begins now."""
    del live
    return meeting_now()


@pytest.fixture
def guest(event: Event) -> Registration:
    """Make a guest of it, with two others."""
    return make_guest(event, code="K7MX4P")


@pytest.fixture
def link(event: Event) -> DoorLink:
    """Make a door of it."""
    return make_door(event)


@pytest.fixture
def context(live: Live) -> Iterator[BrowserContext]:
    """Open a narrow browser without a camera."""
    with chromium(width=NARROW) as opened, at_home(opened, live.url):
        yield opened

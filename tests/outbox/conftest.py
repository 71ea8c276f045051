"""A clock that stands still until it is moved, and a mail server for letters."""

from collections.abc import Iterator

import pytest
from flask import Flask

from academie.outbox import delivery
from tests.clocks import Clock, stop_clock
from tests.factories import NOW
from tests.outbox.factories import Mailbox, mail_server
from tests.outbox.letters import letter


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return stop_clock(monkeypatch, NOW)


@pytest.fixture
def mailbox(app: Flask, time: Clock) -> Iterator[Mailbox]:
    del time
    delivery.init_app(app, {"test.letter": letter}, ())
    with mail_server() as mailbox:
        yield mailbox

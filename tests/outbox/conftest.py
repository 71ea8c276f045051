"""A clock that stands still until it is moved, and a mail server for letters."""

from collections.abc import Iterator

import pytest
from flask import Flask

from academie.core import clock
from academie.outbox import delivery
from tests.outbox.factories import Mailbox, mail_server
from tests.outbox.letters import Clock, letter


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    moving = Clock()
    monkeypatch.setattr(clock, "now", moving.now)
    return moving


@pytest.fixture
def mailbox(app: Flask, time: Clock) -> Iterator[Mailbox]:
    del time
    delivery.init_app(app, {"test.letter": letter}, ())
    with mail_server() as mailbox:
        yield mailbox

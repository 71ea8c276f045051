"""The real processes: they start, and end in peace when they are told to."""

import asyncio
import signal
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from tests.conftest import test_settings
from tests.factories import make_event
from tests.processes import SECONDS, running, wait_until_served
from tests.registrations.factories import register
from tools.bench_servers import free_port

SLOWNESS = 1


class SlowRelay:
    """Takes its time over each mail, and tells when one has begun to come in."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self.begun = threading.Event()

    async def handle_DATA(self, *_: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail, slowly."""
        self.begun.set()
        await asyncio.sleep(SLOWNESS)
        return "250 OK"


def enqueue_a_ticket(app: Flask) -> None:
    """Register somebody for tomorrow, so that a mail waits."""
    with app.app_context():
        now = clock.now()
        starts_at = now + timedelta(days=1)
        event = make_event(now=now, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
        register(event, now=now)
        db.session.remove()
        db.engine.dispose()


def test_the_server_ends_in_peace_and_notes_the_mail_that_was_leaving(
    sqlite_url: str, tmp_path: Path
) -> None:
    relay = SlowRelay()
    controller = Controller(relay, hostname="127.0.0.1", port=free_port())
    controller.start()
    app = create_app(test_settings(sqlite_url, tmp_path))
    enqueue_a_ticket(app)
    address = f"smtp://127.0.0.1:{controller.port}"

    with running("serve", sqlite_url, tmp_path, ACADEMIE_SMTP_URL=address) as (server, port):
        wait_until_served(port)
        assert relay.begun.wait(SECONDS)
        server.terminate()
        code = server.wait(SECONDS)

    controller.stop()
    assert code == 0
    with app.app_context():
        assert db.session.scalars(select(OutboxMessage.status)).all() == [MessageStatus.SENT]
        db.engine.dispose()


def test_the_mail_worker_ends_in_peace(postgres_url: str, tmp_path: Path) -> None:
    enqueue_a_ticket(create_app(test_settings(postgres_url, tmp_path)))

    with running("work", postgres_url, tmp_path) as (worker, _port):
        ends = time.monotonic() + SECONDS
        while not list(tmp_path.glob("mail/*.eml")) and time.monotonic() < ends:
            time.sleep(0.1)
        worker.send_signal(signal.SIGTERM)
        code = worker.wait(SECONDS)

    assert list(tmp_path.glob("mail/*.eml"))
    assert code == 0

"""The real processes: they start, and end in peace when they are told to."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy import select

from academie.app import ROOT, create_app
from academie.core import clock
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from tests.conftest import KEY, test_settings
from tests.factories import make_event
from tests.registrations.factories import register
from tools.bench_servers import free_port

SECONDS = 15
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


@contextmanager
def running(command: str, database_url: str, folder: Path, **more: str) -> Iterator[Any]:
    """Run a command of ours on a free port, and leave no process behind."""
    settings = {
        "PORT": str(free_port()),
        "ACADEMIE_DATABASE_URL": database_url,
        "ACADEMIE_DATA_DIR": str(folder),
        "ACADEMIE_SECRET_KEY": KEY,
    }
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "academie.cli", command], cwd=ROOT, env=os.environ | settings | more
    )
    try:
        yield process, int(settings["PORT"])
    finally:
        process.kill()
        process.wait()


def wait_until_served(port: int) -> None:
    """Ask until somebody answers."""
    ends = time.monotonic() + SECONDS
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").close()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)
        else:
            return


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

"""The real processes: they start, and end in peace when they are told to."""

import asyncio
import re
import signal
import threading
import time
from contextlib import closing
from datetime import timedelta
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import Any, NamedTuple

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
from tools.ports import free_port

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


class Answer(NamedTuple):
    """What a server answered."""

    status: int
    headers: HTTPMessage
    page: str


def ask(connection: HTTPConnection, path: str, **headers: str) -> Answer:
    """Ask for a page, over a connection that stays with one process of the server."""
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    return Answer(response.status, response.headers, response.read().decode())


def asked_by(connection: HTTPConnection, chain: str) -> int:
    """Ask for what is limited by network, and tell what the answer was.

    Args:
        chain: the addresses that the proxy passes on; the last one it saw itself.
    """
    return ask(connection, "/gemeenten.json?q=a", **{"X-Forwarded-For": chain}).status


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


def test_the_web_server_serves_behind_a_proxy_and_ends_in_peace(
    postgres_url: str, tmp_path: Path
) -> None:
    proxied = {"ACADEMIE_TRUSTED_PROXIES": "1", "ACADEMIE_BASE_URL": "https://academie.example"}
    named_by_guest = {"X-Forwarded-Host": "elsewhere.example", "X-Forwarded-Proto": "http"}

    with running("web", postgres_url, tmp_path, **proxied) as (server, port):
        wait_until_served(port)
        with closing(HTTPConnection("127.0.0.1", port, timeout=SECONDS)) as connection:
            agenda = ask(connection, "/", **named_by_guest)
            style = ask(connection, re.findall(r'href="(/\S+\.css)"', agenda.page)[0])
            crowd = [asked_by(connection, f"192.0.2.{each}, 198.51.100.7") for each in range(61)]
            other = asked_by(connection, "198.51.100.7, 198.51.100.8")
        server.terminate()
        code = server.wait(SECONDS)

    assert agenda.status == 200
    assert "https://academie.example/" in agenda.page
    assert "elsewhere.example" not in agenda.page
    assert agenda.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert (style.status, style.headers["Content-Type"]) == (200, 'text/css; charset="utf-8"')
    assert style.headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert (crowd, other) == ([200] * 60 + [429], 200)
    assert code == 0


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

"""A server that is killed in the middle of everything: nothing is lost, nothing is there twice."""

import http.client
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import func, select

from academie.app import create_app
from academie.core import clock
from academie.core.db import db
from academie.events.seating import SeatPool
from academie.outbox import delivery, settling
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim
from academie.registrations.pace import LEAST_SECONDS
from tests.conftest import test_settings
from tests.factories import make_event
from tests.processes import kill, running, wait_until_served
from tools.bench_load import Client
from tools.bench_scene import Scene
from tools.ports import free_port

VISITORS, SEATS = 8, 12
ANSWERED_AT_KILL = (7, 14, 21)
PATIENCE = 120
"""Seconds in which a crowd should have its answers, also on a slow machine."""


class Relay:
    """Takes every mail and remembers its Message-ID."""

    def __init__(self) -> None:
        """Start with nothing received."""
        self.ids: list[str] = []

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail."""
        lines = envelope.content.decode().splitlines()
        self.ids += [line for line in lines if line.lower().startswith("message-id:")]
        return "250 OK"


class Crowd:
    """Visitors who register one after another until their server is gone."""

    def __init__(self, slug: str) -> None:
        """Start with nobody registered."""
        self.scene = Scene(slug=slug, door="", tickets=[], guests=[])
        self.numbers = itertools.count()
        self.answered: list[int] = []

    @contextmanager
    def visiting(self, port: int) -> Iterator[None]:
        """Let them come while the block runs, and wait until the last has noticed the end."""
        threads = [threading.Thread(target=self._visit, args=(port,)) for _ in range(VISITORS)]
        for thread in threads:
            thread.start()
        yield
        for thread in threads:
            thread.join()

    def _visit(self, port: int) -> None:
        with suppress(OSError, http.client.HTTPException), closing(Client(port)) as client:
            for number in self.numbers:
                self.scene.open_form(client, number)
                time.sleep(LEAST_SECONDS + 1)
                self.scene.send_form(client, number)
                self.answered.append(number)


@contextmanager
def mail_relay() -> Iterator[tuple[Relay, str]]:
    """Listen on the loopback; yields who listens and its address."""
    relay = Relay()
    controller = Controller(relay, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield relay, f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


def meeting_of_tomorrow() -> str:
    """Publish a meeting with few seats; gives its slug."""
    starts_at = clock.now() + timedelta(days=1)
    event = make_event(
        now=clock.now(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        capacity=SEATS,
    )
    return str(event.slug)


def serve_until_killed(
    crowd: Crowd, answers: int, database_url: str, folder: Path, **more: str
) -> None:
    """Let a crowd register, and kill the server once so many were answered in all."""
    more |= {"ACADEMIE_TRUSTED_PROXIES": "1"}
    with running("serve", database_url, folder, **more) as (server, port):
        wait_until_served(port)
        with crowd.visiting(port):
            until = time.monotonic() + PATIENCE
            while len(crowd.answered) < answers:
                assert time.monotonic() < until, "the visitors get no answers"
                time.sleep(0.01)
            kill(server)


def seats_held() -> tuple[int | None, ...]:
    """Count the seats in three ways: by guest, by pool and by claim."""
    confirmed = Registration.status == RegistrationStatus.CONFIRMED
    return (
        db.session.scalar(select(func.sum(Registration.people)).where(confirmed)),
        db.session.scalar(select(func.sum(SeatPool.taken))),
        db.session.scalar(select(func.sum(SeatClaim.seats))),
    )


def test_a_kill_in_the_middle_loses_and_doubles_nothing(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_relay() as (relay, address):
        settings = replace(test_settings(database_url, tmp_path), smtp_url=address)
        with create_app(settings).app_context():
            crowd = Crowd(meeting_of_tomorrow())
            db.session.remove()

            for answers in ANSWERED_AT_KILL:
                serve_until_killed(
                    crowd, answers, database_url, tmp_path, ACADEMIE_SMTP_URL=address
                )
            later = clock.now() + settling.ABANDONED_AFTER + timedelta(minutes=1)
            monkeypatch.setattr(clock, "now", lambda: later)
            while delivery.run_once():
                pass

            registered = set(db.session.scalars(select(Registration.email)))
            states = db.session.scalars(select(OutboxMessage.status)).all()
            held = seats_held()
            db.session.remove()
            db.engine.dispose()
    assert {f"bezoeker{number}@voorbeeld.nl" for number in crowd.answered} <= registered
    assert held == (SEATS, SEATS, SEATS)
    assert states == [MessageStatus.SENT] * len(registered)
    assert len(set(relay.ids)) == len(registered)
    assert len(relay.ids) <= len(registered) + len(ANSWERED_AT_KILL)

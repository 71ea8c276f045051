"""Many at once: no seat is ever sold twice."""

import multiprocessing
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from academie.app import create_app
from academie.core.db import db, write_transaction
from academie.events import queries as events
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode
from academie.registrations import service
from academie.registrations.models import Registration, SeatClaim
from tests.conftest import test_settings
from tests.factories import NOW, make_event

TRIES, SEATS, WORKERS = 320, 50, 16


def try_all(app: Flask, ref: str, numbers: Iterable[int]) -> None:
    """Register one after the other, each as a request of its own would."""
    for number in numbers:
        with app.app_context(), write_transaction():
            event = events.by_ref(ref)
            assert event
            service.register(
                event,
                given_name="Gast",
                family_name=None,
                email=f"gast{number}@voorbeeld.nl",
                people=1,
                mode=AttendanceMode.ONSITE,
                now=NOW,
            )


def try_in_process(database_url: str, data_dir: str, ref: str, start: int) -> None:
    app = create_app(test_settings(database_url, Path(data_dir)), RATELIMIT_ENABLED=False)
    try_all(app, ref, range(start, TRIES, WORKERS))


def outcome() -> tuple[Counter[str], int, int]:
    db.session.rollback()
    states = Counter(status.value for status in db.session.scalars(select(Registration.status)))
    taken = db.session.scalars(select(SeatPool.taken)).one()
    claimed = db.session.scalar(select(func.sum(SeatClaim.seats)))
    return states, taken, claimed or 0


EXPECTED = (Counter(confirmed=SEATS, waitlisted=TRIES - SEATS), SEATS, SEATS)


def test_threads_of_one_server_sell_each_seat_once(sqlite_url: str, tmp_path: Path) -> None:
    app = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=False)
    with app.app_context():
        ref = make_event(capacity=SEATS).ref
        threads = [
            threading.Thread(target=try_all, args=(app, ref, range(start, TRIES, WORKERS)))
            for start in range(WORKERS)
        ]

        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert outcome() == EXPECTED
        db.session.remove()
        db.engine.dispose()


def test_sixteen_processes_sell_each_seat_once(postgres_url: str, tmp_path: Path) -> None:
    app = create_app(test_settings(postgres_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=False)
    with app.app_context():
        ref = make_event(capacity=SEATS).ref
        spawn = multiprocessing.get_context("forkserver")
        spawn.set_forkserver_preload([__name__])
        processes = [
            spawn.Process(target=try_in_process, args=(postgres_url, str(tmp_path), ref, start))
            for start in range(WORKERS)
        ]

        for process in processes:
            process.start()
        for process in processes:
            process.join()

        assert [process.exitcode for process in processes] == [0] * WORKERS
        assert outcome() == EXPECTED
        db.session.remove()
        db.engine.dispose()

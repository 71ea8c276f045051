"""Two phones, one ticket, the same moment."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from academie.checkin import service
from academie.checkin.models import CheckIn, Scan
from academie.checkin.terms import Verdict
from academie.core.db import db, write_transaction
from tests.checkin.factories import make_device, make_door, make_guest, take, ticket
from tests.factories import make_event

PAIRS = 200


def test_of_two_hundred_pairs_of_scans_at_once_two_hundred_are_welcome(app: Flask) -> None:
    event = make_event(capacity=None)
    door = service.device_token(make_device(make_door(event)))
    tickets = [ticket(make_guest(event)) for _ in range(PAIRS)]

    pairs = _scan_at_once(app, door, [[(str(uuid4()), each) for each in tickets] for _ in range(2)])

    assert all(sorted(pair) == [Verdict.ALREADY_IN, Verdict.WELCOME] for pair in pairs)
    assert _count(CheckIn) == PAIRS
    assert _count(Scan) == 2 * PAIRS


def test_one_scan_sent_twice_at_once_gets_one_answer(app: Flask) -> None:
    event = make_event(capacity=None)
    door = service.device_token(make_device(make_door(event)))
    scans = [(str(uuid4()), ticket(make_guest(event))) for _ in range(40)]

    pairs = _scan_at_once(app, door, [scans, scans])

    assert all(pair == (Verdict.WELCOME, Verdict.WELCOME) for pair in pairs)
    assert _count(CheckIn) == _count(Scan) == 40


def _scan_at_once(
    app: Flask, door: str, phones: Sequence[Sequence[tuple[str, str]]]
) -> list[tuple[Verdict, ...]]:
    """Let each phone scan its own list, all in step; answer what they heard, scan by scan."""
    db.session.commit()
    start = Barrier(len(phones))
    with ThreadPoolExecutor(len(phones)) as threads:
        heard = threads.map(lambda scans: _scan_all(app, door, scans, start), phones)
        return list(zip(*heard, strict=True))


def _scan_all(
    app: Flask, door: str, scans: Sequence[tuple[str, str]], start: Barrier
) -> list[Verdict]:
    verdicts = []
    with app.app_context():
        for uuid, token in scans:
            start.wait(timeout=10)
            with write_transaction():
                result = take(service.open_device(door), uuid=uuid, token=token)
            verdicts.append(result.verdict)
    return verdicts


def _count(table: type[CheckIn | Scan]) -> int | None:
    return db.session.scalar(select(func.count()).select_from(table))

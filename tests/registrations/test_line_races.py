"""Many people, staff and workers at the same moment over seats, groups, offers and expiry."""

import multiprocessing
import threading
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import User
from academie.app import create_app
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events import queries as events
from academie.events import service as event_service
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.privacy import service as privacy
from academie.registrations import (
    changing,
    groups,
    offers,
    picking,
    queries,
    releasing,
    service,
    undoing,
)
from academie.registrations.models import Registration, SeatOffer
from tests.conftest import test_settings
from tests.factories import NOW, WHEN, make_event, make_user
from tests.registrations import checks
from tests.registrations.factories import make_group, reserve

GUESTS, STEPS = 30, 25
DAY = timedelta(hours=25)
VERBS = (
    "register register register cancel answer answer party switch online group expire offer"
    " cancel undo room erase pick seats"
)


def meeting() -> str:
    """Publish a small hybrid meeting with places kept for residents; gives its ref."""
    event = make_event(mode=EventMode.HYBRID, capacity=8, online_capacity=2)
    reserve(event, 4, release_at=WHEN - timedelta(days=7, hours=-1))
    make_group(event, "Schulden", capacity=3)
    make_group(event, "Wonen", capacity=5)
    make_user()
    return event.ref


def act(app: Flask, ref: str, seed: int, steps: int) -> None:
    """Do one thing after the other, each in a transaction of its own, by the dice."""
    dice = Random(seed)  # noqa: S311 - dice of a test
    for _step in range(steps):
        with app.app_context(), suppress(DomainError), write_transaction():
            event = events.by_ref(ref)
            assert event
            do(event, dice)


def do(event: Event, dice: Random) -> None:
    """Let chance choose a verb and a guest."""
    verb, people = dice.choice(VERBS.split()), dice.choice((1, 1, 2, 3))
    address = f"gast{dice.randrange(GUESTS)}@voorbeeld.nl"
    mode = dice.choice(list(AttendanceMode))
    group = dice.choice(event.groups)
    if verb == "register":
        come(event, address, people, dice)
    elif verb == "expire":
        releasing.release_due(NOW + DAY)
        offers.expire_due(NOW + DAY * dice.choice((0, 1, 2)))
    elif verb == "offer":
        offers.offer_free_seats(NOW)
    elif verb == "seats":
        seats = {AttendanceMode.ONSITE: dice.randint(7, 10), AttendanceMode.ONLINE: 2}
        event_service.change(event, now=NOW, capacities=seats)
    elif party := queries.of_address(event, address):
        of_party = {
            "cancel": lambda: service.cancel(party, now=NOW),
            "answer": lambda: answer(party, yes=dice.random() < 0.7),
            "party": lambda: changing.change_party(party, people, now=NOW),
            "switch": lambda: changing.switch_mode(party, mode, now=NOW),
            "online": lambda: offers.join_online_meanwhile(party, now=NOW),
            "group": lambda: groups.choose(party, group, now=NOW),
            "undo": lambda: undoing.undo_cancel(party, now=NOW),
            "room": lambda: offers.wait_for_room(party, now=NOW),
            "erase": lambda: privacy.erase(party, now=NOW),
            "pick": lambda: pick(party),
        }
        of_party[verb]()


def come(event: Event, address: str, people: int, dice: Random) -> None:
    service.register(
        event,
        given_name="Gast",
        family_name=None,
        email=address,
        people=people,
        mode=dice.choice((AttendanceMode.ONSITE, AttendanceMode.ONSITE, AttendanceMode.ONLINE)),
        audience=dice.choice((None, Audience.RESIDENT)),
        now=NOW,
    )


def answer(party: Registration, *, yes: bool) -> None:
    if offer := queries.open_offer(party):
        (offers.accept if yes else offers.decline)(offer, now=NOW)


def pick(party: Registration) -> None:
    team = db.session.scalars(select(User)).one()
    picking.pick(party, by=team, reason="Zij spreekt.", now=NOW)


def act_in_process(database_url: str, data_dir: str, ref: str, seed: int) -> None:
    app = create_app(test_settings(database_url, Path(data_dir)), RATELIMIT_ENABLED=False)
    act(app, ref, seed, STEPS // 2)


def counts_equal_rows(ref: str) -> None:
    """Check everything afterwards, also that the worker finds nothing half done."""
    db.session.rollback()
    event = events.by_ref(ref)
    assert event
    checks.seats_are_counted_right(event)
    checks.states_agree_with_seats_and_offers(event)
    with write_transaction():
        offers.offer_free_seats(NOW)
    checks.seats_are_counted_right(event)
    checks.nobody_who_fits_waits(event)
    assert db.session.scalar(select(func.count()).select_from(SeatOffer))
    twice = select(SeatOffer.registration_id).where(SeatOffer.ended_at.is_(None))
    doubled = twice.group_by(SeatOffer.registration_id).having(func.count() > 1)
    assert db.session.scalars(doubled).all() == []


def test_eight_threads_never_sell_or_offer_a_seat_twice(
    sqlite_url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=False)
    with app.app_context():
        ref = meeting()
        failures: list[BaseException] = []

        def run(seed: int) -> None:
            try:
                act(app, ref, seed, STEPS)
            except BaseException as error:  # noqa: BLE001 - told by the thread that waits
                failures.append(error)

        threads = [threading.Thread(target=run, args=(seed,)) for seed in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert failures == []
        assert caplog.messages == []
        counts_equal_rows(ref)
        db.session.remove()
        db.engine.dispose()


def test_sixteen_processes_never_sell_or_offer_a_seat_twice(
    postgres_url: str, tmp_path: Path
) -> None:
    app = create_app(test_settings(postgres_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=False)
    with app.app_context():
        ref = meeting()
        spawn = multiprocessing.get_context("forkserver")
        spawn.set_forkserver_preload([__name__])
        processes = [
            spawn.Process(target=act_in_process, args=(postgres_url, str(tmp_path), ref, seed))
            for seed in range(16)
        ]

        for process in processes:
            process.start()
        for process in processes:
            process.join()

        assert [process.exitcode for process in processes] == [0] * 16
        counts_equal_rows(ref)
        db.session.remove()
        db.engine.dispose()

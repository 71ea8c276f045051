"""No byte of an erased person remains: in the database, the log beside it, or the mail folder."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from academie.accounts import service as accounts
from academie.config import current_settings
from academie.core import clock
from academie.core.db import db, write_transaction
from academie.evaluations import joining
from academie.events import edits
from academie.followups import confirming
from academie.privacy import service
from academie.programme import contributors
from academie.requests import erasing
from academie.series import service as series
from tests.accounts.factories import make_staff
from tests.factories import NOW, make_event, make_user
from tests.privacy import leftovers as left

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture(autouse=True)
def turn_to(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def turn(moment: datetime) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment)

    turn(NOW)
    return turn


def guest() -> Callable[[], None]:
    row = left.make_guest()
    return lambda: service.erase(row, now=NOW)


def guest_ahead() -> Callable[[], None]:
    row = left.make_guest_ahead(make_event(capacity=2))
    return lambda: service.erase(row, now=NOW)


def asker() -> Callable[[], None]:
    row = left.make_asker()
    return lambda: erasing.erase(row, now=NOW)


def speaker() -> Callable[[], None]:
    row = left.make_speaker(make_event())
    return lambda: contributors.withdraw(row, now=NOW)


def on_list() -> Callable[[], None]:
    row = left.make_on_list()
    return lambda: series.leave(row, now=NOW)


def going_on() -> Callable[[], None]:
    row = left.make_going_on(make_event())
    return lambda: joining.leave(row, now=NOW)


def confirmer() -> Callable[[], None]:
    row = left.make_confirmer(make_event())
    return lambda: confirming.withdraw(row, now=NOW)


@pytest.mark.parametrize("who", [guest, guest_ahead, asker, speaker, on_list, going_on, confirmer])
def test_who_wants_to_be_forgotten_is_gone_within_two_hours(
    app: Flask,
    tmp_path: Path,
    turn_to: Callable[[datetime], None],
    who: Callable[[], Callable[[], None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    forget = who()
    left.work()
    before = left.found_in_rows()

    with write_transaction():
        forget()
    left.work()
    turn_to(NOW + timedelta(hours=2))
    left.work()

    assert before
    assert left.found_in_rows() == set()
    assert not any(mark in caplog.text for mark in left.MARKS)
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        db.engine.dispose()
        assert left.found_in_files(tmp_path) == set()


def test_staff_who_left_stand_at_no_meeting(turn_to: Callable[[datetime], None]) -> None:
    user = make_user(email=left.EMAIL)
    make_staff(email="blijft@voorbeeld.nl")
    event = make_event(reply_address="oud@voorbeeld.nl")
    with write_transaction():
        before = edits.described(event)
        event.reply_address = left.EMAIL
        edits.keep(event, before, by=user, now=NOW)
        accounts.deactivate(user, now=NOW)

    turn_to(NOW + timedelta(weeks=13))
    left.work()

    db.session.refresh(event)
    assert event.reply_address == "academie@voorbeeld.nl"
    assert left.found_in_rows() == set()


def test_the_number_beside_the_address_of_staff_who_left_goes_too(
    turn_to: Callable[[datetime], None],
) -> None:
    user = make_user(email=left.EMAIL)
    make_staff(email="blijft@voorbeeld.nl")
    theirs = make_event(reply_address=left.EMAIL, phone="050-765 43 21")
    other = make_event(reply_address="blijft@voorbeeld.nl", phone="050-123 45 67")
    with write_transaction():
        before = edits.described(theirs)
        theirs.phone = left.PHONE
        edits.keep(theirs, before, by=user, now=NOW)
        accounts.deactivate(user, now=NOW)

    turn_to(NOW + timedelta(weeks=13))
    left.work()

    db.session.refresh(theirs)
    assert theirs.phone == current_settings().contact_phone
    assert other.phone == "050-123 45 67"
    assert left.found_in_rows() == set()


def test_in_time_everybody_is_gone(
    app: Flask, tmp_path: Path, turn_to: Callable[[datetime], None]
) -> None:
    event = make_event(capacity=2)
    left.make_guest_ahead(event)
    left.make_speaker(event)
    left.make_going_on(event)
    left.make_asker()
    left.make_on_list()
    left.work()

    for days in (15, 85, 200, 400, 800, 900):
        turn_to(event.ends_at + timedelta(days=days))
        left.work()

    assert left.found_in_rows() == set()
    if app.config["SQLALCHEMY_DATABASE_URI"].startswith("sqlite"):
        db.engine.dispose()
        assert left.found_in_files(tmp_path) == set()

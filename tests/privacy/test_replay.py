"""A backup that is put back forgets again who was forgotten after it was made."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db, write_transaction
from academie.core.journal import Erasure
from academie.evaluations import joining
from academie.followups import confirming
from academie.needs import queries as needs
from academie.needs.sealing import Needs
from academie.outbox import delivery
from academie.outbox.models import OutboxMessage
from academie.privacy import replay, service
from academie.programme import contributors
from academie.registrations import consents, queries
from academie.registrations.models import ConsentKind
from academie.requests import erasing
from academie.series import service as series
from tests.factories import NOW, make_event
from tests.privacy import leftovers as left

pytestmark = pytest.mark.usefixtures("app")
DAY_LATER = NOW + timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def everything_about_her() -> list[Callable[[], object]]:
    """Put her everywhere; give what has her forgotten there."""
    event = make_event()
    guest, asker = left.make_guest(event), left.make_asker()
    speaker, member = left.make_speaker(event), left.make_on_list()
    joiner = left.make_going_on(event)
    confirmer = left.make_confirmer(event)
    return [
        lambda: service.erase(guest, now=NOW),
        lambda: erasing.erase(asker, now=NOW),
        lambda: contributors.withdraw(speaker, now=NOW),
        lambda: series.leave(member, now=NOW),
        lambda: joining.leave(joiner, now=NOW),
        lambda: confirming.withdraw(confirmer, now=NOW),
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_that_was_put_back_forgets_them_again(app: Flask, tmp_path: Path) -> None:
    del app
    wishes = everything_about_her()
    left.work()
    shutil.copy(tmp_path / "test.sqlite3", tmp_path / "backup")
    for wish in wishes:
        with write_transaction():
            wish()
    left.work()
    db.session.remove()
    db.engine.dispose()

    shutil.move(tmp_path / "backup", tmp_path / "test.sqlite3")
    known = left.found_in_rows()
    with write_transaction():
        number = replay.again(replay.read(tmp_path / replay.FILE), now=DAY_LATER)

    assert known
    assert number == len(wishes)
    assert left.found_in_rows() == set()
    kinds = select(OutboxMessage.kind).where(OutboxMessage.created_at == DAY_LATER)
    assert "privacy.erased" not in set(db.session.scalars(kinds))


def test_a_second_time_does_nothing() -> None:
    for wish in everything_about_her():
        with write_transaction():
            wish()
    lines = db.session.execute(select(Erasure.subject, Erasure.at)).all()
    wishes = [replay.Wish(*line) for line in lines]

    with write_transaction():
        assert replay.again(wishes, now=DAY_LATER) == 0


def test_a_yes_that_was_taken_back_is_taken_back_again_and_a_later_one_stays() -> None:
    guest = left.make_guest()
    subjects = [f"consent:{guest.ref}/{kind.value}" for kind in ConsentKind]
    before = [replay.Wish(subject, NOW - timedelta(days=1)) for subject in subjects]
    after = [replay.Wish(subject, DAY_LATER) for subject in subjects]

    with write_transaction():
        assert replay.again(before, now=DAY_LATER) == 0
        assert needs.of_guest(guest.id) != Needs()
        assert replay.again(after, now=DAY_LATER) == len(subjects)

    assert consents.given(guest) == frozenset()
    assert needs.of_guest(guest.id) == Needs()


def test_the_file_holds_wishes_of_the_last_thirty_days_and_nobody(tmp_path: Path) -> None:
    guest = left.make_guest()
    with write_transaction():
        service.erase(guest, now=NOW)

    replay.write_down(NOW)
    text = (tmp_path / replay.FILE).read_text()
    replay.write_down(NOW + timedelta(days=31))

    assert replay.read(tmp_path / replay.FILE) == []
    assert f"registration:{guest.ref}" in text
    assert not any(mark in text for mark in left.MARKS)


def test_what_is_no_journal_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "something.txt"
    strange = '{"subject": "robot:1", "at": "2027-03-02T12:00:00+00:00"}'
    for text in ("hallo", "{}", "[]", '{"subject": "x"}', strange):
        path.write_text(text)

        with pytest.raises(ValueError, match=r"."):
            replay.read(path)


def test_a_wish_about_nobody_we_know_changes_nothing() -> None:
    kinds = ("registration", "consent", "request", "contributor", "member", "joiner")
    wishes = [replay.Wish(f"{kind}:0123456789abcdef", NOW) for kind in kinds]

    with write_transaction():
        assert replay.again(wishes, now=NOW) == 0
    assert queries.by_ref("0123456789abcdef") is None
    delivery.run_once()

"""Reminders and thanks: due at nine in Amsterdam, never twice, never too late."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from academie.core import clock
from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import Event
from academie.letters import queries, reminders
from academie.letters.models import ReminderRound
from academie.outbox import delivery
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import service
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK_DUE = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
DAY_DUE = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
THANKS_DUE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
EARLY = NOW - 20 * DAY


def at(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def remind(now: datetime) -> None:
    """Let the worker do its duty once."""
    db.session.commit()
    with write_transaction():
        reminders.remind_due(now)


def put_out(now: datetime) -> list[str]:
    """Let the worker do its duty, and take what it puts into the outbox out of it."""
    db.session.execute(delete(OutboxMessage))
    remind(now)
    found = db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id)).all()
    return [kind.removeprefix("letters.") for kind in found]


def make_meeting(starts_at: datetime = WHEN, **fields: Any) -> Event:
    ends_at = starts_at + timedelta(hours=2)
    return make_event(now=EARLY, starts_at=starts_at, ends_at=ends_at, **fields)


def make_guests(event: Event, number: int = 1, **fields: Any) -> None:
    for guest in range(number):
        register(event, f"gast{guest}@voorbeeld.nl", **{"now": EARLY} | fields)


def change(event: Event, now: datetime, **fields: Any) -> None:
    capacities = {pool.mode: pool.capacity for pool in event.pools}
    events.change(event, now=now, capacities=capacities, **fields)
    db.session.commit()


@pytest.mark.usefixtures("app")
def test_guests_hear_a_week_and_a_day_before_and_are_thanked_the_day_after() -> None:
    make_guests(make_meeting())

    told = {
        moment: put_out(moment)
        for due in (WEEK_DUE, DAY_DUE, THANKS_DUE)
        for moment in (due - timedelta(seconds=1), due, due + HOUR)
    }

    assert [kinds for kinds in told.values() if kinds] == [["week"], ["day"], ["thanks"]]
    assert [moment for moment, kinds in told.items() if kinds] == [WEEK_DUE, DAY_DUE, THANKS_DUE]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("starts_at", "week", "day"),
    [
        (
            datetime(2027, 3, 31, 17, 30, tzinfo=UTC),
            datetime(2027, 3, 24, 8, 0, tzinfo=UTC),
            datetime(2027, 3, 30, 7, 0, tzinfo=UTC),
        ),
        (
            datetime(2027, 11, 2, 18, 30, tzinfo=UTC),
            datetime(2027, 10, 26, 7, 0, tzinfo=UTC),
            datetime(2027, 11, 1, 8, 0, tzinfo=UTC),
        ),
    ],
)
def test_nine_is_nine_on_the_clock_across_summer_time(
    starts_at: datetime, week: datetime, day: datetime
) -> None:
    make_guests(make_meeting(starts_at))

    told = [
        (moment, put_out(moment))
        for due in (week, day)
        for moment in (due - timedelta(minutes=1), due)
    ]

    assert told == [
        (week - timedelta(minutes=1), []),
        (week, ["week"]),
        (day - timedelta(minutes=1), []),
        (day, ["day"]),
    ]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("moment", "kinds"),
    [
        (WEEK_DUE + 4 * DAY, ["week"]),
        (DAY_DUE, ["day"]),
        (WHEN - HOUR, ["day"]),
        (WHEN, []),
        (THANKS_DUE + 4 * DAY, ["thanks"]),
        (THANKS_DUE + 8 * DAY, []),
    ],
)
def test_a_worker_that_was_down_catches_up_but_never_too_late(
    moment: datetime, kinds: list[str]
) -> None:
    make_guests(make_meeting())

    assert put_out(moment) == kinds
    assert put_out(moment + timedelta(minutes=1)) == []


@pytest.mark.usefixtures("app")
def test_who_just_registered_needs_no_reminder() -> None:
    event = make_meeting()
    register(event, "net@voorbeeld.nl", now=DAY_DUE - HOUR)
    register(event, "gisteren@voorbeeld.nl", now=DAY_DUE - 20 * HOUR)

    remind(DAY_DUE)

    told = db.session.scalars(select(OutboxMessage.about).filter_by(kind="letters.day")).all()
    assert len(told) == 1
    assert put_out(DAY_DUE + HOUR) == []


@pytest.mark.usefixtures("app")
def test_only_who_has_a_seat_and_an_address_is_told() -> None:
    event = make_meeting(capacity=2)
    gone = register(event, "weg@voorbeeld.nl", now=EARLY)
    service.cancel(gone, now=EARLY)
    erased = register(event, "gewist@voorbeeld.nl", now=EARLY)
    erased.email = None
    register(event, "komt@voorbeeld.nl", now=EARLY)
    register(event, "wacht@voorbeeld.nl", now=EARLY)

    assert put_out(WEEK_DUE) == ["week"]


@pytest.mark.usefixtures("app")
def test_a_moved_meeting_reminds_anew_of_its_new_date() -> None:
    event = make_meeting()
    make_guests(event)
    before = put_out(WEEK_DUE)
    later = WHEN + 14 * DAY
    change(event, WEEK_DUE + HOUR, starts_at=later, ends_at=later + 2 * HOUR)

    assert before == ["week"]
    assert put_out(DAY_DUE) == []
    assert put_out(WEEK_DUE + 14 * DAY) == ["week"]
    assert put_out(DAY_DUE + 14 * DAY) == ["day"]


@pytest.mark.usefixtures("app")
def test_who_just_heard_of_a_new_date_is_not_reminded_of_it() -> None:
    event = make_meeting(WHEN + 14 * DAY)
    make_guests(event)
    change(event, WEEK_DUE + HOUR, starts_at=WHEN, ends_at=WHEN + 2 * HOUR)

    assert put_out(WEEK_DUE + 2 * HOUR) == []
    assert put_out(DAY_DUE) == ["day"]


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_a_meeting_that_is_off_reminds_nobody(verb: str) -> None:
    event = make_meeting()
    make_guests(event)
    reason = {"reason": "De zaal is dicht."} if verb == "cancel" else {}
    getattr(events, verb)(event, now=NOW, **reason)

    assert [put_out(moment) for moment in (WEEK_DUE, DAY_DUE, THANKS_DUE)] == [[], [], []]


@pytest.mark.usefixtures("app")
def test_a_large_meeting_goes_in_parts_and_others_need_not_wait_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reminders, "EACH", 2)
    monkeypatch.setattr(reminders, "AT_ONCE", 4)
    large, small = make_meeting(), make_meeting(WHEN + HOUR, title="Klein")
    make_guests(large, 5)
    make_guests(small)

    rounds = [len(put_out(WEEK_DUE + timedelta(seconds=number))) for number in range(4)]

    assert rounds == [3, 2, 1, 0]


def die_halfway() -> None:
    """Be killed between putting mail out and committing it."""
    with write_transaction():
        reminders.remind_due(WEEK_DUE)
        raise KeyboardInterrupt


@pytest.mark.usefixtures("app")
def test_a_worker_that_dies_halfway_goes_on_with_the_next_guest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(reminders, "EACH", 2)
    make_guests(make_meeting(), 5)
    remind(WEEK_DUE)
    with pytest.raises(KeyboardInterrupt):
        die_halfway()

    for _round in range(3):
        remind(WEEK_DUE)

    about = db.session.scalars(select(OutboxMessage.about).filter_by(kind="letters.week")).all()
    assert (len(about), len(set(about))) == (5, 5)


def test_two_workers_remind_nobody_twice(app: Flask) -> None:
    make_guests(make_meeting(), 20)

    def work() -> None:
        with app.app_context(), write_transaction():
            reminders.remind_due(WEEK_DUE)

    workers = [threading.Thread(target=work) for _worker in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    about = db.session.scalars(select(OutboxMessage.about).filter_by(kind="letters.week")).all()
    assert (len(about), len(set(about))) == (20, 20)


@pytest.mark.usefixtures("app")
def test_a_meeting_that_has_been_done_is_not_looked_at_again() -> None:
    make_guests(make_meeting())
    remind(WEEK_DUE)

    (done,) = db.session.scalars(select(ReminderRound)).all()
    assert done.finished_at == WEEK_DUE
    assert list(queries.rounds_due(WEEK_DUE + HOUR)) == []


def test_a_reminder_that_waited_until_it_was_senseless_is_dropped(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_guests(make_meeting())
    at(monkeypatch, NOW)
    deliver(mailbox)
    remind(DAY_DUE)
    at(monkeypatch, WHEN + timedelta(minutes=1))

    delivery.deliver_due()

    message = db.session.scalars(select(OutboxMessage).filter_by(kind="letters.day")).one()
    assert (message.status, mailbox.mails) == (MessageStatus.DROPPED, [])

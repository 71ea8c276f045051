"""When questions are made, asked and asked again: by state, whatever the worker missed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.checkpoints import contacts, queries
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult, Stage
from academie.core.db import db
from academie.outbox.models import MessageStatus, OutboxMessage
from tests.checkpoints.factories import (
    CLOSED,
    CONTACT,
    THREE_MONTHS,
    first_of,
    keep_up,
    make_closed,
    make_owner,
)
from tests.clocks import Clock, stop_clock
from tests.factories import make_user
from tests.mail import deliver
from tests.outbox.factories import Mailbox

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the clock by which the worker works."""
    return stop_clock(monkeypatch, CLOSED)


def work(moved: Clock, mailbox: Mailbox, at: datetime) -> list[str]:
    """Let the worker do two rounds at a moment; give what it mailed, and to whom."""
    moved.at = at
    mails = [*deliver(mailbox, hourly=True), *deliver(mailbox, hourly=True)]
    return [f"{mail['to']}: {mail['subject']}" for mail in mails]


ASKED = "sietske@voorbeeld.nl: Hoe gaat het met: Publieksacademie Leeuwarden?"
TASKED = "eigenaar@voorbeeld.nl: Wil je bellen over Publieksacademie Leeuwarden?"


def test_the_contact_is_asked_reminded_twice_and_then_a_person_takes_over(
    moved: Clock, mailbox: Mailbox
) -> None:
    event = make_closed(owner=make_owner())
    day = timedelta(days=1)

    told = [
        work(moved, mailbox, at)
        for at in (
            THREE_MONTHS - timedelta(minutes=1),
            THREE_MONTHS,
            THREE_MONTHS + 7 * day - timedelta(minutes=1),
            THREE_MONTHS + 7 * day,
            THREE_MONTHS + 14 * day,
            THREE_MONTHS + 21 * day,
            THREE_MONTHS + 27 * day,
            THREE_MONTHS + 28 * day,
            THREE_MONTHS + 35 * day,
        )
    ]

    assert told == [[], [ASKED], [], [ASKED], [], [ASKED], [], [TASKED], []]
    assert queries.stage(first_of(event)) is Stage.OVERDUE
    assert first_of(event).result is None


def test_a_worker_that_was_down_for_a_month_catches_up_without_a_flood(
    moved: Clock, mailbox: Mailbox
) -> None:
    make_closed(owner=make_owner())
    back = THREE_MONTHS + timedelta(days=31, hours=4)

    told = [
        work(moved, mailbox, at)
        for at in (
            CLOSED,
            back,
            back + timedelta(days=6),
            back + timedelta(days=7),
            back + timedelta(days=7, hours=1),
        )
    ]

    assert told == [[], [ASKED], [], [ASKED], []]


def test_two_reminders_that_were_missed_are_one(moved: Clock, mailbox: Mailbox) -> None:
    event = make_closed(owner=make_owner())
    work(moved, mailbox, THREE_MONTHS)
    back = THREE_MONTHS + timedelta(days=30)

    told = [
        work(moved, mailbox, at)
        for at in (back, back + timedelta(days=6), back + timedelta(days=7))
    ]

    assert told == [[ASKED], [], [TASKED]]
    assert first_of(event).reminded_at is None


def test_between_two_reminders_lies_a_week_also_after_a_late_one(
    moved: Clock, mailbox: Mailbox
) -> None:
    make_closed()
    work(moved, mailbox, THREE_MONTHS)
    late = THREE_MONTHS + timedelta(days=19)

    told = [work(moved, mailbox, late + timedelta(days=days)) for days in (0, 2, 7)]

    assert told == [[ASKED], [], [ASKED]]


def test_a_link_that_has_run_out_is_not_sent_again(moved: Clock, mailbox: Mailbox) -> None:
    make_closed(owner=make_owner())
    work(moved, mailbox, THREE_MONTHS)

    assert work(moved, mailbox, THREE_MONTHS + timedelta(days=61)) == [TASKED]


def test_a_question_that_the_next_one_overtook_is_not_asked(moved: Clock, mailbox: Mailbox) -> None:
    event = make_closed()
    work(moved, mailbox, CLOSED)

    told = work(moved, mailbox, datetime(2027, 9, 10, 12, 0, tzinfo=UTC))

    three, six, *_later = queries.of_event(event)
    assert told == [ASKED]
    assert (three.result, three.given_up_by) == (CheckpointResult.NO_ANSWER, None)
    assert queries.stage(six) is Stage.ASKED


def test_the_pause_is_counted_from_when_the_mail_really_left(
    moved: Clock, mailbox: Mailbox
) -> None:
    event = make_closed()
    keep_up(THREE_MONTHS)
    left = THREE_MONTHS + timedelta(days=5)
    moved.at = left
    deliver(mailbox, hourly=True)

    told = [work(moved, mailbox, left + timedelta(days=days)) for days in (2, 6, 7)]

    assert told == [[], [], [ASKED]]
    assert first_of(event).sent_at == left


@pytest.mark.parametrize("contact", [True, False])
def test_where_no_mail_arrives_it_is_a_task_at_once(contact: bool) -> None:
    event = make_closed(owner=make_owner(), contact=contact)
    keep_up(THREE_MONTHS)
    if contact:
        mail = db.session.scalars(select(OutboxMessage).filter_by(kind="checkpoints.asked")).one()
        mail.status = MessageStatus.FAILED
        keep_up(THREE_MONTHS + timedelta(hours=1))

    assert queries.stage(first_of(event)) is Stage.OVERDUE


def test_a_contact_who_steps_down_leaves_a_task_and_no_mail(moved: Clock, mailbox: Mailbox) -> None:
    event = make_closed(owner=make_owner())
    keep_up(THREE_MONTHS)
    follow_up = queries.follow_up_of(event)
    assert follow_up

    contacts.step_down(follow_up, now=THREE_MONTHS)

    assert work(moved, mailbox, THREE_MONTHS) == [TASKED]
    assert work(moved, mailbox, THREE_MONTHS + timedelta(days=8)) == []


def test_another_contact_is_asked_anew_and_the_old_link_ends(
    moved: Clock, mailbox: Mailbox
) -> None:
    event = make_closed()
    work(moved, mailbox, THREE_MONTHS)
    version = first_of(event).link_version
    other = CONTACT | {"email": "jelle@voorbeeld.nl"}

    contacts.assign(event, **other, owner=None, now=THREE_MONTHS)

    told = work(moved, mailbox, THREE_MONTHS + timedelta(hours=2))
    assert told == ["jelle@voorbeeld.nl: Hoe gaat het met: Publieksacademie Leeuwarden?"]
    assert first_of(event).link_version > version


def test_every_task_has_somebody_who_can_do_it() -> None:
    owner = make_owner()
    event = make_closed(owner=owner)
    other = make_owner("collega@voorbeeld.nl")
    before = queries.owner_of(event)

    owner.active = False

    assert before is owner
    assert queries.owner_of(event) is other


def test_who_runs_a_meeting_no_more_gets_no_task_of_it() -> None:
    event = make_closed()
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event])
    contacts.assign(event, **CONTACT, owner=organiser, now=CLOSED)
    team = make_owner()
    before = queries.owner_of(event)

    event.organisers.remove(organiser)
    db.session.commit()

    assert before is organiser
    assert queries.owner_of(event) is team


def test_two_workers_ask_once() -> None:
    make_closed()
    keep_up(THREE_MONTHS)
    db.session.execute(Checkpoint.__table__.update().values(asked_at=None))  # type: ignore[attr-defined] # a table

    keep_up(THREE_MONTHS)

    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert kinds == ["checkpoints.asked"]

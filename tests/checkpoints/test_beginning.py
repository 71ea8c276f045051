"""Which meetings get questions, when, and what happens when a meeting opens again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from academie.checkpoints import contacts, queries
from academie.checkpoints.terms import Stage
from academie.events import service as events
from academie.events.terms import EventKind
from academie.planning import queries as planning
from tests.checkpoints.factories import (
    CLOSED,
    ENDS,
    first_of,
    keep_up,
    make_closed,
    make_commitment,
    make_owner,
)
from tests.factories import WHEN

pytestmark = pytest.mark.usefixtures("app")
DUE = [date(2027, 6, 9), date(2027, 9, 9), date(2028, 3, 9), date(2029, 3, 9)]


def test_a_closed_meeting_gets_its_four_questions_once() -> None:
    event = make_closed()

    keep_up(CLOSED)
    keep_up(CLOSED)

    assert [each.due_on for each in queries.of_event(event)] == DUE
    assert {queries.stage(each) for each in queries.of_event(event)} == {Stage.AHEAD}


def test_its_owner_has_two_weeks_to_collect_what_was_agreed() -> None:
    event = make_closed(owner=make_owner())

    keep_up(CLOSED)
    keep_up(CLOSED)

    (task,) = planning.tasks_of(event)
    assert (task.title, task.owner) == ("Verzamel alle afspraken van de bijeenkomst", "Janneke")
    assert task.due_on == date(2027, 3, 23)


def test_a_worker_that_was_down_for_a_month_gives_two_weeks_all_the_same() -> None:
    event = make_closed(owner=make_owner())

    keep_up(CLOSED + timedelta(days=30))

    (task,) = planning.tasks_of(event)
    assert task.due_on == (CLOSED + timedelta(days=44)).date()


@pytest.mark.parametrize(
    ("ended", "due"),
    [
        (datetime(2027, 11, 30, 20, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2027, 3, 9, 23, 30, tzinfo=UTC), date(2027, 6, 10)),
    ],
)
def test_months_are_counted_from_the_end_in_amsterdam(ended: datetime, due: date) -> None:
    event = make_closed(starts_at=WHEN, ends_at=ENDS)
    event.starts_at, event.ends_at = ended - timedelta(hours=2), ended

    keep_up(ended + timedelta(days=2))

    assert first_of(event).due_on == due


@pytest.mark.parametrize(
    ("kind", "agreed", "number"),
    [
        (EventKind.LOKALE_BIJEENKOMST, False, 4),
        (EventKind.KENNISKRING, False, 0),
        (EventKind.KENNISKRING, True, 4),
    ],
)
def test_the_kind_of_a_meeting_or_what_was_agreed_brings_questions(
    kind: EventKind, agreed: bool, number: int
) -> None:
    event = make_closed(kind=kind)
    if agreed:
        make_commitment(event)

    keep_up(CLOSED)

    assert len(queries.of_event(event)) == number


def test_nobody_is_asked_about_a_meeting_that_was_written_down_afterwards() -> None:
    event = make_closed()
    event.created_at = CLOSED

    keep_up(CLOSED)
    before = list(queries.of_event(event))
    contacts.want_questions(event, now=CLOSED)
    keep_up(CLOSED)

    assert before == []
    assert len(queries.of_event(event)) == 4


def test_nobody_is_asked_about_a_meeting_of_more_than_two_years_ago() -> None:
    event = make_closed()

    keep_up(ENDS + timedelta(days=732))

    assert queries.of_event(event) == []


def test_a_meeting_that_opens_again_takes_its_questions_back_and_counts_anew() -> None:
    event = make_closed()
    keep_up(CLOSED)

    events.reopen(event, now=CLOSED + timedelta(hours=1))
    keep_up(CLOSED + timedelta(hours=1))
    between = list(queries.of_event(event))
    event.ends_at += timedelta(days=1)
    events.close(event, now=CLOSED + timedelta(hours=2))
    keep_up(CLOSED + timedelta(hours=2))

    assert between == []
    assert first_of(event).due_on == date(2027, 6, 10)
    assert len(planning.tasks_of(event)) == 1


def test_a_meeting_that_moved_while_the_worker_was_down_counts_from_its_new_end() -> None:
    event = make_closed()
    keep_up(CLOSED)

    events.reopen(event, now=CLOSED)
    event.ends_at += timedelta(days=1)
    events.close(event, now=CLOSED)
    keep_up(CLOSED)

    assert first_of(event).due_on == date(2027, 6, 10)
    assert planning.tasks_of(event)[0].due_on == date(2027, 3, 24)

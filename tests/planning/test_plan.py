"""A meeting that begins from a format: what it gets, what it makes of it, and its tasks."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.planning import overview, queries, service
from academie.planning.checklist import Line, checklist, due_now
from academie.planning.models import EventIngredient, Task
from academie.planning.retention import erase_due
from academie.planning.terms import IngredientState
from academie.programme.queries import schedule
from tests.factories import NOW, WHEN, make_event, make_user
from tests.planning.factories import (
    ingredient,
    issue_version,
    make_contact,
    make_planned,
    make_task,
    task_called,
)

pytestmark = pytest.mark.usefixtures("app")


def due_days(event: Event) -> dict[str, date | None]:
    return {line.task.title: line.due_on for line in checklist(event, NOW).todo}


def move(event: Event, days: int) -> None:
    later = timedelta(days=days)
    events.change(
        event,
        now=NOW,
        capacities={AttendanceMode.ONSITE: 150},
        starts_at=event.starts_at + later,
        ends_at=event.ends_at + later,
    )
    db.session.commit()


def test_a_draft_gets_tasks_programme_and_seats() -> None:
    event = make_planned()

    assert due_days(event)["Programma compleet"] == date(2027, 1, 12)
    assert [slot.starts_at - event.starts_at for slot in schedule(event)][:3] == [
        timedelta(minutes=minutes) for minutes in (-30, 0, 10)
    ]
    assert schedule(event)[0].item.text is None
    assert [pool.capacity for pool in event.pools] == [150]


def test_the_whole_programme_fits_the_evening() -> None:
    slots = schedule(make_planned())

    assert not any(slot.overlaps for slot in slots)
    assert slots[-1].starts_at == WHEN + timedelta(minutes=135)


def test_seats_that_somebody_filled_in_stay_and_are_an_adaptation() -> None:
    event = make_planned(capacity=140)

    row = ingredient(event, "zaalplekken")
    assert [pool.capacity for pool in event.pools] == [140]
    assert (row.state, row.note) == (IngredientState.ADAPTED, "140 plekken.")


def test_seats_for_a_way_that_the_meeting_lacks_are_left_out_with_the_reason() -> None:
    row = ingredient(make_planned(), "online-plekken")

    assert (row.state, row.note) == (IngredientState.LEFT_OUT, "Je kunt niet online meedoen.")


def test_a_published_meeting_keeps_having_no_limit() -> None:
    event = make_event(capacity=None)

    service.apply_format(event, now=NOW)

    assert [pool.capacity for pool in event.pools] == [None]


def test_a_meeting_begins_from_a_format_once() -> None:
    event = make_planned()

    with pytest.raises(service.AlreadyPlannedError):
        service.apply_format(event, now=NOW)


def test_the_database_asks_for_a_reason() -> None:
    ingredient(make_planned(), "pauze").state = IngredientState.LEFT_OUT

    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


def test_a_task_goes_with_its_ingredient_and_comes_back_with_it() -> None:
    event = make_planned()
    row, count = ingredient(event, "flyer"), checklist(event, NOW).total

    service.mark(row, state=IngredientState.LEFT_OUT, note="Er is geen drukker.")
    without = checklist(event, NOW).total
    service.mark(row, state=IngredientState.AS_FORMAT, note="Toch wel.")

    assert (without, checklist(event, NOW).total, row.note) == (count - 1, count, None)


def test_a_newer_version_changes_no_meeting_but_shows_the_difference() -> None:
    event = make_planned()
    before = due_days(event)

    issue_version()

    found = overview.overview(event)
    assert found.used is not None
    assert found.news is not None
    assert (found.used.version, due_days(event)) == (2, before)
    assert [len(rows) for rows in found.news] == [1, 1, 1]


def test_a_meeting_that_moves_takes_the_days_of_its_format_along_and_no_others() -> None:
    event = make_planned()
    make_task(event, due_on=date(2027, 2, 20))

    move(event, 14)

    assert due_days(event)["Programma compleet"] == date(2027, 1, 26)
    assert due_days(event)["Zaal versieren"] == date(2027, 2, 20)


def test_a_day_that_was_changed_goes_on_moving_along() -> None:
    event = make_planned()
    task = task_called(event, "Programma compleet")

    service.change_task(task, title=task.title, owner="Ineke", due_on=date(2027, 1, 20))
    move(event, 7)

    assert due_days(event)["Programma compleet"] == date(2027, 1, 27)


def test_a_postponed_meeting_has_tasks_without_a_day() -> None:
    event = make_planned()
    make_task(event)
    events.publish(event, now=NOW)
    events.postpone(event, now=NOW)

    days = due_days(event)

    assert days.pop("Zaal versieren") == date(2027, 2, 20)
    assert set(days.values()) == {None}
    assert due_now(make_user(), NOW) == []


def test_what_is_late_comes_first_then_by_day() -> None:
    event = make_planned()

    lines = checklist(event, NOW).todo

    days = [line.due_on for line in lines if line.due_on]
    assert days == sorted(days)
    assert lines[0].days_late == (date(2027, 3, 1) - date(2026, 10, 20)).days
    assert lines[-1].days_late == 0


def test_a_task_is_ticked_once_and_can_be_reopened() -> None:
    event, first, second = make_planned(), make_user(), make_user(email="ander@voorbeeld.nl")
    task = task_called(event, "Datum kiezen")

    service.tick(task, by=first, now=NOW)
    service.tick(task, by=second, now=NOW + timedelta(days=1))

    assert (task.done_by, task.done_at) == (first, NOW)
    assert [line.task for line in checklist(event, NOW).done] == [task]
    service.reopen(task)
    assert checklist(event, NOW).done == []


def test_a_task_of_the_format_is_not_thrown_away() -> None:
    task = task_called(make_planned(), "Datum kiezen")

    with pytest.raises(service.TaskOfFormatError):
        service.remove_task(task)


def test_a_thrown_away_draft_takes_its_plan_along() -> None:
    event = make_planned()
    make_contact(event)

    events.delete_draft(event)
    db.session.commit()

    for table in (Task, EventIngredient):
        assert db.session.scalar(select(func.count()).select_from(table)) == 0


def late(lines: list[Line]) -> list[str]:
    return [line.task.title for line in lines if line.days_late]


def test_everybody_sees_the_late_tasks_of_their_own_meetings() -> None:
    event, other = make_event(), make_event(title="Twente")
    make_task(event, "Van Leeuwarden")
    make_task(other, "Van Twente")
    make_task(other, "Veel later", due_on=date(2027, 6, 1))
    service.tick(make_task(event, "Gedaan"), by=make_user(), now=NOW)
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [other])
    colleague, reader = (
        make_user(email="b@voorbeeld.nl"),
        make_user(RoleName.READER, "c@voorbeeld.nl"),
    )

    seen = [late(due_now(user, NOW)) for user in (colleague, organiser, reader)]

    assert seen == [["Van Leeuwarden", "Van Twente"], ["Van Twente"], []]


def test_the_database_leaves_out_what_is_not_due_yet() -> None:
    event = make_planned()
    until = date(2027, 3, 15)

    found = {task.ref for task in queries.open_tasks(make_user(), until)}

    now, later, _done = checklist(event, NOW)
    next_day = {line.task.ref for line in later if line.due_on == until + timedelta(days=1)}
    assert {line.task.ref for line in now} <= found
    assert found <= {line.task.ref for line in now} | next_day


def test_names_go_in_time() -> None:
    event = make_planned(ends_at=WHEN + timedelta(hours=2))
    make_contact(event)
    done, todo = make_task(event, "Gedaan"), make_task(event, "Open")
    service.tick(done, by=make_user(), now=NOW)
    db.session.commit()

    seen = []
    for days in (13, 15, 83, 85, 759, 761):
        erase_due(event.ends_at + timedelta(days=days))
        db.session.expire_all()
        seen.append((len(queries.contacts_of(event)), done.owner, todo.owner))

    assert seen == [
        (1, "Ineke", "Ineke"),
        (0, "Ineke", "Ineke"),
        (0, "Ineke", "Ineke"),
        (0, None, "Ineke"),
        (0, None, "Ineke"),
        (0, None, None),
    ]

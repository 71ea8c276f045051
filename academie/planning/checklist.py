"""The checklist of a meeting: what is late comes first, then by day."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from academie.accounts.models import User
from academie.core.clock import to_local
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.planning import queries
from academie.planning.models import Task

SOON = timedelta(days=14)


class Line(NamedTuple):
    """A task with its day; without one the meeting waits for a new date.

    Attributes:
        days_late: 0 when it is not late.
    """

    task: Task
    due_on: date | None
    days_late: int


class Checklist(NamedTuple):
    """The tasks of a meeting: late or soon due, later or without a day, and done."""

    now: list[Line]
    later: list[Line]
    done: list[Line]

    @property
    def todo(self) -> list[Line]:
        """All that are not done."""
        return self.now + self.later

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.todo) + len(self.done)


def checklist(event: Event, now: datetime) -> Checklist:
    """Put the tasks of a meeting in order."""
    until = to_local(now).date() + SOON
    lines = sorted(_lines(queries.tasks_of(event), now), key=_order)
    todo = [line for line in lines if not line.task.done_at]
    return Checklist(
        now=[line for line in todo if line.due_on and line.due_on <= until],
        later=[line for line in todo if not line.due_on or line.due_on > until],
        done=[line for line in lines if line.task.done_at],
    )


def due_now(user: User, now: datetime) -> list[Line]:
    """List what is late or soon due in all meetings that somebody manages."""
    until = to_local(now).date() + SOON
    lines = _lines(queries.open_tasks(user, until), now)
    return sorted((line for line in lines if line.due_on and line.due_on <= until), key=_order)


def due_on(task: Task) -> date | None:
    """Tell on which day a task is due; a task of the format moves along with its meeting."""
    if task.days is None:
        return task.due_on
    if task.event.status is EventStatus.POSTPONED:
        return None
    return to_local(task.event.starts_at).date() + timedelta(days=task.days)


def _lines(tasks: Iterable[Task], now: datetime) -> list[Line]:
    today = to_local(now).date()
    return [_line(task, today) for task in tasks]


def _line(task: Task, today: date) -> Line:
    day = due_on(task)
    counts = not task.done_at and task.event.status is not EventStatus.CANCELLED
    return Line(task, day, max(0, (today - day).days) if day and counts else 0)


def _order(line: Line) -> tuple[date, int]:
    return line.due_on or date.max, line.task.id

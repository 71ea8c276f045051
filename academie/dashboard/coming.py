"""What is on in the coming weeks."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.core.small_groups import Figure, shown
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus
from academie.registrations.models import Registration, RegistrationStatus

WEEKS = 6
_A_LITTLE = 0.2
_WEEK = timedelta(weeks=1)


class Meeting(NamedTuple):
    """A meeting that is soon.

    Attributes:
        registrations: how many are confirmed, unless they are few.
    """

    ref: str
    title: str
    kind: EventKind
    place: str
    starts_at: datetime
    is_draft: bool
    registrations: Figure


class Week(NamedTuple):
    """A week that begins on a Monday, with its meetings."""

    monday: date
    meetings: Sequence[Meeting]

    @property
    def number(self) -> int:
        """The number that calendars give it. Source: ISO 8601."""
        return self.monday.isocalendar().week

    @property
    def light(self) -> float:
        """All of it when the world may come; a little while there are only drafts."""
        if not self.meetings:
            return 0
        return _A_LITTLE if all(one.is_draft for one in self.meetings) else 1


def coming(now: datetime) -> Sequence[Week]:
    """List this week and those after it, by one query; what is over or called off is left out."""
    today = clock.to_local(now).date()
    first = today - timedelta(days=today.weekday())
    meetings = _meetings(now, clock.from_local(first + WEEKS * _WEEK, time()))
    mondays = [first + number * _WEEK for number in range(WEEKS)]
    return [
        Week(monday, [one for one in meetings if _monday(one, first) == monday])
        for monday in mondays
    ]


def _monday(meeting: Meeting, first: date) -> date:
    """Give the week of a meeting; one that began earlier and goes on is of this week."""
    day = clock.to_local(meeting.starts_at).date()
    return max(day - timedelta(days=day.weekday()), first)


def _meetings(now: datetime, until: datetime) -> Sequence[Meeting]:
    confirmed = (
        select(func.count())
        .where(
            Registration.event_id == Event.id,
            Registration.status == RegistrationStatus.CONFIRMED,
        )
        .correlate(Event)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            *(Event.ref, Event.title, Event.kind, Event.place),
            *(Event.starts_at, Event.status, confirmed),
        )
        .where(
            Event.status.in_((EventStatus.DRAFT, EventStatus.PUBLISHED)),
            Event.ends_at >= now,
            Event.starts_at < until,
        )
        .order_by(Event.starts_at, Event.id)
    )
    return [
        Meeting(ref, title, kind, place or "", starts_at, status is EventStatus.DRAFT, shown(count))
        for ref, title, kind, place, starts_at, status, count in rows
    ]

"""Copying a meeting: its texts, ingredients, tasks and programme, never people."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.clock import from_local, to_local
from academie.core.db import db
from academie.events import groups, parties
from academie.events import service as events
from academie.events.models import Event, EventLine, EventMunicipality
from academie.planning import queries
from academie.planning.models import EventIngredient, EventPlan, Task
from academie.programme.models import SessionItem

_FIELDS = (
    "kind",
    "title",
    "theme",
    "summary",
    "description",
    "province",
    "school_region",
    "mode",
    "venue",
    "address",
    "place",
    "access_notes",
    "travel",
    "max_party",
    "organisation",
    "reply_address",
    "phone",
    "listed",
)


def copy_event(event: Event, *, day: date, organisers: Sequence[User], now: datetime) -> Event:
    """Make a draft on another day out of a meeting.

    No guest, contributor, facilitator, contact or owner of a task comes along, nor a link to take
    part. Its wish and money are asked anew, and every task is to be done again. It belongs to the
    same series, if that goes on.

    Raises:
        SkippedHourError: the clock jumps over its begin or end on that day.
    """
    starts_at, ends_at = moved(event, day)
    copy = events.plan(
        now=now,
        capacities={seats.mode: seats.capacity for seats in event.seats},
        starts_at=starts_at,
        ends_at=ends_at,
        municipalities=[EventMunicipality(name=row.name) for row in event.municipalities],
        partners=parties.rows(parties.names_of(event)),
        lines=[EventLine(line=row.line) for row in event.lines],
        challenges=list(event.challenges),
        organisers=list(organisers),
        series=None if event.series is None or event.series.ended_at else event.series,
        **{name: getattr(event, name) for name in _FIELDS},
    )
    origins = _copy_ingredients(event, copy)
    _copy_tasks(event, copy, origins)
    _copy_programme(event, copy, origins)
    _copy_groups(event, copy, now)
    db.session.flush()
    return copy


def moved(event: Event, day: date) -> tuple[datetime, datetime]:
    """Give the begin and the end of a meeting at the same times on another day.

    Raises:
        SkippedHourError: the clock jumps over one of them on that day.
    """
    start, end = to_local(event.starts_at), to_local(event.ends_at)
    last = day + (end.date() - start.date())
    return from_local(day, start.time()), from_local(last, end.time())


def _copy_ingredients(event: Event, copy: Event) -> dict[int, EventIngredient]:
    """Copy what the meeting does with each ingredient; give the new rows by the old ones' ids."""
    plan = queries.plan_of(event)
    if plan is not None and plan.format is not None:
        db.session.add(EventPlan(event=copy, format=plan.format))
    origins = {
        row.id: EventIngredient(
            event=copy,
            ingredient=row.ingredient,
            state=row.state,
            note=row.note,
            sentence=row.sentence,
        )
        for row in queries.ingredients_of(event)
    }
    db.session.add_all(origins.values())
    return origins


def _copy_tasks(event: Event, copy: Event, origins: dict[int, EventIngredient]) -> None:
    shift = to_local(copy.starts_at).date() - to_local(event.starts_at).date()
    for task in db.session.scalars(select(Task).where(Task.event_id == event.id).order_by(Task.id)):
        db.session.add(
            Task(
                event=copy,
                origin=origins[task.origin_id] if task.origin_id else None,
                title=task.title,
                days=task.days,
                due_on=task.due_on + shift if task.due_on else None,
            )
        )


def _copy_programme(event: Event, copy: Event, origins: dict[int, EventIngredient]) -> None:
    db.session.flush()
    items = select(SessionItem).where(SessionItem.event_id == event.id)
    for item in db.session.scalars(items.order_by(SessionItem.position)):
        db.session.add(
            SessionItem(
                event=copy,
                position=item.position,
                offset_minutes=item.offset_minutes,
                minutes=item.minutes,
                kind=item.kind,
                title=item.title,
                text=item.text,
                room=item.room,
                origin_id=origins[item.origin_id].id if item.origin_id else None,
            )
        )


def _copy_groups(event: Event, copy: Event, now: datetime) -> None:
    for group in event.groups:
        groups.add(
            copy,
            title=group.title,
            challenge=group.challenge,
            mode=group.pool.mode,
            capacity=group.pool.capacity,
            now=now,
        )

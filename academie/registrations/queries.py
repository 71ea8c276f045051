"""Questions about registrations."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager

from academie.core.db import db
from academie.events.models import AttendanceMode, Event, EventStatus, SeatPool
from academie.registrations.models import Registration, RegistrationStatus

CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two of these look or sound like each other on a ticket: no 0 O, 1 I L, 2 Z, 5 S, 8 B."""

CODE_LENGTH = 6


def by_ref(ref: str) -> Registration | None:
    """Find a registration by its ref, together with its meeting."""
    return db.session.scalar(_with_event().where(Registration.ref == ref))


def of_address(event: Event, email: str) -> Registration | None:
    """Find what an address has at a meeting: its live registration, else the last cancelled."""
    return db.session.scalar(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.email == email)
        .order_by(Registration.status == RegistrationStatus.CANCELLED, Registration.id.desc())
        .limit(1)
    )


def of_event(event: Event) -> Sequence[Registration]:
    """List everybody who ever registered, first come first."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.registered_at, Registration.id)
    ).all()


def confirmed(event: Event) -> Sequence[Registration]:
    """List the parties that hold seats."""
    return [party for party in of_event(event) if party.status is RegistrationStatus.CONFIRMED]


def free_code(event: Event) -> str:
    """Make a short code that no other ticket of the meeting bears."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        taken = select(func.count()).where(
            Registration.event_id == event.id, Registration.code == code
        )
        if not db.session.scalar(taken):
            return code


def pool_ids(event: Event, mode: AttendanceMode) -> Sequence[int]:
    """List the pools in which a party of this mode needs seats, in the order to claim them."""
    return db.session.scalars(
        select(SeatPool.id)
        .where(SeatPool.event_id == event.id, SeatPool.mode == mode)
        .order_by(SeatPool.id)
    ).all()


def has_room(event: Event, mode: AttendanceMode, people: int) -> bool:
    """Tell whether a newcomer's party would get seats now: they are free and nobody waits for them.

    Ask it with the meeting locked. The answer depends on no address.
    """
    asked = {"event_id": event.id, "mode": mode, "people": people}
    return bool(db.session.scalar(_has_room(), asked))


@cache
def _has_room() -> Select[bool]:
    """Write the question once: writing it takes longer than asking it."""
    event_id: BindParameter[int] = bindparam("event_id", type_=Integer)
    mode: BindParameter[AttendanceMode] = bindparam("mode", type_=SeatPool.mode.type)
    people: BindParameter[int] = bindparam("people", type_=Integer)
    waiting = _fitting_line().where(Event.id == event_id, SeatPool.mode == mode).order_by(None)
    fits = exists().where(SeatPool.event_id == event_id, SeatPool.mode == mode, _fits(people))
    return select(and_(fits, ~waiting.exists()))


def is_full(event: Event) -> bool:
    """Tell whether even somebody alone would have to wait, however they take part."""
    return not any(has_room(event, mode, 1) for mode in event.mode.attendance_modes)


def first_in_line(event: Event, mode: AttendanceMode) -> Registration | None:
    """Find who has waited longest among the parties that would fit now."""
    line = _fitting_line().where(Event.id == event.id, SeatPool.mode == mode)
    return db.session.scalar(line.limit(1))


def with_seats_to_fill(now: datetime) -> Sequence[Event]:
    """List the coming meetings where a waiting party would fit."""
    return db.session.scalars(
        select(Event)
        .where(Event.id.in_(_fitting_line().with_only_columns(Event.id).order_by(None)))
        .where(Event.starts_at > now)
        .order_by(Event.id)
    ).all()


def untold(now: datetime, limit: int) -> Sequence[Registration]:
    """List guests who have not heard of the latest change of a meeting that still matters.

    Their rows are locked; one that somebody else is changing waits for the next round.
    """
    return db.session.scalars(
        _with_event()
        .where(
            Registration.status != RegistrationStatus.CANCELLED,
            Registration.told_sequence < Event.sequence,
            _still_matters(now),
        )
        .order_by(Registration.id)
        .limit(limit)
        .with_for_update(of=Registration, skip_locked=True)
    ).all()


def still_matters(event: Event, now: datetime) -> bool:
    """Tell whether news of a meeting makes sense: its date is unknown or has not passed.

    A meeting called off after its postponed date had passed is news too.
    """
    if event.status is EventStatus.POSTPONED or event.ends_at > now:
        return True
    return event.cancelled_at is not None and event.cancelled_at > event.ends_at


def _still_matters(now: datetime) -> ColumnElement[bool]:
    """Say the same in SQL, of meetings that guests can be told about."""
    return or_(
        Event.status == EventStatus.POSTPONED,
        and_(Event.status == EventStatus.PUBLISHED, Event.ends_at > now),
        and_(
            Event.status == EventStatus.CANCELLED,
            or_(Event.ends_at > now, Event.cancelled_at > Event.ends_at),
        ),
    )


def _with_event() -> Select[Registration]:
    return select(Registration).join(Registration.event).options(contains_eager(Registration.event))


def _fits(people: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    return or_(SeatPool.capacity.is_(None), SeatPool.taken + people <= SeatPool.capacity)


def _fitting_line() -> Select[Registration]:
    """Select the waiting parties that would fit, longest waiting first."""
    pool = and_(SeatPool.event_id == Registration.event_id, SeatPool.mode == Registration.mode)
    return (
        select(Registration)
        .join(Registration.event)
        .join(SeatPool, pool)
        .where(
            Registration.status == RegistrationStatus.WAITLISTED,
            Event.status == EventStatus.PUBLISHED,
            _fits(Registration.people),
        )
        .order_by(Registration.queued_at, Registration.id)
    )

"""Questions about registrations."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    or_,
    select,
)
from sqlalchemy.orm import contains_eager, joinedload

from academie.core.db import db
from academie.events.models import Event, SeatPool
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations.models import Registration, RegistrationStatus

CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two of these look or sound like each other on a ticket: no 0 O, 1 I L, 2 Z, 5 S, 8 B."""

CODE_LENGTH = 6
_OF_MODE = SeatPool.breakout_group_id.is_(None)


class Guest(NamedTuple):
    """A live registration, as far as mail about a change of the meeting depends on it."""

    id: int
    status: RegistrationStatus
    mode: AttendanceMode
    told_mode: AttendanceMode
    told_sequence: int
    people: int
    reachable: bool


# Every registration asks these: built once, because building takes longer than asking.
_WITH_EVENT = (
    select(Registration).join(Registration.event).options(contains_eager(Registration.event))
)
_BY_REF = _WITH_EVENT.where(Registration.ref == bindparam("ref"))
_OF_ADDRESS = (
    select(Registration)
    .where(Registration.event_id == bindparam("event_id"), Registration.email == bindparam("email"))
    .order_by(Registration.status == RegistrationStatus.CANCELLED, Registration.id.desc())
    .limit(1)
)
_CODE_TAKEN = select(
    exists().where(
        Registration.event_id == bindparam("event_id"), Registration.code == bindparam("code")
    )
)
_POOL_IDS = (
    select(SeatPool.id)
    .where(
        SeatPool.event_id == bindparam("event_id"),
        SeatPool.mode == bindparam("mode"),
        or_(_OF_MODE, SeatPool.breakout_group_id == bindparam("group_id")),
    )
    .order_by(SeatPool.id)
)


def by_ref(ref: str) -> Registration | None:
    """Find a registration by its ref, together with its meeting."""
    return db.session.scalar(_BY_REF, {"ref": ref})


def of_address(event: Event, email: str) -> Registration | None:
    """Find what an address has at a meeting: its live registration, else the last cancelled."""
    return db.session.scalar(_OF_ADDRESS, {"event_id": event.id, "email": email})


def of_event(event: Event) -> Sequence[Registration]:
    """List everybody who ever registered, first come first."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id)
        .order_by(Registration.registered_at, Registration.id)
        .options(joinedload(Registration.breakout_group))
    ).all()


def confirmed(event: Event) -> Sequence[Registration]:
    """List the parties that hold seats."""
    return [party for party in of_event(event) if party.status is RegistrationStatus.CONFIRMED]


def free_code(event: Event) -> str:
    """Make a short code that no other ticket of the meeting bears."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        if not db.session.scalar(_CODE_TAKEN, {"event_id": event.id, "code": code}):
            return code


def pool_ids(registration: Registration) -> Sequence[int]:
    """List the pools in which a party needs seats, in the order to claim them."""
    wanted = {
        "event_id": registration.event.id,
        "mode": registration.mode,
        "group_id": registration.breakout_group and registration.breakout_group.id,
    }
    return db.session.scalars(_POOL_IDS, wanted).all()


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
    pool = and_(SeatPool.event_id == event_id, SeatPool.mode == mode, _OF_MODE)
    fits = exists().where(pool, _fits(people))
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


def with_guests_to_tell(now: datetime) -> Sequence[Event]:
    """List the meetings that changed since some guest last heard of them."""
    behind = select(Registration.event_id).join(Registration.event).where(_is_untold(now))
    return db.session.scalars(select(Event).where(Event.id.in_(behind)).order_by(Event.id)).all()


def untold(event: Event, now: datetime, limit: int) -> Sequence[Registration]:
    """List guests who have not heard of the latest change of a meeting that still matters.

    Their rows are locked; one that somebody else is changing waits for the next round.
    """
    return db.session.scalars(
        _WITH_EVENT.where(Event.id == event.id, _is_untold(now))
        .order_by(Registration.id)
        .limit(limit)
        .with_for_update(of=Registration, skip_locked=True)
    ).all()


def _is_untold(now: datetime) -> ColumnElement[bool]:
    return and_(
        Registration.status != RegistrationStatus.CANCELLED,
        Registration.told_sequence < Event.sequence,
        _still_matters(now),
    )


def guests(event: Event) -> Sequence[Guest]:
    """List the live registrations of a meeting, in the order of its waiting line."""
    return [
        Guest(
            id=party.id,
            status=party.status,
            mode=party.mode,
            told_mode=party.told_mode,
            told_sequence=party.told_sequence,
            people=party.people,
            reachable=party.email is not None,
        )
        for party in db.session.scalars(
            select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.status != RegistrationStatus.CANCELLED,
            )
            .order_by(Registration.queued_at, Registration.id)
        )
    ]


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


def _fits(people: int | SQLColumnExpression[int]) -> ColumnElement[bool]:
    return or_(SeatPool.capacity.is_(None), SeatPool.taken + people <= SeatPool.capacity)


def _fitting_line() -> Select[Registration]:
    """Select the waiting parties that would fit, longest waiting first."""
    pool = and_(
        SeatPool.event_id == Registration.event_id, SeatPool.mode == Registration.mode, _OF_MODE
    )
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

"""Questions about registrations."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Exists,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import contains_eager, joinedload

from academie.core.db import db
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience, EventStatus
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer

CODE_LETTERS = "ACDEFGHJKMNPQRTUVWXY34679"
"""No two of these look or sound like each other on a ticket: no 0 O, 1 I L, 2 Z, 5 S, 8 B."""

CODE_LENGTH = 6
_OF_MODE = SeatPool.breakout_group_id.is_(None)


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


def pool_ids(event: Event, mode: AttendanceMode, audience: Audience | None) -> Sequence[int]:
    """List the pools in which a party may have its seats: kept for its audience, then general."""
    asked = {"event_id": event.id, "mode": mode, "audience": audience}
    return db.session.scalars(_pool_ids(), asked).all()


def open_pools(
    event: Event, mode: AttendanceMode, people: int, audience: Audience | None = None
) -> Sequence[int]:
    """List the pools in which a newcomer's party would get seats now, the best one first.

    Its seats are free, and nobody in line for them would fit. Ask it with the meeting locked. The
    answer depends on no address.
    """
    asked = {"event_id": event.id, "mode": mode, "audience": audience, "people": people}
    return db.session.scalars(_open_pools(), asked).all()


def has_room(
    event: Event, mode: AttendanceMode, people: int, audience: Audience | None = None
) -> bool:
    """Tell whether a newcomer's party would get seats now."""
    return bool(open_pools(event, mode, people, audience))


def full_modes(event: Event) -> frozenset[AttendanceMode]:
    """Tell in which ways to take part everybody would have to wait, also alone."""
    asked = {"event_id": event.id, "people": 1}
    modes_with_room = db.session.scalars(_open_to_somebody(), asked)
    return frozenset(event.mode.attendance_modes).difference(modes_with_room)


def first_in_line(event: Event, mode: AttendanceMode) -> Registration | None:
    """Find who has waited longest among the parties that would fit now."""
    line = _fitting_line().where(Event.id == event.id, Registration.waits_for == mode)
    return db.session.scalar(line.limit(1))


def with_seats_to_offer(now: datetime) -> Sequence[Event]:
    """List the coming meetings where a waiting party would fit."""
    return db.session.scalars(
        select(Event)
        .where(Event.id.in_(_fitting_line().with_only_columns(Event.id).order_by(None)))
        .where(Event.starts_at > now)
        .order_by(Event.id)
    ).all()


def with_seats_to_release(now: datetime) -> Sequence[Event]:
    """List the meetings that go on, with seats kept for an audience whose time has come."""
    due = select(SeatPool.event_id).where(
        SeatPool.audience.is_not(None), SeatPool.released_at.is_(None), SeatPool.release_at <= now
    )
    on = select(Event).where(Event.id.in_(due), Event.status == EventStatus.PUBLISHED)
    return db.session.scalars(on.order_by(Event.id)).all()


def position(registration: Registration) -> int | None:
    """Tell which place a party has in its line, from 1; None for who does not wait."""
    if registration.waits_for is None or open_offer(registration):
        return None
    here = tuple_(Registration.queued_at, Registration.id)
    ahead = select(func.count()).where(
        Registration.event_id == registration.event_id,
        Registration.waits_for == registration.waits_for,
        _without_offer(),
        here < (registration.queued_at, registration.id),
    )
    return (db.session.scalar(ahead) or 0) + 1


def offer_by_ref(ref: str) -> SeatOffer | None:
    """Find an offer by its ref."""
    return db.session.scalar(select(SeatOffer).where(SeatOffer.ref == ref))


def open_offer(registration: Registration) -> SeatOffer | None:
    """Find the seats that are offered to a party now."""
    return db.session.scalar(
        select(SeatOffer).where(
            SeatOffer.registration_id == registration.id, SeatOffer.ended_at.is_(None)
        )
    )


def offers_of(event: Event) -> Sequence[SeatOffer]:
    """List every offer that was made for a meeting, first come first."""
    return db.session.scalars(
        select(SeatOffer)
        .join(SeatOffer.registration)
        .where(Registration.event_id == event.id)
        .order_by(SeatOffer.offered_at, SeatOffer.id)
        .options(contains_eager(SeatOffer.registration), joinedload(SeatOffer.picked_by))
    ).all()


def expired_offers(now: datetime) -> Sequence[SeatOffer]:
    """List the open offers whose deadline has passed, by meeting and by age."""
    return _open_offers(SeatOffer.expires_at <= now)


def offers_that_may_be_overtaken(until: datetime) -> Sequence[SeatOffer]:
    """List the open offers for meetings that do not go on as planned, or begin before a moment."""
    return _open_offers(or_(Event.status != EventStatus.PUBLISHED, Event.starts_at < until))


def _open_offers(*conditions: ColumnElement[bool]) -> Sequence[SeatOffer]:
    return db.session.scalars(
        select(SeatOffer)
        .join(SeatOffer.registration)
        .join(Registration.event)
        .where(SeatOffer.ended_at.is_(None), *conditions)
        .order_by(Event.id, SeatOffer.expires_at, SeatOffer.id)
        .options(contains_eager(SeatOffer.registration).contains_eager(Registration.event))
    ).all()


def still_matters(event: Event, now: datetime) -> bool:
    """Tell whether news of a meeting makes sense: its date is unknown or has not passed.

    A meeting called off after its postponed date had passed is news too.
    """
    if event.status is EventStatus.POSTPONED or event.ends_at > now:
        return True
    return event.cancelled_at is not None and event.cancelled_at > event.ends_at


@cache
def _pool_ids() -> Select[int]:
    """Write the question once: writing it takes longer than asking it."""
    audience: BindParameter[Audience] = bindparam("audience", type_=SeatPool.audience.type)
    return (
        select(SeatPool.id)
        .where(*_of_way(), _may_use(audience))
        .order_by(SeatPool.audience.is_(None), SeatPool.id)
    )


@cache
def _open_pools() -> Select[int]:
    people: BindParameter[int] = bindparam("people", type_=Integer)
    return _pool_ids().where(_fits(people), ~_somebody_waits())


@cache
def _open_to_somebody() -> Select[AttendanceMode]:
    event_id: BindParameter[int] = bindparam("event_id", type_=Integer)
    people: BindParameter[int] = bindparam("people", type_=Integer)
    return (
        select(SeatPool.mode)
        .where(SeatPool.event_id == event_id, _OF_MODE, _fits(people), ~_somebody_waits())
        .distinct()
    )


def _of_way() -> tuple[ColumnElement[bool], ...]:
    event_id: BindParameter[int] = bindparam("event_id", type_=Integer)
    mode: BindParameter[AttendanceMode] = bindparam("mode", type_=SeatPool.mode.type)
    return SeatPool.event_id == event_id, SeatPool.mode == mode, _OF_MODE


def _may_use(audience: SQLColumnExpression[Audience | None]) -> ColumnElement[bool]:
    """Say that a pool is for everybody, or still kept for this audience."""
    kept = and_(SeatPool.audience == audience, SeatPool.released_at.is_(None))
    return or_(SeatPool.audience.is_(None), kept)


def _fits(people: SQLColumnExpression[int]) -> ColumnElement[bool]:
    return or_(SeatPool.capacity.is_(None), SeatPool.taken + people <= SeatPool.capacity)


def _without_offer() -> ColumnElement[bool]:
    """Say that a party has no offer to answer."""
    offer = exists().where(
        SeatOffer.registration_id == Registration.id, SeatOffer.ended_at.is_(None)
    )
    return ~offer


def _somebody_waits() -> Exists:
    """Say that somebody in line for the seats of a pool would fit there."""
    return exists().where(
        Registration.event_id == SeatPool.event_id,
        Registration.waits_for == SeatPool.mode,
        _may_use(Registration.audience),
        _fits(Registration.people),
        _without_offer(),
    )


def _fitting_line() -> Select[Registration]:
    """Select the waiting parties that would fit, longest waiting first."""
    pool = and_(
        SeatPool.event_id == Registration.event_id,
        SeatPool.mode == Registration.waits_for,
        _OF_MODE,
        _may_use(Registration.audience),
    )
    return (
        select(Registration)
        .join(Registration.event)
        .join(SeatPool, pool)
        .where(
            Registration.waits_for.is_not(None),
            Event.status == EventStatus.PUBLISHED,
            _fits(Registration.people),
            _without_offer(),
        )
        .order_by(Registration.queued_at, Registration.id)
    )

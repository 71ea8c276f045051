"""Questions about reminders: whose time has come, and who is to be told."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, exists, or_, select

from academie.checkin.models import CheckIn
from academie.core import clock
from academie.core.db import db, insert_or_ignore
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.letters.models import ReminderKind, ReminderRound
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.told import REACHABLE

AT = time(9)
"""When guests are reminded, on the clock in Amsterdam."""

THANKS_WITHIN = timedelta(days=7)
_ROUND = cast("Table", ReminderRound.__table__)
_MOMENT = timedelta(microseconds=1)
_CAME = exists().where(CheckIn.registration_id == Registration.id)


def _unfinished(kind: ReminderKind) -> Select[Event]:
    """Find meetings by the moment that counts for a kind, unless they have been done."""
    thanks = kind is ReminderKind.THANKS
    moment = Event.ends_at if thanks else Event.starts_at
    held = (EventStatus.PUBLISHED, EventStatus.CLOSED)
    finished = exists().where(
        ReminderRound.event_id == Event.id,
        ReminderRound.kind == kind,
        ReminderRound.starts_at == Event.starts_at,
        ReminderRound.finished_at.is_not(None),
    )
    return (
        select(Event)
        .where(
            Event.status.in_(held if thanks else held[:1]),
            moment >= bindparam("since"),
            moment < bindparam("until"),
            ~finished,
        )
        .order_by(Event.starts_at, Event.id)
    )


# The worker asks these each second: built once, they cost a third.
_UNFINISHED = {kind: _unfinished(kind) for kind in ReminderKind}


class Recipient(NamedTuple):
    """A registration that a mail goes to."""

    id: int
    ref: str


def due_at(event: Event, kind: ReminderKind) -> datetime:
    """Tell when guests are to hear: at nine, so many days before the start or after the end."""
    if kind is ReminderKind.THANKS:
        return clock.from_local(_day(event.ends_at) + timedelta(days=1), AT)
    days = timedelta(days=7 if kind is ReminderKind.WEEK else 1)
    return clock.from_local(_day(event.starts_at) - days, AT)


def days_ahead(event: Event, now: datetime) -> int:
    """Count the nights until a meeting."""
    return (_day(event.starts_at) - _day(now)).days


def rounds_due(now: datetime) -> Iterator[tuple[Event, ReminderKind]]:
    """List meetings with guests to remind or thank now; what has lost its sense is left out.

    Nobody hears of next week on the day of tomorrow's reminder, of tomorrow once it has begun, or
    is thanked after a week.
    """
    for kind, (since, until) in _times(now).items():
        found = db.session.scalars(_UNFINISHED[kind], {"since": since, "until": until}).all()
        yield from ((event, kind) for event in found)


def _times(now: datetime) -> dict[ReminderKind, tuple[datetime, datetime]]:
    """Tell between which moments a meeting begins, or ends, that it is time for."""
    day = _day(now)
    today = day if clock.to_local(now).time() >= AT else day - timedelta(days=1)
    return {
        ReminderKind.DAY: (now + _MOMENT, _midnight(today + timedelta(days=2))),
        ReminderKind.WEEK: (
            _midnight(day + timedelta(days=2)),
            _midnight(today + timedelta(days=8)),
        ),
        ReminderKind.THANKS: (now - THANKS_WITHIN, _midnight(today)),
    }


def take_round(event: Event, kind: ReminderKind) -> ReminderRound | None:
    """Take up a round where it was left; None while another worker goes on with it."""
    key = {"event_id": event.id, "kind": kind, "starts_at": event.starts_at}
    insert_or_ignore(_ROUND, key | {"reached": 0})
    return db.session.scalar(
        select(ReminderRound)
        .filter_by(**key, finished_at=None)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )


def to_remind(found: ReminderRound, *, seated_by: datetime, most: int) -> Sequence[Recipient]:
    """List the next guests with a seat, in the order of their numbers.

    Args:
        seated_by: who got their seat later has just had a mail that says the same.
    """
    seated = and_(
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.status_changed_at <= seated_by,
    )
    return _next(found, seated, most)


def to_thank(found: ReminderRound, *, most: int) -> Sequence[Recipient]:
    """List the next guests who had a seat or came in all the same."""
    return _next(found, or_(Registration.status == RegistrationStatus.CONFIRMED, _CAME), most)


def _next(found: ReminderRound, who: ColumnElement[bool], most: int) -> Sequence[Recipient]:
    rows = db.session.execute(
        select(Registration.id, Registration.ref)
        .where(
            Registration.event_id == found.event_id,
            Registration.id > found.reached,
            REACHABLE,
            who,
        )
        .order_by(Registration.id)
        .limit(most)
    )
    return [Recipient._make(row) for row in rows]


def came(registration: Registration) -> bool | None:
    """Tell whether a party took part; None when no ticket was read of who took part in its way."""
    arrived = select(CheckIn.id).where(CheckIn.registration_id == registration.id)
    if db.session.scalar(arrived) is not None:
        return True
    anybody = select(CheckIn.id).where(
        CheckIn.event_id == registration.event_id,
        CheckIn.mode == registration.mode,
        CheckIn.registration_id.is_not(None),
    )
    return False if db.session.scalar(anybody.limit(1)) is not None else None


def somebody_waits(event: Event, mode: AttendanceMode) -> bool:
    """Tell whether a seat that comes free makes somebody happy."""
    waiting = select(Registration.id).where(
        Registration.event_id == event.id,
        Registration.status != RegistrationStatus.CANCELLED,
        Registration.waits_for == mode,
    )
    return db.session.scalar(waiting.limit(1)) is not None


def _day(moment: datetime) -> date:
    return clock.to_local(moment).date()


def _midnight(day: date) -> datetime:
    return clock.from_local(day, time())

"""Questions to the database about doors, scans and who came."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, Select, Table, and_, bindparam, case, func, or_, select

from academie.checkin.models import CheckIn, DoorLink, HeadCount, Scan, ScanMethod, Verdict
from academie.core.db import db
from academie.events.models import BreakoutGroup, Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations.models import Registration, RegistrationStatus


class Door(NamedTuple):
    """A door with what it must know of its meeting."""

    id: int
    name: str | None
    link_version: int
    revoked_at: datetime | None
    event_id: int
    event_title: str
    event_status: EventStatus
    starts_at: datetime
    ends_at: datetime


class Ticket(NamedTuple):
    """A registration as the door sees it."""

    registration_id: int
    event_id: int
    event_title: str
    given_name: str | None
    people: int
    mode: AttendanceMode
    status: RegistrationStatus
    is_in: bool
    group: str | None


class Arrival(NamedTuple):
    """When a party came in, and at which door."""

    at: datetime
    door_name: str | None


class Crowd(NamedTuple):
    """People who came in of those expected; a party that came counts as expected."""

    people_in: int = 0
    expected: int = 0


class Attendance(NamedTuple):
    """People who came to a meeting: through a door, and counted without tickets."""

    checked_in: int = 0
    counted: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return self.checked_in + self.counted


class StoredScan(NamedTuple):
    """What an earlier reading was about, and its verdict."""

    event_id: int
    registration_id: int | None
    verdict: Verdict


class ScanLine(NamedTuple):
    """A line in the list of scans: no name and nothing to reach somebody by."""

    scanned_at: datetime
    verdict: Verdict
    door_name: str | None
    people: int | None


_EVENT = cast("Table", Event.__table__).c
_REGISTRATION = cast("Table", Registration.__table__).c
_CHECK_IN = cast("Table", CheckIn.__table__).c
_GROUP = cast("Table", BreakoutGroup.__table__).c
_DOOR = cast("Table", DoorLink.__table__).c

_AT_THE_DOOR = _CHECK_IN.mode == AttendanceMode.ONSITE

# Every scan asks these: built once, and in Core, they make a check-in a third cheaper.
_DOOR_BY_REF = (
    select(
        _DOOR.id,
        _DOOR.name,
        _DOOR.link_version,
        _DOOR.revoked_at,
        _EVENT.id,
        _EVENT.title,
        _EVENT.status,
        _EVENT.starts_at,
        _EVENT.ends_at,
    )
    .join_from(DoorLink.__table__, Event.__table__)
    .where(_DOOR.ref == bindparam("ref"))
)
_TICKET = (
    select(
        _REGISTRATION.id,
        _REGISTRATION.event_id,
        _EVENT.title,
        _REGISTRATION.given_name,
        _REGISTRATION.people,
        _REGISTRATION.mode,
        _REGISTRATION.status,
        _CHECK_IN.id.is_not(None) & _AT_THE_DOOR,
        _GROUP.title,
    )
    .join_from(Registration.__table__, Event.__table__)
    .outerjoin(CheckIn.__table__, _CHECK_IN.registration_id == _REGISTRATION.id)
    .outerjoin(BreakoutGroup.__table__, _GROUP.id == _REGISTRATION.breakout_group_id)
)
_TICKET_BY_ID = _TICKET.where(_REGISTRATION.id == bindparam("id"))
_TICKET_BY_REF = _TICKET.where(_REGISTRATION.ref == bindparam("ref"))
_TICKET_BY_CODE = _TICKET.where(
    _REGISTRATION.event_id == bindparam("event_id"), _REGISTRATION.code == bindparam("code")
)
_GUEST = and_(
    _REGISTRATION.mode == AttendanceMode.ONSITE,
    _REGISTRATION.status == RegistrationStatus.CONFIRMED,
)
_SURPRISE = or_(
    _REGISTRATION.mode != AttendanceMode.ONSITE,
    _REGISTRATION.status != RegistrationStatus.CONFIRMED,
)
_OF_EVENT = _REGISTRATION.event_id == bindparam("event_id")
# Who came of the guests is counted by itself: a join over all of them costs twice as much.
_ROOM = select(
    select(func.sum(_CHECK_IN.people))
    .where(_CHECK_IN.event_id == bindparam("event_id"), _AT_THE_DOOR)
    .scalar_subquery(),
    select(func.sum(_REGISTRATION.people)).where(_OF_EVENT, _GUEST).scalar_subquery(),
    select(func.sum(_CHECK_IN.people))
    .join_from(CheckIn.__table__, Registration.__table__)
    .where(_OF_EVENT, _SURPRISE, _AT_THE_DOOR)
    .scalar_subquery(),
)
_CROWDS = (
    select(
        _REGISTRATION.mode,
        func.coalesce(func.sum(_CHECK_IN.people), 0),
        func.sum(func.coalesce(_CHECK_IN.people, _REGISTRATION.people)),
    )
    .outerjoin_from(
        Registration.__table__, CheckIn.__table__, _CHECK_IN.registration_id == _REGISTRATION.id
    )
    .where(
        _REGISTRATION.event_id == bindparam("event_id"),
        or_(
            _REGISTRATION.status == RegistrationStatus.CONFIRMED,
            _CHECK_IN.id.is_not(None),
        ),
    )
    .group_by(_REGISTRATION.mode)
)


def door(ref: str) -> Door | None:
    """Find a door by the ref in its link."""
    row = _ask(_DOOR_BY_REF, ref=ref).one_or_none()
    return None if row is None else Door._make(row)


def ticket_by_id(registration_id: int) -> Ticket | None:
    """Find the ticket of a registration."""
    return _ticket(_TICKET_BY_ID, id=registration_id)


def ticket_by_ref(ref: str) -> Ticket | None:
    """Find a ticket by the ref in its QR code."""
    return _ticket(_TICKET_BY_REF, ref=ref)


def ticket_by_code(event_id: int, code: str) -> Ticket | None:
    """Find a ticket of one meeting by its short code."""
    return _ticket(_TICKET_BY_CODE, event_id=event_id, code=code)


def _ticket(statement: Select[Any], **values: str | int) -> Ticket | None:
    row = _ask(statement, **values).one_or_none()
    return None if row is None else Ticket._make(row)


def _ask(statement: Select[Any], **values: str | int) -> CursorResult[*tuple[Any, ...]]:
    """Ask for columns in the session's transaction, without its search for objects."""
    return db.session.connection().execute(statement, values)


def stored_scan(uuid: str) -> StoredScan | None:
    """Find an earlier reading by the UUID that its device gave it."""
    row = db.session.execute(
        select(Scan.event_id, Scan.registration_id, Scan.verdict).where(Scan.uuid == uuid)
    ).one_or_none()
    return row and StoredScan._make(row)


def unknown_codes(door: Door, *, since: datetime) -> int:
    """Count the codes typed at a door that belong to nobody."""
    typed = select(func.count()).where(
        Scan.event_id == door.event_id,
        Scan.door_link_id == door.id,
        Scan.method == ScanMethod.CODE,
        Scan.verdict == Verdict.UNKNOWN,
        Scan.scanned_at > since,
    )
    return db.session.scalar(typed) or 0


def arrival(registration_id: int) -> Arrival:
    """Tell when a party that is in came in."""
    row = db.session.execute(
        select(CheckIn.checked_in_at, DoorLink.name)
        .outerjoin(Scan, Scan.uuid == CheckIn.scan_uuid)
        .outerjoin(DoorLink, DoorLink.id == Scan.door_link_id)
        .where(CheckIn.registration_id == registration_id)
    ).one()
    return Arrival._make(row)


def seats_left(event_id: int) -> int | None:
    """Count the free seats in the room; None when there is no limit."""
    limited = func.count() == func.count(SeatPool.capacity)
    left = func.sum(SeatPool.capacity) - func.sum(SeatPool.taken)
    return db.session.scalar(
        select(case((limited, left))).where(
            SeatPool.event_id == event_id,
            SeatPool.mode == AttendanceMode.ONSITE,
            SeatPool.breakout_group_id.is_(None),
        )
    )


def arrivals(event_id: int) -> dict[AttendanceMode, Crowd]:
    """Count who is in and who is expected, by the way they registered to take part."""
    rows = _ask(_CROWDS, event_id=event_id)
    found = {mode: Crowd(int(people_in), int(total)) for mode, people_in, total in rows}
    return {mode: found.get(mode, Crowd()) for mode in AttendanceMode}


def room(event_id: int) -> Crowd:
    """Count who is in the room of those expected there; online guests count once they came."""
    people_in, guests, surprises = (number or 0 for number in _ask(_ROOM, event_id=event_id).one())
    return Crowd(int(people_in), int(guests + surprises))


def attendance(event_ids: Collection[int]) -> dict[int, Attendance]:
    """Count who came to each of these meetings, in two queries however many they are."""
    checked_in = _people(CheckIn, event_ids)
    counted = _people(HeadCount, event_ids)
    return {
        event_id: Attendance(checked_in.get(event_id, 0), counted.get(event_id, 0))
        for event_id in event_ids
    }


def _people(table: type[CheckIn | HeadCount], event_ids: Collection[int]) -> dict[int, int]:
    rows = db.session.execute(
        select(table.event_id, func.sum(table.people))
        .where(table.event_id.in_(event_ids))
        .group_by(table.event_id)
    )
    return {event_id: int(people) for event_id, people in rows}


def doors(event: Event) -> Sequence[DoorLink]:
    """List the doors of a meeting, the newest first."""
    return db.session.scalars(
        select(DoorLink).where(DoorLink.event_id == event.id).order_by(DoorLink.id.desc())
    ).all()


def door_link(event: Event, ref: str) -> DoorLink | None:
    """Find one door of a meeting."""
    return db.session.scalar(
        select(DoorLink).where(DoorLink.event_id == event.id, DoorLink.ref == ref)
    )


def latest_scans(event: Event, limit: int) -> Sequence[ScanLine]:
    """List the last readings at a meeting's doors; people only of its own guests."""
    own = case((Registration.event_id == event.id, Registration.people))
    rows = db.session.execute(
        select(Scan.scanned_at, Scan.verdict, DoorLink.name, own)
        .join(DoorLink, DoorLink.id == Scan.door_link_id)
        .outerjoin(Registration, Registration.id == Scan.registration_id)
        .where(Scan.event_id == event.id)
        .order_by(Scan.scanned_at.desc(), Scan.uuid)
        .limit(limit)
    )
    return [ScanLine._make(row) for row in rows]

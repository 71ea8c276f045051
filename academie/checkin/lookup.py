"""What a device at a door asks of the database: itself, a ticket, an earlier reading."""

from datetime import datetime, time, timedelta
from typing import Any, NamedTuple, cast

from sqlalchemy import CursorResult, Select, Table, bindparam, case, select

from academie.checkin.models import CheckIn, DoorDevice, DoorLink, Scan
from academie.checkin.terms import DoorKind, ScanMethod, Verdict
from academie.core import clock
from academie.core.db import db
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.needs.models import SealedNeeds
from academie.registrations.models import Registration, RegistrationStatus

CALLED_OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}
ADMITS_BEFORE = timedelta(hours=12)
SHUTS_AFTER = timedelta(days=1)
CLOCKS_APART = timedelta(seconds=5)
"""How far a device's idea of our time may be off: it learns that over a slow network."""
LATE_UNTIL = timedelta(days=14)
"""So long after a meeting a device may still bring what it kept; then names are gone too."""


class Door(NamedTuple):
    """A door with what it must know of its meeting."""

    id: int
    name: str | None
    kind: DoorKind
    link_version: int
    revoked_at: datetime | None
    event_id: int
    event_ref: str
    event_title: str
    event_status: EventStatus
    starts_at: datetime
    ends_at: datetime
    closed_at: datetime | None

    @property
    def opens_at(self) -> datetime:
        """From when its link works: the day before, to try it."""
        return clock.from_local(clock.to_local(self.starts_at).date() - timedelta(days=1), time())

    @property
    def admits_from(self) -> datetime:
        """From when people come in, and are counted."""
        return self.starts_at - ADMITS_BEFORE

    @property
    def shuts_at(self) -> datetime:
        """When nobody comes in any more: a day after the end, or when the meeting was closed."""
        if self.event_status is EventStatus.CLOSED and self.closed_at is not None:
            return self.closed_at
        return self.ends_at + SHUTS_AFTER

    @property
    def takes_place(self) -> bool:
        """Whether the meeting has not been called off."""
        return self.event_status not in CALLED_OFF

    @property
    def shows_names(self) -> bool:
        """Whether whoever stands here may see first names."""
        return self.kind is DoorKind.SEARCH


class Device(NamedTuple):
    """A telephone at a door."""

    id: int
    ref: str
    volunteer: str | None
    seen_at: datetime
    ended_at: datetime | None
    door: Door

    @property
    def over_at(self) -> datetime | None:
        """When its volunteer was done or its door was revoked; None while it works."""
        ends = (self.ended_at, self.door.revoked_at)
        return min((end for end in ends if end), default=None)

    @property
    def shuts_at(self) -> datetime:
        """Until when what was done on it counts: what it did just before the end is not lost."""
        return min(self.door.shuts_at, self.over_at or self.door.shuts_at) + CLOCKS_APART


class Ticket(NamedTuple):
    """A registration as the door sees it."""

    registration_id: int
    event_id: int
    event_title: str
    given_name: str | None
    people: int
    mode: AttendanceMode
    status: RegistrationStatus
    ticket_version: int
    people_in: int
    group: str | None
    arranged: bool

    @property
    def rest(self) -> int:
        """How many of the party are not in yet."""
        return max(self.people - self.people_in, 0)

    @property
    def has_seat(self) -> bool:
        """Whether it holds seats in the room."""
        confirmed = self.status is RegistrationStatus.CONFIRMED
        return confirmed and self.mode is AttendanceMode.ONSITE


class Arrival(NamedTuple):
    """When a party came in, at which door and by whose hand."""

    at: datetime
    door_name: str | None = None
    volunteer: str | None = None


class StoredScan(NamedTuple):
    """What an earlier reading was about, and what came of it."""

    uuid: str
    event_id: int
    registration_id: int | None
    method: ScanMethod
    verdict: Verdict
    people: int
    scanned_at: datetime
    conflict: bool
    undoes: str | None


_EVENT = cast("Table", Event.__table__).c
_REGISTRATION = cast("Table", Registration.__table__).c
_CHECK_IN = cast("Table", CheckIn.__table__).c
_GROUP = cast("Table", BreakoutGroup.__table__).c
_DOOR = cast("Table", DoorLink.__table__).c
_DEVICE = cast("Table", DoorDevice.__table__).c
_SCAN = cast("Table", Scan.__table__).c
_NEEDS = cast("Table", SealedNeeds.__table__).c

AT_THE_DOOR = _CHECK_IN.mode == AttendanceMode.ONSITE

# Every scan asks these: built once, and in Core, they make a check-in a third cheaper.
_DOOR_COLUMNS = (
    _DOOR.id,
    _DOOR.name,
    _DOOR.kind,
    _DOOR.link_version,
    _DOOR.revoked_at,
    _EVENT.id,
    _EVENT.ref,
    _EVENT.title,
    _EVENT.status,
    _EVENT.starts_at,
    _EVENT.ends_at,
    _EVENT.closed_at,
)
_DOOR_BY_REF = (
    select(*_DOOR_COLUMNS)
    .join_from(DoorLink.__table__, Event.__table__)
    .where(_DOOR.ref == bindparam("ref"))
)
_DEVICE_BY_REF = (
    select(
        _DEVICE.id,
        _DEVICE.ref,
        _DEVICE.volunteer,
        _DEVICE.seen_at,
        _DEVICE.ended_at,
        *_DOOR_COLUMNS,
    )
    .join_from(DoorDevice.__table__, DoorLink.__table__)
    .join(Event.__table__)
    .where(_DEVICE.ref == bindparam("ref"))
)
_OF_DEVICE = 5
_TICKET = (
    select(
        _REGISTRATION.id,
        _REGISTRATION.event_id,
        _EVENT.title,
        _REGISTRATION.given_name,
        _REGISTRATION.people,
        _REGISTRATION.mode,
        _REGISTRATION.status,
        _REGISTRATION.ticket_version,
        case((AT_THE_DOOR, _CHECK_IN.people), else_=0),
        _GROUP.title,
        _NEEDS.registration_id.is_not(None),
    )
    .join_from(Registration.__table__, Event.__table__)
    .outerjoin(CheckIn.__table__, _CHECK_IN.registration_id == _REGISTRATION.id)
    .outerjoin(BreakoutGroup.__table__, _GROUP.id == _REGISTRATION.breakout_group_id)
    .outerjoin(SealedNeeds.__table__, _NEEDS.registration_id == _REGISTRATION.id)
)
_TICKET_BY_ID = _TICKET.where(_REGISTRATION.id == bindparam("id"))
_TICKET_BY_REF = _TICKET.where(_REGISTRATION.ref == bindparam("ref"))
_TICKET_BY_CODE = _TICKET.where(
    _REGISTRATION.event_id == bindparam("event_id"), _REGISTRATION.code == bindparam("code")
)
_ARRIVAL = (
    select(_CHECK_IN.checked_in_at, _DOOR.name, _DEVICE.volunteer)
    .select_from(CheckIn.__table__)
    .outerjoin(Scan.__table__, _SCAN.uuid == _CHECK_IN.scan_uuid)
    .outerjoin(DoorLink.__table__, _DOOR.id == _SCAN.door_link_id)
    .outerjoin(DoorDevice.__table__, _DEVICE.id == _SCAN.device_id)
    .where(_CHECK_IN.registration_id == bindparam("id"))
)
_STORED_COLUMNS = (
    _SCAN.uuid,
    _SCAN.event_id,
    _SCAN.registration_id,
    _SCAN.method,
    _SCAN.verdict,
    _SCAN.people,
    _SCAN.scanned_at,
    _SCAN.conflict,
    _SCAN.undoes,
)
_STORED = select(*_STORED_COLUMNS).where(_SCAN.uuid == bindparam("uuid"))
_HELD_WITH = (
    select(*_STORED_COLUMNS)
    .select_from(Event.__table__)
    .outerjoin(Scan.__table__, _SCAN.uuid == bindparam("uuid"))
    .where(_EVENT.id == bindparam("event_id"))
    .with_for_update(key_share=True, of=Event.__table__)
)


def door(ref: str) -> Door | None:
    """Find a door by the ref in its link."""
    row = ask(_DOOR_BY_REF, ref=ref).one_or_none()
    return None if row is None else Door._make(row)


def device(ref: str) -> Device | None:
    """Find a device by the ref in its link, with its door."""
    row = ask(_DEVICE_BY_REF, ref=ref).one_or_none()
    if row is None:
        return None
    return Device._make((*row[:_OF_DEVICE], Door._make(row[_OF_DEVICE:])))


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
    row = ask(statement, **values).one_or_none()
    return None if row is None else Ticket._make(row)


def ask(statement: Select[*tuple[Any, ...]], **values: str | int) -> CursorResult[*tuple[Any, ...]]:
    """Ask for columns in the session's transaction, without its search for objects."""
    return db.session.connection().execute(statement, values)


def stored_scan(uuid: str) -> StoredScan | None:
    """Find an earlier reading by the UUID that its device gave it."""
    row = ask(_STORED, uuid=uuid).one_or_none()
    return None if row is None else StoredScan._make(row)


def held_with(event_id: int, uuid: str) -> StoredScan | None:
    """Hold a meeting until the transaction ends, and find an earlier reading by its UUID.

    Who holds the book of the meeting sees all that its doors wrote. SQLite has one writer at a time
    anyhow, and holds no meeting.
    """
    row = ask(_HELD_WITH, event_id=event_id, uuid=uuid).one()
    return StoredScan._make(row) if row.uuid else None


def is_undone(uuid: str) -> bool:
    """Tell whether a reading was taken back."""
    return db.session.scalar(select(Scan.uuid).where(Scan.undoes == uuid)) is not None


def arrival(registration_id: int) -> Arrival | None:
    """Tell when a party that is in came in."""
    row = ask(_ARRIVAL, id=registration_id).one_or_none()
    return None if row is None else Arrival._make(row)

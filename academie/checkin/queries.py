"""Questions to the database about who came, and what happened at the doors."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple, cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Table, and_, bindparam, case, false, func, or_, select
from sqlalchemy.orm import aliased

from academie.checkin.lookup import AT_THE_DOOR, ask
from academie.checkin.models import CheckIn, DoorDevice, DoorLink, HeadCount, Scan
from academie.checkin.terms import ScanMethod, Verdict
from academie.core import formats
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration, RegistrationStatus


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


class ScanLine(NamedTuple):
    """A line in the log of the doors: no name and nothing to reach somebody by.

    Attributes:
        people: how many it let in.
        undone: that was taken back later.
        revoked: it reached us when the link of the door had been revoked.
        first_door: where the same party came in, when that was by another reading.
        first_at: when that was.
    """

    scanned_at: datetime
    received_at: datetime
    method: ScanMethod
    verdict: Verdict
    said: Verdict | None
    door_name: str | None
    volunteer: str | None
    people: int
    reason: str | None
    conflict: bool
    late: bool
    undone: bool
    revoked: bool
    first_door: str | None
    first_at: datetime | None

    @property
    def outcome(self) -> LazyString:
        """What was done, or what became of the ticket."""
        is_ticket = self.method not in {ScanMethod.WALK_IN, ScanMethod.UNDO}
        return self.verdict.label if is_ticket else self.method.label

    @property
    def remarks(self) -> list[str]:
        """What the organiser should know of it."""
        found = (
            (self.reason and self.people, _("Toch binnen: %(reason)s.", reason=self.reason)),
            (self.conflict, self._disagreed),
            (self.conflict and self.first_at, self._before),
            (self.late, _("Kwam binnen na de sluiting.")),
            (self.revoked, _("Kwam binnen toen de deurlink was ingetrokken.")),
            (self.undone, _("Ongedaan gemaakt.")),
        )
        return [str(words) for holds, words in found if holds]

    @property
    def _before(self) -> LazyString:
        time = formats.time_of_day(self.first_at) if self.first_at else ""
        return _(
            "Kwam om %(time)s al binnen bij: %(door)s.",
            time=time,
            door=self.first_door or _("een andere deur"),
        )

    @property
    def _disagreed(self) -> LazyString:
        if self.method is ScanMethod.WALK_IN or (self.people and self.reason):
            return _("De zaal was al vol.")
        if self.people:
            return _("Er kwamen meer mensen dan er nog verwacht werden.")
        if self.said and self.said.lets_in:
            return _("Het toestel liet deze gast binnen.")
        return _("Het toestel liet deze gast niet binnen.")


class DeviceLine(NamedTuple):
    """A telephone at a door, and when it last brought its scans."""

    volunteer: str | None
    door_name: str | None
    paired_at: datetime
    seen_at: datetime
    clock_offset_ms: int | None


_REGISTRATION = cast("Table", Registration.__table__).c
_CHECK_IN = cast("Table", CheckIn.__table__).c
_GUEST = and_(
    _REGISTRATION.mode == AttendanceMode.ONSITE,
    _REGISTRATION.status == RegistrationStatus.CONFIRMED,
)
_SURPRISE = or_(
    _REGISTRATION.mode != AttendanceMode.ONSITE,
    _REGISTRATION.status != RegistrationStatus.CONFIRMED,
)
_OF_EVENT = _REGISTRATION.event_id == bindparam("event_id")
_CAME_HERE = and_(_CHECK_IN.event_id == bindparam("event_id"), AT_THE_DOOR)
_WITHOUT_TICKET = and_(_CAME_HERE, _CHECK_IN.registration_id.is_(None))
# Who came of the guests is counted by itself: a join over all of them costs twice as much.
_ROOM = select(
    select(func.sum(_CHECK_IN.people)).where(_CAME_HERE).scalar_subquery(),
    select(func.sum(_REGISTRATION.people)).where(_OF_EVENT, _GUEST).scalar_subquery(),
    select(func.sum(_CHECK_IN.people))
    .join_from(CheckIn.__table__, Registration.__table__)
    .where(_OF_EVENT, _SURPRISE, AT_THE_DOOR)
    .scalar_subquery(),
    select(func.sum(_CHECK_IN.people)).where(_WITHOUT_TICKET).scalar_subquery(),
)
_PARTY = case(
    (_REGISTRATION.status != RegistrationStatus.CONFIRMED, _CHECK_IN.people),
    (_CHECK_IN.people > _REGISTRATION.people, _CHECK_IN.people),
    else_=_REGISTRATION.people,
)
_CROWDS = (
    select(
        _REGISTRATION.mode,
        func.coalesce(func.sum(_CHECK_IN.people), 0),
        func.sum(_PARTY),
    )
    .outerjoin_from(
        Registration.__table__, CheckIn.__table__, _CHECK_IN.registration_id == _REGISTRATION.id
    )
    .where(
        _OF_EVENT,
        or_(
            _REGISTRATION.status == RegistrationStatus.CONFIRMED,
            _CHECK_IN.id.is_not(None),
        ),
    )
    .group_by(_REGISTRATION.mode)
)
_AFTER_REVOKING = func.coalesce(Scan.received_at > DoorLink.revoked_at, false())
_WALK_INS = select(func.coalesce(func.sum(_CHECK_IN.people), 0)).where(_WITHOUT_TICKET)


def check_in(registration: Registration) -> CheckIn | None:
    """Find how a party came in, when it did."""
    return db.session.scalar(select(CheckIn).where(CheckIn.registration == registration))


def arrivals(event_id: int) -> dict[AttendanceMode, Crowd]:
    """Count who is in and who is expected, by the way they registered to take part."""
    rows = ask(_CROWDS, event_id=event_id)
    found = {mode: Crowd(int(people_in), int(total)) for mode, people_in, total in rows}
    return {mode: found.get(mode, Crowd()) for mode in AttendanceMode}


def walk_ins(event_id: int) -> int:
    """Count who came without a ticket."""
    return int(ask(_WALK_INS, event_id=event_id).scalar_one())


def room(event_id: int) -> Crowd:
    """Count who is in the room of those expected there; all others count once they came."""
    counts = ask(_ROOM, event_id=event_id).one()
    people_in, guests, surprises, without_ticket = (int(number or 0) for number in counts)
    return Crowd(people_in, guests + surprises + without_ticket)


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


def devices(event: Event) -> Sequence[DeviceLine]:
    """List the telephones that are still at the doors of a meeting."""
    rows = db.session.execute(
        select(
            DoorDevice.volunteer,
            DoorLink.name,
            DoorDevice.paired_at,
            DoorDevice.seen_at,
            DoorDevice.clock_offset_ms,
        )
        .join(DoorLink, DoorLink.id == DoorDevice.door_link_id)
        .where(
            DoorLink.event_id == event.id,
            DoorLink.revoked_at.is_(None),
            DoorDevice.ended_at.is_(None),
        )
        .order_by(DoorDevice.id)
    )
    return [DeviceLine._make(row) for row in rows]


def latest_scans(event: Event, limit: int) -> Sequence[ScanLine]:
    """List what happened last at a meeting's doors."""
    return _log(event, limit)


def notable_scans(event: Event, limit: int) -> Sequence[ScanLine]:
    """List what the organiser should know: conflicts, what came late, and who came in anyway."""
    return _log(
        event, limit, or_(Scan.conflict, Scan.late, Scan.reason.is_not(None), _AFTER_REVOKING)
    )


def _log(event: Event, limit: int, *which: ColumnElement[bool]) -> Sequence[ScanLine]:
    undoing, first, first_door = aliased(Scan), aliased(Scan), aliased(DoorLink)
    rows = db.session.execute(
        select(
            Scan.scanned_at,
            Scan.received_at,
            Scan.method,
            Scan.verdict,
            Scan.said,
            DoorLink.name,
            DoorDevice.volunteer,
            Scan.people,
            Scan.reason,
            Scan.conflict,
            Scan.late,
            undoing.uuid.is_not(None),
            _AFTER_REVOKING,
            first_door.name,
            first.scanned_at,
        )
        .join(DoorLink, DoorLink.id == Scan.door_link_id)
        .outerjoin(DoorDevice, DoorDevice.id == Scan.device_id)
        .outerjoin(undoing, undoing.undoes == Scan.uuid)
        .outerjoin(CheckIn, CheckIn.registration_id == Scan.registration_id)
        .outerjoin(first, and_(first.uuid == CheckIn.scan_uuid, first.uuid != Scan.uuid))
        .outerjoin(first_door, first_door.id == first.door_link_id)
        .where(Scan.event_id == event.id, *which)
        .order_by(Scan.scanned_at.desc(), Scan.number.desc())
        .limit(limit)
    )
    return [ScanLine._make(row) for row in rows]

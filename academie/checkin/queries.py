"""Questions to the database about who came, and at which doors."""

from collections.abc import Collection, Sequence
from typing import NamedTuple, cast

from sqlalchemy import Table, and_, bindparam, case, func, or_, select

from academie.checkin.lookup import AT_THE_DOOR, ask
from academie.checkin.models import CheckIn, DoorLink, HeadCount
from academie.core.db import db
from academie.core.small_groups import SMALLEST_GROUP
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
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


def public_attendance(event: Event) -> int | None:
    """Tell everybody how many came, once that is final and they are no small group."""
    if event.status is not EventStatus.CLOSED:
        return None
    people = attendance([event.id])[event.id].people
    return people if people >= SMALLEST_GROUP else None


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

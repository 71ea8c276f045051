"""What devices hear of each other: who came in, how full it is, and where they disagree."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import aliased

from academie.checkin import queries
from academie.checkin.lookup import ask
from academie.checkin.models import CheckIn, DoorBook, DoorDevice, DoorLink, RoomLimit, Scan
from academie.checkin.terms import Verdict
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration

_MOST_CONFLICTS = 50
"""What a device hears of at once: nobody reads more of them at a door; the log has them all."""


class RoomState(NamedTuple):
    """How many lines the doors wrote, and the seats that are free for who has none.

    Attributes:
        free: general seats; None without a limit.
        limit: all seats in the room; None without a limit.
        fire_limit: how many the room may hold at most; None when nobody said so.
    """

    lines: int
    free: int | None
    limit: int | None
    fire_limit: int | None = None

    def within(self, people_in: int) -> "RoomState":
        """Tell the same with the limit of the room, while so many people are in it."""
        if self.fire_limit is None:
            return self
        left = max(self.fire_limit - people_in, 0)
        return self._replace(
            free=left if self.free is None else min(self.free, left),
            limit=self.fire_limit if self.limit is None else min(self.limit, self.fire_limit),
        )


class Presence(NamedTuple):
    """How many of a party are in: none, when that was undone."""

    ref: str
    people_in: int
    since: datetime | None
    door_name: str | None
    volunteer: str | None


class Conflict(NamedTuple):
    """A device let somebody in, or sent somebody away, against what the others knew."""

    ref: str | None
    first_door: str | None
    door_name: str | None
    scanned_at: datetime
    verdict: Verdict


# Every device asks these every two seconds: built once, they cost a third.
_LINES = select(DoorBook.lines).where(DoorBook.event_id == bindparam("event_id")).scalar_subquery()
_FIRE = select(RoomLimit.people).where(RoomLimit.event_id == bindparam("event_id"))
_ROOM = select(
    SeatPool.capacity,
    SeatPool.taken,
    SeatPool.audience,
    _LINES.label("lines"),
    _FIRE.scalar_subquery().label("fire_limit"),
).where(
    SeatPool.event_id == bindparam("event_id"),
    SeatPool.mode == AttendanceMode.ONSITE,
    SeatPool.breakout_group_id.is_(None),
)
_PRESENT = (
    select(
        Registration.ref,
        func.coalesce(CheckIn.people, 0),
        CheckIn.checked_in_at,
        DoorLink.name,
        DoorDevice.volunteer,
    )
    .outerjoin(
        CheckIn,
        and_(CheckIn.registration_id == Registration.id, CheckIn.mode == AttendanceMode.ONSITE),
    )
    .outerjoin(Scan, Scan.uuid == CheckIn.scan_uuid)
    .outerjoin(DoorLink, DoorLink.id == Scan.door_link_id)
    .outerjoin(DoorDevice, DoorDevice.id == Scan.device_id)
    .where(Registration.event_id == bindparam("event_id"))
)
_ALL_PRESENT = _PRESENT.where(CheckIn.id.is_not(None))
_WRITTEN = aliased(Scan)
_CHANGED = _PRESENT.where(
    Registration.id.in_(
        select(_WRITTEN.registration_id).where(
            _WRITTEN.event_id == bindparam("event_id"), _WRITTEN.number > bindparam("after")
        )
    )
)
_FIRST, _FIRST_DOOR = aliased(Scan), aliased(DoorLink)
_CONFLICTS = (
    select(Registration.ref, _FIRST_DOOR.name, DoorLink.name, Scan.scanned_at, Scan.verdict)
    .join_from(Scan, DoorLink, DoorLink.id == Scan.door_link_id)
    .outerjoin(Registration, Registration.id == Scan.registration_id)
    .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
    .outerjoin(_FIRST, _FIRST.uuid == CheckIn.scan_uuid)
    .outerjoin(_FIRST_DOOR, _FIRST_DOOR.id == _FIRST.door_link_id)
    .where(Scan.event_id == bindparam("event_id"), Scan.conflict)
    .order_by(Scan.number.desc())
    .limit(_MOST_CONFLICTS)
)


def room_state(event_id: int) -> RoomState:
    """Tell what a device asks for every two seconds, in one small question."""
    pools = ask(_ROOM, event_id=event_id).all()
    if not pools:
        return RoomState(0, 0, 0)
    limits = [pool.capacity for pool in pools]
    general = [pool for pool in pools if pool.audience is None]
    free = [None if pool.capacity is None else pool.capacity - pool.taken for pool in general]
    return RoomState(
        lines=pools[0].lines or 0,
        free=free[0] if free else 0,
        limit=None if None in limits else sum(limits),
        fire_limit=pools[0].fire_limit,
    )


def free_seats(event_id: int) -> int | None:
    """Count the seats that who comes without one can have; None when there is no limit."""
    return room_state(event_id).within(queries.room(event_id).people_in).free


def presences(event_id: int, *, after: int) -> list[Presence]:
    """List the parties about whom the doors wrote after a line; all who are in after none."""
    asked = {"event_id": event_id} | ({"after": after} if after else {})
    return [Presence._make(row) for row in ask(_CHANGED if after else _ALL_PRESENT, **asked)]


def conflicts(event_id: int) -> list[Conflict]:
    """List where devices disagreed, the latest ones, in the order in which we heard of them."""
    newest_first = ask(_CONFLICTS, event_id=event_id).all()
    return [Conflict._make(row) for row in reversed(newest_first)]

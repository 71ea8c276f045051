"""What the organiser watches while people come in: where they are, and when they came."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import aliased

from academie.checkin.models import CheckIn, DoorLink, RoomLimit, Scan
from academie.core.db import db
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration, RegistrationStatus

STEP = timedelta(minutes=5)
MOST_STEPS = 36
"""Three hours: whoever comes long before tries out the door, and long after comes back."""


class GroupCrowd(NamedTuple):
    """How many are in of a breakout group, of those expected there."""

    title: str
    people_in: int
    expected: int


class DoorCrowd(NamedTuple):
    """How many a door let in."""

    name: str | None
    people: int


class Moment(NamedTuple):
    """Five minutes, from `begins` on, and how many came in."""

    begins: datetime
    people: int


def by_group(event: Event) -> Sequence[GroupCrowd]:
    """Count who is in of each breakout group, and who is expected there; a party counts once."""
    confirmed = Registration.status == RegistrationStatus.CONFIRMED
    expected = case((confirmed, Registration.people), else_=func.coalesce(CheckIn.people, 0))
    rows = db.session.execute(
        select(
            BreakoutGroup.title,
            func.coalesce(func.sum(CheckIn.people), 0),
            func.coalesce(func.sum(expected), 0),
        )
        .outerjoin(Registration, Registration.breakout_group_id == BreakoutGroup.id)
        .outerjoin(CheckIn, CheckIn.registration_id == Registration.id)
        .where(BreakoutGroup.event_id == event.id)
        .group_by(BreakoutGroup.id)
        .order_by(BreakoutGroup.id)
    )
    return [GroupCrowd(title, int(came), int(total)) for title, came, total in rows]


def by_door(event: Event) -> Sequence[DoorCrowd]:
    """Count whom each door let in; who was taken back does not count."""
    undoing = aliased(Scan)
    rows = db.session.execute(
        select(DoorLink.name, func.sum(Scan.people))
        .join_from(Scan, DoorLink, DoorLink.id == Scan.door_link_id)
        .outerjoin(undoing, undoing.undoes == Scan.uuid)
        .where(Scan.event_id == event.id, Scan.people > 0, undoing.uuid.is_(None))
        .group_by(DoorLink.id)
        .order_by(DoorLink.id)
    )
    return [DoorCrowd(name, int(people)) for name, people in rows]


def per_five_minutes(event: Event) -> Sequence[Moment]:
    """Count arrivals in steps of five minutes, the quiet ones between them too; online as well.

    When that takes longer than a chart is wide, these are the hours in which most people came.
    """
    counts = Counter[datetime]()
    for moment, people in [*_through_doors(event), *_online(event)]:
        counts[_step_of(moment)] += people
    if not counts:
        return []
    shown = max((_within(begins, counts) for begins in sorted(counts, reverse=True)), key=_total)
    first, last = min(shown), max(shown)
    steps = int((last - first) / STEP) + 1
    return [Moment(first + each * STEP, counts[first + each * STEP]) for each in range(steps)]


def fire_limit(event: Event) -> int | None:
    """Tell how many people the room may hold at most, when staff said so."""
    return db.session.scalar(select(RoomLimit.people).where(RoomLimit.event_id == event.id))


def _within(begins: datetime, counts: Mapping[datetime, int]) -> Mapping[datetime, int]:
    """Choose the steps of a chart that begins then."""
    ends = begins + MOST_STEPS * STEP
    return {moment: people for moment, people in counts.items() if begins <= moment < ends}


def _total(counts: Mapping[datetime, int]) -> int:
    return sum(counts.values())


def _step_of(moment: datetime) -> datetime:
    past = timedelta(minutes=moment.minute % 5, seconds=moment.second)
    return moment - past - timedelta(microseconds=moment.microsecond)


def _through_doors(event: Event) -> Sequence[tuple[datetime, int]]:
    undoing = aliased(Scan)
    rows = db.session.execute(
        select(Scan.scanned_at, Scan.people)
        .outerjoin(undoing, undoing.undoes == Scan.uuid)
        .where(Scan.event_id == event.id, Scan.people > 0, undoing.uuid.is_(None))
    )
    return [(moment, people) for moment, people in rows]


def _online(event: Event) -> Sequence[tuple[datetime, int]]:
    online = and_(CheckIn.event_id == event.id, CheckIn.mode == AttendanceMode.ONLINE)
    rows = db.session.execute(select(CheckIn.checked_in_at, CheckIn.people).where(online))
    return [(moment, people) for moment, people in rows]

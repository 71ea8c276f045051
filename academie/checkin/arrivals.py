"""Who is in: counted party by party, with a seat in the room for who had none."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, delete, func, select, update

from academie.checkin.lookup import StoredScan, Ticket
from academie.checkin.models import CheckIn, RoomLimit, Scan
from academie.core.db import db, insert_or_ignore
from academie.events.terms import AttendanceMode
from academie.registrations import seats
from academie.registrations.models import Registration

_CHECK_IN = cast("Table", CheckIn.__table__)
_SCAN = cast("Table", Scan.__table__)


def admit(ticket: Ticket, people: int, *, uuid: str, at: datetime) -> bool:
    """Let people of a party in; False when they have no seats in the room, and none are left.

    Who comes beyond the number that was registered has none.
    Who took part online and then comes to the door is counted there, and once.
    """
    if ticket.people_in:
        _change(ticket, AttendanceMode.ONSITE, {"people": _CHECK_IN.c.people + people})
    else:
        _come_in(ticket, people, uuid, at)
    extra = max(ticket.people_in + people - ticket.people, 0)
    unseated = extra if ticket.has_seat else people
    if unseated == 0:
        return True
    here = select(CheckIn.id).where(CheckIn.registration_id == ticket.registration_id)
    return _find_seats(ticket.event_id, db.session.scalars(here).one(), unseated)


def _come_in(ticket: Ticket, people: int, uuid: str, at: datetime) -> None:
    arrival = {
        "event_id": ticket.event_id,
        "registration_id": ticket.registration_id,
        "scan_uuid": uuid,
        "people": people,
        "checked_in_at": at,
        "mode": AttendanceMode.ONSITE,
    }
    if not insert_or_ignore(_CHECK_IN, arrival):
        was_online = {"online_at": _CHECK_IN.c.checked_in_at}
        _change(ticket, AttendanceMode.ONLINE, arrival | was_online)


def _change(ticket: Ticket, mode: AttendanceMode, values: Mapping[str, object]) -> None:
    """Change what was counted of a party, as long as it takes part in this way."""
    here = _CHECK_IN.c.registration_id == ticket.registration_id
    statement = update(_CHECK_IN).where(here, _CHECK_IN.c.mode == mode).values(values)
    db.session.connection().execute(statement)


def admit_walk_in(event_id: int, people: int, *, uuid: str, name: str | None, at: datetime) -> bool:
    """Count people without a ticket; False when no seats are left for them."""
    arrival = {
        "event_id": event_id,
        "name": name,
        "scan_uuid": uuid,
        "people": people,
        "checked_in_at": at,
        "mode": AttendanceMode.ONSITE,
    }
    insert_or_ignore(_CHECK_IN, arrival)
    here = select(CheckIn.id).where(CheckIn.scan_uuid == uuid)
    return _find_seats(event_id, db.session.scalars(here).one(), people)


def _find_seats(event_id: int, check_in_id: int, people: int) -> bool:
    """Take seats for who is counted already; False when there are none, or the room is too full."""
    inside = select(func.sum(CheckIn.people)).where(
        CheckIn.event_id == event_id, CheckIn.mode == AttendanceMode.ONSITE
    )
    limit = select(RoomLimit.people).where(RoomLimit.event_id == event_id)
    too_full = select(inside.scalar_subquery() > limit.scalar_subquery())
    if db.session.scalar(too_full):
        return False
    return seats.claim_at_door(event_id, check_in_id, people)


def take_back(scan: StoredScan) -> None:
    """Count the people that a reading let in as not in; the seats they got here are free again."""
    mine = CheckIn.scan_uuid == scan.uuid
    if scan.registration_id is not None:
        mine = CheckIn.registration_id == scan.registration_id
    row = db.session.execute(
        select(
            CheckIn.id,
            CheckIn.registration_id,
            CheckIn.people,
            CheckIn.scan_uuid,
            CheckIn.online_at,
        ).where(mine)
    ).one_or_none()
    if row is None:
        return
    seats.give_back_at_door(row.id, scan.people)
    here = _CHECK_IN.c.id == row.id
    if row.people > scan.people:
        left: dict[str, object] = {"people": row.people - scan.people}
        if row.scan_uuid == scan.uuid:
            left |= _next_arrival(scan)
        db.session.execute(update(_CHECK_IN).where(here).values(left))
    elif row.online_at:
        db.session.execute(update(_CHECK_IN).where(here).values(_online_again(row)))
    else:
        db.session.execute(delete(_CHECK_IN).where(here))


def _online_again(row: Row[*tuple[Any, ...]]) -> dict[str, object]:
    """Tell how a party took part that never came to the door after all."""
    party = db.session.get_one(Registration, row.registration_id)
    return online_arrival(party) | {"checked_in_at": row.online_at, "online_at": None}


def online_arrival(registration: Registration) -> dict[str, object]:
    """Tell how a party takes part online: whole, and under a UUID made of its own ref."""
    return {
        "scan_uuid": f"online-{registration.ref}",
        "people": registration.people,
        "mode": AttendanceMode.ONLINE,
    }


def _next_arrival(scan: StoredScan) -> dict[str, object]:
    """Tell by which other reading a party came in first."""
    undone = select(Scan.undoes).where(Scan.undoes.is_not(None))
    row = db.session.execute(
        select(Scan.uuid, Scan.scanned_at)
        .where(
            Scan.registration_id == scan.registration_id,
            Scan.event_id == scan.event_id,
            Scan.people > 0,
            Scan.uuid != scan.uuid,
            Scan.uuid.not_in(undone),
        )
        .order_by(Scan.scanned_at)
        .limit(1)
    ).one_or_none()
    return {"scan_uuid": row.uuid, "checked_in_at": row.scanned_at} if row else {}

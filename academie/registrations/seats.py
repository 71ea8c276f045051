"""Taking seats and giving them back: only here `SeatPool.taken` changes.

Each change is one conditional statement a pool, in pool order, so that no two transactions can sell
one seat or wait for each other in a circle.
"""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext
from sqlalchemy import BindParameter, Integer, bindparam, func, or_, select, update

from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.models import BreakoutGroup, SeatPool
from academie.events.terms import AttendanceMode
from academie.registrations import queries
from academie.registrations.models import Registration, SeatClaim

_SEATS: BindParameter[int] = bindparam("seats", type_=Integer)
_CHANGE = (
    update(SeatPool)
    .where(
        SeatPool.id == bindparam("pool_id"),
        or_(SeatPool.capacity.is_(None), SeatPool.taken + _SEATS <= SeatPool.capacity),
    )
    .values(taken=SeatPool.taken + _SEATS)
    .returning(SeatPool)
    .execution_options(synchronize_session=False, populate_existing=True)
)


class GroupFullError(DomainError):
    """A breakout group has no room for this party."""

    def __init__(self, left: int) -> None:
        """Say how many seats it has left."""
        super().__init__(
            ngettext(
                "Deze groep heeft nog %(num)s plek. Kies een ander onderwerp.",
                "Deze groep heeft nog %(num)s plekken. Kies een ander onderwerp.",
                left,
            )
            if left
            else _("Deze groep is net vol. Kies een ander onderwerp.")
        )


class GroupNotOfferedError(DomainError):
    """A breakout group that somebody who takes part in this way cannot join."""

    def __init__(self, group: BreakoutGroup) -> None:
        """Say for whom the group is."""
        super().__init__(
            _("Deze groep is online. Kies een groep op de locatie.")
            if group.pool.mode is AttendanceMode.ONLINE
            else _("Deze groep is op de locatie. Kies een groep online.")
        )


def claim(registration: Registration) -> bool:
    """Take a seat for each person of the party in every pool it needs, or none at all."""
    pool_ids = queries.pool_ids(registration)
    for pool_id in pool_ids:
        pool = _change(pool_id, registration.people)
        if pool is None:
            give_back(registration)
            return False
        _hold(registration, pool)
    return bool(pool_ids)


def give_back(registration: Registration) -> None:
    """Free every seat the party holds."""
    _release(registration, list(registration.claims))


def switch_group(registration: Registration, group: BreakoutGroup | None) -> bool:
    """Move a seated party to another group: the new seats first, then back with the old ones."""
    old = [held for held in registration.claims if held.pool.breakout_group_id is not None]
    if group is not None:
        pool = _change(group.pool.id, registration.people)
        if pool is None:
            return False
        _hold(registration, pool)
    _release(registration, old)
    return True


def move_all(old: SeatPool, new: SeatPool) -> bool:
    """Move every seat held in one pool to another: all of them, or none when they do not fit."""
    held = select(func.coalesce(func.sum(SeatClaim.seats), 0)).where(SeatClaim.pool_id == old.id)
    seats = db.session.scalar(held) or 0
    if _change(new.id, seats) is None:
        return False
    db.session.execute(
        update(SeatClaim)
        .where(SeatClaim.pool_id == old.id)
        .values(pool_id=new.id)
        .execution_options(synchronize_session=False)
    )
    _change(old.id, -seats)
    return True


def check_group(group: BreakoutGroup | None, *, mode: AttendanceMode, people: int) -> None:
    """Make sure that a party can join a breakout group; ask it with the meeting locked.

    Args:
        people: seats it needs now; none while it waits for the meeting.

    Raises:
        GroupNotOfferedError: the group is for those who take part in another way.
        GroupFullError: there are not so many seats.
    """
    if group is None:
        return
    if group.pool.mode is not mode:
        raise GroupNotOfferedError(group)
    db.session.refresh(group.pool, ["taken", "capacity"])
    left = group.pool.left
    if left is not None and left < people:
        raise GroupFullError(left)


def _hold(registration: Registration, pool: SeatPool) -> None:
    db.session.add(SeatClaim(registration=registration, pool=pool, seats=registration.people))


def _release(registration: Registration, claims: Iterable[SeatClaim]) -> None:
    for held in sorted(claims, key=lambda held: held.pool.id):
        _change(held.pool.id, -held.seats)
        registration.claims.remove(held)
    db.session.flush()


def _change(pool_id: int, seats: int) -> SeatPool | None:
    """Count seats in or out of a pool; None when there is no room for them."""
    return db.session.scalar(_CHANGE, {"pool_id": pool_id, "seats": seats})

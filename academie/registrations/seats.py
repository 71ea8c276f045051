"""Taking seats and giving them back: only here `SeatPool.taken` changes.

Each change is one conditional statement a pool, in pool order, so that no two transactions can sell
one seat or wait for each other in a circle.
"""

from collections.abc import Iterable, Sequence

from flask_babel import lazy_gettext as _
from sqlalchemy import BindParameter, Integer, bindparam, func, or_, select, update

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.models import BreakoutGroup
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience
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


_ROOM = select(SeatPool.id).where(
    SeatPool.event_id == bindparam("event_id"),
    SeatPool.mode == AttendanceMode.ONSITE,
    SeatPool.breakout_group_id.is_(None),
    SeatPool.audience.is_(None),
)


class GroupFullError(DomainError):
    """A breakout group has no room for this party."""

    def __init__(self, left: int) -> None:
        """Say whether it has seats left; how many would show whether an address was new."""
        super().__init__(
            _("Deze groep heeft geen plek voor zoveel mensen. Kies een ander onderwerp.")
            if left
            else _("Deze groep is net vol. Kies een ander onderwerp.")
        )


class GroupNotOfferedError(DomainError):
    """A breakout group that somebody who takes part in this way cannot join."""

    def __init__(self, group: BreakoutGroup) -> None:
        """Say for whom the group is."""
        self.group = group
        super().__init__(
            _("Deze groep is online. Kies een groep op de locatie.")
            if group.pool.mode is AttendanceMode.ONLINE
            else _("Deze groep is op de locatie. Kies een groep online.")
        )


def claim(
    registration: Registration,
    *,
    mode: AttendanceMode,
    group: BreakoutGroup | None,
    among: Sequence[int] | None = None,
) -> bool:
    """Take a seat for each person of the party in one pool and in its group, or none at all.

    Args:
        among: the pools it may have, the best one first; all that are for its audience or for
            everybody when not given.
    """
    people = registration.people
    if among is None:
        among = queries.pool_ids(registration.event, mode, registration.audience)
    pool = next(filter(None, (_change(each, people) for each in among)), None)
    if pool is None:
        return False
    inside = _change(group.pool.id, people) if group else None
    if group and inside is None:
        _change(pool.id, -people)
        return False
    for held in filter(None, (pool, inside)):
        db.session.add(SeatClaim(registration=registration, pool=held, seats=people))
    return True


def give_back(registration: Registration, mode: AttendanceMode | None = None) -> None:
    """Free the seats a party holds: all, or those of one way to take part."""
    held = [claim for claim in registration.claims if mode in {None, claim.pool.mode}]
    _release(registration, held)


def resize(registration: Registration, people: int) -> bool:
    """Give a party more or fewer seats wherever it holds some; or change nothing for lack of room.

    Who needs more is a newcomer for the seats that come on top. When its own pool has too few,
    another one that has room for the whole party will do.
    """
    claims = sorted(registration.claims, key=lambda claim: claim.pool.id)
    targets = [_place_for(claim, people) for claim in claims]
    if None in targets:
        return False
    for claim, target in zip(claims, targets, strict=True):
        taken = people - claim.seats if target == claim.pool.id else people
        pool = _change(target, taken) if target else None
        if pool is None:
            raise IllegalMoveError(_("Er is geen plek meer."))
        if pool is not claim.pool:
            _change(claim.pool.id, -claim.seats)
            claim.pool = pool
        claim.seats = people
    db.session.flush()
    return True


def _place_for(claim: SeatClaim, people: int) -> int | None:
    """Find the pool where a claim can grow or shrink; None when there is none."""
    pool, more = claim.pool, people - claim.seats
    db.session.refresh(pool, ["taken", "capacity"])
    if more <= 0:
        return pool.id
    if pool.breakout_group_id is not None:
        return pool.id if pool.left is None or pool.left >= more else None
    party = claim.registration
    if party is None:
        return None
    if pool.id in queries.open_pools(party.event, pool.mode, more, party.audience):
        return pool.id
    others = queries.open_pools(party.event, pool.mode, people, party.audience)
    return next((other for other in others if other != pool.id), None)


def follow_audience(registration: Registration, audience: Audience | None) -> bool:
    """Move a party out of seats kept for others than its audience; False when there is no room.

    Seats that are for everybody it keeps.
    """
    for held in [
        each for each in registration.claims if each.pool.audience not in {None, audience}
    ]:
        open_to_it = queries.open_pools(registration.event, held.pool.mode, held.seats, audience)
        pool = next(filter(None, (_change(each, held.seats) for each in open_to_it)), None)
        if pool is None:
            return False
        _change(held.pool.id, -held.seats)
        held.pool = pool
    db.session.flush()
    return True


def switch_group(registration: Registration, group: BreakoutGroup | None) -> bool:
    """Move a seated party to another group: the new seats first, then back with the old ones."""
    old = [
        held
        for held in registration.claims
        if held.pool.breakout_group_id is not None and held.pool.mode is registration.mode
    ]
    if group is not None:
        pool = _change(group.pool.id, registration.people)
        if pool is None:
            return False
        db.session.add(SeatClaim(registration=registration, pool=pool, seats=registration.people))
    _release(registration, old)
    return True


def release(kept: SeatPool, general: SeatPool) -> None:
    """Give the seats kept for an audience to all, with the claims on them."""
    capacity, taken = kept.capacity or 0, kept.taken
    if general.capacity is not None:
        general.capacity += capacity
    general.taken += taken
    kept.taken = 0
    db.session.flush()
    db.session.execute(
        update(SeatClaim)
        .where(SeatClaim.pool_id == kept.id)
        .values(pool_id=general.id)
        .execution_options(synchronize_session=False)
    )
    kept.capacity = 0
    db.session.flush()


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


def room_in_group(
    choices: Iterable[BreakoutGroup | None], *, mode: AttendanceMode, people: int
) -> BreakoutGroup | None:
    """Find the first of the groups somebody chose that has room; ask it with the meeting locked.

    Args:
        people: seats it needs now; none while it waits for the meeting.

    Raises:
        GroupNotOfferedError: a group is for those who take part in another way.
        GroupFullError: there are not so many seats in any of them.
    """
    chosen = [group for group in choices if group is not None]
    if other := next((group for group in chosen if group.pool.mode is not mode), None):
        raise GroupNotOfferedError(other)
    for group in chosen:
        if has_room(group, people):
            return group
    if chosen:
        raise GroupFullError(chosen[0].pool.left or 0)
    return None


def first_with_room(registration: Registration, mode: AttendanceMode) -> BreakoutGroup | None:
    """Find the first group a party chose for this way to take part that has room for it."""
    chosen = (registration.breakout_group, registration.second_group)
    for group in chosen:
        if group and group.pool.mode is mode and has_room(group, registration.people):
            return group
    return None


def settle(registration: Registration, group: BreakoutGroup | None) -> None:
    """Note in which group a party sits; the other one it chose stays its second choice."""
    chosen = (registration.breakout_group, registration.second_group)
    registration.second_group = next((each for each in chosen if each and each is not group), None)
    registration.breakout_group = group


def has_room(group: BreakoutGroup, people: int) -> bool:
    """Tell whether a group has so many seats left; ask it with the meeting locked."""
    if not people:
        return True
    db.session.refresh(group.pool, ["taken", "capacity"])
    return group.pool.left is None or group.pool.left >= people


def claim_at_door(event_id: int, check_in_id: int, people: int) -> bool:
    """Take general seats in the room for who came to the door without any, or none at all.

    More of the same party adds to what it has. Who stands at the door goes before who waits at
    home.
    """
    pool_id = db.session.scalar(_ROOM, {"event_id": event_id})
    if pool_id is None or _change(pool_id, people) is None:
        return False
    held = _held_at_door(check_in_id)
    if held is None:
        pool = db.session.get_one(SeatPool, pool_id)
        db.session.add(SeatClaim(check_in_id=check_in_id, pool=pool, seats=people))
    else:
        held.seats += people
    db.session.flush()
    return True


def give_back_at_door(check_in_id: int, people: int) -> None:
    """Free seats of who came to the door without any and left again; fewer when it has fewer."""
    held = _held_at_door(check_in_id)
    if held is None:
        return
    back = min(people, held.seats)
    _change(held.pool_id, -back)
    held.seats -= back
    if held.seats == 0:
        db.session.delete(held)
    db.session.flush()


def _held_at_door(check_in_id: int) -> SeatClaim | None:
    return db.session.scalar(select(SeatClaim).filter_by(check_in_id=check_in_id))


def _release(registration: Registration, claims: Iterable[SeatClaim]) -> None:
    for held in sorted(claims, key=lambda held: held.pool.id):
        _change(held.pool.id, -held.seats)
        registration.claims.remove(held)
    db.session.flush()


def _change(pool_id: int, seats: int) -> SeatPool | None:
    """Count seats in or out of a pool; None when there is no room for them."""
    return db.session.scalar(_CHANGE, {"pool_id": pool_id, "seats": seats})

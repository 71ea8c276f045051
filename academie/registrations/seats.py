"""Taking seats and giving them back: the only two functions that touch `SeatPool.taken`.

Each is one conditional statement a pool, in pool order, so that no two transactions can sell
one seat or wait for each other in a circle.
"""

from sqlalchemy import or_, update

from academie.core.db import db
from academie.events.models import SeatPool
from academie.registrations import queries
from academie.registrations.models import Registration, SeatClaim


def claim(registration: Registration) -> bool:
    """Take a seat for each person of the party in every pool it needs, or none at all."""
    pool_ids = queries.pool_ids(registration.event, registration.mode)
    for pool_id in pool_ids:
        if not _change(pool_id, registration.people):
            give_back(registration)
            return False
        pool = db.session.get_one(SeatPool, pool_id, populate_existing=True)
        registration.claims.append(SeatClaim(pool=pool, seats=registration.people))
    return bool(pool_ids)


def give_back(registration: Registration) -> None:
    """Free every seat the party holds."""
    for held in sorted(registration.claims, key=lambda held: held.pool.id):
        _change(held.pool.id, -held.seats)
        db.session.refresh(held.pool, ["taken"])
        registration.claims.remove(held)
    db.session.flush()


def _change(pool_id: int, seats: int) -> bool:
    """Count seats in or out of a pool; False when there is no room for them."""
    room = or_(SeatPool.capacity.is_(None), SeatPool.taken + seats <= SeatPool.capacity)
    statement = (
        update(SeatPool)
        .where(SeatPool.id == pool_id, room)
        .values(taken=SeatPool.taken + seats)
        .returning(SeatPool.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(statement) is not None

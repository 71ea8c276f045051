"""What is always true of the seats of a meeting, for tests that do many things to it."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.registrations import line
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim, SeatOffer


def seats_are_counted_right(event: Event) -> None:
    """What is taken is what is claimed, and no more than there is."""
    claimed = Counter[int]()
    for claim in db.session.scalars(
        select(SeatClaim).join(SeatClaim.pool).filter_by(event_id=event.id)
    ):
        claimed[claim.pool_id] += claim.seats
    for pool in _pools(event):
        assert pool.taken == claimed[pool.id]
        assert pool.capacity is None or 0 <= pool.taken <= pool.capacity


def states_agree_with_seats_and_offers(event: Event) -> None:
    """Whoever has or is offered seats holds them, all in one pool; nobody else does."""
    offers = open_offers(event)
    for party in parties(event):
        offer = offers.get(party.id)
        expected = {party.mode} if party.status is RegistrationStatus.CONFIRMED else set()
        if offer:
            expected.add(offer.mode)
            assert party.waits_for is offer.mode
        whole = [claim for claim in party.claims if claim.pool.breakout_group_id is None]
        assert {claim.pool.mode for claim in whole} == expected
        assert len(whole) == len(expected)
        assert {claim.seats for claim in party.claims} <= {party.people}
        _agrees(party, offer)


def nobody_who_fits_waits(event: Event) -> None:
    """No seat is free for which somebody waits without an offer."""
    pools = [pool for pool in _pools(event) if pool.breakout_group_id is None]
    offers = open_offers(event)
    for party in parties(event):
        if party.waits_for is None or party.id in offers:
            continue
        for pool in pools:
            own = pool.audience is None or pool.audience is party.audience
            open_to_it = own and pool.released_at is None and pool.mode is party.waits_for
            assert not (open_to_it and (pool.left is None or pool.left >= party.people))


def deadlines_are_kept(event: Event) -> None:
    """No offer lasts longer than a day, or into the last two hours."""
    for offer in open_offers(event).values():
        assert offer.expires_at <= offer.offered_at + line.LASTS
        assert offer.expires_at <= event.starts_at - line.STOPS_BEFORE


def kept_seats_come_free_in_time(event: Event) -> None:
    """No seat is kept for an audience until after the meeting began."""
    for pool in _pools(event):
        assert pool.released_at or pool.release_at is None or pool.release_at < event.starts_at


def parties(event: Event) -> Sequence[Registration]:
    """List everybody who ever registered, each with the seats it holds."""
    claims = selectinload(Registration.claims).joinedload(SeatClaim.pool)
    of_event = select(Registration).where(Registration.event_id == event.id).options(claims)
    return db.session.scalars(of_event.order_by(Registration.id)).all()


def open_offers(event: Event) -> dict[int, SeatOffer]:
    """Give the offers that wait for an answer, by the id of the registration; never two."""
    found = db.session.scalars(
        select(SeatOffer)
        .join(SeatOffer.registration)
        .where(Registration.event_id == event.id, SeatOffer.ended_at.is_(None))
    ).all()
    by_party = {offer.registration_id: offer for offer in found}
    assert len(by_party) == len(found)
    return by_party


def _pools(event: Event) -> list[SeatPool]:
    return list(db.session.scalars(select(SeatPool).where(SeatPool.event_id == event.id)))


def _agrees(party: Registration, offer: SeatOffer | None) -> None:
    """Check a state against the offer and the line."""
    if party.status is RegistrationStatus.OFFERED:
        assert offer
        assert party.waits_for is party.mode
    elif party.status is RegistrationStatus.WAITLISTED:
        assert party.waits_for is party.mode
        assert offer is None
    elif party.status is RegistrationStatus.CANCELLED:
        assert (party.waits_for, offer) == (None, None)
    else:
        assert party.waits_for is not party.mode
        inside = {claim.pool.breakout_group_id for claim in party.claims}
        group = party.breakout_group
        assert group is None or group.id in inside

"""Questions about what was registered for somebody else."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, and_, case, exists, func, not_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from academie.assisted.models import (
    AssistedParty,
    AssistedVisit,
    HelperLink,
    OfferCall,
    PhoneCall,
)
from academie.core.db import db
from academie.events.models import Event
from academie.registrations.models import (
    OfferOutcome,
    Registration,
    RegistrationStatus,
    SeatOffer,
)
from academie.registrations.told import REACHABLE

_LIVE = Registration.status != RegistrationStatus.CANCELLED
_UNREACHABLE = and_(Registration.given_name.is_not(None), not_(REACHABLE))
_WAITS = Registration.status == RegistrationStatus.WAITLISTED


class LinkNumbers(NamedTuple):
    """A link, with what was registered by it and is still live."""

    link: HelperLink
    parties: int
    people: int
    waiting: int


def link(ref: str) -> HelperLink | None:
    """Find a link with its meeting."""
    with_event = joinedload(HelperLink.event, innerjoin=True)
    return db.session.scalar(select(HelperLink).where(HelperLink.ref == ref).options(with_event))


def numbers(event: Event) -> list[LinkNumbers]:
    """List the links of a meeting, the newest first, with how many people each registered."""
    rows = db.session.execute(
        select(
            HelperLink,
            func.count(Registration.id),
            func.coalesce(func.sum(Registration.people), 0),
            func.coalesce(func.sum(case((_WAITS, Registration.people), else_=0)), 0),
        )
        .outerjoin(AssistedVisit, AssistedVisit.helper_link_id == HelperLink.id)
        .outerjoin(AssistedParty, AssistedParty.visit_id == AssistedVisit.id)
        .outerjoin(Registration, and_(Registration.id == AssistedParty.registration_id, _LIVE))
        .where(HelperLink.event_id == event.id)
        .group_by(HelperLink.id)
        .order_by(HelperLink.id.desc())
    )
    return [LinkNumbers(*row) for row in rows]


def people_of(link: HelperLink) -> int:
    """Count the people a link registered, without who signed off; ask it with the meeting locked.

    Whoever was known already counts too, so that the answer tells nobody who was. A party counts
    for as many as the link registered, however many come by now.
    """
    of_link = AssistedVisit.helper_link_id == link.id
    known = select(func.sum(AssistedVisit.known)).where(of_link)
    live = (
        select(func.sum(AssistedParty.people))
        .join(AssistedParty.visit)
        .join(AssistedParty.registration)
        .where(of_link, _LIVE)
    )
    return (db.session.scalar(known) or 0) + (db.session.scalar(live) or 0)


def visit(ref: str) -> AssistedVisit | None:
    """Find one form that was sent."""
    return db.session.scalar(select(AssistedVisit).where(AssistedVisit.ref == ref))


def visit_of_key(key: str) -> AssistedVisit | None:
    """Find what became of a form, by the key that it brought."""
    return db.session.scalar(select(AssistedVisit).where(AssistedVisit.key == key))


def registered(visit: AssistedVisit) -> Sequence[Registration]:
    """List the live parties of a visit, in the order of the form."""
    return db.session.scalars(
        select(Registration)
        .join(AssistedParty, AssistedParty.registration_id == Registration.id)
        .join(Registration.event)
        .where(AssistedParty.visit_id == visit.id, _LIVE)
        .order_by(Registration.registered_at, Registration.id)
        .options(contains_eager(Registration.event), selectinload(Registration.breakout_group))
    ).all()


def unreachable(event: Event) -> Sequence[Registration]:
    """List the live parties whom no mail reaches, by name; not those who were forgotten."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            _LIVE,
            _UNREACHABLE,
        )
        .order_by(Registration.given_name, Registration.id)
    ).all()


def offers(event: Event) -> Sequence[SeatOffer]:
    """List the open offers to parties whom no mail reaches, the first deadline first."""
    return db.session.scalars(
        select(SeatOffer)
        .join(SeatOffer.registration)
        .where(Registration.event_id == event.id, SeatOffer.ended_at.is_(None), _UNREACHABLE)
        .order_by(SeatOffer.expires_at, SeatOffer.id)
        .options(contains_eager(SeatOffer.registration))
    ).all()


def ran_out(event: Event) -> Sequence[SeatOffer]:
    """List the last offers to parties whom no mail reaches, that ran out and nobody called about.

    Not of who did something since: then we spoke to them.
    """
    called = exists().where(OfferCall.offer_id == SeatOffer.id)
    return db.session.scalars(_ran_out(event).where(~called)).all()


def last_ran_out(registration: Registration) -> SeatOffer | None:
    """Find the last offer to a party, if it ran out and that is the last that was heard."""
    own = _ran_out(registration.event).where(Registration.id == registration.id)
    return db.session.scalar(own)


def calls_about_offers(event: Event) -> Sequence[OfferCall]:
    """List who was called about an offer that ran out, the last call first."""
    of_event = _ran_out(event).with_only_columns(SeatOffer.id).order_by(None)
    return db.session.scalars(
        select(OfferCall)
        .where(OfferCall.offer_id.in_(of_event))
        .order_by(OfferCall.called_at.desc(), OfferCall.offer_id)
        .options(
            joinedload(OfferCall.offer).joinedload(SeatOffer.registration),
            joinedload(OfferCall.called_by),
        )
    ).all()


def _ran_out(event: Event) -> Select[SeatOffer]:
    later = aliased(SeatOffer)
    return (
        select(SeatOffer)
        .join(SeatOffer.registration)
        .where(
            Registration.event_id == event.id,
            SeatOffer.outcome == OfferOutcome.EXPIRED,
            Registration.status_changed_at <= SeatOffer.ended_at,
            ~exists().where(
                later.registration_id == SeatOffer.registration_id, later.id > SeatOffer.id
            ),
            _UNREACHABLE,
        )
        .order_by(SeatOffer.ended_at, SeatOffer.id)
        .options(contains_eager(SeatOffer.registration))
    )


def calls(event: Event) -> Sequence[PhoneCall]:
    """List who was called about the latest change, the last call first."""
    return db.session.scalars(
        select(PhoneCall)
        .join(PhoneCall.registration)
        .where(
            Registration.event_id == event.id,
            PhoneCall.sequence == event.sequence,
            Registration.given_name.is_not(None),
        )
        .order_by(PhoneCall.called_at.desc(), Registration.id)
        .options(contains_eager(PhoneCall.registration), joinedload(PhoneCall.called_by))
    ).all()

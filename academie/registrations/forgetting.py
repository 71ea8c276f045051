"""Emptying what says who a guest was, when they ask for it and when the time has come alike."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, column, delete, func, or_, select, table, update
from sqlalchemy.orm import aliased

from academie.core import clock
from academie.core.db import UtcDateTime, db
from academie.jobs import service as jobs
from academie.needs.models import SealedNeeds
from academie.outbox import service as outbox
from academie.partners.models import Organisation
from academie.questions.models import OwnAnswer
from academie.reference.municipalities import provinces_of
from academie.registrations import queries
from academie.registrations.models import Consent, Registration, SeatOffer

NAMES = ("given_name", "family_name", "email", "organisation_name")
FEW = 5
"""With fewer guests from one municipality, it could tell who somebody was."""

_LETTER_COPY = table("letter_copy", column("ref"), column("registration_id"))
_SCAN = table("scan", column("reason"), column("registration_id"))
_PHONE_CALL = table("phone_call", column("registration_id"))
_OFFER_CALL = table("offer_call", column("offer_id"))
_PARTY = table("assisted_party", column("registration_id"), column("visit_id"))
_VISIT = table("assisted_visit", column("id"), column("made_at", UtcDateTime()))
_A_DAY = timedelta(days=1)


def forget(guests: Sequence[Registration]) -> None:
    """Empty what is personal of guests, and let their links and codes lead nowhere.

    The rows keep the meeting, the way to take part, the number of people and the month of
    registering, so that counts stay the same. The municipality stays when enough guests came from
    there, else the province; of an organisation the sector stays. Mail about them that has not left
    is taken back, and files with names in them are let go.
    """
    if not guests:
        return
    ids = [guest.id for guest in guests]
    jobs.forget_people()
    _forget_beside(ids)
    outbox.forget(*(guest.ref for guest in guests), *_letters_to(ids))
    blur_places(guests)
    _keep_sectors(guests)
    for guest in guests:
        for name in (*NAMES, "phone", "undo_until", "waited_for", "address_at", "bounced_at"):
            setattr(guest, name, None)
        guest.code = queries.free_code(guest.event)
        guest.link_version += 1
        _blur_moments(guest)
    db.session.flush()


def blur_places(guests: Sequence[Registration]) -> None:
    """Keep the province of guests from whose municipality few came to their meeting.

    A name that the list of municipalities does not know tells no province.
    """
    keep = _larger_places({guest.event_id for guest in guests})
    provinces = provinces_of({guest.municipality for guest in guests if guest.municipality})
    for guest in guests:
        place = guest.municipality
        if place is not None and (guest.event_id, place) not in keep:
            guest.municipality, guest.province = None, provinces.get(place)


def sector() -> ColumnElement[int | None]:
    """Give the sector of a guest's organisation, also after that was forgotten."""
    of_organisation = select(Organisation.sector_id).where(
        Organisation.id == Registration.organisation_id
    )
    return func.coalesce(Registration.sector_id, of_organisation.scalar_subquery())


def from_few() -> ColumnElement[bool]:
    """Say that few came from the municipality of a guest to their meeting."""
    near = aliased(Registration)
    return Registration.municipality.is_not(None) & (
        select(func.count())
        .where(
            near.event_id == Registration.event_id,
            near.municipality == Registration.municipality,
        )
        .scalar_subquery()
        < FEW
    )


def known() -> ColumnElement[bool]:
    """Tell whether anything is left of who somebody was."""
    return or_(*(getattr(Registration, name).is_not(None) for name in (*NAMES, "phone")))


def _forget_beside(ids: Sequence[int]) -> None:
    """Forget what guests asked for and answered, who helped and called them, and exactly when.

    When somebody came in stays, for the figures of the door: it is known of no one any more.
    """
    for beside in (SealedNeeds, OwnAnswer):
        db.session.execute(delete(beside).where(beside.registration_id.in_(ids)))
    _blur_offers(ids)
    _blur_consents(ids)
    _forget_help(ids)
    at_the_door = update(_SCAN).where(_SCAN.c.registration_id.in_(ids))
    db.session.execute(at_the_door.values(reason=None))


def _keep_sectors(guests: Sequence[Registration]) -> None:
    """Keep of the organisation that somebody came for no more than its sector."""
    ids = {guest.organisation_id for guest in guests if guest.organisation_id}
    rows = select(Organisation.id, Organisation.sector_id).where(Organisation.id.in_(ids))
    sectors = {row.id: row.sector_id for row in db.session.execute(rows)}
    for guest in guests:
        if guest.organisation_id:
            guest.sector_id = sectors[guest.organisation_id]
            guest.organisation_id = None


def _letters_to(ids: Sequence[int]) -> Sequence[str]:
    """Name the letters that were written to guests, which have mails of their own."""
    copies = select(_LETTER_COPY.c.ref).where(_LETTER_COPY.c.registration_id.in_(ids))
    return db.session.scalars(copies).all()


def _larger_places(events: set[int]) -> set[tuple[int, str | None]]:
    """Find from where enough guests came to a meeting that nobody is known by it."""
    rows = db.session.execute(
        select(Registration.event_id, Registration.municipality)
        .where(Registration.event_id.in_(events), Registration.municipality.is_not(None))
        .group_by(Registration.event_id, Registration.municipality)
        .having(func.count() >= FEW)
    )
    return {(event_id, town) for event_id, town in rows}


def _blur_offers(ids: Sequence[int]) -> None:
    """Keep that seats were offered, and how that ended; not when, nor why somebody went ahead."""
    offers = select(SeatOffer).where(SeatOffer.registration_id.in_(ids))
    for offer in db.session.scalars(offers):
        offer.offered_at, offer.reason = _month_of(offer.offered_at), None
        offer.expires_at = offer.offered_at + _A_DAY
        offer.ended_at = offer.offered_at if offer.ended_at else None


def _blur_consents(ids: Sequence[int]) -> None:
    """Keep what guests agreed to, and no more than the month of it."""
    consents = select(Consent).where(Consent.registration_id.in_(ids))
    for consent in db.session.scalars(consents):
        for name in ("given_at", "withdrawn_at", "exported_at"):
            moment = getattr(consent, name)
            setattr(consent, name, moment and _month_of(moment))


def _forget_help(ids: Sequence[int]) -> None:
    """Forget calls to guests, and when somebody else registered them."""
    db.session.execute(delete(_PHONE_CALL).where(_PHONE_CALL.c.registration_id.in_(ids)))
    offers = select(SeatOffer.id).where(SeatOffer.registration_id.in_(ids))
    db.session.execute(delete(_OFFER_CALL).where(_OFFER_CALL.c.offer_id.in_(offers)))
    own = select(_PARTY.c.visit_id).where(_PARTY.c.registration_id.in_(ids))
    visits = select(_VISIT.c.id, _VISIT.c.made_at).where(_VISIT.c.id.in_(own))
    for number, made_at in db.session.execute(visits).all():
        visit = update(_VISIT).where(_VISIT.c.id == number)
        db.session.execute(visit.values(made_at=_month_of(made_at)))


def _blur_moments(guest: Registration) -> None:
    """Keep no more than the month in which somebody registered."""
    first = _month_of(guest.registered_at)
    guest.registered_at = guest.queued_at = guest.status_changed_at = first


def _month_of(moment: datetime) -> datetime:
    """Give the moment at which a month began in Amsterdam."""
    first = clock.to_local(moment).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first.astimezone(UTC)

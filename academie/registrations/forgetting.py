"""Emptying what says who a guest was, when they ask for it and when the time has come alike."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, column, delete, func, or_, select, table, update
from sqlalchemy.orm import aliased

from academie.core import clock
from academie.core.db import db
from academie.jobs import service as jobs
from academie.needs.models import SealedNeeds
from academie.outbox import service as outbox
from academie.questions.models import OwnAnswer
from academie.reference.municipalities import provinces_of
from academie.registrations import queries
from academie.registrations.models import Registration, SeatOffer

NAMES = ("given_name", "family_name", "email", "organisation_name")
FEW = 5
"""With fewer guests from one municipality, it could tell who somebody was."""

_LETTER_COPY = table("letter_copy", column("ref"), column("registration_id"))
_SCAN = table("scan", column("reason"), column("registration_id"))


def forget(guests: Sequence[Registration]) -> None:
    """Empty what is personal of guests, and let their links and codes lead nowhere.

    The rows keep the meeting, the way to take part, the number of people and the month of
    registering, so that counts stay the same. The municipality stays when enough guests came from
    there, else the province. Mail about them that has not left is taken back, and
    files with names in them are let go.
    """
    if not guests:
        return
    ids = [guest.id for guest in guests]
    jobs.forget_people()
    _forget_beside(ids)
    outbox.forget(*(guest.ref for guest in guests), *_letters_to(ids))
    blur_places(guests)
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
    """Forget what guests asked for and answered, and why they went ahead of others."""
    for beside in (SealedNeeds, OwnAnswer):
        db.session.execute(delete(beside).where(beside.registration_id.in_(ids)))
    offers = update(SeatOffer).where(SeatOffer.registration_id.in_(ids))
    db.session.execute(offers.values(reason=None))
    at_the_door = update(_SCAN).where(_SCAN.c.registration_id.in_(ids))
    db.session.execute(at_the_door.values(reason=None))


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


def _blur_moments(guest: Registration) -> None:
    """Keep no more than the month in which somebody registered."""
    first = clock.to_local(guest.registered_at).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    guest.registered_at = guest.queued_at = guest.status_changed_at = first

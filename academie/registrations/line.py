"""What the waiting list promises: how long an offer holds, and what somebody may expect."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from academie.core import links
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations import queries
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer

OFFER = "offer"
LASTS = timedelta(hours=24)
STOPS_BEFORE = timedelta(hours=2)
WORTH_OFFERING = timedelta(hours=1)


def deadline(event: Event, now: datetime) -> datetime:
    """Tell until when seats offered now are held: a day, and never into the last two hours."""
    return min(now + LASTS, event.starts_at - STOPS_BEFORE)


def offers_go_on(event: Event, now: datetime) -> bool:
    """Tell whether free seats are still offered by themselves: there must be time to answer."""
    published = event.status is EventStatus.PUBLISHED
    return published and deadline(event, now) - now >= WORTH_OFFERING


def only_by_hand(event: Event, now: datetime) -> bool:
    """Tell whether free seats go to nobody unless staff choose who gets them."""
    published = event.status is EventStatus.PUBLISHED
    return published and not offers_go_on(event, now) and now < event.ends_at


def offer_token(offer: SeatOffer) -> str:
    """Write the token of the page where a party answers an offer."""
    return links.sign(OFFER, offer.ref, offer.registration.link_version)


def offer_url(offer: SeatOffer) -> str:
    """Give the full address of that page."""
    return links.absolute("selfservice.offer", token=offer_token(offer))


def offers_to(registration: Registration) -> Sequence[SeatOffer]:
    """List every offer that was made to a party, the newest first."""
    return db.session.scalars(
        select(SeatOffer)
        .where(SeatOffer.registration_id == registration.id)
        .order_by(SeatOffer.id.desc())
        .options(joinedload(SeatOffer.picked_by))
    ).all()


def may_join_online(registration: Registration) -> bool:
    """Tell whether a party that waits for the room can take part online at once."""
    event = registration.event
    waits = (
        registration.status is RegistrationStatus.WAITLISTED
        and registration.waits_for is AttendanceMode.ONSITE
    )
    online = AttendanceMode.ONLINE
    if not waits or online not in event.mode.attendance_modes:
        return False
    return queries.has_room(event, online, registration.people, registration.audience)


def may_wait_for_room(registration: Registration, now: datetime) -> bool:
    """Tell whether a party that takes part online can stand in line for a full room too."""
    event = registration.event
    both = set(AttendanceMode) <= set(event.mode.attendance_modes)
    ahead = event.status is EventStatus.PUBLISHED and now < event.starts_at
    seated = registration.status is RegistrationStatus.CONFIRMED
    online = registration.mode is AttendanceMode.ONLINE and registration.waits_for is None
    if not (both and ahead and seated and online):
        return False
    room = AttendanceMode.ONSITE
    return not queries.has_room(event, room, registration.people, registration.audience)


def expectation(registration: Registration, now: datetime) -> str | None:
    """Say where a party stands in its line and what it may expect; nothing for who waits for none.

    The place is counted in registrations; a smaller one further back may fit sooner.
    """
    place = queries.position(registration)
    if place is None:
        return None
    where = (
        _("Je staat op plek %(place)s van de wachtlijst voor de locatie.", place=place)
        if registration.waits_for is AttendanceMode.ONSITE
        else _("Je staat op plek %(place)s van de wachtlijst voor online.", place=place)
    )
    return f"{where} {hope(registration.event, now)}"


def hope(event: Event, now: datetime) -> str:
    """Say how somebody in line may still get a seat."""
    if offers_go_on(event, now):
        mail = _("Komt er een plek vrij die past? Dan mailen we je.")
        a_day = deadline(event, now) - now >= LASTS
        answer = (
            _("Je hebt dan 24 uur voor je antwoord.")
            if a_day
            else _("In die mail staat voor hoe laat je antwoord geeft.")
        )
        return f"{mail} {answer}"
    late = _("We mailen nu geen plekken meer rond.")
    if not event.phone:
        return late
    ask = _("Wil je toch komen? Bel %(phone)s. Misschien is er nog plek.", phone=event.phone)
    return f"{late} {ask}"

"""What the door of a date and the badge beside it say about a meeting."""

from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext as _

from academie.core.formats import moment
from academie.events.models import Event
from academie.events.pools import in_words
from academie.events.terms import Audience, EventStatus

NEARLY_FULL = 0.1


class Sign(NamedTuple):
    """A door (lit, half, dark or off) and the words beside it."""

    door: str
    text: str


def sign(event: Event, now: datetime) -> Sign:
    """Tell whether there is room, or why not."""
    if event.status is EventStatus.CANCELLED:
        return Sign("off", _("Gaat niet door"))
    if event.status is EventStatus.POSTPONED:
        return Sign("off", _("Nieuwe datum volgt"))
    if event.status is EventStatus.CLOSED or event.ends_at <= now:
        return Sign("dark", _("Geweest"))
    return _room_sign(event) if event.open_for_registration(now) else _closed_sign(event, now)


def _room_sign(event: Event) -> Sign:
    if is_full(event):
        return Sign("dark", _("Vol, wel een wachtlijst"))
    if whom := only_for(event):
        return Sign("half", _("Alleen nog plek voor %(whom)s", whom=in_words(whom)))
    if _nearly_full(event):
        return Sign("half", _("Bijna vol"))
    return Sign("lit", _("Er is plek"))


def is_full(event: Event) -> bool:
    """Tell whether no way to take part has a seat left."""
    return all(seats.left == 0 for seats in event.seats)


def only_for(event: Event) -> list[Audience]:
    """Tell for whom the last seats are kept; for nobody while there are seats for all."""
    if any(pool.left != 0 for pool in event.pools if pool.is_general):
        return []
    kept = [pool.audience for pool in event.pools if pool.audience and pool.left]
    return list(dict.fromkeys(kept))


def _nearly_full(event: Event) -> bool:
    return all(
        seats.capacity is not None and seats.capacity - seats.taken <= NEARLY_FULL * seats.capacity
        for seats in event.seats
    )


def _closed_sign(event: Event, now: datetime) -> Sign:
    if _opens_later(event, now):
        return Sign("lit", _("Aanmelden kan binnenkort"))
    return Sign("dark", _("Aanmelden kan niet meer"))


def why_shut(event: Event, now: datetime) -> str | None:
    """Say why nobody can register now; None when that is open, or closed for good."""
    if event.status is EventStatus.POSTPONED:
        return _(
            "Deze bijeenkomst is uitgesteld. Weten we de nieuwe datum? Dan kun je je aanmelden."
        )
    if event.status is EventStatus.CANCELLED:
        return _("Deze bijeenkomst gaat niet door.")
    if event.status is EventStatus.CLOSED or event.ends_at <= now:
        return _("Deze bijeenkomst is geweest.")
    if event.registration_opens_at and _opens_later(event, now):
        return _("Je kunt je aanmelden vanaf %(at)s.", at=moment(event.registration_opens_at))
    return None


def _opens_later(event: Event, now: datetime) -> bool:
    return event.registration_opens_at is not None and now < event.registration_opens_at

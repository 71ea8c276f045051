"""Taking part online: when a guest's link opens, and counting who presses its button."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from flask_babel import lazy_gettext as _
from sqlalchemy import Table

from academie.checkin.arrivals import online_arrival
from academie.checkin.models import CheckIn
from academie.core.db import insert_or_ignore, lock_row
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations.models import Registration, RegistrationStatus

OPENS_BEFORE = timedelta(minutes=15)
SHUTS_AFTER = timedelta(minutes=30)
"""Meetings run late, and who lost the connection comes back."""

_CHECK_IN = cast("Table", CheckIn.__table__)


class Moment(StrEnum):
    """What a guest finds behind their link."""

    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    SIGNED_OFF = "signed_off"
    WAITING = "waiting"
    IN_THE_HALL = "in_the_hall"
    OVER = "over"
    EARLY = "early"
    NO_LINK = "no_link"
    OPEN = "open"


_CALLED_OFF = {
    EventStatus.CANCELLED: Moment.CANCELLED,
    EventStatus.POSTPONED: Moment.POSTPONED,
}


class NotOpenError(DomainError):
    """Nobody can take part by this link now; its page says why."""

    message = _("Meedoen kan nu niet. Lees hieronder waarom.")


def opens_at(event: Event) -> datetime:
    """Tell from when the links of a meeting open."""
    return event.starts_at - OPENS_BEFORE


def moment(registration: Registration, now: datetime) -> Moment:
    """Tell what a guest finds behind their link at `now`."""
    event = registration.event
    if event.status in _CALLED_OFF:
        return _CALLED_OFF[event.status]
    if registration.status is not RegistrationStatus.CONFIRMED:
        return Moment.WAITING if registration.is_live else Moment.SIGNED_OFF
    if registration.mode is not AttendanceMode.ONLINE:
        return Moment.IN_THE_HALL
    return _by_the_clock(event, now)


def is_over(event: Event, now: datetime) -> bool:
    """Tell whether nobody can come in any more."""
    return event.status is EventStatus.CLOSED or now >= event.ends_at + SHUTS_AFTER


def _by_the_clock(event: Event, now: datetime) -> Moment:
    if is_over(event, now):
        return Moment.OVER
    if now < opens_at(event):
        return Moment.EARLY
    return Moment.OPEN if event.join_link else Moment.NO_LINK


def arrive(registration: Registration, *, now: datetime) -> str:
    """Count a party as taking part online, once however often they press; give the way in.

    Its row is held, or it could sign off meanwhile.

    Raises:
        NotOpenError: they cannot take part now.
    """
    lock_row(registration)
    event = registration.event
    if moment(registration, now) is not Moment.OPEN or event.join_link is None:
        raise NotOpenError
    arrival = {
        "event_id": event.id,
        "registration_id": registration.id,
        "checked_in_at": now,
    }
    insert_or_ignore(_CHECK_IN, arrival | online_arrival(registration))
    return event.join_link

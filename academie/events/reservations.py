"""Places kept for an audience until a moment, so that who is early does not fill the meeting."""

from datetime import datetime

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import pools, queries
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.service import show_anew
from academie.events.terms import AttendanceMode, Audience, EventStatus


class TooFewSeatsError(DomainError):
    """Seats that cannot be kept, or kept no longer."""


class WrongMomentError(DomainError):
    """A moment at which kept seats cannot be released."""


def reserve(
    event: Event,
    mode: AttendanceMode,
    audience: Audience,
    *,
    capacity: int,
    release_at: datetime | None,
    now: datetime,
) -> None:
    """Keep so many seats of a way to take part for an audience until a moment.

    They come out of the general seats, and return there when fewer are kept: the total stays.

    Args:
        capacity: how many; 0 keeps none.

    Raises:
        IllegalMoveError: the meeting is over or cancelled, or the seats were released before.
        TooFewSeatsError: not so many are free, or more are held already.
        WrongMomentError: there is no moment, or it is not between now and the meeting.
    """
    queries.lock(event)
    queries.read_seats(event)
    own = pools.reserved(event, mode, audience)
    if own is None and capacity == 0:
        return
    if own and (own.capacity, own.release_at) == (capacity, release_at) and _is_ahead(own, event):
        return
    _check_state(event, own)
    moment = _checked_moment(event, own, capacity, release_at, now)
    kept = own or SeatPool(mode=mode, audience=audience, capacity=0, taken=0)
    _take(event, kept, capacity)
    kept.release_at = moment
    if own is None:
        event.pools.append(kept)
    show_anew(event, now=now)
    db.session.flush()


def _is_ahead(own: SeatPool, event: Event) -> bool:
    return own.release_at is None or own.release_at < event.starts_at


def _check_state(event: Event, own: SeatPool | None) -> None:
    if event.status in {EventStatus.CANCELLED, EventStatus.CLOSED}:
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Je kunt haar niet meer veranderen."))
    if own and own.released_at:
        raise IllegalMoveError(_("Deze plekken zijn al vrijgegeven. Dat kan maar één keer."))


def _checked_moment(
    event: Event,
    own: SeatPool | None,
    capacity: int,
    release_at: datetime | None,
    now: datetime,
) -> datetime | None:
    """Tell when the seats are released; who keeps none any more need not say."""
    if capacity == 0:
        return release_at or (own.release_at if own else None)
    if release_at is None:
        raise WrongMomentError(_("Vul in wanneer deze plekken voor iedereen vrijkomen."))
    if not now < release_at < event.starts_at:
        raise WrongMomentError(_("Kies een dag die nog komt, voor de bijeenkomst."))
    return release_at


def _take(event: Event, own: SeatPool, capacity: int) -> None:
    """Move seats between the general pool and that of an audience."""
    general = pools.general(event, own.mode)
    if general is None or general.capacity is None:
        raise TooFewSeatsError(_("Vul eerst bij Gegevens in hoeveel plekken er zijn."))
    known = own.capacity or 0
    if capacity < own.taken:
        raise TooFewSeatsError(_held(own.taken))
    most = known + general.capacity - general.taken
    if capacity > most:
        raise TooFewSeatsError(_free(most))
    general.capacity -= capacity - known
    own.capacity = capacity


def _held(taken: int) -> LazyString:
    return ngettext(
        "Er is al %(num)s plek bezet. Kies %(num)s of meer.",
        "Er zijn al %(num)s plekken bezet. Kies %(num)s of meer.",
        taken,
    )


def _free(most: int) -> LazyString:
    return ngettext(
        "Je kunt hier nog %(num)s plek voor vasthouden. De rest is al bezet of vastgehouden.",
        "Je kunt hier nog %(num)s plekken voor vasthouden. De rest is al bezet of vastgehouden.",
        most,
    )

"""How many fit: the pools of a meeting follow its form."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from academie.core.clock import to_local
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience

LAST_RELEASE = timedelta(hours=1)
"""How long before a meeting kept seats come free at the latest when it is moved."""


class CapacityTooLowError(DomainError):
    """More seats are held or kept than the new capacity allows.

    Attributes:
        mode: the way to take part that is too small; None when it is a breakout group.
    """

    def __init__(self, taken: int, mode: AttendanceMode | None = None, kept: int = 0) -> None:
        """Say how many people hold a seat, and how many seats are kept for a group."""
        self.mode = mode
        super().__init__(
            _(
                "Er zijn %(taken)s plekken bezet en nog %(kept)s plekken vrijgehouden voor een"
                " groep. Kies %(least)s of meer.",
                taken=taken,
                kept=kept,
                least=taken + kept,
            )
            if kept
            else ngettext(
                "Er heeft %(num)s persoon een plek. Kies %(num)s of meer.",
                "Er hebben %(num)s mensen een plek. Kies %(num)s of meer.",
                taken,
            )
        )


def fit(event: Event, capacities: Mapping[AttendanceMode, int | None]) -> None:
    """Give a meeting seats for each way to take part, with room for all who hold one.

    Whoever holds a seat in a way to take part that goes, must fit in the one that stays. Their
    pool remains until `registrations.moving` has moved them along.

    Args:
        capacities: seats in all for each way; those kept for a group are among them.

    Raises:
        CapacityTooLowError: more seats are held or kept than would fit.
    """
    modes = event.mode.attendance_modes
    for pool in [pool for pool in event.pools if pool.mode not in modes and not pool.taken]:
        event.pools.remove(pool)
    moving = sum(pool.taken for pool in event.pools if pool.mode not in modes)
    for mode in modes:
        _fit_mode(event, mode, capacities.get(mode), moving)
    for group in event.groups:
        if group.pool.mode not in modes:
            group.pool.mode = modes[0]


def _fit_mode(event: Event, mode: AttendanceMode, capacity: int | None, moving: int) -> None:
    """Give the general pool of a way to take part what is not kept for a group."""
    pool = general(event, mode)
    reserved = [pool for pool in event.pools if pool.mode is mode and pool.audience]
    kept = sum(pool.capacity or 0 for pool in reserved)
    taken = moving + (pool.taken if pool else 0)
    if capacity is not None and capacity < taken + kept:
        held = sum(pool.taken for pool in reserved)
        raise CapacityTooLowError(taken + held, mode, kept - held)
    room = None if capacity is None else capacity - kept
    if pool:
        pool.capacity = room
    else:
        event.pools.append(SeatPool(mode=mode, capacity=room))


def move_release(event: Event, was: datetime) -> None:
    """Let seats that are kept for a group come free as long before a meeting as was planned.

    They come free by whole days, at the hour they had, and always before the meeting begins.

    Args:
        was: when the meeting began before it was moved.
    """
    days = to_local(event.starts_at).date() - to_local(was).date()
    for pool in event.pools:
        if pool.release_at is None or pool.released_at:
            continue
        moved = to_local(pool.release_at) + days
        pool.release_at = min(moved.astimezone(UTC), event.starts_at - LAST_RELEASE)


def general(event: Event, mode: AttendanceMode) -> SeatPool | None:
    """Find the seats that everybody who takes part in this way may have."""
    return next((pool for pool in event.pools if pool.mode is mode and pool.is_general), None)


def reserved(event: Event, mode: AttendanceMode, audience: Audience) -> SeatPool | None:
    """Find the seats that are or were kept for an audience."""
    kept = (pool for pool in event.pools if pool.mode is mode and pool.audience is audience)
    return next(kept, None)


def kept_for(event: Event) -> list[Audience]:
    """List for whom seats are kept."""
    kept = [pool.audience for pool in event.pools if pool.audience and pool.capacity]
    return list(dict.fromkeys(kept))


def in_words(audiences: Iterable[Audience]) -> str:
    """Name audiences in the middle of a sentence; nothing for none."""
    return gettext(" en ").join(str(audience.plural) for audience in audiences)

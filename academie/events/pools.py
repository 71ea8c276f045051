"""How many fit: the pools of a meeting follow its form."""

from collections.abc import Mapping

from flask_babel import ngettext

from academie.core.errors import DomainError
from academie.events.models import Event, SeatPool
from academie.events.terms import AttendanceMode


class CapacityTooLowError(DomainError):
    """More seats are held than the new capacity allows.

    Attributes:
        mode: the way to take part that is too small; None when it is a breakout group.
    """

    def __init__(self, taken: int, mode: AttendanceMode | None = None) -> None:
        """Say how many people hold a seat."""
        self.mode = mode
        super().__init__(
            ngettext(
                "Er heeft %(num)s persoon een plek. Kies %(num)s of meer.",
                "Er hebben %(num)s mensen een plek. Kies %(num)s of meer.",
                taken,
            )
        )


def fit(event: Event, capacities: Mapping[AttendanceMode, int | None]) -> None:
    """Give a meeting one pool for each way to take part, with room for all who hold a seat.

    Whoever holds a seat in a way to take part that goes, must fit in the one that stays. Their
    pool remains until `registrations.moving` has moved them along.

    Raises:
        CapacityTooLowError: more people hold a seat than would fit.
    """
    modes = event.mode.attendance_modes
    for pool in [pool for pool in event.pools if pool.mode not in modes and not pool.taken]:
        event.pools.remove(pool)
    known = {pool.mode: pool for pool in event.pools}
    moving = sum(pool.taken for pool in event.pools if pool.mode not in modes)
    for mode in modes:
        seats, capacity = known.get(mode), capacities.get(mode)
        taken = moving + (seats.taken if seats else 0)
        if capacity is not None and capacity < taken:
            raise CapacityTooLowError(taken, mode)
        if seats:
            seats.capacity = capacity
        else:
            event.pools.append(SeatPool(mode=mode, capacity=capacity))
    for group in event.groups:
        if group.pool.mode not in modes:
            group.pool.mode = modes[0]

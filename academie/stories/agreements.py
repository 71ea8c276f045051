"""The agreements of a meeting, as its story tells them: each has a seat at the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from academie.commitments import queries as commitments
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.events.models import Event

MOST_SEATS = 60
_ORDER = (CommitmentStatus.KEPT, CommitmentStatus.OPEN, CommitmentStatus.LAPSED)
_WIDEST = 34


class Seat(NamedTuple):
    """An agreement at the door: where it is, and how large."""

    x: int
    y: int
    radius: float
    status: CommitmentStatus


class Room(NamedTuple):
    """The part of the door that has seats."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Agreements:
    """What people said that they will do: the kept ones first, then the open, then the lapsed."""

    items: Sequence[Commitment]

    def count(self, status: CommitmentStatus) -> int:
        """Count those of which this became."""
        return sum(item.status is status for item in self.items)

    @property
    def kept(self) -> int:
        """How many were kept."""
        return self.count(CommitmentStatus.KEPT)

    @property
    def open(self) -> int:
        """How many are neither kept nor lapsed."""
        return self.count(CommitmentStatus.OPEN)

    @property
    def lapsed(self) -> int:
        """How many came to nothing."""
        return self.count(CommitmentStatus.LAPSED)

    def seats(self, room: Room) -> list[Seat]:
        """Give each a seat, as large as fits; none when there are too many to tell apart."""
        if not 0 < len(self.items) <= MOST_SEATS:
            return []
        columns = max(range(1, len(self.items) + 1), key=lambda columns: self._cell(room, columns))
        rows = -(-len(self.items) // columns)
        across, down = room.width / columns, min(room.height / rows, _WIDEST)
        radius = round(min(across, down) * 0.33, 1)
        return [
            Seat(
                round(room.left + across * (index % columns + 0.5)),
                round(room.top + down * (index // columns + 0.5)),
                radius,
                item.status,
            )
            for index, item in enumerate(self.items)
        ]

    def _cell(self, room: Room, columns: int) -> float:
        rows = -(-len(self.items) // columns)
        return min(room.width / columns, room.height / rows, _WIDEST)


def agreements_of(event: Event, *, for_staff: bool) -> Agreements:
    """List the agreements of a meeting; for the public only those that a party confirmed."""
    found = commitments.of_event(event) if for_staff else commitments.public_of(event)
    return Agreements(sorted(found, key=lambda item: _ORDER.index(item.status)))

"""The seats of a meeting, counted in pools; only `registrations.seats` takes and frees them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base, only
from academie.events.terms import AttendanceMode, Audience

_GROUP = "breakout_group_id"
_GENERAL = f"{_GROUP} IS NULL AND audience IS NULL"


class ModeSeats(NamedTuple):
    """All seats of one way to take part: the general ones and those kept for a group."""

    mode: AttendanceMode
    capacity: int | None
    taken: int

    @property
    def left(self) -> int | None:
        """Seats that are free; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken


class SeatPool(Base):
    """Seats of one way to take part, kept for one audience or for all, or of a breakout group.

    `taken` always equals the sum of the claims on it. Seats kept for an audience are released
    to all at `release_at`, once: their capacity and claims move to the general pool.
    """

    __tablename__ = "seat_pool"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="taken"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        CheckConstraint(
            f"audience IS NULL OR ({_GROUP} IS NULL AND capacity IS NOT NULL"
            " AND release_at IS NOT NULL)",
            name="reserved",
        ),
        CheckConstraint(
            "released_at IS NULL OR (audience IS NOT NULL AND taken = 0)", name="released"
        ),
        Index("ix_seat_pool_event_id", "event_id"),
        Index("uq_seat_pool_mode", "event_id", "mode", unique=True, **only(_GENERAL)),
        Index(
            "uq_seat_pool_audience",
            "event_id",
            "mode",
            "audience",
            unique=True,
            **only("audience IS NOT NULL"),
        ),
        Index("uq_seat_pool_group", _GROUP, unique=True, **only(f"{_GROUP} IS NOT NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    breakout_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakout_group.id"), init=False
    )
    mode: Mapped[AttendanceMode]
    audience: Mapped[Audience | None] = mapped_column(default=None)
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    release_at: Mapped[datetime | None] = mapped_column(default=None)
    released_at: Mapped[datetime | None] = mapped_column(default=None)

    @property
    def left(self) -> int | None:
        """Seats that are free; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    @property
    def is_general(self) -> bool:
        """Whether its seats are for all who take part in this way."""
        return self.audience is None and self.breakout_group_id is None


def by_mode(pools: Iterable[SeatPool]) -> list[ModeSeats]:
    """Count the seats of each way to take part together."""
    found: dict[AttendanceMode, ModeSeats] = {}
    for pool in pools:
        known = found.get(pool.mode, ModeSeats(pool.mode, 0, 0))
        limited = known.capacity is not None and pool.capacity is not None
        capacity = (known.capacity or 0) + (pool.capacity or 0) if limited else None
        found[pool.mode] = ModeSeats(pool.mode, capacity, known.taken + pool.taken)
    return list(found.values())

"""Adding up whom outcomes reach: a kind of number and a unit at a time, and only what counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from academie.core.small_groups import Cell, Figure, Sum, add_up
from academie.followups.queries import OutcomeRow
from academie.followups.terms import ReachKind


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many of one sort are known in one way; a plan is a kind of its own, and not reached.

    Attributes:
        rows: the outcomes that were added up, never none.
    """

    kind: ReachKind
    unit: str
    number: Figure
    rows: Sequence[OutcomeRow]

    @property
    def is_reached(self) -> bool:
        """Whether somebody was reached, and not only meant to be."""
        return self.kind is not ReachKind.PLANNED


def reach(rows: Iterable[OutcomeRow]) -> Sequence[Reach]:
    """Add up whom outcomes reach; what is disputed or not adopted is left out.

    Numbers of another kind or unit are never added to each other.
    """
    found: dict[tuple[ReachKind, str], list[OutcomeRow]] = {}
    for row in rows:
        outcome = row.outcome
        if row.counts and outcome.reach_kind is not None and outcome.reach_unit is not None:
            key = outcome.reach_kind, outcome.reach_unit.casefold()
            found.setdefault(key, []).append(row)
    order = list(ReachKind)
    keys = sorted(found, key=lambda key: (order.index(key[0]), key[1]))
    return [_sum(kind, found[kind, unit]) for kind, unit in keys]


def _sum(kind: ReachKind, rows: Sequence[OutcomeRow]) -> Reach:
    return Reach(
        kind=kind,
        unit=rows[0].outcome.reach_unit or "",
        number=added_up(row.outcome.reach_number or 0 for row in rows),
        rows=rows,
    )


def added_up(numbers: Iterable[int]) -> Figure:
    """Add up whom outcomes reach, as everybody reads it; numbers under five are left out."""
    counts: dict[Cell, int] = dict(enumerate(numbers))
    return add_up(counts, [Sum("all", tuple(counts))])["all"]

"""Small groups of people stay hidden, also from whoever adds and subtracts.

A count of one to four is hidden. There are two ways to keep the sums around it silent. `shield`
hides a second count: the one that costs readers least. `add_up` leaves small groups out of the
totals, so that no two reports tell a small group by subtracting either, whatever they are about.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from academie.core.hidden_figures import (
    SMALLEST_GROUP,
    Before,
    Cell,
    Figure,
    NoFigure,
    Sum,
    equations_of,
    solved,
)

__all__ = [
    "SMALLEST_GROUP",
    "Cell",
    "Figure",
    "NoFigure",
    "Sum",
    "add_up",
    "shield",
    "shown",
]

_ONE_FEW = [NoFigure.FEW]


def shown(count: int) -> Figure:
    """Give a count that stands by itself, unless it is of a small group."""
    return NoFigure.FEW if 0 < count < SMALLEST_GROUP else count


def add_up(
    counts: Mapping[Cell, int],
    sums: Sequence[Sum],
    *,
    earlier: Sequence[Mapping[Cell, Figure]] = (),
) -> dict[Cell, Figure]:
    """Hide small groups and leave them out of every total.

    Each total adds up figures that show, so it tells nothing that these do not tell.

    Args:
        counts: every count that is going to be shown; those of totals are not looked at.
        sums: how the counts add up.
        earlier: figures that were published before of the same counts.
    """
    parts = {one.total: one.parts for one in sums}
    figures = {cell: shown(count) for cell, count in counts.items() if cell not in parts}
    kept = _held_back({cell: counts[cell] for cell in figures}, earlier)
    figures |= {cell: NoFigure.SHIELDED for cell in kept if isinstance(figures[cell], int)}
    return figures | {one.total: _total(figures, _leaves(one.total, parts)) for one in sums}


def _leaves(cell: Cell, parts: Mapping[Cell, Sequence[Cell]]) -> list[Cell]:
    """List what a total is made of in the end."""
    if cell not in parts:
        return [cell]
    return [leaf for part in parts[cell] for leaf in _leaves(part, parts)]


def _total(figures: Mapping[Cell, Figure], leaves: Sequence[Cell]) -> Figure:
    hidden = _hidden(figures, leaves)
    shown_ones = [figure for leaf in leaves if isinstance(figure := figures[leaf], int)]
    if hidden and not any(shown_ones):
        return NoFigure.FEW if [figures[one] for one in hidden] == _ONE_FEW else NoFigure.SHIELDED
    return sum(shown_ones)


def shield(
    counts: Mapping[Cell, int],
    sums: Sequence[Sum],
    hidden: Collection[Cell] = (),
    *,
    earlier: Sequence[Mapping[Cell, Figure]] = (),
) -> dict[Cell, Figure]:
    """Hide small groups, and as many other counts as it takes so that the sums keep silent.

    Args:
        counts: every count that is going to be shown, totals included.
        sums: how the counts add up.
        hidden: counts that would tell something elsewhere, whatever their size.
        earlier: figures that were published before of the same counts, such as those of the report
            that was adopted before: who subtracts the two finds no small group either.
    """
    figures = {cell: shown(count) for cell, count in counts.items()}
    kept = {*hidden, *_held_back(counts, earlier)}
    figures |= {cell: NoFigure.SHIELDED for cell in kept if isinstance(figures[cell], int)}
    before = Before(counts, earlier)
    for one in sums:
        if len(_hidden(figures, one.parts)) >= SMALLEST_GROUP - 1:
            _hide_that_it_is_small(figures, one.total)
    while choice := _choice(counts, figures, sums, before):
        hide = min(
            choice, key=lambda cell: (cell in before.known, *_price(counts, figures, sums, cell))
        )
        figures[hide] = NoFigure.SHIELDED
    return figures


def _held_back(counts: Mapping[Cell, int], earlier: Sequence[Mapping[Cell, Figure]]) -> set[Cell]:
    """List the counts that would tell something beside what was published before."""
    return {
        cell
        for published in earlier
        for cell, count in counts.items()
        if cell in published and _tells(count, published[cell])
    }


def _tells(count: int, before: Figure) -> bool:
    """Tell whether a count would show that few people came or went, or what was hidden before."""
    if before is NoFigure.SHIELDED:
        return count > 0
    if before is NoFigure.FEW:
        return 0 < count < 2 * SMALLEST_GROUP - 1
    return isinstance(before, int) and 0 < abs(count - before) < SMALLEST_GROUP


def _hide_that_it_is_small(figures: dict[Cell, Figure], total: Cell) -> None:
    """Say less of a total under five that has four parts: each of them would have to be one."""
    if figures[total] is NoFigure.FEW:
        figures[total] = NoFigure.SHIELDED


def _choice(
    counts: Mapping[Cell, int],
    figures: Mapping[Cell, Figure],
    sums: Sequence[Sum],
    before: Before,
) -> list[Cell]:
    """List the counts of which one must be hidden; none when the sums keep silent.

    First those in the sums that tell, else those in any sum that hides something.
    """
    telling = _telling(figures, sums, before)
    if not telling:
        return []
    hiding = [one for one in sums if _hidden(figures, one.cells)]
    return _open_cells(counts, figures, telling) or _open_cells(counts, figures, hiding)


def _open_cells(
    counts: Mapping[Cell, int], figures: Mapping[Cell, Figure], sums: Sequence[Sum]
) -> list[Cell]:
    """List the counts that still show in the sums that hide least; a zero is no help."""
    by_hidden = sorted(sums, key=lambda one: len(_hidden(figures, one.cells)))
    for _size, some in groupby(by_hidden, key=lambda one: len(_hidden(figures, one.cells))):
        cells = dict.fromkeys(cell for one in some for cell in one.cells)
        if choice := [cell for cell in cells if counts[cell] and isinstance(figures[cell], int)]:
            return choice
    return []


def _price(
    counts: Mapping[Cell, int], figures: Mapping[Cell, Figure], sums: Sequence[Sum], cell: Cell
) -> tuple[int, int]:
    """Weigh what hiding a count costs: sums that hid nothing yet, and a total that readers miss."""
    fresh = sum(cell in one.cells and not _hidden(figures, one.cells) for one in sums)
    return fresh + sum(cell == one.total for one in sums), counts[cell]


def _telling(figures: Mapping[Cell, Figure], sums: Sequence[Sum], before: Before) -> list[Sum]:
    """List the sums around the hidden counts that can be found out."""
    told = solved([*equations_of(figures, sums, before), *before.equations(figures, sums)])
    if told.difference(figures):  # what the report of before hid
        return [one for one in sums if _hidden(figures, one.cells)]
    return [
        one
        for one in sums
        if told.intersection(one.cells)
        or _bounded(figures, one, before)
        or before.tells_change(figures, one)
    ]


def _hidden(figures: Mapping[Cell, Figure], cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if isinstance(figures[cell], NoFigure)]


def _bounded(figures: Mapping[Cell, Figure], one: Sum, before: Before) -> bool:
    """Tell whether a total shows while all that it hides is small: four and four is eight."""
    hidden = [cell for cell in _hidden(figures, one.parts) if cell not in before.known]
    shows = isinstance(figures[one.total], int)
    return shows and bool(hidden) and all(figures[cell] is NoFigure.FEW for cell in hidden)

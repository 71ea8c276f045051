"""Small groups of people stay hidden, also from whoever adds and subtracts.

A count of one to four is hidden. Where the sums around it would give it away, a second count is
hidden too: the one that costs readers least.
"""

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SMALLEST_GROUP = 5


class NoFigure(StrEnum):
    """Why a number of people is not shown."""

    FEW = "few"
    SHIELDED = "shielded"
    UNCOUNTED = "uncounted"
    NOTHING = "nothing"

    @property
    def label(self) -> LazyString | str:
        """The words in its place; none where there was nothing to count."""
        return _NO_FIGURE_LABELS[self]


_NO_FIGURE_LABELS: dict[NoFigure, LazyString | str] = {
    NoFigure.FEW: _("minder dan 5"),
    NoFigure.SHIELDED: _("afgeschermd"),
    NoFigure.UNCOUNTED: _("niet geteld"),
    NoFigure.NOTHING: "",
}

Figure = int | NoFigure
Cell = Hashable
_Equation = dict[Cell, Fraction]


@dataclass(frozen=True)
class Sum:
    """A total that readers can check against its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give the parts, then the total."""
        return (*self.parts, self.total)


def shown(count: int) -> Figure:
    """Give a count that stands by itself, unless it is of a small group."""
    return NoFigure.FEW if 0 < count < SMALLEST_GROUP else count


def shield(
    counts: Mapping[Cell, int], sums: Sequence[Sum], hidden: Collection[Cell] = ()
) -> dict[Cell, Figure]:
    """Hide small groups, and as many other counts as it takes so that the sums keep silent.

    Args:
        counts: every count that is going to be shown, totals included.
        sums: how the counts add up.
        hidden: counts that would tell something elsewhere, whatever their size.
    """
    figures = {cell: shown(count) for cell, count in counts.items()}
    figures |= {cell: NoFigure.SHIELDED for cell in hidden if isinstance(figures[cell], int)}
    for one in sums:
        if len(_hidden(figures, one.parts)) >= SMALLEST_GROUP - 1:
            _hide_that_it_is_small(figures, one.total)
    while choice := _choice(counts, figures, sums):
        hide = min(choice, key=lambda cell: (_price(figures, sums, cell), counts[cell]))
        figures[hide] = NoFigure.SHIELDED
    return figures


def _hide_that_it_is_small(figures: dict[Cell, Figure], total: Cell) -> None:
    """Say less of a total under five that has four parts: each of them would have to be one."""
    if figures[total] is NoFigure.FEW:
        figures[total] = NoFigure.SHIELDED


def _choice(
    counts: Mapping[Cell, int], figures: Mapping[Cell, Figure], sums: Sequence[Sum]
) -> list[Cell]:
    """List the counts of which one must be hidden; none when the sums keep silent.

    First those in the sums that tell, else those in any sum that hides something.
    """
    telling = _telling(figures, sums)
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


def _price(figures: Mapping[Cell, Figure], sums: Sequence[Sum], cell: Cell) -> int:
    """Weigh what hiding a count costs: sums that hid nothing yet, and a total that readers miss."""
    fresh = sum(cell in one.cells and not _hidden(figures, one.cells) for one in sums)
    return fresh + sum(cell == one.total for one in sums)


def _telling(figures: Mapping[Cell, Figure], sums: Sequence[Sum]) -> list[Sum]:
    """List the sums around the hidden counts that can be found out."""
    told = _solved(figures, sums)
    return [one for one in sums if told.intersection(one.cells) or _bounded(figures, one)]


def _hidden(figures: Mapping[Cell, Figure], cells: Iterable[Cell]) -> list[Cell]:
    return [cell for cell in cells if isinstance(figures[cell], NoFigure)]


def _bounded(figures: Mapping[Cell, Figure], one: Sum) -> bool:
    """Tell whether a total shows while all that it hides is small: four and four is eight."""
    hidden = _hidden(figures, one.parts)
    shows = isinstance(figures[one.total], int)
    return shows and bool(hidden) and all(figures[cell] is NoFigure.FEW for cell in hidden)


def _solved(figures: Mapping[Cell, Figure], sums: Sequence[Sum]) -> set[Cell]:
    """Find the hidden counts that follow from the sums, by elimination."""
    solved: dict[Cell, _Equation] = {}
    for one in sums:
        equation = {cell: Fraction(1) for cell in _hidden(figures, one.parts)}
        equation |= {cell: Fraction(-1) for cell in _hidden(figures, [one.total])}
        for pivot, known in solved.items():
            _eliminate(equation, pivot, known)
        if not equation:
            continue
        pivot = next(iter(equation))
        equation = {cell: factor / equation[pivot] for cell, factor in equation.items()}
        for known in solved.values():
            _eliminate(known, pivot, equation)
        solved[pivot] = equation
    return {pivot for pivot, equation in solved.items() if len(equation) == 1}


def _eliminate(equation: _Equation, pivot: Cell, known: _Equation) -> None:
    factor = equation.get(pivot)
    if factor is None:
        return
    for cell, share in known.items():
        equation[cell] = equation.get(cell, Fraction(0)) - factor * share
        if not equation[cell]:
            del equation[cell]

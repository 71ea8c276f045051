"""What is hidden in tables of counts, and what who adds and subtracts finds out about it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from flask_babel import lazy_gettext as _

from academie.core.terms import Term

SMALLEST_GROUP = 5


class NoFigure(Term):
    """Why a number of people is not shown."""

    FEW = "few", _("minder dan 5")
    SHIELDED = "shielded", _("afgeschermd")
    UNCOUNTED = "uncounted", _("niet geteld")
    NOTHING = "nothing"  # without words: there was nothing to count


Figure = int | NoFigure
Cell = Hashable
Equation = dict[Cell, Fraction]


@dataclass(frozen=True)
class Sum:
    """A total that readers can check against its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give the parts, then the total."""
        return (*self.parts, self.total)


class Before:
    """What who has earlier reports may know of the counts of this one.

    Attributes:
        known: counts that did not change, so hiding them now keeps them from nobody.
    """

    def __init__(
        self, counts: Mapping[Cell, int], earlier: Sequence[Mapping[Cell, Figure]]
    ) -> None:
        """Lay the counts beside what was published of them."""
        self._counts = counts
        self._earlier = earlier
        self.known = {
            cell for cell in counts if any(one.get(cell) == counts[cell] for one in earlier)
        }

    def equations(self, figures: Mapping[Cell, Figure], sums: Sequence[Sum]) -> Iterator[Equation]:
        """Give what earlier reports hid, sum by sum; a count hidden in both may be unchanged."""
        for number, published in enumerate(self._earlier):
            for one in sums:
                if one.total in published:
                    yield {
                        cell if isinstance(figures[cell], NoFigure) else (number, cell): factor
                        for cell, factor in _factors(one)
                        if isinstance(published.get(cell), NoFigure)
                    }

    def tells_change(self, figures: Mapping[Cell, Figure], one: Sum) -> bool:
        """Tell whether a total moved by so little that only its small groups can have moved."""
        return any(self._change_tells(figures, one, published) for published in self._earlier)

    def _change_tells(
        self, figures: Mapping[Cell, Figure], one: Sum, published: Mapping[Cell, Figure]
    ) -> bool:
        then, now = published.get(one.total), self._readable(figures, one.total)
        if not isinstance(then, int) or not isinstance(now, int):
            return False
        change, few = now - then, 0
        for part in one.parts:
            then, now = published.get(part, 0), self._readable(figures, part)
            if isinstance(then, int) and isinstance(now, int):
                change -= now - then
            elif isinstance(then, NoFigure) and isinstance(now, NoFigure):
                few += then is now is NoFigure.FEW
            else:
                return False
        return 0 < abs(change) <= few * (SMALLEST_GROUP - 2)

    def _readable(self, figures: Mapping[Cell, Figure], cell: Cell) -> Figure:
        return self._counts[cell] if cell in self.known else figures[cell]


def equations_of(
    figures: Mapping[Cell, Figure], sums: Sequence[Sum], before: Before
) -> Iterator[Equation]:
    """Give what the sums hide, sum by sum."""
    for one in sums:
        yield {
            cell: factor
            for cell, factor in _factors(one)
            if isinstance(figures[cell], NoFigure) and cell not in before.known
        }


def _factors(one: Sum) -> Iterator[tuple[Cell, Fraction]]:
    """Write a sum as parts less their total."""
    yield from ((cell, Fraction(1)) for cell in one.parts)
    yield one.total, Fraction(-1)


def solved(equations: Iterable[Equation]) -> set[Cell]:
    """Find the hidden counts that follow from the sums, by elimination."""
    by_pivot: dict[Cell, Equation] = {}
    for one in equations:
        equation = dict(one)
        for pivot, found in by_pivot.items():
            _eliminate(equation, pivot, found)
        if not equation:
            continue
        pivot = next(iter(equation))
        equation = {cell: factor / equation[pivot] for cell, factor in equation.items()}
        for found in by_pivot.values():
            _eliminate(found, pivot, equation)
        by_pivot[pivot] = equation
    return {pivot for pivot, equation in by_pivot.items() if len(equation) == 1}


def _eliminate(equation: Equation, pivot: Cell, found: Equation) -> None:
    factor = equation.get(pivot)
    if factor is None:
        return
    for cell, share in found.items():
        equation[cell] = equation.get(cell, Fraction(0)) - factor * share
        if not equation[cell]:
            del equation[cell]

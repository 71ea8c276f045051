"""Which rows of its own tables a figure of an annex counts, so that it opens the same for ever."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from academie.activity import annex_tables
from academie.reports import outcome_tables
from academie.reports.document import Document
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry
from academie.reports.tables import Cell, Counted, Table


class Place(NamedTuple):
    """Where a figure stands: the key of its table, and its row and column counted from 0."""

    table: str
    row: int
    column: int


@dataclass(frozen=True, kw_only=True)
class Behind:
    """The rows that a figure counts.

    Attributes:
        table: the key of the table they stand in.
        weighed: the number of the column that adds up to the figure; else the rows are counted.
    """

    table: str
    rows: tuple[int, ...]
    weighed: int | None = None

    def listed(self, document: Document) -> Table:
        """Give the table with these rows alone, each on a line."""
        table = next(one for one in document.tables if one.key == self.table)
        rows = [table.rows[row] for row in self.rows]
        short = annex_tables.in_lines(table)
        return replace(short, rows=rows, barred=None, last_is_total=False)


def of_annexes(document: Document, outcomes: Sequence[OutcomeEntry]) -> Mapping[Place, Behind]:
    """Say of every figure of the annexes what it counts.

    Args:
        outcomes: those of the register of the document, in its order.
    """
    register = {outcome.number: row for row, outcome in enumerate(outcomes)}
    found: dict[Place, Behind] = {}
    for place, cell in _cells(document):
        if isinstance(cell, Counted):
            choice = OutcomeChoice.of_url(cell.url)
            found[place] = _of_outcomes(place, choice, outcomes, register)
        elif place.table == annex_tables.ATTENDANCE and isinstance(cell, int):
            found[place] = _of_meetings(place, document)
    return found


def zeros_beside(known: Mapping[Place, Behind], document: Document) -> Mapping[Place, Behind]:
    """Say of every zero in a table with such figures that it counts nothing."""
    tables = {place.table for place in known}
    return {
        place: Behind(table=place.table, rows=())
        for place, cell in _cells(document)
        if place.table in tables and cell == 0
    }


def _cells(document: Document) -> Iterator[tuple[Place, Cell]]:
    for table in document.tables:
        for row, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                yield Place(table.key, row, column), cell


def _of_outcomes(
    place: Place,
    choice: OutcomeChoice,
    outcomes: Sequence[OutcomeEntry],
    register: Mapping[str, int],
) -> Behind:
    """Name the outcomes; a number of people reached stands in a row of its own table."""
    if choice.reach:
        return Behind(table=place.table, rows=(place.row,), weighed=place.column)
    rows = tuple(register[outcome.number] for outcome in choice.of(outcomes))
    return Behind(table=outcome_tables.REGISTER, rows=rows)


def _of_meetings(place: Place, document: Document) -> Behind:
    """Name the meeting, or of the total all meetings whose number shows."""
    table = next(one for one in document.tables if one.key == place.table)
    last = len(table.rows) - 1
    rows: tuple[int, ...] = (place.row,)
    if place.row == last:
        numbers = [cells[place.column] for cells in table.rows[:last]]
        rows = tuple(row for row, number in enumerate(numbers) if isinstance(number, int))
    return Behind(table=place.table, rows=rows, weighed=place.column)

"""Tables as every form of the report has them: the same columns, titles, order and figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from babel.dates import format_date
from flask_babel import gettext as _

from academie.core import formats
from academie.core.small_groups import NoFigure

Cell = str | int | date | NoFigure


@dataclass(frozen=True)
class Column:
    """One column and what stands in it; numbers stand at the right.

    A detail stands in the files to work with and not on the page, which is too narrow for it.
    """

    title: str
    meaning: str
    numeric: bool = False
    detail: bool = False


class Bar(NamedTuple):
    """One figure as a bar."""

    label: str
    value: int


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table, under its number in the report.

    `key` names its file, `title` its sheet (31 letters at most), `full_title` says more above it.
    `barred` is the number of the column that is also drawn as bars.
    `last_is_total`: its last row sums up the others.
    `as_cards`: its rows are too long for the width of a page, so each becomes a list of its own.
    """

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str
    barred: int | None = None
    last_is_total: bool = False
    as_cards: bool = False
    number: int = 0
    full_title: str = ""

    @property
    def caption(self) -> str:
        """The words above the table."""
        return _(
            "Tabel %(number)s. %(title)s", number=self.number, title=self.full_title or self.title
        )

    @property
    def on_page(self) -> list[int]:
        """The numbers of the columns that a page has room for."""
        return [number for number, column in enumerate(self.columns) if not column.detail]

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars that go with it: none for the total, for nothing, or for what is hidden.

        One bar alone compares nothing.
        """
        if self.barred is None:
            return []
        rows = self.rows[:-1] if self.last_is_total else self.rows
        figures = [(words(row[0]), row[self.barred]) for row in rows]
        bars = [Bar(label, cell) for label, cell in figures if isinstance(cell, int) and cell]
        return bars if len(bars) > 1 else []


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A part of the report: what it is about, and its tables."""

    title: str
    intro: str
    tables: Sequence[Table]


def words(cell: Cell) -> str:
    """Write a cell as people read it: `1.250`, `9 mrt 2027`, `minder dan 5`."""
    if isinstance(cell, NoFigure):
        return str(cell.label)
    if isinstance(cell, int):
        return formats.number(cell)
    if isinstance(cell, date):
        return format_date(cell, "d MMM y", locale=formats.LOCALE).replace(".", "")
    return cell


def card(table: Table, row: Sequence[Cell]) -> list[tuple[str, str]]:
    """Give a row as facts, a column a fact; its first two cells are the heading above them."""
    heads = [column.title for column in table.columns]
    return [(head, words(cell)) for head, cell in zip(heads[2:], row[2:], strict=True)]

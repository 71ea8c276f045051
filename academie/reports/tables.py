"""Tables as every form of the report has them: the same columns, titles, order and figures."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from babel.dates import format_date
from babel.numbers import format_decimal
from flask_babel import gettext as _

from academie.core import formats
from academie.core.small_groups import NoFigure

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")

Plain = str | int | Decimal | date | NoFigure


@dataclass(frozen=True)
class Counted:
    """A figure with the address of the list of what it counts; files hold the figure alone."""

    value: int | Decimal | NoFigure
    url: str


Cell = Plain | Counted


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
    value: int | Decimal


_NUMBERS = (int, Decimal)


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table, under its number in the report.

    `key` names its file, `title` its sheet (31 letters at most), `full_title` says more above it.
    `barred` is the number of the column that is also drawn, as bars.
    `in_time`: its rows follow one another in time, so that column is drawn as a line.
    `last_is_total`: its last row sums up the others.
    `as_cards`: its rows are too long for the width of a page, so each becomes a list of its own.
    """

    key: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    empty: str
    barred: int | None = None
    in_time: bool = False
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
    def nothing(self) -> str:
        """What stands in the place of a table without rows, by its number as all others."""
        return f"{self.caption}. {self.empty}"

    @property
    def on_page(self) -> list[int]:
        """The numbers of the columns that a page has room for."""
        return [number for number, column in enumerate(self.columns) if not column.detail]

    @property
    def elsewhere(self) -> str:
        """Where to find it when no page has room for any of it, in a sentence; else nothing."""
        if self.on_page:
            return ""
        return _(
            "%(caption)s: %(rows)s rijen. Ze staan in de bestanden voor Excel, CSV en JSON.",
            caption=self.caption,
            rows=formats.number(len(self.rows)),
        )

    @property
    def bars(self) -> Sequence[Bar]:
        """The bars that go with it: none for the total, for nothing, or for what is hidden.

        One bar alone compares nothing.
        """
        if self.barred is None:
            return []
        rows = self.rows[:-1] if self.last_is_total else self.rows
        figures = [(words(row[0]), plain(row[self.barred])) for row in rows]
        bars = [
            Bar(label, cell) for label, cell in figures if isinstance(cell, _NUMBERS) and cell > 0
        ]
        return bars if len(bars) > 1 else []

    @property
    def moments(self) -> Sequence[tuple[str, float | None, str]]:
        """The drawn column in time: a label, the figure or None where it is hidden, and its words.

        The total is no moment.
        """
        if self.barred is None:
            return []
        rows = self.rows[:-1] if self.last_is_total else self.rows
        cells = [(words(row[0]), row[self.barred]) for row in rows]
        return [(label, _height(plain(cell)), words(cell)) for label, cell in cells]


def _height(value: "Plain") -> float | None:
    return float(value) if isinstance(value, _NUMBERS) else None


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A part of the report: what it is about, and its tables."""

    title: str
    intro: str
    tables: Sequence[Table]


def legible(text: str) -> str:
    """Leave out what no file can hold: controls, half letters; each line ends in one way."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", lines))


def count_columns() -> list[Column]:
    """Give the two columns of a table that says of several things how many there are."""
    return [
        Column(_("Wat"), _("Wat we telden.")),
        Column(_("Aantal"), _("Hoeveel het er waren."), numeric=True),
    ]


def plain(cell: Cell) -> Plain:
    """Give what stands in a cell, without the list behind it."""
    value = cell.value if isinstance(cell, Counted) else cell
    if isinstance(value, str) and not isinstance(value, NoFigure):
        return legible(value)
    return value


def words(cell: Cell) -> str:
    """Write a cell as people read it: `1.250`, `12,5`, `9 mrt 2027`, `minder dan 5`."""
    value = plain(cell)
    if isinstance(value, NoFigure):
        return str(value.label)
    if isinstance(value, int):
        return formats.number(value)
    if isinstance(value, Decimal):
        return format_decimal(value, locale=formats.LOCALE, decimal_quantization=False)
    if isinstance(value, date):
        return format_date(value, "d MMM y", locale=formats.LOCALE).replace(".", "")
    return value


def card(table: Table, row: Sequence[Cell]) -> list[tuple[str, str]]:
    """Give a row as facts, a column a fact; its first two cells are the heading above them.

    Details, and what is empty, stand in the files alone.
    """
    shown = [place for place in table.on_page[2:] if words(row[place])]
    return [(table.columns[place].title, words(row[place])) for place in shown]

"""Workbooks: typed cells, a head that stays in sight, and no formula from what people typed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import IO, Any

from xlsxwriter import Workbook

from academie.core import store

Value = str | int | Decimal | date | None

WIDEST = 60
_LONGEST = 32_767
_DIGITS = 10**15
"""From here on a spreadsheet rounds numbers, so they are kept as text."""
_SAFE = {  # nothing that people typed becomes a formula, a link or a number
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Head:
    """The head of a column, and how many letters wide the column is."""

    title: str
    width: int


@contextmanager
def book(
    target: IO[bytes], *, title: str, made_at: datetime, streamed: bool = False
) -> Iterator["Book"]:
    """Write a workbook.

    Args:
        made_at: aware moment that the file gives as its own.
        streamed: rows go to the disk at once, so that a long list takes little memory.
    """
    options: dict[str, Any] = {**_SAFE, "constant_memory" if streamed else "in_memory": True}
    if streamed:  # what is kept aside meanwhile is swept from there if the power fails
        options["tmpdir"] = str(store.folder())
    with Workbook(target, options) as workbook:
        created = made_at.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties({"title": title, "created": created})
        yield Book(workbook)


class Book:
    """An open workbook that is told its sheets one after the other."""

    def __init__(self, workbook: Workbook) -> None:
        """Prepare the looks of cells."""
        self._workbook = workbook
        top = {"valign": "top"}
        self._head = workbook.add_format({"bold": True, "bottom": 2, "text_wrap": True} | top)
        self._text = workbook.add_format({"text_wrap": True} | top)
        self._aside = workbook.add_format({"align": "right"} | top)
        self._quiet = workbook.add_format({"italic": True, "font_color": "#45575c"} | top)
        self._number = workbook.add_format({"num_format": "#,##0"} | top)
        self._decimal = workbook.add_format({"num_format": "#,##0.0#########"} | top)
        self._day = workbook.add_format({"num_format": "d mmm yyyy", "align": "left"} | top)
        self._names: set[str] = set()

    def sheet(
        self,
        name: str,
        heads: Sequence[Head],
        rows: Iterable[Sequence["Value | Aside"]],
        *,
        empty: str = "",
        last_is_total: bool = False,
    ) -> None:
        """Add a sheet with a frozen head and filters.

        Args:
            name: what stands on its tab, as far as a tab can hold it.
            empty: what to say when there are no rows.
            last_is_total: sorting leaves the last row where it is.
        """
        sheet = self._workbook.add_worksheet(self._free_name(name))
        self._lay_out(sheet, heads)
        last = 0
        for last, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                self._write(sheet, last, place, cell)
        if not last and empty:
            sheet.write_string(1, 0, empty, self._quiet)
        sheet.autofilter(0, 0, max(last - last_is_total, 1), len(heads) - 1)

    def _lay_out(self, sheet: Any, heads: Sequence[Head]) -> None:
        for place, head in enumerate(heads):
            sheet.set_column(place, place, min(WIDEST, head.width + 2))
            sheet.write_string(0, place, head.title, self._head)
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)

    def _write(self, sheet: Any, line: int, place: int, cell: "Value | Aside") -> None:
        if isinstance(cell, Aside):
            sheet.write_string(line, place, cell.words, self._aside)
        elif isinstance(cell, (int, Decimal)):
            self._write_number(sheet, line, place, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(line, place, cell, self._day)
        elif cell:
            sheet.write_string(line, place, _whole(cell), self._text)

    def _write_number(self, sheet: Any, line: int, place: int, number: int | Decimal) -> None:
        if not -_DIGITS < number < _DIGITS:
            sheet.write_string(line, place, str(number), self._aside)
        else:
            look = self._number if isinstance(number, int) else self._decimal
            sheet.write_number(line, place, number, look)

    def _free_name(self, name: str) -> str:
        """Give a name that a tab can hold and that no other tab has."""
        legible = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip(" '")
        number, free = 1, legible[:31].strip(" '") or "Blad"
        while free.casefold() in self._names or free.casefold() == "history":
            number += 1
            ending = f" {number}"
            free = legible[: 31 - len(ending)] + ending
        self._names.add(free.casefold())
        return free


@dataclass(frozen=True)
class Aside:
    """Words where a number would stand."""

    words: str


def _whole(text: str) -> str:
    """Say that a text goes on where a cell can hold no more of it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 2]} …"

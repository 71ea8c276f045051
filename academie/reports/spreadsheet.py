"""The follow-up report to work with: one workbook, or a bundle of CSV files."""

from collections.abc import Sequence
from datetime import UTC, date
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask_babel import gettext as _
from xlsxwriter import Workbook

from academie.core import csv_files
from academie.core.small_groups import NoFigure
from academie.reports import contents
from academie.reports.figures import FollowUpReport
from academie.reports.tables import Cell, Column, Table

_WIDEST = 60
_SAFE = {  # nothing that people typed becomes a formula, a link or a number
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}


def report_xlsx(report: FollowUpReport) -> bytes:
    """Return a workbook with a sheet per table: numbers as numbers, days as days."""
    target = BytesIO()
    book = Workbook(target, _SAFE)
    made_at = report.as_of.astimezone(UTC).replace(tzinfo=None)
    book.set_properties({"title": contents.title(report), "created": made_at})
    look = _Look(book)
    for table in _working_tables(report):
        _add_sheet(book, look, table)
    book.close()
    return target.getvalue()


def report_csv(report: FollowUpReport) -> bytes:
    """Return a zip file with a CSV per table, as Dutch spreadsheets open them.

    UTF-8 with a byte order mark, semicolons, days as 2027-03-09, numbers without points. Text that
    a spreadsheet would take for a formula gets an apostrophe before it.
    """
    target = BytesIO()
    made_at = report.as_of.astimezone(UTC)
    with ZipFile(target, "w", ZIP_DEFLATED) as bundle:
        for table in _working_tables(report):
            entry = ZipInfo(f"{table.key}.csv", made_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            bundle.writestr(entry, _csv(table))
    return target.getvalue()


def _working_tables(report: FollowUpReport) -> list[Table]:
    """Give the tables of the report, and one that explains their columns."""
    tables = list(contents.tables(report))
    return [*tables, _dictionary(tables)]


def _dictionary(tables: Sequence[Table]) -> Table:
    return Table(
        key="kolommen",
        title=_("Kolommen"),
        columns=[
            Column(_("Tabel"), ""),
            Column(_("Bestand"), ""),
            Column(_("Kolom"), ""),
            Column(_("Betekenis"), ""),
        ],
        rows=[
            (table.title, f"{table.key}.csv", column.title, column.meaning)
            for table in tables
            for column in table.columns
        ],
        empty="",
    )


class _Look:
    """The formats of one workbook."""

    def __init__(self, book: Workbook) -> None:
        self.head = book.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.aside = book.add_format({"align": "right", "valign": "top"})
        self.number = book.add_format({"num_format": "#,##0", "valign": "top"})
        self.day = book.add_format({"num_format": "d mmm yyyy", "align": "left", "valign": "top"})


def _add_sheet(book: Workbook, look: _Look, table: Table) -> None:
    sheet = book.add_worksheet(table.title)
    for number, column in enumerate(table.columns):
        sheet.write_string(0, number, column.title, look.head)
        sheet.set_column(number, number, _width(table, number))
    for line, row in enumerate(table.rows, start=1):
        for number, cell in enumerate(row):
            _write(sheet, line, number, cell, look)
    sheet.freeze_panes(1, 0)
    filtered = len(table.rows) - table.last_is_total  # sorting leaves the total where it is
    sheet.autofilter(0, 0, max(filtered, 1), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _width(table: Table, number: int) -> int:
    """Choose how many letters wide a column is."""
    cells = [table.columns[number].title, *(str(row[number]) for row in table.rows)]
    return min(_WIDEST, max(len(cell) for cell in cells) + 2)


def _write(sheet: Any, line: int, number: int, cell: Cell, look: _Look) -> None:
    if isinstance(cell, NoFigure):
        sheet.write_string(line, number, str(cell.label), look.aside)
    elif isinstance(cell, int):
        sheet.write_number(line, number, cell, look.number)
    elif isinstance(cell, date):
        sheet.write_datetime(line, number, cell, look.day)
    elif cell:
        sheet.write_string(line, number, cell, look.text)


def _csv(table: Table) -> bytes:
    head = [column.title for column in table.columns]
    return csv_files.write([head, *([_plain(cell) for cell in row] for row in table.rows)])


def _plain(cell: Cell) -> str:
    if isinstance(cell, NoFigure):
        return str(cell.label)
    return cell.isoformat() if isinstance(cell, date) else str(cell)

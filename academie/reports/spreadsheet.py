"""A report to work with: one workbook, or a bundle of CSV files."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date
from decimal import Decimal
from io import BytesIO
from itertools import chain
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from flask_babel import gettext as _

from academie.core import csv_files, xlsx_files
from academie.core.pdf_report import Tell
from academie.core.small_groups import NoFigure
from academie.core.xlsx_files import Aside, Head
from academie.reports.document import Document
from academie.reports.tables import Cell, Column, Table, plain

_ROWS_AT_ONCE = 500
"""So many are written before the next word about it."""

Row = Sequence[Cell]


def to_xlsx(document: Document, tell: Tell = lambda _part: None) -> bytes:
    """Return a workbook with a sheet per table: numbers as numbers, days as days.

    Args:
        tell: is told how far it is, from 0 to 1.
    """
    target = BytesIO()
    with xlsx_files.book(target, title=document.title, made_at=document.as_of) as book:
        for table, found in _told(_working_tables(document), tell):
            heads = [
                Head(column.title, _width(table, place))
                for place, column in enumerate(table.columns)
            ]
            rows = ([_in_sheet(cell) for cell in row] for row in found)
            book.sheet(
                table.title, heads, rows, empty=table.empty, last_is_total=table.last_is_total
            )
    return target.getvalue()


def to_csv(document: Document, separator: str = ";", tell: Tell = lambda _part: None) -> bytes:
    """Return a zip file with a CSV per table.

    UTF-8 with a byte order mark, days as 2027-03-09, numbers without points between thousands.
    Text that a spreadsheet would take for a formula gets an apostrophe before it.

    Args:
        separator: a semicolon as Dutch spreadsheets open them, with a decimal comma; or a comma,
            with a decimal point.
        tell: is told how far it is, from 0 to 1.
    """
    target = BytesIO()
    made_at = document.as_of.astimezone(UTC)
    with ZipFile(target, "w", ZIP_DEFLATED) as bundle:
        for table, rows in _told(_working_tables(document), tell):
            entry = ZipInfo(f"{table.key}.csv", made_at.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            bundle.writestr(entry, _csv(table, rows, separator))
    return target.getvalue()


def _told(tables: Sequence[Table], tell: Tell) -> Iterator[tuple[Table, Iterator[Row]]]:
    """Give each table with its rows, and tell which part of all rows went by."""
    total = sum(len(table.rows) for table in tables)
    done = 0
    for table in tables:
        yield table, _counted(table.rows, done, total, tell)
        done += len(table.rows)


def _counted(rows: Sequence[Row], before: int, total: int, tell: Tell) -> Iterator[Row]:
    """Give the rows of one table, after as many others of `total`."""
    for number, row in enumerate(rows):
        if not number % _ROWS_AT_ONCE:
            tell((before + number) / total)
        yield row


def _working_tables(document: Document) -> list[Table]:
    """Give the tables of the report, and one that explains their columns."""
    return [*document.tables, _dictionary(document.tables)]


def _dictionary(tables: Sequence[Table]) -> Table:
    return Table(
        key="kolommen",
        title=_("Kolommen"),
        columns=[
            Column(_("Tabel"), ""),
            Column(_("Bestand"), ""),
            Column(_("Rijen"), "", numeric=True),
            Column(_("Kolom"), ""),
            Column(_("Betekenis"), ""),
        ],
        rows=[
            (table.title, f"{table.key}.csv", len(table.rows), column.title, column.meaning)
            for table in tables
            for column in table.columns
        ],
        empty="",
    )


def _width(table: Table, place: int) -> int:
    """Choose how many letters wide a column is."""
    cells = [table.columns[place].title, *(str(plain(row[place])) for row in table.rows)]
    return max(len(line) for cell in cells for line in cell.splitlines() or [""])


def _in_sheet(cell: Cell) -> xlsx_files.Value | Aside:
    value = plain(cell)
    return Aside(str(value.label)) if isinstance(value, NoFigure) else value


def _csv(table: Table, rows: Iterator[Row], separator: str) -> bytes:
    head = [column.title for column in table.columns]
    written = ([_in_csv(cell, separator) for cell in row] for row in rows)
    return csv_files.write(chain([head], written), separator=separator)


def _in_csv(cell: Cell, separator: str) -> str:
    value = plain(cell)
    if isinstance(value, NoFigure):
        return str(value.label)
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", "," if separator == ";" else ".")
    return value.isoformat() if isinstance(value, date) else str(value)

"""CSV as Dutch spreadsheets write and read it: UTF-8 with a mark, semicolons, no formulas."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import islice
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.core.errors import DomainError
from academie.core.forms import printable

_ROWS_AT_ONCE = 500
_FORMULA_STARTS = (*"=+-@", *"\uff1d\uff0b\uff0d\uff20", "\t", "\r")
_NEGATIVE = re.compile(r"-[0-9]+([.,][0-9]+)?")
_CONTROLS = frozenset(map(chr, range(32))) - {"\t", "\n", "\r"}


class CsvError(DomainError):
    """A file that cannot be read as CSV."""

    status = 422


class CsvRow(NamedTuple):
    """A row, with the number of the line in the file where it begins."""

    line: int
    cells: list[str]


def write(rows: Iterable[Sequence[str]], *, separator: str = ";") -> bytes:
    """Write rows, with the head first. Text that would be a formula gets an apostrophe."""
    text = StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([neutral(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def stream(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Write rows some hundreds at a time, as `write` does, for an answer that nobody keeps."""
    return stream_safe([neutral(cell) for cell in row] for row in rows)


def stream_safe(
    rows: Iterable[Sequence[str | date | int | None]], *, separator: str = ";"
) -> Iterator[bytes]:
    """Write rows as `stream` does, whose texts went through `neutral` where people typed them."""
    yield codecs.BOM_UTF8
    left = iter(rows)
    while some := list(islice(left, _ROWS_AT_ONCE)):
        text = StringIO()
        csv.writer(text, delimiter=separator).writerows(some)
        yield text.getvalue().encode()


def neutral(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula.

    Before one that has an apostrophe already as well, so that `typed` gives each text back.
    """
    if text[:1].isalnum():
        return text
    return f"'{text}" if _is_formula(text.lstrip("'")) else text


def typed(text: str) -> str:
    """Take the apostrophe of `neutral` away again."""
    apostrophe = text.startswith("'") and _is_formula(text.lstrip("'"))
    return text[1:] if apostrophe else text


def read(content: bytes) -> list[CsvRow]:
    """Read rows, with the head first and empty ones left out; semicolon or comma between cells.

    Raises:
        CsvError: it is in another encoding, or no CSV.
    """
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise CsvError(_("Dit bestand is leeg. Kies een ander bestand."))
    delimiter = ";" if first.count(";") >= first.count(",") else ","
    return [row for row in _rows(text, delimiter) if any(cell.strip() for cell in row.cells)]


def _rows(text: str, delimiter: str) -> Iterator[CsvRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield CsvRow(line, [typed(printable(cell).strip()) for cell in cells])
            line = reader.line_num + 1
    except csv.Error as error:
        raise CsvError(
            _(
                "Regel %(line)s kunnen we niet lezen. Kijk of de aanhalingstekens kloppen.",
                line=line,
            )
        ) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"PK", b"%PDF")) or (b"\0" in content and not _is_utf16(content)):
        raise CsvError(_("Dit is geen CSV-bestand. Bewaar je lijst eerst als CSV."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CsvError(_ENCODING) from error
    if _CONTROLS & set(text):
        raise CsvError(_("Dit is geen CSV-bestand. Bewaar je lijst eerst als CSV."))
    return text


_ENCODING: LazyString = _(
    "De letters in dit bestand kunnen we niet lezen. Bewaar je lijst als 'CSV UTF-8'."
)


def _is_utf16(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))


def _is_formula(text: str) -> bool:
    """Tell what a spreadsheet would work out; a number below zero it only shows."""
    starts = text.lstrip(" \n").startswith(_FORMULA_STARTS)
    return starts and not _NEGATIVE.fullmatch(text)

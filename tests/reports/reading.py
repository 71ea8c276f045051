"""Read reports back: every table of every form, as rows of words."""

import csv
import ctypes
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pypdfium2
from pypdfium2 import raw
from python_calamine import CalamineWorkbook

from tests import pdf_reading as pdf

Rows = list[list[str]]


def pdf_tables(document: bytes) -> list[tuple[str, Rows]]:
    """Return each table with its caption, cell by cell, from the tags; without its head."""
    words = _words_by_mark(document)
    page_numbers = {page.indirect_reference.idnum: n for n, page in enumerate(_pages(document))}
    tables = []
    for table in pdf.elements(document):
        if table["/S"] == "/Table":
            caption, *_ = _cells(table, "/Caption", words, page_numbers)
            rows = [
                [_read(cell, words, page_numbers) for cell in pdf.kids(row)]
                for body in _below(table, "/TBody")
                for row in _below(body, "/TR")
            ]
            tables.append((caption, rows))
    return tables


def _pages(document: bytes) -> list[Any]:
    return list(pdf.read(document).pages)


def _cells(table: Any, role: str, words: Any, numbers: Any) -> list[str]:
    return [_read(kid, words, numbers) for kid in pdf.kids(table) if kid["/S"] == role]


def _below(element: Any, role: str) -> list[Any]:
    found = []
    for kid in pdf.kids(element):
        if hasattr(kid, "get") and kid.get("/S") == role:
            found.append(kid)
        elif hasattr(kid, "get") and "/S" in kid:
            found += _below(kid, role)
    return found


def _read(element: Any, words: dict[tuple[int, int], str], numbers: dict[int, int]) -> str:
    """Join the words of an element, over all pages it stands on."""
    own = element.raw_get("/Pg").idnum if "/Pg" in element else 0
    pieces = []
    for kid in pdf.kids(element):
        if isinstance(kid, int):
            pieces.append(words.get((numbers[own], kid), ""))
        elif "/MCID" in kid:
            pieces.append(words.get((numbers[kid.raw_get("/Pg").idnum], kid["/MCID"]), ""))
    return even(" ".join(pieces))


def _words_by_mark(document: bytes) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    pages = pypdfium2.PdfDocument(document)
    try:
        for number, page in enumerate(pages):
            text = page.get_textpage()
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                mark = raw.FPDFPageObj_GetMarkedContentID(item.raw)
                key = (number, mark)
                found[key] = f"{found.get(key, '')}{_object_words(item, text)}"
            text.close()
            page.close()
    finally:
        pages.close()
    return found


def _object_words(item: Any, text: Any) -> str:
    size = raw.FPDFTextObj_GetText(item.raw, text.raw, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(
        item.raw, text.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size
    )
    return buffer.raw.decode("utf-16-le").rstrip("\x00")


def even(words: str) -> str:
    """Even out white space, as lines end elsewhere in each form."""
    return " ".join(words.split())


def xlsx_tables(document: bytes) -> dict[str, list[list[Any]]]:
    """Return the sheets by their names, numbers as numbers and days as days."""
    book = CalamineWorkbook.from_filelike(BytesIO(document))
    return {
        name: [
            [_typed(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def _typed(cell: Any) -> Any:
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date()
    return cell


def csv_tables(bundle: bytes, separator: str = ";") -> dict[str, Rows]:
    """Return the files by their names without ending."""
    with ZipFile(BytesIO(bundle)) as archive:
        return {
            name.removesuffix(".csv"): _csv(archive.read(name), separator)
            for name in archive.namelist()
        }


def _csv(content: bytes, separator: str) -> Rows:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))

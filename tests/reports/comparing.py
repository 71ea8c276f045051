"""Set the four files of a report and its page beside each other, cell by cell."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template_string
from jsonschema import Draft202012Validator

from academie.core.pdf_text import clean
from academie.core.small_groups import NoFigure
from academie.reports import data, serving
from academie.reports.document import Document
from academie.reports.files import write
from academie.reports.tables import Cell, Plain, Table, plain, words
from tests.reports import reading

Rows = list[list[str]]


def files_agree(document: Document) -> None:
    """Check that the four files say what the document says, cell by cell."""
    assert paper_rows(document) == [as_cards(table, on_paper) for table in document.tables]
    assert sheet_rows(document) == all_cells(document, in_sheet)
    assert csv_rows(document, ";") == all_cells(document, lambda cell: in_csv(cell, ","))
    assert csv_rows(document, ",") == all_cells(document, lambda cell: in_csv(cell, "."))
    assert json_rows(document) == all_cells(document, plain)


def page_agrees(app: Flask, document: Document) -> None:
    """Check that its page does too."""
    with app.test_request_context():
        page = screen_rows(document)

    assert page == [as_cards(table, on_screen) for table in document.tables]


def follows_its_schema(document: Document) -> None:
    """Check the JSON against the schema that we give out."""
    schema = json.loads(data.SCHEMA.read_bytes())
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    written = json.loads(write(document, "json"))
    assert [error.message for error in validator.iter_errors(written)] == []


def in_sheet(cell: Cell) -> Any:
    """Give a cell as a workbook keeps it; numbers of more than 15 digits are words in it."""
    value = plain(cell)
    if isinstance(value, NoFigure):
        return str(value.label)
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, int) and value >= 10**15 else value


def in_csv(cell: Cell, point: str) -> str:
    """Give a cell as a CSV keeps it; the apostrophe stands before what looks like a formula."""
    value = plain(cell)
    if isinstance(value, str):
        text = str(in_sheet(value))
        if re.fullmatch(r"-\d+", text):
            return text
        looks_like_one = text.lstrip(" '").startswith(tuple("=+-@\t\N{FULLWIDTH EQUALS SIGN}"))
        return f"'{text}" if looks_like_one else text
    return value.isoformat() if isinstance(value, date) else str(value).replace(".", point)


def in_json(cell: Any) -> Plain:
    """Read a cell of the JSON by its schema."""
    if not isinstance(cell, dict):
        return plain(cell)
    if "decimal" in cell:
        return Decimal(cell["decimal"])
    return date.fromisoformat(cell["date"]) if "date" in cell else NoFigure(cell["withheld"])


def on_paper(cell: Cell) -> str:
    """Give a cell as it can be read on paper, where a long word is cut over two lines."""
    return "".join(clean(words(cell)).split())


def on_screen(cell: Cell) -> str:
    """Give a cell as it can be read on a page."""
    return reading.even(words(cell))


def as_cards(table: Table, on: Callable[[Cell], str]) -> Rows:
    """Give a table as a page has it that is too narrow for its rows: fact after fact."""
    if not table.as_cards:
        places = table.on_page if on is on_paper else range(len(table.columns))
        return [[on(row[place]) for place in places] for row in table.rows]
    heads = [(table.columns[place].title, place) for place in table.on_page[2:]]
    facts = [(head, row[place]) for row in table.rows for head, place in heads]
    return [[on(head), on(cell)] for head, cell in facts if words(cell)]


def paper_rows(document: Document) -> list[Rows]:
    """Read the tables of the PDF in order, from its tags; what is empty stands on no card."""
    found = iter(reading.pdf_tables(write(document, "pdf")))
    return [
        [row for card in table.rows for row in _next(found, table, card)]
        if table.as_cards
        else (_next(found, table) if table.rows else [])
        for table in document.tables
    ]


def _next(found: Iterator[tuple[str, Rows]], table: Table, card: Sequence[Cell] = ()) -> Rows:
    """Read the table that comes next, under the name that it should have."""
    caption, rows = next(found)
    name = f"{table.caption}: {words(card[0])}" if card else table.caption
    assert on_paper(caption).startswith(on_paper(name))
    return [[on_paper(cell) for cell in row] for row in rows]


def screen_rows(document: Document) -> list[Rows]:
    """Read the tables of the page."""
    page = render_template_string(
        '{% from "reports/document.html" import report_chapters %}'
        "{{ report_chapters(document, words, cards, opens) }}",
        **serving.drawing(document),
    )
    found = iter(BeautifulSoup(page, "lxml").select("table, dl, .quiet"))
    return [
        [row for _card in table.rows for row in _facts(next(found))]
        if table.as_cards
        else _cells(next(found), len(table.columns))
        for table in document.tables
    ]


def _cells(table: Tag, columns: int) -> Rows:
    rows = [row.select("th, td")[:columns] for row in table.select("tbody tr")]
    return [[_words(cell) for cell in row] for row in rows]


def _facts(card: Tag) -> Rows:
    pairs = zip(card.select("dt"), card.select("dd"), strict=True)
    return [[_words(term), _words(meaning)] for term, meaning in pairs]


def _words(cell: Tag) -> str:
    return reading.even(cell.get_text().replace("\N{SOFT HYPHEN}", ""))


def sheet_rows(document: Document) -> list[list[list[Any]]]:
    """Read the tables of the workbook."""
    sheets = list(reading.xlsx_tables(write(document, "xlsx")).values())
    return [
        sheet[1:] if table.rows else []
        for table, sheet in zip(document.tables, sheets, strict=False)
    ]


def csv_rows(document: Document, separator: str) -> list[Rows]:
    """Read the tables of the CSV bundle."""
    found = reading.csv_tables(write(document, "zip", separator=separator), separator)
    return [found[table.key][1:] for table in document.tables]


def json_rows(document: Document) -> list[list[list[Plain]]]:
    """Read the tables of the JSON."""
    kept = json.loads(write(document, "json"))
    tables = [table for chapter in kept["chapters"] for table in chapter["tables"]]
    return [[[in_json(cell) for cell in row] for row in table["rows"]] for table in tables]


def all_cells(document: Document, as_kept: Callable[[Cell], Any]) -> list[list[list[Any]]]:
    """Give every cell of a report as a file keeps it."""
    return [[[as_kept(cell) for cell in row] for row in table.rows] for table in document.tables]

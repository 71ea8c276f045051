"""The four files of a report and its page say the same, cell by cell, whatever people typed."""

import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask, render_template_string
from jsonschema import Draft202012Validator

from academie.core.pdf_text import MISSING, clean
from academie.core.small_groups import NoFigure
from academie.reports import contents, data, serving
from academie.reports.document import Document
from academie.reports.files import write
from academie.reports.tables import Cell, Plain, Table, plain, words
from tests import pdf_reading
from tests.reports import reading
from tests.reports.awkward import awkward
from tests.reports.factories import awkward_report


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing is asked of it."""
    return sqlite_url


@lru_cache
def report() -> Document:
    """Make the follow-up report."""
    return contents.document(awkward_report())


Rows = list[list[str]]
DOCUMENTS = pytest.mark.parametrize("make", [awkward, report])


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
    heads = [column.title for column in table.columns[2:]]
    return [[on(x), on(y)] for row in table.rows for x, y in zip(heads, row[2:], strict=True)]


def paper_rows(document: Document) -> list[Rows]:
    """Read the tables of the PDF, from its tags."""
    found = {
        on_paper(caption): [[on_paper(cell) for cell in row] for row in rows]
        for caption, rows in reading.pdf_tables(write(document, "pdf")).items()
    }
    return [
        [row for card in table.rows for row in found[_caption(table, card)][1:]]
        if table.as_cards
        else found.get(_caption(table), [[]])[1:]
        for table in document.tables
    ]


def _caption(table: Table, card: Sequence[Cell] = ()) -> str:
    return on_paper(f"{table.caption}: {words(card[0])}" if card else table.caption)


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


@DOCUMENTS
def test_all_files_of_a_report_and_its_page_say_the_same_cell_by_cell(
    app: Flask, make: Callable[[], Document]
) -> None:
    document = make()

    with app.test_request_context():
        page = screen_rows(document)

    assert page == [as_cards(table, on_screen) for table in document.tables]
    assert paper_rows(document) == [as_cards(table, on_paper) for table in document.tables]
    assert sheet_rows(document) == all_cells(document, in_sheet)
    assert csv_rows(document, ";") == all_cells(document, lambda cell: in_csv(cell, ","))
    assert csv_rows(document, ",") == all_cells(document, lambda cell: in_csv(cell, "."))
    assert json_rows(document) == all_cells(document, plain)


@DOCUMENTS
def test_the_json_follows_its_schema_and_reads_back_whole(make: Callable[[], Document]) -> None:
    document = make()
    schema = json.loads(data.SCHEMA.read_bytes())

    written = write(document, "json")

    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    assert [error.message for error in validator.iter_errors(json.loads(written))] == []
    assert write(data.from_json(written), "json") == written
    assert write(data.from_json(written), "zip") == write(document, "zip")


def test_a_report_of_another_version_is_not_read() -> None:
    written = write(report(), "json").replace(b'"version":1', b'"version":2')

    with pytest.raises(ValueError, match="2"):
        data.from_json(written)


def test_the_schema_refuses_what_is_no_report() -> None:
    schema = json.loads(data.SCHEMA.read_bytes())
    kept = json.loads(write(report(), "json"))
    kept["chapters"][0]["tables"][0]["rows"][0][1] = {"withheld": "some", "words": ""}

    assert not Draft202012Validator(schema).is_valid(kept)


def test_paper_says_that_it_lacks_letters() -> None:
    assert f"{MISSING} staat voor een teken" in pdf_reading.text(write(awkward(), "pdf"))


def test_every_file_says_what_a_table_without_rows_means() -> None:
    sentence = "Er is niets gevonden."

    assert sentence in pdf_reading.text(write(awkward(), "pdf"))
    assert reading.xlsx_tables(write(awkward(), "xlsx"))["Niets"][1][0] == sentence
    assert sentence in write(awkward(), "json").decode()
    dictionary = reading.csv_tables(write(awkward(), "zip"))["kolommen"]
    assert [row[2] for row in dictionary if row[0] == "Niets"] == ["0", "0"]

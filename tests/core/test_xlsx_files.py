"""Workbooks that open everywhere, whatever stands in them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from academie.core import xlsx_files
from academie.core.xlsx_files import Aside, Head, Value

MADE_AT = datetime(2027, 3, 10, 9, tzinfo=UTC)
ROWS: list[list[Value | Aside]] = [
    ["=1+1", 1250, Decimal("12.5"), date(2027, 3, 9)],
    ["", -3, Aside("minder dan 5"), None],
]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: nothing is asked of it."""
    return sqlite_url


def written(*names: str, streamed: bool = False, **sheet: Any) -> bytes:
    target = BytesIO()
    with xlsx_files.book(target, title="Lijst", made_at=MADE_AT, streamed=streamed) as book:
        for name in names:
            book.sheet(name, [Head(letter, 5) for letter in "abcd"], ROWS, **sheet)
    return target.getvalue()


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("streamed", [False, True])
def test_cells_keep_their_kinds_in_memory_and_streamed(*, streamed: bool) -> None:
    document = written("Lijst", streamed=streamed)

    book = CalamineWorkbook.from_filelike(BytesIO(document))
    assert book.get_sheet_by_name("Lijst").to_python(skip_empty_area=False)[1:] == [
        ["=1+1", 1250, 12.5, date(2027, 3, 9)],
        ["", -3, "minder dan 5", ""],
    ]
    with ZipFile(BytesIO(document)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'state="frozen"' in sheet
    assert b'<autoFilter ref="A1:D3"' in sheet


def test_sorting_leaves_a_total_where_it_is() -> None:
    with ZipFile(BytesIO(written("Lijst", last_is_total=True))) as archive:
        assert b'<autoFilter ref="A1:D2"' in archive.read("xl/worksheets/sheet1.xml")


def test_tabs_get_names_that_a_workbook_can_hold() -> None:
    names = ["Wat/wie: [a]*?", "wat wie   a", "'", "History", "x" * 40, "x" * 40]

    book = CalamineWorkbook.from_filelike(BytesIO(written(*names)))

    assert book.sheet_names == [
        *("Wat wie   a", "wat wie   a 2", "Blad", "History 2"),
        *("x" * 31, "x" * 29 + " 2"),
    ]


def test_a_text_that_no_cell_can_hold_says_that_it_goes_on() -> None:
    target = BytesIO()
    with xlsx_files.book(target, title="Lang", made_at=MADE_AT) as book:
        book.sheet("Lang", [Head("a", 5)], [["x" * 40_000]])

    ((_head,), (cell,)) = (
        CalamineWorkbook.from_filelike(BytesIO(target.getvalue())).get_sheet_by_index(0).to_python()
    )
    assert len(str(cell)) == 32_767
    assert str(cell).endswith("x …")

"""The three forms of a report say the same, to the digit, whatever people typed."""

from datetime import date
from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from academie.core.pdf_text import clean
from academie.core.small_groups import NoFigure
from academie.reference.models import Province
from academie.reports import contents
from academie.reports.figures import FollowUpReport
from academie.reports.pdf import report_pdf
from academie.reports.spreadsheet import report_csv, report_xlsx
from academie.reports.tables import Cell, Table, words
from tests import pdf_reading
from tests.reports import reading
from tests.reports.factories import AS_OF, awkward_report, meeting, report


def in_sheet(cell: Cell) -> Any:
    """Give a cell as a workbook keeps it."""
    return str(cell.label) if isinstance(cell, NoFigure) else cell


def in_csv(cell: Cell) -> str:
    """Give a cell as a CSV keeps it; the apostrophe stands before what looks like a formula."""
    if isinstance(cell, date):
        return cell.isoformat()
    text = str(in_sheet(cell))
    return f"'{text}" if isinstance(cell, str) and text.startswith(tuple("=+-@\t\r")) else text


def on_page(cell: Cell) -> str:
    """Give a cell as it can be read on paper."""
    return reading.even(clean(words(cell)))


@lru_cache
def awkward_pdf() -> bytes:
    """Draw the awkward report once: drawing takes longest."""
    return report_pdf(awkward_report(), AS_OF)


def tables_with_rows(found: FollowUpReport) -> list[Table]:
    return [table for table in contents.tables(found) if table.rows]


def test_every_sheet_holds_the_figures_of_its_table_as_numbers_and_days() -> None:
    found = awkward_report()

    sheets = reading.xlsx_tables(report_xlsx(found))

    for table in contents.tables(found):
        titles, *rows = sheets[table.title]
        assert titles == [column.title for column in table.columns]
        assert rows == [[in_sheet(cell) for cell in row] for row in table.rows]


def test_every_csv_holds_the_same_cells_with_formulas_made_harmless() -> None:
    found = awkward_report()

    files = reading.csv_tables(report_csv(found))

    for table in contents.tables(found):
        titles, *rows = files[table.key]
        assert titles == [column.title for column in table.columns]
        assert rows == [[in_csv(cell) for cell in row] for row in table.rows]


def test_every_table_on_paper_holds_the_same_cells() -> None:
    found = awkward_report()

    on_paper = reading.pdf_tables(awkward_pdf())

    for table in tables_with_rows(found):
        if table.as_cards:
            continue
        titles, *rows = on_paper[table.caption]
        assert titles == [table.columns[place].title for place in table.on_page]
        assert rows == [[on_page(row[place]) for place in table.on_page] for row in table.rows]


def test_every_outcome_on_paper_has_a_heading_and_all_its_facts() -> None:
    found = awkward_report()
    (register,) = [table for table in contents.tables(found) if table.as_cards]

    document = awkward_pdf()

    on_paper = reading.pdf_tables(document)
    text = pdf_reading.text(document)
    for row in register.rows:
        number, title, *facts = (on_page(cell) for cell in row)
        assert f"{number} {title}" in text
        _titles, *rows = on_paper[f"{register.caption}: {number}"]
        heads = [column.title for column in register.columns[2:]]
        assert rows == [list(pair) for pair in zip(heads, facts, strict=True)]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    with ZipFile(BytesIO(report_xlsx(awkward_report()))) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]

    assert sheets
    for sheet in sheets:
        assert b"<f>" not in sheet
        assert b"<hyperlink" not in sheet


def test_every_sheet_keeps_its_head_in_sight_and_can_be_filtered() -> None:
    with ZipFile(BytesIO(report_xlsx(awkward_report()))) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]

    for sheet in sheets:
        assert b'state="frozen"' in sheet
        assert b"<autoFilter" in sheet


def test_the_files_to_work_with_explain_each_column() -> None:
    found = awkward_report()

    _titles, *rows = reading.csv_tables(report_csv(found))["kolommen"]

    columns = [
        (table.title, column.title) for table in contents.tables(found) for column in table.columns
    ]
    assert [(row[0], row[2]) for row in rows] == columns
    assert all(row[3] for row in rows)


def test_a_report_on_paper_is_tagged_from_cover_to_last_table() -> None:
    document = awkward_pdf()

    assert pdf_reading.marks_without_owner(document) == []
    outline: Any = pdf_reading.read(document).outline
    chapters = [entry["/Title"] for entry in outline[1] if not isinstance(entry, list)]
    assert outline[0]["/Title"] == "Opvolgverslag 2027"
    assert chapters == [
        "1. In het kort",
        "2. Bijeenkomsten en mensen",
        "3. Wat mensen ervan vonden",
        "4. Wat er is veranderd",
        "5. Verantwoording",
    ]


def test_every_page_after_the_cover_says_of_when_the_figures_are() -> None:
    cover, *pages = pdf_reading.read(awkward_pdf()).pages

    assert "1 januari tot en met 31 december 2027" in cover.extract_text()
    for page in pages:
        assert "Opvolgverslag 2027. Stand van maandag 10 januari 2028" in page.extract_text()


def test_a_chart_leaves_out_what_is_hidden() -> None:
    found = report(
        meeting(came=3, province=Province.UTRECHT),
        meeting(came=30),
        meeting(came=50, province=Province.ZEELAND),
        meeting(came=1250, province=Province.LIMBURG),
    )

    figures = [
        element["/Alt"]
        for element in pdf_reading.elements(report_pdf(found, found.as_of))
        if element["/S"] == "/Figure"
    ]

    assert figures == ["Figuur bij tabel 4. Gekomen. Zeeland: 50; Limburg: 1.250."]


def test_a_period_without_anything_gives_a_report_that_says_so() -> None:
    found = report()

    text = pdf_reading.text(report_pdf(found, found.as_of))

    assert "Er zijn geen bijeenkomsten gehouden in deze periode." in text
    assert "Er zijn geen opbrengsten in deze periode." in text
    assert reading.xlsx_tables(report_xlsx(found))["Opbrengsten"][0][0] == "Nummer"
    assert reading.csv_tables(report_csv(found))["bijeenkomsten"][1:] == []


def test_the_same_report_gives_the_same_files() -> None:
    found = awkward_report()

    for write in (report_xlsx, report_csv):
        assert write(found) == write(found)
    assert report_pdf(found, AS_OF) == awkward_pdf()

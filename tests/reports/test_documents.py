"""The three forms of a report say the same, to the digit, whatever people typed."""

from functools import lru_cache
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from academie.core.pdf_text import clean
from academie.reference.models import Province
from academie.reports import contents
from academie.reports.document import Document
from academie.reports.pdf import to_pdf
from academie.reports.spreadsheet import to_csv, to_xlsx
from academie.reports.tables import words
from tests import pdf_reading
from tests.reports import reading
from tests.reports.factories import awkward_report, meeting, report


@lru_cache
def awkward() -> Document:
    """Give the awkward report as a document."""
    return contents.document(awkward_report())


@lru_cache
def awkward_pdf() -> bytes:
    """Draw the awkward report once: drawing takes longest."""
    return to_pdf(awkward())


def test_every_outcome_on_paper_has_a_heading() -> None:
    found = awkward()
    (register,) = [table for table in found.tables if table.as_cards]

    text = pdf_reading.text(awkward_pdf())

    for number, title, *_facts in register.rows:
        assert f"{number} {reading.even(clean(words(title)))}" in text


def test_no_cell_of_a_workbook_is_a_formula_or_a_link() -> None:
    with ZipFile(BytesIO(to_xlsx(awkward()))) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]

    assert sheets
    for sheet in sheets:
        assert b"<f>" not in sheet
        assert b"<hyperlink" not in sheet


def test_every_sheet_keeps_its_head_in_sight_and_can_be_filtered() -> None:
    with ZipFile(BytesIO(to_xlsx(awkward()))) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/" in name]

    for sheet in sheets:
        assert b'state="frozen"' in sheet
        assert b"<autoFilter" in sheet


def test_the_files_to_work_with_explain_each_column() -> None:
    found = awkward()

    _titles, *rows = reading.csv_tables(to_csv(found))["kolommen"]

    columns = [(table.title, column.title) for table in found.tables for column in table.columns]
    assert [(row[0], row[3]) for row in rows] == columns
    assert all(row[4] for row in rows)


def test_a_report_on_paper_is_tagged_from_cover_to_last_table() -> None:
    document = awkward_pdf()

    assert pdf_reading.marks_without_owner(document) == []
    outline: Any = pdf_reading.read(document).outline
    chapters = [entry["/Title"] for entry in outline[1] if not isinstance(entry, list)]
    assert outline[0]["/Title"] == "Opvolgverslag 2027"
    assert chapters == [
        "Inhoud",
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
    found = contents.document(
        report(
            meeting(came=3, province=Province.UTRECHT),
            meeting(came=30),
            meeting(came=50, province=Province.ZEELAND),
            meeting(came=1250, province=Province.LIMBURG),
        )
    )

    figures = [
        element["/Alt"]
        for element in pdf_reading.elements(to_pdf(found))
        if element["/S"] == "/Figure"
    ]

    assert figures == ["Figuur bij tabel 4. Gekomen. Friesland: 30; Zeeland: 50; Limburg: 1.250."]


def test_a_period_without_anything_gives_a_report_that_says_so() -> None:
    found = contents.document(report())

    text = pdf_reading.text(to_pdf(found))

    assert "Er zijn geen bijeenkomsten gehouden in deze periode." in text
    assert "Er zijn geen opbrengsten in deze periode." in text
    assert [table.number for table in found.tables if table.caption not in text] == []
    assert "Elke publieksacademie" not in text
    assert reading.xlsx_tables(to_xlsx(found))["Opbrengsten"][0][0] == "Nummer"
    assert reading.csv_tables(to_csv(found))["bijeenkomsten"][1:] == []


def test_the_same_report_gives_the_same_files() -> None:
    found = awkward()

    for write in (to_xlsx, to_csv):
        assert write(found) == write(found)
    assert to_pdf(found) == awkward_pdf()

"""Charts and lists of chapters in reports on paper."""

from itertools import pairwise
from typing import Any

import pytest

from academie.core.pdf_charts import nice_top
from academie.core.pdf_flow import RIGHT
from academie.core.pdf_report import Bar, Column, Point, Report
from tests import pdf_reading as pdf
from tests.core.test_pdf import MADE_AT


def make_report() -> Report:
    return Report(title="Verslag", author="Alliantie", made_at=MADE_AT, foot="Verslag")


def figures(document: bytes) -> list[Any]:
    return [element["/Alt"] for element in pdf.elements(document) if element["/S"] == "/Figure"]


@pytest.mark.parametrize(
    ("points", "alt"),
    [
        (
            [Point("2026", 80, "80"), Point("2027", None, "minder dan 5"), Point("2028", 90, "90")],
            "Figuur. 2026: 80; 2027: minder dan 5; 2028: 90.",
        ),
        ([Point("2027", 3.5, "3,5")], "Figuur. 2027: 3,5."),
        ([Point("2027", None, "afgeschermd")], "Figuur. 2027: afgeschermd."),
        ([Point("2026", 0, "0"), Point("2027", 0, "0")], "Figuur. 2026: 0; 2027: 0."),
    ],
)
def test_a_line_in_time_says_in_words_what_it_shows_and_what_it_hides(
    points: list[Point], alt: str
) -> None:
    report = make_report()
    report.line("Figuur", points)

    document = report.finish()

    assert figures(document) == [alt]
    assert pdf.marks_without_owner(document) == []


@pytest.mark.parametrize("number", [2, 4, 9])
def test_the_moments_below_a_line_stay_on_the_text_and_apart(number: int) -> None:
    report = make_report()
    report.line("Figuur", [Point(f"202{one}, eerste kwartaal", one, "1") for one in range(number)])

    places = pdf.places(report.finish(), "202")

    assert len(places) > 1
    assert max(right for _left, right in places) <= RIGHT + 1
    assert all(right < left for (_, right), (left, _) in pairwise(places))


@pytest.mark.parametrize(
    ("highest", "top"), [(0, 1), (1, 1), (3, 4), (5, 5), (11, 20), (305, 400), (1000, 1000)]
)
def test_a_scale_ends_at_a_round_number(highest: float, top: float) -> None:
    assert nice_top(highest) == top


@pytest.mark.parametrize(
    ("highest", "scale"),
    [(0.5, "0 0,5 1"), (3_200, "0 2.000 4.000"), (1_800_000, "0 1.000.000 2.000.000")],
)
def test_a_scale_is_written_as_figures_are(highest: float, scale: str) -> None:
    report = make_report()
    report.line("Figuur", [Point("2026", highest, "x"), Point("2027", 0, "x")])

    assert f"Figuur {scale}" in pdf.text(report.finish())


def test_a_list_of_chapters_gives_their_pages() -> None:
    report = make_report()
    report.contents("Inhoud")
    for number in (1, 2, 3):
        report.heading(f"Hoofdstuk {number}")
        report.paragraph("Er gebeurde veel. " * 200)

    document = report.finish()

    reader = pdf.read(document)
    outline: Any = reader.outline
    at = [reader.get_destination_page_number(entry) for entry in outline[1]]
    assert at == [1, 2, 3]
    listed = " ".join(f"Hoofdstuk {number} {number + 1}" for number in at if number)
    assert listed in " ".join(reader.pages[0].extract_text().split())
    assert pdf.roles(document).count("/TOCI") == 3


def test_a_small_table_stands_on_one_page_with_its_heading() -> None:
    report = make_report()
    report.paragraph("Er gebeurde veel. " * 330)
    report.heading("Kop")
    rows = [(f"rij {number}", "1") for number in range(12)]
    report.table("Tabel", [Column("Wat"), Column("Aantal", numeric=True)], rows)

    last = pdf.read(report.finish()).pages[-1].extract_text()

    assert "Kop" in last
    assert "rij 0" in last
    assert "rij 11" in last


def test_the_head_of_a_table_stays_with_its_first_row() -> None:
    report = make_report()
    for _number in range(24):
        report.paragraph("Kort.")
    rows = [("Eerste", "Er veranderde veel. " * 120)]

    report.table("Tabel 1", [Column("Wat"), Column("Uitleg")], rows)

    first, second = (page.extract_text() for page in pdf.read(report.finish()).pages)
    assert "Tabel 1" not in first
    assert "Tabel 1" in second


def test_more_bars_than_a_page_holds_go_on_in_a_second_picture() -> None:
    report = make_report()
    report.bars("Figuur", [Bar(f"staaf {n}", n, str(n)) for n in range(50)])

    assert len(figures(report.finish())) == 2

"""Documents that everybody can read, and reports that flow over pages."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest

from academie.core.pdf import A5, TaggedCanvas, mm
from academie.core.pdf_report import Bar, Column, Report
from academie.core.pdf_text import MISSING, TextStyle, clean, fit, width, wrap
from tests import pdf_reading as pdf

MADE_AT = datetime(2027, 3, 10, 9, tzinfo=UTC)
STYLE = TextStyle(size=10)
OUTCOMES = [Column("Opbrengst"), Column("Kinderen", numeric=True), Column("Toelichting")]


def make_report(title: str = "Verslag 2026") -> Report:
    return Report(
        title=title, author="Alliantie Kinderarmoede", made_at=MADE_AT, foot=f"{title}, versie 1"
    )


def full_report() -> bytes:
    report = make_report()
    report.cover(period="1 januari tot en met 31 december 2026", notes=["Concept", "Versie 1"])
    report.heading("Wat is er gebeurd?")
    report.paragraph("Elk cijfer komt uit de administratie. " * 80)
    report.bullets(["Een ontbijt op school.", "Een nieuwe lokale alliantie."])
    report.heading("Leeuwarden", level=3)
    report.table("Tabel 1. Opbrengsten", OUTCOMES, [(f"nummer {n}", f"{n}", "") for n in range(60)])
    report.bars("Figuur 1. Aanwezig", [Bar("Leeuwarden", 214, "214", 200), Bar("Almere", 0, "0")])
    return report.finish()


def test_a_report_says_its_title_author_language_and_moment() -> None:
    reader = pdf.read(full_report())

    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Verslag 2026"
    assert reader.metadata.author == "Alliantie Kinderarmoede"
    assert reader.metadata.creation_date == MADE_AT
    assert root["/Lang"] == "nl-NL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert root["/MarkInfo"]["/Marked"]
    assert reader.xmp_metadata is not None
    assert reader.xmp_metadata.dc_title == {"x-default": "Verslag 2026"}


def test_every_mark_belongs_to_a_tag_and_nothing_is_drawn_outside_one() -> None:
    assert pdf.marks_without_owner(full_report()) == []


def test_a_long_foot_stays_off_the_number_of_the_page() -> None:
    report = make_report("Verslag van alles wat er in onze gemeenten gebeurde " * 2)
    report.paragraph("Kort.")

    edges = pdf.edges(report.finish())

    foot = sorted((left, right) for left, bottom, right, _top in edges if bottom < 20 * mm)
    (*_others, (_begin, longest), (number, _end)) = foot
    assert len(foot) > 2
    assert longest < number


def test_a_report_tags_its_parts_in_reading_order() -> None:
    roles = pdf.roles(full_report())

    parts = [role for role in roles if role in {"/H1", "/H2", "/H3", "/L", "/Table", "/Figure"}]
    assert parts == ["/H1", "/H2", "/L", "/H3", "/Table", "/Figure"]
    assert roles.count("/TR") == 61


def test_header_cells_say_what_they_head() -> None:
    headers = [element for element in pdf.elements(full_report()) if element["/S"] == "/TH"]

    scopes: list[Any] = [header["/A"] for header in headers]
    assert [scope["/Scope"] for scope in scopes[:4]] == ["/Column", "/Column", "/Column", "/Row"]


def test_a_chart_says_its_figures_in_words() -> None:
    (figure,) = [element for element in pdf.elements(full_report()) if element["/S"] == "/Figure"]

    assert figure["/Alt"] == "Figuur 1. Aanwezig. Leeuwarden: 214; Almere: 0."


def test_a_table_that_crosses_a_page_repeats_its_header_without_reading_it_out_again() -> None:
    document = full_report()

    pages = [page.extract_text() for page in pdf.read(document).pages]
    with_rows = ["nummer" in page for page in pages]
    assert with_rows.count(True) > 1
    assert ["Toelichting" in page for page in pages] == with_rows
    assert pdf.roles(document).count("/THead") == 1
    assert "nummer 59" in pdf.text(document)


def test_a_row_longer_than_a_page_goes_on_on_the_next() -> None:
    report = make_report()
    report.table("Tabel", OUTCOMES, [("lang", "1", "Er veranderde veel. " * 600 + "Einde.")])

    document = report.finish()

    assert len(pdf.read(document).pages) > 2
    assert "Einde." in pdf.text(document)
    assert pdf.marks_without_owner(document) == []


def test_a_word_wider_than_the_page_leaves_other_columns_their_own_words() -> None:
    report = make_report()
    address = "https://voorbeeld.nl/" + "verslagen/" * 20

    report.table("Tabel 1. Opbrengsten", OUTCOMES, [("nummer 1", "1.250.000", address)])

    words = pdf.text(report.finish())
    assert "Opbrengst Kinderen Toelichting nummer 1 1.250.000 https" in words
    assert address in words.replace(" ", "")


def test_a_row_with_a_missing_cell_is_refused() -> None:
    report = make_report()
    report.table("Tabel", OUTCOMES, [("een", "1", "goed"), ("twee",)])

    with pytest.raises(ValueError, match="shorter"):
        report.finish()


def test_pages_after_the_cover_say_which_of_how_many_they_are() -> None:
    pages = [page.extract_text() for page in pdf.read(full_report()).pages]

    assert len(pages) == 4
    assert "Pagina" not in pages[0]
    for number, page in enumerate(pages[1:], start=2):
        assert f"Pagina {number} van 4" in page


def test_headings_are_bookmarks_at_their_pages() -> None:
    reader = pdf.read(full_report())

    outline: Any = reader.outline
    title, (chapter, (section,)) = outline
    names = [entry["/Title"] for entry in (title, chapter, section)]
    assert names == ["Verslag 2026", "Wat is er gebeurd?", "Leeuwarden"]
    assert reader.get_destination_page_number(chapter) == 1


def test_a_third_level_without_a_second_still_gives_a_document() -> None:
    report = make_report()
    report.heading("Los", level=3)

    assert "/H3" in pdf.roles(report.finish())


def test_all_fonts_are_ours_and_embedded() -> None:
    for font in pdf.fonts(full_report()):
        assert "DejaVuSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_the_same_report_gives_the_same_bytes() -> None:
    assert full_report() == full_report()


def test_reports_made_at_the_same_time_do_not_disturb_each_other() -> None:
    alone = full_report()

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: full_report(), range(8)))

    assert set(together) == {alone}


def test_drawing_outside_a_tag_is_refused() -> None:
    canvas = TaggedCanvas(A5, title="Los", author="Academie", made_at=MADE_AT)

    with pytest.raises(RuntimeError, match="inside a tag"):
        canvas.text(10, 10, "los", STYLE)


def test_tags_do_not_stand_inside_decoration() -> None:
    canvas = TaggedCanvas(A5, title="Los", author="Academie", made_at=MADE_AT)

    with canvas.artifact(), pytest.raises(RuntimeError, match="inside one another"):
        canvas.tag("P").__enter__()


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Łukasz Wójcik", "Łukasz Wójcik"),
        ("Sjoukje fan 'e Hûs", "Sjoukje fan 'e Hûs"),
        ("Ελένη", "Ελένη"),
        ("Олена", "Олена"),
        ("Nguyễn", "Nguyễn"),
        ("Zoe\N{COMBINING DIAERESIS}", "Zoë"),
        ("فاطمة", MISSING * 5),
        ("😀", MISSING),
        ("een\ttwee\N{SOFT HYPHEN}drie", "een tweedrie"),
        ("\N{ZERO WIDTH JOINER}\x00", ""),
        ("\ud800", MISSING),
    ],
)
def test_letters_we_lack_become_a_box_and_all_others_stay(name: str, shown: str) -> None:
    assert clean(name) == shown


def test_lines_are_no_wider_than_their_room() -> None:
    words = "Publieksacademie over kinderen en " + "a" * 200

    lines = wrap(words, STYLE, 100)

    assert max(width(line, STYLE) for line in lines) <= 100.01
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")


def test_a_no_break_space_keeps_words_together() -> None:
    assert wrap("om 19.30\N{NO-BREAK SPACE}uur", STYLE, 60) == ["om", "19.30\N{NO-BREAK SPACE}uur"]


def test_words_shrink_before_they_are_shortened() -> None:
    smaller, whole = fit("Publieksacademie Leeuwarden", STYLE, 140, lines=1, smallest=6)
    smallest, short = fit("Publieksacademie Leeuwarden", STYLE, 60, lines=1, smallest=6)

    assert 6 < smaller.size < 10
    assert whole == ["Publieksacademie Leeuwarden"]
    assert smallest.size == 6
    assert short[0].endswith("…")


def test_a_long_table_tells_at_each_page_how_far_it_is() -> None:
    report, told = make_report(), list[float]()
    report.table("Tabel 1. Opbrengsten", OUTCOMES, [(f"nummer {n}", f"{n}", "") for n in range(90)])

    pages = len(pdf.read(report.finish(told.append)).pages)

    assert pages > 2
    assert len(told) == 2 * pages
    assert told == sorted(told)

"""The flyer as people find it in the library."""

from typing import Any

import pytest

from academie.core.pdf import A4, A5
from academie.events import service as events
from academie.events.terms import EventKind, EventMode
from academie.planning.flyer import SIZES, flyer_pdf
from tests import pdf_reading as pdf
from tests.browser import Browser
from tests.factories import NOW, make_event

pytestmark = pytest.mark.usefixtures("app")
LONG: dict[str, Any] = {
    "title": "Publieksacademie over opgroeien met weinig geld in Noardeast-Fryslân " * 2,
    "theme": "Wat helpt gezinnen vooruit, en wat kunnen wij samen doen? " * 3,
    "venue": "Multifunctioneel centrum De Samenloop aan het water, zaal 3" * 2,
    "organisation": "Stichting " * 20,
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: a flyer does not depend on it."""
    return sqlite_url


@pytest.mark.parametrize("size", ["a5", "a4"])
def test_a_scanner_reads_from_the_flyer_where_to_register(team: Browser, size: str) -> None:
    event = make_event()

    answer = team.get(f"/beheer/bijeenkomsten/{event.ref}/flyer-{size}.pdf").response

    assert answer.mimetype == "application/pdf"
    assert pdf.qr_codes(answer.data) == [
        f"http://127.0.0.1:8000/bijeenkomsten/{event.slug}/aanmelden"
    ]


def test_the_flyer_says_what_when_where_for_whom_and_how() -> None:
    text = pdf.text(flyer_pdf(make_event(), A5)).replace("\N{NO-BREAK SPACE}", " ")

    for words in (
        "Publieksacademie Leeuwarden Verborgen armoede",
        "dinsdag 9 maart 2027 19.30 tot 21.45 uur",
        "Dorpshuis De Terphoeve Hemrikweg 4 Leeuwarden",
        "Iedereen is welkom. Meedoen is gratis.",
        "Of bel 058-234 56 78. Dan melden wij je aan.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("mode", "words"), [(EventMode.ONLINE, "Online"), (EventMode.HYBRID, "Leeuwarden, of online")]
)
def test_the_flyer_says_that_people_can_take_part_online(mode: EventMode, words: str) -> None:
    assert words in pdf.text(flyer_pdf(make_event(mode=mode), A5))


def test_the_flyer_of_a_meeting_for_partners_does_not_welcome_everybody() -> None:
    text = pdf.text(flyer_pdf(make_event(kind=EventKind.LEERNETWERK), A5))

    assert "Voor partners" in text
    assert "Iedereen" not in text


def test_the_flyer_is_titled_tagged_and_in_dutch() -> None:
    document = flyer_pdf(make_event(), A4)

    root: Any = pdf.read(document).trailer["/Root"]
    metadata = pdf.read(document).metadata
    assert metadata is not None
    assert metadata.title == "Flyer voor Publieksacademie Leeuwarden"
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("nl-NL", True)
    assert pdf.roles(document).count("/H1") == 1
    assert pdf.marks_without_owner(document) == []
    assert all("/FontFile2" in font["/FontDescriptor"] for font in pdf.fonts(document))


@pytest.mark.parametrize("size", SIZES.values())
@pytest.mark.parametrize("fields", [{}, LONG])
def test_a_flyer_is_one_small_page_and_all_words_stay_on_it(
    size: tuple[float, float], fields: dict[str, Any]
) -> None:
    document = flyer_pdf(make_event(**fields), size)

    assert len(document) <= 40_000
    assert len(pdf.read(document).pages) == 1
    for left, bottom, right, top in pdf.edges(document):
        assert 20 <= left <= right <= size[0] - 20
        assert 8 <= bottom <= top <= size[1] - 8


def test_no_part_of_a_second_number_is_cut_off_a_flyer() -> None:
    event = make_event(phone="058-234 56 78 of 06-12 34 56 78 (ma-vr)")

    text = pdf.text(flyer_pdf(event, A5)).replace("\N{NO-BREAK SPACE}", " ")

    assert "Of bel 058-234 56 78 of 06-12 34 56 78 (ma-vr). Dan melden wij je aan." in text


def test_a_long_building_leaves_the_place_on_the_flyer() -> None:
    event = make_event(**LONG, mode=EventMode.HYBRID, place="Nuenen, Gerwen en Nederwetten")

    assert "Nuenen, Gerwen en Nederwetten, of online" in pdf.text(flyer_pdf(event, A5))


@pytest.mark.parametrize("fields", [{}, LONG])
def test_no_words_of_a_flyer_run_through_others(fields: dict[str, Any]) -> None:
    boxes = pdf.edges(flyer_pdf(make_event(**fields), A5))

    for number, (left, bottom, right, top) in enumerate(boxes):
        for other_left, other_bottom, other_right, other_top in boxes[:number]:
            beside = left >= other_right or other_left >= right
            assert beside or bottom >= other_top or other_bottom >= top


def test_the_same_meeting_gives_the_same_flyer() -> None:
    event = make_event()

    assert flyer_pdf(event, A5) == flyer_pdf(event, A5)


def test_only_a_meeting_that_goes_on_has_a_flyer(team: Browser) -> None:
    draft, off = make_event(published=False), make_event()
    events.cancel(off, reason="De zaal is dicht.", now=NOW)

    for event in (draft, off):
        page = team.get(f"/beheer/bijeenkomsten/{event.ref}/flyer-a5.pdf")

        assert page.status == 404

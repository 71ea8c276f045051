"""The ticket as a guest gets it."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from academie.core.pdf import A5
from academie.core.pdf_text import MISSING
from academie.registrations.tickets import Ticket, ticket_pdf
from tests import pdf_reading as pdf

TICKET = Ticket(
    event_title="Publieksacademie Leeuwarden",
    theme="Opgroeien met weinig geld",
    starts_at=datetime(2027, 3, 9, 18, 30, tzinfo=UTC),
    ends_at=datetime(2027, 3, 9, 20, 45, tzinfo=UTC),
    place=("Dorpshuis De Terphoeve", "Hemrikweg 4", "8921 KX  Leeuwarden"),
    online=False,
    join_page_url=None,
    given_name="Fatima",
    people=3,
    group=None,
    code="7H4K WM9P",
    token="ABC123$%*+-./:XYZ" * 7 + "END",
    organisation="Alliantie Kinderarmoede",
    reply_address="academie@voorbeeld.nl",
    phone="058-234 56 78",
    my_registration_url="https://academie.voorbeeld.nl/aanmelding/abc",
    made_at=datetime(2027, 2, 1, 12, tzinfo=UTC),
)
LONG = replace(
    TICKET,
    event_title="Publieksacademie over opgroeien met weinig geld in Noardeast-Fryslân " * 4,
    theme="Wat helpt gezinnen vooruit, en wat kunnen wij samen doen? " * 4,
    place=("Multifunctioneel centrum De Samenloop aan het water, zaal 3",) * 3,
    group="Opgroeien in een kindvriendelijke omgeving " * 4,
    given_name="Wolfeschlegelsteinhausenbergerdorff" * 4,
    code="7H4K WM9P" * 5,
    organisation="Stichting " * 30,
    reply_address="een.heel.lang.adres@" + "subdomein." * 12 + "voorbeeld.nl",
)
WAY_IN = "https://academie.voorbeeld.nl/aanmelding/abc/doe"
ONLINE = replace(TICKET, online=True, place=(), join_page_url=WAY_IN, code=None)
HYBRID = replace(LONG, online=True, join_page_url=WAY_IN)


def test_a_scanner_reads_the_token_from_the_printed_page() -> None:
    assert pdf.qr_codes(ticket_pdf(TICKET)) == [TICKET.token]


def test_pictures_in_names_that_our_letters_lack_are_left_out() -> None:
    named = replace(TICKET, event_title="Samen sterk 💪🏽", theme="🎒 Opgroeien", organisation="💪")

    words = pdf.text(ticket_pdf(named))

    assert "Kaartje Samen sterk Opgroeien" in words
    assert words.count(MISSING) == 1  # who has no other name keeps something


def test_the_ticket_says_what_when_where_for_whom_and_the_code() -> None:
    text = pdf.text(ticket_pdf(TICKET)).replace("\N{NO-BREAK SPACE}", " ")

    for words in (
        "Kaartje Publieksacademie Leeuwarden Opgroeien met weinig geld",
        "dinsdag 9 maart 2027 19.30 tot 21.45 uur",
        "Dorpshuis De Terphoeve Hemrikweg 4 8921 KX Leeuwarden",
        "Voor Fatima, 3 personen",
        "Lukt scannen niet? Noem deze code: 7H4K WM9P",
        "Laat deze code zien bij de ingang. Op papier of op je telefoon.",
        "Vragen? Mail academie@voorbeeld.nl of bel 058-234 56 78.",
    ):
        assert words in text


def test_the_ticket_is_titled_tagged_and_in_dutch() -> None:
    document = ticket_pdf(TICKET)

    root: Any = pdf.read(document).trailer["/Root"]
    metadata = pdf.read(document).metadata
    assert metadata is not None
    assert metadata.title == "Kaartje voor Publieksacademie Leeuwarden"
    assert root["/Lang"] == "nl-NL"
    assert root["/MarkInfo"]["/Marked"]
    assert pdf.roles(document).count("/H1") == 1
    assert pdf.marks_without_owner(document) == []


def test_the_picture_has_words_and_a_place() -> None:
    (figure,) = [tag for tag in pdf.elements(ticket_pdf(TICKET)) if tag["/S"] == "/Figure"]

    place: Any = figure["/A"]
    left, bottom, right, top = place["/BBox"]
    assert figure["/Alt"] == "QR-code van je kaartje"
    assert right - left == pytest.approx(top - bottom)
    assert (right - left) / 72 * 25.4 >= 40


def test_the_link_to_my_registration_is_tagged() -> None:
    document = ticket_pdf(TICKET)

    (link,) = [tag for tag in pdf.elements(document) if tag["/S"] == "/Link"]
    (reference,) = [kid for kid in pdf.kids(link) if isinstance(kid, dict)]
    annotation = reference["/Obj"]
    root: Any = pdf.read(document).trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owner = numbers[numbers.index(annotation["/StructParent"]) + 1].get_object()
    assert annotation["/A"]["/URI"] == TICKET.my_registration_url
    assert owner["/S"] == "/Link"


def test_all_fonts_travel_with_the_ticket() -> None:
    fonts = pdf.fonts(ticket_pdf(TICKET))

    assert len(fonts) == 2
    for font in fonts:
        assert "DejaVuSans" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize("ticket", [TICKET, LONG, ONLINE, HYBRID])
def test_a_ticket_is_one_small_page_and_all_words_stay_on_it(ticket: Ticket) -> None:
    document = ticket_pdf(ticket)

    assert len(document) <= 30_000
    assert len(pdf.read(document).pages) == 1
    for left, bottom, right, top in pdf.edges(document):
        assert 30 <= left <= right <= A5[0] - 30
        assert 8 <= bottom <= top <= A5[1] - 8


def test_a_name_that_is_too_long_never_costs_the_number_of_people() -> None:
    assert "…, 3 personen" in pdf.text(ticket_pdf(LONG))


def test_the_same_ticket_gives_the_same_bytes() -> None:
    assert ticket_pdf(TICKET) == ticket_pdf(TICKET)
    assert ticket_pdf(TICKET) != ticket_pdf(replace(TICKET, people=2))


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "😀👨‍👩‍👧",
        "فاطمة",
        "Ελένη",
        "Łukasz",
        "Олена",
        "名前",
        "a\nb\tc",
        "(\\)",
        "\u202eabc",
    ],
)
def test_any_name_gives_a_ticket_that_scans(name: str | None) -> None:
    document = ticket_pdf(replace(TICKET, given_name=name, event_title=f"Avond {name}"))

    assert pdf.qr_codes(document) == [TICKET.token]
    assert "3 personen" in pdf.text(document)


@pytest.mark.parametrize(
    ("name", "shown"),
    [("فاطمة", "Voor 3 personen"), ("Fatima 名前 😀", "Voor Fatima, 3 personen")],
)
def test_letters_that_cannot_be_drawn_are_left_out_of_a_name(name: str, shown: str) -> None:
    assert shown in pdf.text(ticket_pdf(replace(TICKET, given_name=name)))


def test_a_long_building_leaves_the_street_and_the_town_on_the_ticket() -> None:
    place = ("Multifunctioneel centrum De Samenloop aan het water, zaal 3 " * 3, "Kade 1", "Delden")

    assert "Kade 1 Delden Voor Fatima" in pdf.text(ticket_pdf(replace(TICKET, place=place)))


def test_an_erased_name_leaves_the_party() -> None:
    assert "Voor 3 personen" in pdf.text(ticket_pdf(replace(TICKET, given_name=None)))


def test_who_joins_online_scans_the_way_in_instead() -> None:
    document = ticket_pdf(ONLINE)

    assert pdf.qr_codes(document) == [ONLINE.join_page_url]
    assert "De link werkt vanaf 15 minuten voor het begin." in pdf.text(document)
    assert "bij de ingang" not in pdf.text(document)
    assert "Noem deze code" not in pdf.text(document)


def test_a_ticket_without_phone_offers_the_address_alone() -> None:
    text = pdf.text(ticket_pdf(replace(TICKET, phone=None)))

    assert text.endswith("Vragen? Mail academie@voorbeeld.nl.")

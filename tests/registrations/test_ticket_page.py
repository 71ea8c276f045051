"""The ticket on a page of its own: on a screen, and printed on A5 in black and white."""

from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

from academie.core import clock
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration
from academie.registrations.tickets import ticket_for, ticket_pdf
from tests import pdf_reading as pdf
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.live import Live, chromium
from tests.registrations.factories import register

A5_POINTS = (420, 595)


def ticket_url(registration: Registration, tail: str = "") -> str:
    return f"/aanmelding/{token_of(registration)}/kaartje{tail}"


def grey_codes(document: bytes) -> list[str]:
    """Print the first page without colour, and read the codes on it."""
    with pypdfium2.PdfDocument(document) as opened:
        picture = opened[0].render(scale=2).to_pil().convert("L")
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def test_the_page_says_for_whom_when_and_where(browser: Browser) -> None:
    registration = register(make_event(), people=3)

    page = browser.get(ticket_url(registration))

    words = page.text(".ticket")
    assert "Voor Fatima, 3 personen" in words
    assert "dinsdag 9 maart 2027 19.30 tot 21.45 uur" in words
    assert "Dorpshuis De Terphoeve Hemrikweg 4 Leeuwarden" in words
    assert page.text(".ticket .code") == registration.spaced_code
    assert "fatima@voorbeeld.nl" not in page.response.text


def test_a_browser_may_keep_it_until_the_meeting_is_over(browser: Browser) -> None:
    headers = browser.get(ticket_url(register(make_event()))).response.headers

    until = WHEN + timedelta(hours=14, minutes=15)
    assert headers["X-Ticket-Until"] == until.isoformat()
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("mode", "codes"), [(EventMode.ONLINE, 0), (EventMode.HYBRID, 1)])
def test_who_takes_part_online_scans_the_way_in_and_may_name_a_code_at_a_door(
    browser: Browser, mode: EventMode, codes: int
) -> None:
    event = make_event(mode=mode, online_capacity=9, join_link="https://meet.nl/x")
    registration = register(event, mode=AttendanceMode.ONLINE)

    page = browser.get(ticket_url(registration))

    assert page.one(".ticket svg")["aria-label"] == "QR-code met de link om mee te doen"
    assert "Scan deze code met je telefoon." in page.text(".ticket")
    said = f"Kom je toch naar de locatie? Noem deze code: {registration.spaced_code}"
    assert page.texts(".ticket footer") == [said] * codes
    assert "meet.nl" not in page.response.text


@pytest.mark.parametrize("tail", ["", ".pdf"])
def test_who_signed_off_has_no_ticket(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tail: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    registration = register(make_event())
    service.cancel(registration, now=NOW)

    page = browser.get(ticket_url(registration, tail))

    assert page.status == 409
    assert "Dit kaartje is niet meer geldig." in page.text("main")


def test_the_page_prints_on_one_a5_and_scans_without_colour(live: Live) -> None:
    now = clock.now()
    starts_at = now + timedelta(days=3)
    travel = "Bus 4 stopt voor de deur. De halte heet Hemrikweg. Parkeren kan achter de kerk."
    event = make_event(
        now=now, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), travel=travel
    )
    ticket = ticket_for(register(event, people=3, now=now))
    with chromium() as context:
        page = context.new_page()
        page.goto(live.url + ticket.my_registration_url.removeprefix(live.url) + "/kaartje")
        expect(page.locator("#kept")).to_be_visible()
        printed = page.pdf(prefer_css_page_size=True)

    (sheet,) = pdf.read(printed).pages
    assert (round(sheet.mediabox.width), round(sheet.mediabox.height)) == A5_POINTS
    assert grey_codes(printed) == grey_codes(ticket_pdf(ticket)) == [ticket.token]
    words = pdf.text(printed)
    assert "058-234 56 78" in words
    assert "toestel" not in words

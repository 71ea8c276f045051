"""A volunteer's telephone at a door, in a real browser, with a film for a camera."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from academie.checkin.models import DoorLink
from academie.checkin.terms import DoorKind
from academie.events.models import Event
from academie.registrations.models import Registration, RegistrationStatus
from tests.checkin.device import (
    NARROW,
    eventually,
    is_sound,
    pair,
    state,
    type_code,
    verdict,
)
from tests.checkin.factories import make_door, make_guest, people_in, ticket
from tests.live import SECONDS_IN_VIEW, Live, at_home, chromium, qr_photo, qr_video

NO_SPACE_FIRST = "00"
"""Tickets of a meeting whose ref begins so do not begin with a space."""
TYPE_ALL_AT_ONCE = """(tokens) => {
  const form = document.querySelector("#by-code");
  for (const token of tokens) {
    form.elements.code.value = token;
    form.requestSubmit();
  }
}"""
LOCK_THE_PHONE = """() => {
  document.querySelector("#camera").srcObject.getTracks().forEach((track) => track.stop());
  document.dispatchEvent(new Event("visibilitychange"));
}"""
REFUSE_THE_CAMERA = """navigator.mediaDevices.getUserMedia = () =>
  Promise.reject(new DOMException("", "NotAllowedError"));"""


def test_a_ticket_before_the_camera_is_welcome_once(
    live: Live, link: DoorLink, guest: Registration, tmp_path: Path
) -> None:
    film = qr_video(tmp_path / "ticket.mjpeg", ticket(guest))
    with chromium(camera=film, width=NARROW) as context, at_home(context, live.url):
        page = pair(context, live, link)

        expect(verdict(page)).to_have_text("Welkom, Fatima")
        expect(page.locator("#counts")).to_have_text("3 van 3 binnen")
        expect(page.locator("#next")).to_be_focused()
        is_sound(page)
        page.wait_for_timeout(2 * 1000 * SECONDS_IN_VIEW + 500)
        expect(verdict(page)).to_have_text("Welkom, Fatima")
        page.evaluate(LOCK_THE_PHONE)
        page.locator("#next").click()
        expect(verdict(page)).to_contain_text("Is al binnen sinds")
        expect(page.locator("[data-slot=remark]")).to_have_text(
            "Gescand door Anna bij: Hoofdingang."
        )
        is_sound(page)


def test_who_refuses_the_camera_reads_what_to_do(
    live: Live, context: BrowserContext, link: DoorLink
) -> None:
    context.add_init_script(REFUSE_THE_CAMERA)
    page = pair(context, live, link)

    expect(page.locator("#hint")).to_contain_text("De camera mag niet aan.")
    expect(page.get_by_role("button", name="Probeer de camera opnieuw")).to_be_visible()
    expect(page.locator("label[for=photo]")).to_be_visible()


def test_a_scanner_that_types_needs_no_field(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    other = make_guest(event, given_name="Bram")
    more = [ticket(make_guest(event)) for _ in range(3)]
    page = pair(context, live, link)
    for token in (ticket(guest), ticket(other)):
        page.keyboard.type(token)
        page.keyboard.press("Enter")
        expect(page.locator("[data-slot=party]")).to_be_visible()

    expect(verdict(page)).to_have_text("Welkom, Bram")
    page.evaluate(TYPE_ALL_AT_ONCE, more)
    assert eventually(page, lambda: people_in(event) == 5 * 3)


def test_what_a_scanner_types_presses_no_button_while_somebody_must_decide(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    event.ref = NO_SPACE_FIRST + event.ref[2:]
    waiting = make_guest(event, status=RegistrationStatus.WAITLISTED)
    page = pair(context, live, link)
    for token in (ticket(waiting), ticket(guest)):
        page.keyboard.type(token)
        page.keyboard.press("Enter")
        expect(verdict(page)).to_have_text("Staat op de wachtlijst")

    page.wait_for_timeout(600)
    page.keyboard.press("Enter")

    expect(page.get_by_label("Code op het kaartje")).to_be_visible()


def test_a_photo_of_the_code_is_read_too(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, tmp_path: Path
) -> None:
    qr_photo(ticket(guest)).save(tmp_path / "ticket.jpg")
    page = pair(context, live, link)

    page.locator("#photo").set_input_files(tmp_path / "ticket.jpg")

    expect(verdict(page)).to_have_text("Welkom, Fatima")


def test_part_of_a_party_comes_now_and_the_rest_later(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    type_code(page, guest.code)
    page.get_by_role("button", name="2", exact=True).click()
    expect(page.locator("[data-slot=party]")).to_have_text("2 van 3 binnen")
    expect(page.locator("#counts")).to_have_text("2 van 3 binnen")
    is_sound(page)
    page.locator("#next").click()
    type_code(page, guest.code)
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    assert eventually(page, lambda: people_in(event) == 3)

    page.locator("#next").click()
    type_code(page, guest.code)

    expect(verdict(page)).to_contain_text("Is al binnen")


def test_a_mistake_is_undone_also_a_minute_later(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    type_code(page, guest.code)
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(page.locator("#hint")).to_have_text("Dat is ongedaan gemaakt.")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 0)
    type_code(page, guest.code)
    page.locator("#next").click()
    type_code(page, guest.code)
    page.get_by_role("button", name="Maak ongedaan").click()

    expect(page.locator("#counts")).to_have_text("0 van 3 binnen")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 0)


def test_who_is_refused_comes_in_when_the_host_says_why(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    late = make_guest(event, given_name="Bram", status=RegistrationStatus.WAITLISTED)
    page = pair(context, live, link)
    type_code(page, late.code)
    expect(verdict(page)).to_have_text("Staat op de wachtlijst")
    is_sound(page)
    page.get_by_role("button", name="Toch binnenlaten").click()
    is_sound(page)

    page.get_by_role("button", name="De gastheer vindt het goed").click()

    expect(verdict(page)).to_have_text("Welkom, Bram")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 3)


def test_somebody_without_a_ticket_comes_in_with_two_taps(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    page = pair(context, live, link)
    page.get_by_role("button", name="Iemand zonder kaartje").click()
    is_sound(page)
    page.get_by_role("button", name="Laat binnen").click()

    expect(verdict(page)).to_have_text("Welkom")
    expect(page.locator("[data-slot=party]")).to_have_text("1\u00a0persoon")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 1)


@pytest.mark.usefixtures("guest")
def test_a_guest_is_found_by_first_name_and_by_family_name(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    make_guest(event, given_name="José", family_name="van der Berg", people=1)
    page = pair(context, live, link)
    page.get_by_role("button", name="Zoek op naam").click()
    name = page.locator("#search-naam")
    name.fill("jo")
    expect(page.locator("#by-name [role=status]")).to_have_text("Typ minstens 3 letters.")
    name.fill("jose")
    expect(page.locator(".matches li")).to_have_text("José B.1 persoon")
    is_sound(page)
    name.fill("berg")
    expect(page.locator(".matches li")).to_have_text("José B.1 persoon")

    page.locator(".matches button").click()

    expect(verdict(page)).to_have_text("Welkom, José")


def test_a_door_without_names_shows_none(
    live: Live, context: BrowserContext, event: Event, guest: Registration
) -> None:
    page = pair(context, live, make_door(event, kind=DoorKind.SCAN))
    type_code(page, guest.code)

    expect(verdict(page)).to_have_text("Welkom")
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    expect(verdict(page)).to_have_text("Welkom")
    assert page.get_by_role("button", name="Zoek op naam").count() == 0
    assert "Fatima" not in page.content()


def test_the_help_is_there(live: Live, context: BrowserContext, link: DoorLink) -> None:
    page = pair(context, live, link)
    page.get_by_role("button", name="Hulp").click()

    expect(page.get_by_role("heading", name="Wat we niet kunnen voorkomen")).to_be_visible()
    is_sound(page)
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_label("Code op het kaartje")).to_be_visible()

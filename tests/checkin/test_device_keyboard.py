"""The whole evening at a door with a keyboard alone, and each screen of it looked at."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from academie.checkin.models import DoorLink
from academie.events.models import Event
from academie.registrations.models import RegistrationStatus
from tests.checkin.device import (
    NARROW,
    eventually,
    is_sound,
    meeting_now,
    state,
    type_code,
    verdict,
    wait_until_kept,
)
from tests.checkin.factories import address, make_guest, people_in
from tests.live import Live, at_home, chromium

MOST_STOPS = 20
WORDS_OF_THE_STOP = """() => {
  const here = document.activeElement;
  return (here.labels?.[0] ?? here).innerText.trim();
}"""


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting that begins now, with a guest and somebody who waits."""
    del live
    event = meeting_now()
    make_guest(event, code="K7MX4P")
    make_guest(event, given_name="Bram", code="AAB2C3", status=RegistrationStatus.WAITLISTED)
    return event


@pytest.fixture
def page(live: Live, link: DoorLink) -> Iterator[Page]:
    """Open a narrow browser at the door."""
    with chromium(width=NARROW) as context, at_home(context, live.url):
        yield opened(context, live, link)


def opened(context: BrowserContext, live: Live, link: DoorLink) -> Page:
    page = context.new_page()
    page.goto(live.url + address(link))
    return page


def reach(page: Page, words: str) -> None:
    """Go on with the tab key until the place with these words, and see that it is in sight."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(WORDS_OF_THE_STOP).startswith(words):
            return
    raise AssertionError(f"no key leads to {words}")


def press(page: Page, words: str) -> None:
    """Reach a button and press it."""
    reach(page, words)
    page.keyboard.press("Enter")


def test_every_screen_of_the_evening_is_done_by_keyboard_and_shuts_nobody_out(
    page: Page, event: Event
) -> None:
    is_sound(page)
    reach(page, "Je voornaam")
    page.keyboard.type("Anna")
    page.keyboard.press("Enter")
    wait_until_kept(page)
    expect(page.locator("#hint")).to_contain_text("We kunnen hier geen camera gebruiken.")
    is_sound(page)

    reach(page, "Code op het kaartje")
    page.keyboard.type("k7m x4p")
    page.keyboard.press("Enter")
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code op het kaartje")).to_be_focused()

    press(page, "Zoek op naam")
    page.keyboard.type("bra")
    press(page, "Bram")
    expect(verdict(page)).to_have_text("Staat op de wachtlijst")
    press(page, "Toch binnenlaten")
    press(page, "De gastheer vindt het goed")
    expect(verdict(page)).to_have_text("Welkom, Bram")
    press(page, "Maak ongedaan")
    expect(page.locator("#hint")).to_have_text("Dat is ongedaan gemaakt.")
    is_sound(page)

    press(page, "Iemand zonder kaartje")
    reach(page, "+")
    page.keyboard.press("Enter")
    press(page, "Laat binnen")
    expect(page.locator("[data-slot=party]")).to_have_text("2\u00a0personen")
    assert eventually(page, lambda: people_in(event) == 5)
    page.keyboard.press("Enter")

    press(page, "Hulp")
    is_sound(page)
    press(page, "Terug")
    press(page, "Klaar")
    is_sound(page)
    press(page, "Ja, ik ben klaar")
    expect(page.locator("#why")).to_contain_text("Dit toestel weet niets meer van de gasten.")
    is_sound(page)


def test_the_answer_of_the_server_takes_no_key_out_of_your_hands(
    page: Page,
) -> None:
    held: list[Route] = []
    page.get_by_label("Je voornaam").fill("Anna")
    page.keyboard.press("Enter")
    wait_until_kept(page)
    page.route("**/scans", lambda route: held.append(route))  # noqa: PLW0108 - asked for its owner
    type_code(page, "AAB2C3")
    expect(verdict(page)).to_have_text("Staat op de wachtlijst")
    reach(page, "Toch binnenlaten")

    assert eventually(page, lambda: bool(held))
    held[0].continue_()
    page.unroute("**/scans")

    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    expect(page.get_by_role("button", name="Toch binnenlaten")).to_be_focused()

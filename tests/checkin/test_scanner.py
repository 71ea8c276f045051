"""The scanner in a real browser, with a film for a camera."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from academie.checkin.models import DoorLink
from academie.core import clock
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.checkin.factories import address, make_door, make_guest, people_in, ticket
from tests.factories import make_event
from tests.live import Live, chromium, qr_photo, qr_video

NARROW = 320
PATIENCE = 20_000


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting that begins now."""
    del live
    now = clock.now()
    return make_event(starts_at=now, ends_at=now + timedelta(hours=2), now=now - timedelta(days=9))


@pytest.fixture
def guest(event: Event) -> Registration:
    """Make a guest of it."""
    return make_guest(event, code="K7MX4P")


@pytest.fixture
def link(event: Event) -> DoorLink:
    """Make a door of it."""
    return make_door(event)


@pytest.fixture
def filmed(guest: Registration, tmp_path: Path) -> Iterator[BrowserContext]:
    """Open a narrow browser whose camera sees the guest's ticket."""
    film = qr_video(tmp_path / "ticket.mjpeg", ticket(guest))
    with chromium(camera=film, width=NARROW) as context:
        yield context


def test_a_ticket_before_the_camera_is_welcome_once(
    live: Live, link: DoorLink, filmed: BrowserContext
) -> None:
    page = filmed.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(live.url + address(link))
    verdict = page.locator("#answer h2")

    expect(verdict).to_have_text("Welkom, Fatima", timeout=PATIENCE)
    expect(page.locator("#counts")).to_have_text("3 van 3 binnen")
    expect(page.locator("#next")).to_be_focused()
    _is_sound(page)
    page.locator("#next").click()
    expect(page.locator("#camera")).to_be_visible()
    _is_sound(page)
    expect(verdict).to_contain_text("Is al binnen sinds", timeout=PATIENCE)
    _is_sound(page)

    assert any(url.endswith("zxing_reader.wasm") for url in asked)
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(live.url).netloc}


def test_without_a_camera_the_code_is_typed_by_keyboard(
    live: Live, link: DoorLink, guest: Registration
) -> None:
    with chromium(width=NARROW) as context:
        page = context.new_page()
        page.goto(live.url + address(link))
        expect(page.locator("[data-case=absent]")).to_be_visible()
        _is_sound(page)

        page.get_by_label("Code op het kaartje").press_sequentially(guest.code.lower())
        page.keyboard.press("Enter")

        expect(page.locator("#answer h2")).to_have_text("Welkom, Fatima")
        page.keyboard.press("Enter")
        expect(page.get_by_label("Code op het kaartje")).to_be_focused()


def test_a_photo_of_the_code_is_read_too(
    live: Live, link: DoorLink, guest: Registration, tmp_path: Path
) -> None:
    qr_photo(ticket(guest)).save(tmp_path / "ticket.jpg")
    with chromium(width=NARROW) as context:
        page = context.new_page()
        page.goto(live.url + address(link))

        page.locator("#photo").set_input_files(tmp_path / "ticket.jpg")

        expect(page.locator("#answer h2")).to_have_text("Welkom, Fatima", timeout=PATIENCE)


def test_a_scan_that_the_network_lost_is_sent_again_and_counts_once(
    live: Live, link: DoorLink, guest: Registration, event: Event
) -> None:
    with chromium(width=NARROW) as context:
        page = context.new_page()
        page.goto(live.url + address(link))
        sent: list[str] = []

        def lose_the_first_answer(route: Route) -> None:
            sent.append(json.loads(route.request.post_data or "")["uuid"])
            if len(sent) == 1:
                route.fetch()
                route.abort()
            else:
                route.continue_()

        page.route("**/scan", lose_the_first_answer)
        page.get_by_label("Code op het kaartje").fill(guest.code)
        page.keyboard.press("Enter")

        expect(page.get_by_text("Geen internet.")).to_be_visible()
        expect(page.locator("#answer h2")).to_have_text("Welkom, Fatima")
        assert len(sent) == 2
        assert len(set(sent)) == 1
        assert people_in(event) == 3


def _is_sound(page: Page) -> None:
    """Check that nobody is shut out, under the page's own strict policy, and nothing sticks out."""
    violations = Axe().run(page).response["violations"]
    assert violations == [], [violation["id"] for violation in violations]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW

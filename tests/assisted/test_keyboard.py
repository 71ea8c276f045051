"""Eight parties in under three minutes: by keyboard alone, without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from tests.assisted.factories import address, make_link
from tests.factories import make_event
from tests.live import Live, at_home, chromium

NAMES = ("Anouk", "Bram", "Chantal", "Daan", "Esra", "Fatima", "Gerrit", "Hanneke")
PEOPLE = "31214121"
MOST_KEYS = 120
"""A slow typist makes a key press a second: with reading aloud, well within three minutes."""


class Typist:
    """Somebody without a mouse, whose key presses are counted."""

    def __init__(self, page: Page) -> None:
        """Sit down before a page."""
        self._keyboard = page.keyboard
        self.presses = 0

    def type(self, text: str) -> None:
        """Type a word."""
        self._keyboard.type(text)
        self.presses += len(text)

    def press(self, key: str, times: int = 1) -> None:
        """Press a key that is no letter."""
        for _ in range(times):
            self._keyboard.press(key)
        self.presses += times


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting where all but the last party fit."""
    del live
    soon = clock.now() + timedelta(days=9)
    return make_event(
        capacity=14, now=clock.now(), starts_at=soon, ends_at=soon + timedelta(hours=2)
    )


@pytest.fixture
def context(live: Live) -> Iterator[BrowserContext]:
    with chromium(javascript=False) as context, at_home(context, live.url):
        yield context


def test_eight_parties_are_registered_by_keyboard_in_few_steps(
    live: Live, event: Event, context: BrowserContext
) -> None:
    link = make_link(event, now=clock.now())
    page = context.new_page()
    page.goto(live.url + address(link))
    typist = Typist(page)

    for number, name in enumerate(NAMES):
        if number:
            typist.press("Tab", 3)  # past the telephone and what is folded away, to the next row
        typist.type(name)
        typist.press("Tab")
        typist.type(PEOPLE[number])
    typist.press("Enter")

    expect(page.locator("h1")).to_have_text("De aanmelding is gelukt")
    expect(page.locator(".ticket")).to_have_count(7)
    expect(page.locator(".notice li")).to_have_text("Hanneke, 1 persoon")
    assert typist.presses <= MOST_KEYS
    db.session.rollback()  # look afresh
    assert event.pools[0].taken == 14


def test_the_tickets_are_opened_for_printing_by_keyboard_too(
    live: Live, event: Event, context: BrowserContext
) -> None:
    link = make_link(event, now=clock.now())
    page = context.new_page()
    page.goto(live.url + address(link))
    typist = Typist(page)
    typist.type("Anouk")
    typist.press("Enter")
    expect(page.locator(".ticket")).to_have_count(1)

    with page.expect_request("**/kaartjes.pdf"):
        page.keyboard.press("Enter")


def test_on_paper_each_ticket_has_a_page_of_its_own(
    live: Live, event: Event, context: BrowserContext
) -> None:
    link = make_link(event, now=clock.now())
    page = context.new_page()
    page.goto(live.url + address(link))
    for number, name in enumerate(NAMES[:3], start=1):
        page.locator(f"#rij{number}-given_name").fill(name)
    page.keyboard.press("Enter")
    expect(page.locator(".ticket")).to_have_count(3)

    paper = page.pdf(format="A5")

    assert paper.count(b"/Type /Page\n") == 3

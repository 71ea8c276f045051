"""A volunteer's telephone in a real browser, for tests of the door's script."""

import time
from collections.abc import Callable
from datetime import timedelta

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Locator, Page, expect

from academie.checkin.models import DoorLink
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from tests.checkin.factories import address
from tests.factories import make_event
from tests.live import PATIENCE, Live

NARROW = 320
KEPT = "navigator.serviceWorker.ready.then(() => caches.match(location.pathname)).then(Boolean)"


def meeting_now(title: str = "Kansrijk opgroeien in Delden") -> Event:
    """Make a meeting that begins now."""
    now = clock.now()
    ends_at = now + timedelta(hours=2)
    return make_event(title=title, starts_at=now, ends_at=ends_at, now=now - timedelta(days=9))


def pair(context: BrowserContext, live: Live, link: DoorLink, volunteer: str = "Anna") -> Page:
    """Open a door as a volunteer does, and wait until it works without a network."""
    page = context.new_page()
    page.goto(live.url + address(link))
    page.get_by_label("Je voornaam").fill(volunteer)
    page.get_by_role("button", name="Begin met scannen").click()
    wait_until_kept(page)
    db.session.commit()
    return page


def wait_until_kept(page: Page) -> None:
    """Wait until the page and the list of guests are on the device."""
    expect(page.locator("#network")).to_contain_text("Alle scans verstuurd.")
    kept = eventually(page, lambda: page.evaluate(KEPT) and page.evaluate(LISTED))
    assert kept, "the page was not kept"


LISTED = """async () => {
  const open = indexedDB.open("deur " + location.pathname);
  const database = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const ask = database.transaction("facts").objectStore("facts").get("list");
  const list = await new Promise((resolve) => (ask.onsuccess = () => resolve(ask.result)));
  database.close();
  return Boolean(list);
}"""


def eventually(page: Page, holds: Callable[[], bool], patience: float = PATIENCE) -> bool:
    """Tell whether something becomes true while the page goes on.

    Args:
        patience: milliseconds to wait for it.
    """
    until = time.monotonic() + patience / 1000
    while not holds() and time.monotonic() < until:
        page.wait_for_timeout(100)
    return holds()


def is_empty(page: Page) -> bool:
    """Tell whether, by and by, nothing of any door is left on the device."""
    return eventually(page, lambda: page.evaluate(LEFT_BEHIND) == [])


LEFT_BEHIND = """async () => {
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const workers = await navigator.serviceWorker.getRegistrations();
  const kept = [...databases, ...(await caches.keys()), ...workers.map(({ scope }) => scope)];
  return document.cookie.includes("zegel") ? [...kept, "zegel"] : kept;
}"""


def type_code(page: Page, code: str) -> None:
    """Type what stands on a ticket, or let a scanner type its QR code."""
    page.get_by_label("Code op het kaartje").fill(code)
    page.keyboard.press("Enter")


def verdict(page: Page) -> Locator:
    """Find the sentence that counts."""
    return page.locator("#answer h2")


def state(page: Page) -> Locator:
    """Find the line that tells of the network."""
    return page.locator("#network")


KEEP_SCANS = """async ([folder, tokens]) => {
  const { openStore } = await import(`${folder}store.js`);
  const store = await openStore(location.pathname);
  for (const token of tokens) {
    const uuid = crypto.randomUUID();
    await store.addScan({ uuid, at: Date.now(), kind: "qr", token, said: "welcome" });
  }
  store.database.close();
}"""


def scripts_of(page: Page) -> str:
    """Give the address of the folder that the page has its scripts from."""
    main = page.locator("script[src*='door/main.js']").get_attribute("src") or ""
    return main[: main.index("main.js")]


def is_sound(page: Page) -> None:
    """Check that nobody is shut out, under the page's own strict policy, and nothing sticks out."""
    violations = Axe().run(page).response["violations"]
    assert violations == [], [violation["id"] for violation in violations]
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW

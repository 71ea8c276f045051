"""A ticket that was opened once shows without a network, and is gone when it is void."""

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import text

from academie.core import clock
from academie.core.db import db, write_transaction
from academie.registrations import service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.registrations.factories import register

KEPT = "Dit kaartje staat nu op dit toestel."
TICKETS = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept.push(...(await cache.keys()).map((request) => new URL(request.url).pathname));
  }
  return kept.filter((path) => path.startsWith("/aanmelding"));
}"""


@pytest.fixture
def guest(live: Live) -> Registration:
    """Register Fatima for tomorrow."""
    del live
    now = clock.now()
    starts_at = now + timedelta(days=1)
    event = make_event(now=now, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    return register(event, people=3, now=now)


def ticket_url(live: Live, guest: Registration) -> str:
    return f"{live.url}/aanmelding/{token_of(guest)}/kaartje"


def open_ticket(context: BrowserContext, url: str) -> Page:
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_text(KEPT)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    return page


def sign_off(guest: Registration) -> None:
    with write_transaction():
        service.cancel(guest, now=clock.now())


def test_a_ticket_that_was_opened_once_shows_without_a_network(
    live: Live, guest: Registration
) -> None:
    url = ticket_url(live, guest)
    with chromium(width=320) as context, at_home(context, live.url):
        open_ticket(context, url).close()
        context.set_offline(True)
        page = context.new_page()
        page.goto(url)

        expect(page.locator(".ticket .code")).to_have_text(guest.spaced_code)
        expect(page.locator(".ticket svg")).to_be_visible()
        expect(page.locator(".ticket")).to_contain_text("Voor Fatima, 3 personen")
        assert page.evaluate(
            "getComputedStyle(document.querySelector('.ticket header')).color"
        ) == ("rgb(255, 255, 255)")
        expect(page.get_by_text(KEPT)).to_be_visible()


def test_a_void_ticket_goes_the_next_time_there_is_a_network(
    live: Live, guest: Registration
) -> None:
    url = ticket_url(live, guest)
    with chromium() as context:
        page = open_ticket(context, url)
        sign_off(guest)
        page.goto(url)

        expect(page.locator("main")).to_contain_text("Dit kaartje is niet meer geldig.")
        assert page.evaluate(TICKETS) == []
        context.set_offline(True)
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(url)


@pytest.mark.parametrize("is_kept", [True, False])
def test_trouble_of_the_server_shows_the_kept_ticket_or_else_what_is_wrong(
    live: Live, guest: Registration, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool
) -> None:
    monkeypatch.setitem(live.app.config, "PROPAGATE_EXCEPTIONS", False)  # noqa: FBT003 - a setting
    url = ticket_url(live, guest)
    with chromium() as context:
        page = open_ticket(context, url)
        if not is_kept:
            page.evaluate("caches.delete('kaartjes')")
        db.session.execute(text("ALTER TABLE registration RENAME TO mislaid"))
        db.session.commit()
        page.goto(url)

        shown = "Voor Fatima, 3 personen" if is_kept else "Dit lukt nu niet"
        expect(page.locator("main")).to_contain_text(shown)


def test_who_signs_off_on_the_same_device_keeps_no_ticket(live: Live, guest: Registration) -> None:
    with chromium() as context:
        page = open_ticket(context, ticket_url(live, guest))
        page.goto(f"{live.url}/aanmelding/{token_of(guest)}/wissen")
        page.get_by_role("button", name="Ja, wis mijn gegevens").click()

        expect(page.locator("h1")).to_have_text("Je gegevens zijn gewist")
        page.wait_for_function(f"async () => (await ({TICKETS})()).length === 0")


def test_a_button_takes_the_ticket_off_a_device_of_others(live: Live, guest: Registration) -> None:
    with chromium() as context:
        page = open_ticket(context, ticket_url(live, guest))
        page.get_by_role("button", name="Haal het van dit toestel").click()

        expect(page.get_by_text("Het kaartje staat niet meer op dit toestel.")).to_be_visible()
        assert page.evaluate(TICKETS) == []
        assert page.evaluate("caches.keys()") == []


def test_a_ticket_of_a_meeting_that_is_over_is_not_kept(live: Live, guest: Registration) -> None:
    url = ticket_url(live, guest)
    with chromium() as context:
        page = open_ticket(context, url)
        page.clock.set_fixed_time(guest.event.ends_at + timedelta(days=1))
        page.goto(f"{live.url}/aanmelding/gewist")

        page.wait_for_function(f"async () => (await ({TICKETS})()).length === 0")


def test_without_javascript_the_ticket_is_whole_and_promises_nothing(
    live: Live, guest: Registration
) -> None:
    with chromium(javascript=False) as context:
        page = context.new_page()
        page.goto(ticket_url(live, guest))

        expect(page.locator(".ticket .code")).to_have_text(guest.spaced_code)
        expect(page.locator("#kept")).to_be_hidden()
    db.session.rollback()

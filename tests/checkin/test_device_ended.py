"""What becomes of a telephone whose door ends, that is open twice, or that cannot tell the time."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import func, select

from academie.checkin import service
from academie.checkin.models import DoorLink, Scan
from academie.core import clock
from academie.core.db import db, write_transaction
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.checkin.device import (
    LISTED,
    eventually,
    is_empty,
    pair,
    state,
    type_code,
    verdict,
)
from tests.checkin.factories import people_in
from tests.live import Live

YEARS_AHEAD = "{ const now = Date.now; Date.now = () => now() + 100_000_000_000; }"
SENDING = "**/scans"
FULL_DISK = "() => { IDBObjectStore.prototype.put = () => { throw new DOMException('Full'); }; }"
SLOW_GOODBYE = """{
  const ask = window.fetch;
  window.fetch = async (url, ...more) => {
    const answer = await ask(url, ...more);
    const pause = String(url).endsWith("/klaar") ? 2500 : 0;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return answer;
  };
}"""
NO_DISK = "IDBFactory.prototype.open = () => { throw new DOMException('Private'); }"


def scan_without_a_network(page: Page, guest: Registration) -> None:
    """Let a guest in while nobody can be told."""
    page.context.set_offline(True)
    type_code(page, str(guest.code))
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    expect(state(page)).to_contain_text("We bewaren 1 scan")


def lose(route: Route) -> None:
    """Let nothing arrive."""
    route.abort()


def arrive_unheard(route: Route) -> None:
    """Let it arrive, and never answer."""
    route.fetch()


def opened_again(page: Page) -> Page:
    """Open the same door in a window beside this one."""
    other = page.context.new_page()
    other.goto(page.url)
    return other


def test_a_revoked_device_forgets_at_once_and_still_hands_in_what_it_had(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    scan_without_a_network(page, guest)
    with write_transaction():
        service.revoke_door(link, now=clock.now())
    context.route(SENDING, lose)
    context.set_offline(False)

    expect(page.locator("#why")).to_contain_text("werkt niet meer")
    expect(page.locator("#rest")).to_contain_text("Er wacht nog 1 scan.")
    assert "Fatima" not in page.content()
    assert page.evaluate(LISTED) is False
    again = opened_again(page)
    page.close()
    expect(again.locator("#why")).to_contain_text("werkt niet meer")
    expect(again.locator("#nothing-left")).to_be_hidden()
    context.unroute(SENDING)

    expect(again.locator("#nothing-left")).to_be_visible()
    assert is_empty(again)
    assert people_in(event) == 3


def test_who_is_done_reads_no_more_than_that(
    live: Live, context: BrowserContext, link: DoorLink
) -> None:
    """Between the goodbye and its answer the device asks for news, and is known no more."""
    context.add_init_script(SLOW_GOODBYE)
    page = pair(context, live, link)

    page.get_by_role("button", name="Klaar").click()
    page.get_by_role("button", name="Ja, ik ben klaar").click()

    expect(page.locator("#why")).to_contain_text("Klaar.")


def test_a_tab_that_dies_while_it_sends_counts_nobody_twice(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    scan_without_a_network(page, guest)
    context.route(SENDING, arrive_unheard)
    context.set_offline(False)
    assert eventually(page, lambda: people_in(event) == 3)
    again = opened_again(page)
    page.close()
    context.unroute(SENDING)

    expect(state(again)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(again, lambda: people_in(event) == 3)
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1


def test_the_newest_window_of_a_door_works_alone_and_sends_what_the_other_kept(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    first = pair(context, live, link)
    context.route(SENDING, lose)
    scan_without_a_network(first, guest)
    second = opened_again(first)
    expect(first.locator("#elsewhere")).to_be_visible()
    expect(state(second)).to_contain_text("We bewaren 1 scan")
    second.get_by_role("button", name="Klaar").click()
    second.get_by_role("button", name="Ja, ik ben klaar").click()
    expect(second.locator("#unsent")).to_contain_text("Er wacht nog 1 scan.")
    first.get_by_role("button", name="Ga toch hier verder").click()
    expect(first.get_by_label("Code op het kaartje")).to_be_visible()
    expect(second.locator("#elsewhere")).to_be_visible()
    context.unroute(SENDING)
    context.set_offline(False)

    expect(state(first)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(first, lambda: people_in(event) == 3)


def test_a_clock_that_is_years_ahead_empties_no_device_that_is_at_work(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    context.add_init_script(YEARS_AHEAD)
    page = pair(context, live, link)
    page.reload()
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")

    scan_without_a_network(page, guest)

    assert page.evaluate(LISTED) is True
    page.context.set_offline(False)
    assert eventually(page, lambda: people_in(event) == 3)


def test_a_device_that_keeps_nothing_says_so_and_tells_the_server_all_the_same(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    page.evaluate(FULL_DISK)
    type_code(page, str(guest.code))
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    expect(page.locator("#alerts li")).to_contain_text("Dit toestel kan niets meer bewaren.")
    assert eventually(page, lambda: people_in(event) == 3)
    context.add_init_script(NO_DISK)

    page.reload()

    expect(page.locator("#no-store")).to_contain_text("Dit toestel kan niets bewaren")


@pytest.mark.usefixtures("guest")
def test_a_list_that_was_lost_on_its_way_is_asked_for_again(
    live: Live, context: BrowserContext, link: DoorLink
) -> None:
    fails = iter([True])
    context.route(
        "**/lijst", lambda route: route.abort() if next(fails, False) else route.continue_()
    )

    page = pair(context, live, link)

    assert page.evaluate(LISTED) is True

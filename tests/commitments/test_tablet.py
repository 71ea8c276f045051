"""A tablet at the exit, in a real browser: it writes down without a network, and sends once."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from academie.commitments import queries, service
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from tests.checkin.device import KEPT, eventually, is_empty, meeting_now
from tests.commitments.factories import make_page
from tests.live import Live, at_home, chromium

DIES = """
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value, ...key) {
    const before = key[0] === "refused" && value.length > 0;
    const after = this.name === "scans" && !value.waiting;
    if ({ before, after }[sessionStorage.dies]) {
      throw new Error("died");
    }
    return put.call(this, value, ...key);
  };
"""
"""A tablet that dies before or after it kept what the server did not take."""

SLOW_DISK = """
  const { set } = Object.getOwnPropertyDescriptor(IDBTransaction.prototype, "oncomplete");
  Object.defineProperty(IDBTransaction.prototype, "oncomplete", {
    set(done) { set.call(this, () => setTimeout(done, 1000)); },
  });
"""


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting that begins now, with its page."""
    del live
    event = meeting_now()
    make_page(event, now=clock.now())
    return event


@pytest.fixture
def context(live: Live) -> Iterator[BrowserContext]:
    """Open the browser of a tablet."""
    with chromium(width=320) as opened, at_home(opened, live.url):
        yield opened


def opened(context: BrowserContext, event: Event) -> Page:
    """Open the page, and wait until it works without a network."""
    made = queries.page_of(event)
    assert made is not None
    address = queries.page_address(made)
    db.session.commit()
    page = context.new_page()
    page.goto(address)
    assert eventually(page, lambda: bool(page.evaluate(KEPT)))
    return page


def write(page: Page, text: str, party: str = "Stichting De Brug", email: str = "") -> None:
    """Fill in the form, as somebody on the way out does."""
    page.get_by_label("Wat gaan jullie doen?").fill(text)
    page.get_by_label("Wie doet dit?").fill(party)
    page.locator("#email_1").fill(email)
    page.get_by_label("Wij doen dit samen met anderen").check()
    page.get_by_role("button", name="Bewaar de afspraak").click()


def kept_by_the_server(event: Event) -> list[str]:
    """Read what arrived."""
    db.session.rollback()
    return [one.text for one in queries.of_event(event)]


def test_what_is_written_without_a_network_arrives_once(
    context: BrowserContext, event: Event
) -> None:
    first = opened(context, event)
    assert Axe().run(first).violations_count == 0
    context.set_offline(True)
    write(first, "Wij bellen elkaar.")
    expect(first.locator("#said")).to_contain_text("De afspraak is opgeschreven.")
    first.get_by_label("Wat gaan jullie doen?").fill("Wij openen een")
    first.wait_for_timeout(500)
    first.reload()
    expect(first.get_by_label("Wat gaan jullie doen?")).to_have_value("Wij openen een")
    write(first, "Wij openen een loket.")
    expect(first.locator("#said")).to_contain_text("De afspraak is opgeschreven.")
    expect(first.locator("#network")).to_contain_text("We bewaren 2 afspraken")
    first.reload()
    expect(first.locator("#network")).to_contain_text("We bewaren 2 afspraken")
    assert kept_by_the_server(event) == []
    first.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(first.url)

    expect(page.locator("#network")).to_have_text("Online. Alles is verstuurd.")
    page.reload()
    expect(page.locator("#network")).to_have_text("Online. Alles is verstuurd.")
    assert kept_by_the_server(event) == ["Wij bellen elkaar.", "Wij openen een loket."]


def test_what_is_typed_while_the_last_is_kept_is_of_the_next(
    context: BrowserContext, event: Event
) -> None:
    page = opened(context, event)
    page.evaluate(SLOW_DISK)
    write(page, "Wij bellen elkaar.")
    next_one = page.get_by_label("Wat gaan jullie doen?")
    next_one.fill("Wij openen")
    expect(page.locator("#said")).to_contain_text("De afspraak is opgeschreven.")
    expect(next_one).to_have_value("Wij openen")

    page.reload()
    expect(next_one).to_have_value("Wij openen")
    expect(page.locator("#network")).to_have_text("Online. Alles is verstuurd.")
    assert kept_by_the_server(event) == ["Wij bellen elkaar."]


def test_what_the_server_does_not_take_comes_back_and_a_page_that_ended_leaves_nothing(
    context: BrowserContext, event: Event
) -> None:
    page = opened(context, event)
    page.clock.install()
    page.reload()
    page.get_by_label("Wat gaan jullie doen?").fill("Half")
    page.clock.fast_forward("05:01")
    expect(page.locator("#said")).to_contain_text("is weg")
    expect(page.get_by_label("Wat gaan jullie doen?")).to_have_value("")
    write(page, "", "")
    expect(page.locator("#said")).to_have_text("Schrijf op wat jullie gaan doen.")
    write(page, "Kijk op www.koopnu.example")
    expect(page.locator("#refused")).to_contain_text("Schrijf hier geen webadres op.")
    page.reload()
    page.get_by_role("button", name="Verbeter").click()
    expect(page.get_by_label("Wat gaan jullie doen?")).to_have_value("Kijk op www.koopnu.example")
    expect(page.locator("#refused")).to_be_visible()
    write(page, "Wij bellen elkaar.")
    expect(page.locator("#refused")).to_be_hidden()
    assert eventually(page, lambda: kept_by_the_server(event) == ["Wij bellen elkaar."])

    made = queries.page_of(event)
    assert made is not None
    write(page, "Zie www.koopnu.example")
    expect(page.locator("#refused")).to_contain_text("Schrijf hier geen webadres op.")
    context.set_offline(True)
    write(page, "Dit was op tijd.")
    expect(page.locator("#network")).to_contain_text("We bewaren 1 afspraak")
    service.renew_address(made, now=clock.now())
    db.session.commit()
    write(page, "Dit komt te laat.")
    expect(page.get_by_label("Wat gaan jullie doen?")).to_have_value("")
    page.get_by_label("Wat gaan jullie doen?").fill("Wij openen een")
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    ended = page.locator("#ended")
    expect(ended).to_contain_text("2 afspraken konden niet meer worden verstuurd.")
    expect(page.locator("#refused")).to_be_hidden()
    expect(page.locator("#typed-words")).to_have_value(
        re.compile("www.koopnu.example\\n.*\\n\\nDit komt te laat.\\n.*\\n\\nWij openen een$")
    )
    assert Axe().run(page).violations_count == 0
    assert is_empty(page)
    assert kept_by_the_server(event) == ["Wij bellen elkaar.", "Dit was op tijd."]
    assert made.event.ends_at > clock.now() + timedelta(hours=1)


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_tablet_that_dies_loses_nothing_that_was_not_taken_and_shows_it_once(
    context: BrowserContext, event: Event, moment: str
) -> None:
    context.add_init_script(DIES)
    page = opened(context, event)
    page.evaluate("moment => (sessionStorage.dies = moment)", moment)
    with page.expect_response(lambda answer: "webadres" in answer.text()):
        write(page, "Kijk op www.koopnu.example")
    expect(page.locator("#refused")).to_contain_text("www.koopnu.example")
    context.set_offline(True)
    page.evaluate("sessionStorage.clear()")

    page.reload()
    expect(page.locator("#network")).to_contain_text("We bewaren 1 afspraak")
    expect(page.locator("#refused")).to_be_hidden()
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.locator("#network")).to_have_text("Online. Alles is verstuurd.")
    expect(page.locator("#to-mend li")).to_have_count(1)
    page.reload()
    expect(page.locator("#to-mend li")).to_have_count(1)

"""Several doors at once, and networks that fail every other time."""

import json
import random
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, expect
from sqlalchemy import func, select

from academie.checkin.models import CheckIn, DoorLink, Scan
from academie.core.db import db
from academie.events.models import Event
from academie.registrations.models import Registration
from academie.registrations.names import plain
from tests.checkin.device import (
    KEEP_SCANS,
    eventually,
    pair,
    scripts_of,
    state,
    type_code,
    verdict,
)
from tests.checkin.factories import address, make_door, make_guest, people_in, ticket
from tests.live import Live, at_home, chromium

CASES = Path(__file__).with_name("verdict_cases.json")
MANY = 500
TWO_SECONDS = 2000


@contextmanager
def two_devices(live: Live, link: DoorLink) -> Iterator[tuple[Page, Page]]:
    """Pair a telephone at this door and one at the side door, each a browser of its own."""
    side_door = make_door(link.event, "Zijdeur")
    with chromium(width=320) as first, chromium(width=320) as second, at_home(first, live.url):
        yield pair(first, live, link), pair(second, live, side_door, "Bilal")


def test_who_comes_in_at_one_door_is_in_at_the_other_within_two_seconds(
    live: Live, link: DoorLink, guest: Registration
) -> None:
    with two_devices(live, link) as (here, there):
        type_code(here, guest.code)
        expect(verdict(here)).to_have_text("Welkom, Fatima")
        expect(there.locator("#counts")).to_have_text("3 van 3 binnen")
        there.wait_for_timeout(3 * TWO_SECONDS)
        assert statistics.median(there.evaluate(BETWEEN_QUESTIONS)) < TWO_SECONDS
        there.context.set_offline(True)

        type_code(there, guest.code)

        expect(verdict(there)).to_contain_text("Is al binnen sinds")
        expect(there.locator("[data-slot=remark]")).to_have_text(
            "Gescand door Anna bij: Hoofdingang."
        )


BETWEEN_QUESTIONS = """() => {
  const asked = performance.getEntriesByType("resource").filter(({ name }) => /stand/.test(name));
  return asked.slice(1).map(({ startTime }, place) => startTime - asked[place].startTime);
}"""


def test_one_ticket_at_two_doors_without_a_network_is_shown_to_both(
    live: Live, link: DoorLink, guest: Registration, event: Event
) -> None:
    with two_devices(live, link) as (here, there):
        for page in (here, there):
            page.context.set_offline(True)
            type_code(page, ticket(guest))
            expect(verdict(page)).to_have_text("Welkom, Fatima")
            page.locator("#next").click()
        for page in (here, there):
            page.context.set_offline(False)
            expect(state(page)).to_have_text("Online. Alle scans verstuurd.")

        for page in (here, there):
            alert = page.locator("#alerts li")
            expect(alert).to_contain_text("aan twee deuren gescand")
            expect(alert).to_contain_text("Hoofdingang")
            expect(alert).to_contain_text("Zijdeur")
        here.get_by_role("button", name="Gelezen").click()
        expect(here.locator("#alerts")).to_be_hidden()
        assert people_in(event) == 3


def test_500_scans_arrive_once_through_a_network_that_fails_every_other_time(
    live: Live, link: DoorLink, event: Event
) -> None:
    guests = [make_guest(event, people=1) for _ in range(MANY)]
    with chromium(width=320) as context, at_home(context, live.url):
        page = pair(context, live, link)
        page.evaluate(KEEP_SCANS, [scripts_of(page), [ticket(guest) for guest in guests]])
        fail_every_other_time(context)

        page.reload()

        assert eventually(page, lambda: people_in(event) == MANY, 60_000)
        expect(state(page)).to_contain_text("Alle scans verstuurd.")
    assert db.session.scalar(select(func.count()).select_from(Scan)) == MANY
    assert db.session.scalar(select(func.count()).select_from(CheckIn)) == MANY


def fail_every_other_time(context: BrowserContext) -> None:
    """Lose half of all requests: the question on its way there, or the answer on its way back."""
    luck = random.Random(5)  # noqa: S311 - bad luck, the same each time

    def lose(route: Route) -> None:
        if luck.random() < 0.5:
            route.continue_()
            return
        if luck.random() < 0.5:
            route.fetch()
        route.abort()

    context.route("**/deur/toestel/**", lose)


def test_the_browser_judges_reads_names_and_reckons_as_the_server_does(
    live: Live, link: DoorLink
) -> None:
    cases = json.loads(CASES.read_text())
    with chromium() as context:
        page = pair(context, live, link)
        scripts = scripts_of(page)
        said = page.evaluate(JUDGE_ALL, [scripts, [case["facts"] for case in cases]])
        words = page.evaluate(READ_NAMES, [scripts, NAMES])
        left = page.evaluate(ROOM_LEFT, scripts)
        errors = page.evaluate(SET_THE_CLOCK, scripts)

    assert said == [[case["verdict"], case["admit"]] for case in cases]
    assert words == [[plain(name)] for name in NAMES]
    assert left == 8
    assert max(map(abs, errors)) < 1000


NAMES = ["José", "Søren", "Łukasz", "Þór", "Œuvre", "Straße", "İnci", "ÆRØ"]
NAMES += ["Bal\N{LATIN SMALL LETTER DOTLESS I}k"]
READ_NAMES = """async ([folder, names]) => {
  const { wordsOf } = await import(`${folder}names.js`);
  return names.map(wordsOf);
}"""
ROOM_LEFT = """async (folder) => {
  const { Gate } = await import(`${folder}gate.js`);
  const { Queue } = await import(`${folder}queue.js`);
  const queue = new Queue({});
  queue.waiting.set("with a seat", { own: { adds: 40, seats: 0 } });
  queue.waiting.set("without one", { own: { adds: 2, seats: 2 } });
  return new Gate({ desk: { counts: { free: 10, limit: 60, in: 5 } }, queue }).roomLeft();
}"""
SET_THE_CLOCK = """async (folder) => {
  const { Clock } = await import(`${folder}clock.js`);
  const own = Date.now;
  const clock = new Clock(1000);
  const began = clock.now();
  const errors = [];
  for (const set of [100_000_000_000, -7_200_000]) {
    Date.now = () => own() + set;
    const { at, ahead } = clock.stamp();
    errors.push(clock.now() - began, at - ahead - began);
  }
  Date.now = own;
  return errors;
}"""

JUDGE_ALL = """async ([folder, all]) => {
  const { judge } = await import(`${folder}judge.js`);
  const rules = await (await fetch(`${folder}verdicts.json`)).json();
  const found = all.map((facts) => judge(facts, rules));
  return found.map(({ verdict, admit }) => [verdict, Boolean(admit)]);
}"""


def test_on_an_address_that_is_not_safe_the_server_judges_and_the_page_says_so(
    live: Live, link: DoorLink, guest: Registration, event: Event
) -> None:
    with chromium(width=320) as context:
        context.add_init_script(
            "Object.defineProperty(window, 'isSecureContext', { value: false });"
            "Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });"
            "delete Navigator.prototype.serviceWorker;"
            "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined });"
            "Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });"
        )
        page = context.new_page()
        page.goto(live.url + address(link))
        page.get_by_label("Je voornaam").fill("Anna")
        page.get_by_role("button", name="Begin met scannen").click()
        expect(page.locator("#insecure")).to_contain_text("begint niet met https")

        type_code(page, guest.code)

        expect(verdict(page)).to_have_text("Welkom, Fatima")
        db.session.commit()
        assert people_in(event) == 3

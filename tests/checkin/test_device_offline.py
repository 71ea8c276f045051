"""A door without a network: it judges, keeps and sends later, and forgets when it must."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from playwright.sync_api import BrowserContext, Page, expect

from academie.checkin import service
from academie.checkin.models import DoorLink
from academie.core import clock
from academie.core.db import db, write_transaction
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.checkin.device import (
    KEEP_SCANS,
    eventually,
    is_empty,
    meeting_now,
    pair,
    scripts_of,
    state,
    type_code,
    verdict,
    wait_until_kept,
)
from tests.checkin.factories import make_guest, people_in, ticket
from tests.live import Live, at_home, chromium, qr_video

MORE_THAN_A_BATCH = 201
KEPT_WORDS = """async () => {
  const open = indexedDB.open("deur " + location.pathname);
  const database = await new Promise((resolve) => (open.onsuccess = () => resolve(open.result)));
  const all = [];
  for (const name of database.objectStoreNames) {
    const ask = database.transaction(name).objectStore(name).getAll();
    all.push(await new Promise((resolve) => (ask.onsuccess = () => resolve(ask.result))));
  }
  database.close();
  return JSON.stringify(all);
}"""


def reopened(context: BrowserContext, page: Page) -> Page:
    """Close the tab and open the door again."""
    url = page.url
    page.close()
    again = context.new_page()
    again.goto(url)
    return again


def test_without_a_network_all_goes_on_also_after_the_tab_was_closed(
    live: Live, link: DoorLink, guest: Registration, event: Event, tmp_path: Path
) -> None:
    film = qr_video(tmp_path / "ticket.mjpeg", ticket(guest))
    other = make_guest(event, given_name="Bram")
    with chromium(camera=film, width=320) as context, at_home(context, live.url):
        first = pair(context, live, link)
        expect(verdict(first)).to_have_text("Welkom, Fatima")
        expect(first.locator("#counts")).to_contain_text("3 van")
        expect(state(first)).to_have_text("Online. Alle scans verstuurd.")
        context.set_offline(True)
        page = reopened(context, first)
        expect(verdict(page)).to_contain_text("Is al binnen sinds")
        page.locator("#next").click()
        type_code(page, other.code)
        expect(verdict(page)).to_have_text("Welkom, Bram")
        page = reopened(context, page)
        expect(state(page)).to_contain_text("Geen internet sinds")
        expect(state(page)).to_contain_text("scans en sturen ze straks.")

        context.set_offline(False)

        expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
        assert eventually(page, lambda: people_in(event) == 6)


def test_a_device_knows_real_tickets_from_forged_ones_by_itself(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    elsewhere = ticket(make_guest(meeting_now("Een andere avond")))
    old = ticket(guest)
    guest.ticket_version += 1
    db.session.commit()
    page = pair(context, live, link)
    context.set_offline(True)
    newer = ticket(make_guest(event, given_name="Bram"))
    forged = newer[:-1] + ("0" if newer[-1] != "0" else "1")
    for token, said in {
        forged: "Deze code kennen we niet",
        newer[:-6]: "Deze code kennen we niet",
        "https://voorbeeld.nl/" + 100 * "a": "Deze code kennen we niet",
        elsewhere: "Dit kaartje is voor een andere bijeenkomst",
        old: "Dit kaartje is niet meer geldig",
        newer: "Welkom",
    }.items():
        type_code(page, token)
        expect(verdict(page)).to_have_text(said)
        page.locator("#next").click()
    type_code(page, newer)
    expect(verdict(page)).to_contain_text("Is al binnen sinds")

    context.set_offline(False)

    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    assert eventually(page, lambda: people_in(event) == 3)


def test_a_device_holds_no_more_than_it_may(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration
) -> None:
    page = pair(context, live, link)
    context.set_offline(True)
    type_code(page, guest.code)
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    context.set_offline(False)
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")

    held = page.evaluate(KEPT_WORDS)

    assert "expected" in held
    for secret in ("Anna", guest.email, guest.given_name, guest.family_name, guest.code, guest.ref):
        assert secret not in held


def test_the_browser_itself_throws_away_what_opens_the_list_a_day_after_the_meeting(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    context.set_offline(True)
    page.reload()
    type_code(page, guest.code)
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    (key,) = [each for each in context.cookies([page.url]) if each["name"] == "zegel"]
    assert abs(key["expires"] - (event.ends_at + timedelta(days=1)).timestamp()) < 60
    context.clear_cookies()

    page.reload()

    expect(state(page)).to_contain_text("We bewaren 1 scan")
    type_code(page, guest.code)
    expect(page.get_by_text("Even kijken. Zonder")).to_be_visible()
    assert "Fatima" not in page.content()


def test_nothing_is_left_when_the_volunteer_is_done(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    context.set_offline(True)
    type_code(page, guest.code)
    page.locator("#next").click()
    page.get_by_role("button", name="Klaar").click()
    page.get_by_role("button", name="Ja, ik ben klaar").click()
    expect(page.locator("#unsent")).to_contain_text("Er wacht nog 1 scan.")
    context.set_offline(False)
    expect(state(page)).to_have_text("Online. Alle scans verstuurd.")
    page.get_by_role("button", name="Ja, ik ben klaar").click()

    expect(page.locator("#why")).to_contain_text("Klaar.")
    assert is_empty(page)
    assert people_in(event) == 3


@pytest.mark.usefixtures("guest")
def test_a_revoked_door_takes_everything_off_the_device(
    live: Live, context: BrowserContext, link: DoorLink
) -> None:
    page = pair(context, live, link)
    with write_transaction():
        service.revoke_door(link, now=clock.now())

    expect(page.locator("#why")).to_contain_text("werkt niet meer")
    assert is_empty(page)
    assert "Fatima" not in page.content()


def test_a_day_after_the_meeting_the_device_is_empty_without_a_network_too(
    live: Live, context: BrowserContext, link: DoorLink, event: Event
) -> None:
    page = pair(context, live, link)
    context.set_offline(True)
    page.clock.set_fixed_time(event.ends_at + timedelta(days=1, minutes=1))
    page.reload()

    expect(page.locator("#why")).to_have_text("De bijeenkomst is voorbij.")
    assert is_empty(page)


def test_a_newer_version_of_the_app_loses_no_scan(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    others = [ticket(make_guest(event, people=1)) for _ in range(MORE_THAN_A_BATCH)]
    page = pair(context, live, link)
    context.set_offline(True)
    type_code(page, guest.code)
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    page.evaluate(KEEP_SCANS, [scripts_of(page), others])
    with newer_version(live.app) as moved:
        context.set_offline(False)
        page = reopened(context, page)

        page.wait_for_selector(f"link[href*='{moved}']", state="attached")
        wait_until_kept(page)
        assert eventually(page, lambda: people_in(event) == 3 + MORE_THAN_A_BATCH)


@contextmanager
def newer_version(app: Flask) -> Iterator[str]:
    """Serve the front-end files under another name, as the next release does."""
    asset = cast("Callable[[str], str]", app.jinja_env.globals["asset"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(app.jinja_env.globals, "asset", lambda name: f"{asset(name)}?volgende")
        yield "?volgende"

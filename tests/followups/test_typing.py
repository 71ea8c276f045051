"""Keeping by itself what is typed, in a real browser: through everything that may go wrong."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from academie.accounts.models import User
from academie.core.db import db, new_ref
from academie.followups.models import Outcome
from academie.followups.typed import TypedForm
from tests.accounts.factories import make_staff
from tests.live import Live, at_home, chromium
from tests.test_whole_way import sign_in

KEEP = "**/getypt/bewaren"
PAUSE, LATER = 1600, 20_100


@pytest.fixture
def desk(live: Live) -> Iterator[Page]:
    """Open the first step, with a clock that stands still."""
    make_staff(email="team@voorbeeld.nl", app=False)
    with chromium() as office, at_home(office, live.url):
        page = office.new_page()
        sign_in(page, live, "team@voorbeeld.nl")
        page.clock.install()
        page.goto(f"{live.url}/beheer/opbrengsten/nieuw")
        yield page


def test_what_is_typed_is_kept_whatever_happens_on_the_way(desk: Page) -> None:
    line = desk.locator("[data-kept]")
    desk.route(KEEP, lambda route: route.abort())
    write(desk, "title", "Schoolreis")
    expect(line).to_contain_text("Geen verbinding")
    desk.unroute(KEEP)
    desk.evaluate("dispatchEvent(new Event('online'))")
    expect(line).to_contain_text("Bewaard om")

    desk.route(KEEP, lambda route: route.fulfill(status=503))
    write(desk, "title", "Schoolreis zonder geld")
    expect(line).to_contain_text("Bewaren lukt nu niet")
    desk.unroute(KEEP)
    desk.clock.run_for(LATER)
    expect(line).to_contain_text("Bewaard om")

    held: list[Route] = []
    desk.route(KEEP, lambda route: held.append(route))  # noqa: PLW0108 - Playwright marks it
    fill_in(desk)
    write(desk, "what_changed", "De school vraagt geen geld meer.")
    desk.get_by_role("button", name="Bewaar en ga verder").click(no_wait_after=True)
    held[0].continue_()
    desk.wait_for_url("**/stap-2")
    assert db.session.query(Outcome).one().title == "Schoolreis zonder geld"
    assert db.session.query(TypedForm).count() == 0

    desk.unroute(KEEP)
    desk.go_back()
    end_sessions()
    write(desk, "title", "Na het uitloggen")
    expect(line).to_contain_text("Je bent uitgelogd")
    assert desk.locator("[name=typed]").input_value() != "undefined"


def end_sessions() -> None:
    """Let nobody be signed in any more."""
    for user in db.session.query(User):
        user.fs_uniquifier = new_ref()
    db.session.commit()


def write(desk: Page, field: str, words: str) -> None:
    """Type, and stop for a moment."""
    desk.locator(f"#{field}").fill(words)
    desk.clock.run_for(PAUSE)


def fill_in(desk: Page) -> None:
    """Give the answers that a new outcome cannot do without."""
    for name in ("Iemand anders doet iets nieuws", "Veranderen."):
        desk.get_by_role("radio", name=name).check()
    desk.locator("#actors").fill("Basisschool De Esdoorn")
    desk.locator("#level").select_option("organisation")

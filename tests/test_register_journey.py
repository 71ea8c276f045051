"""Registering is light: few requests, few bytes, one button."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from academie.core import clock
from academie.events.models import Event
from academie.reference.queries import current_challenges
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.registrations.factories import make_group

MOST_REQUESTS = 8
MOST_BYTES = 35_000


class Traffic:
    """What a page asked over the wire and what came back, headers included."""

    def __init__(self, page: Page) -> None:
        """Listen from now on, with nothing in the cache."""
        self.submits: list[str] = []
        self.answers: list[int] = []
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.clearBrowserCache")
        wire.on("Network.requestWillBeSent", self._note_request)
        wire.on("Network.loadingFinished", self._note_answer)

    def _note_request(self, sent: dict[str, Any]) -> None:
        if sent["request"]["method"] == "POST":
            self.submits.append(sent["request"]["url"])
        if redirect := sent.get("redirectResponse"):
            self._note_answer(redirect)

    def _note_answer(self, answer: dict[str, Any]) -> None:
        """Write down how many bytes it took; what the cache had took none."""
        if answer["encodedDataLength"]:
            self.answers.append(int(answer["encodedDataLength"]))


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting with a page as long as they are, and a group for each opgave."""
    del live
    soon = clock.now() + timedelta(days=9)
    event = make_event(
        now=clock.now(),
        starts_at=soon,
        ends_at=soon + timedelta(hours=2),
        description="Wat helpt kinderen die opgroeien met weinig geld?\n\n" * 20,
    )
    for challenge in current_challenges():
        make_group(event, challenge.name, challenge=challenge, now=clock.now())
    return event


def test_from_the_meeting_to_the_page_after_it_is_one_button_and_few_bytes(
    live: Live, event: Event
) -> None:
    with chromium() as context, at_home(context, live.url):
        page = context.new_page()
        traffic = Traffic(page)

        page.goto(f"{live.url}/bijeenkomsten/{event.slug}")
        page.get_by_role("link", name="Meld je aan").first.click()
        page.get_by_label("Voornaam").fill("Fatima")
        page.get_by_label("E-mailadres").fill("fatima@voorbeeld.nl")
        page.get_by_label("Leren omgaan met geld").check()
        page.get_by_role("button", name="Meld mij aan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Je bent aangemeld")
        page.wait_for_load_state("networkidle")

        assert len(traffic.submits) == 1
        assert 4 < len(traffic.answers) <= MOST_REQUESTS
        assert 10_000 < sum(traffic.answers) <= MOST_BYTES, traffic.answers

"""News that was on its way while a volunteer did something, at a door in a real browser."""

from uuid import uuid4

from playwright.sync_api import APIResponse, BrowserContext, Page, Route, expect

from academie.checkin.models import DoorLink
from academie.core import clock
from academie.events.models import Event
from academie.registrations.models import Registration
from tests.checkin.device import eventually, pair, state, type_code, verdict
from tests.checkin.factories import make_door, paired, people_in, take, ticket, undo
from tests.live import Live

NEWS = "**/stand?*"
OK = 200
SENT = "Online. Alle scans verstuurd."


class LateNews:
    """A network that keeps news of somebody coming or going on its way to a device."""

    def __init__(self, page: Page) -> None:
        """Begin to hold the first such news, and whatever is asked for after it."""
        self.page = page
        self.held: list[tuple[Route, APIResponse]] = []
        page.route(NEWS, self._hold)

    def _hold(self, route: Route) -> None:
        answer = route.fetch()
        if self.held or (answer.status == OK and answer.json()["arrivals"]):
            self.held.append((route, answer))
        else:
            route.fulfill(response=answer)

    def wait_for(self, number: int) -> None:
        """Wait until so many answers are on their way."""
        assert eventually(self.page, lambda: len(self.held) >= number)

    def deliver(self) -> None:
        """Let the first one arrive, and wait until the device has dealt with it and asked again."""
        route, answer = self.held[0]
        route.fulfill(response=answer)
        self.wait_for(2)

    def stop(self) -> None:
        """Let all go through from now on."""
        for route, _ in self.held[1:]:
            route.abort()
        self.page.unroute(NEWS)


def test_late_news_does_not_bring_back_who_was_just_taken_out(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    page = pair(context, live, link)
    news = LateNews(page)
    type_code(page, guest.code)
    news.wait_for(1)
    page.get_by_role("button", name="Maak ongedaan").click()
    expect(state(page)).to_have_text(SENT)
    assert eventually(page, lambda: people_in(event) == 0)
    news.deliver()
    context.set_offline(True)

    type_code(page, guest.code)

    expect(verdict(page)).to_have_text("Welkom, Fatima")
    context.set_offline(False)
    news.stop()
    expect(state(page)).to_have_text(SENT)
    expect(page.locator("#counts")).to_have_text("3 van 3 binnen")


def test_who_was_let_in_against_late_news_is_taken_out_with_the_same_button(
    live: Live, context: BrowserContext, link: DoorLink, guest: Registration, event: Event
) -> None:
    other = paired(make_door(event, "Zijdeur"))
    page = pair(context, live, link)
    seen = str(uuid4())
    take(other, uuid=seen, at=clock.now(), token=ticket(guest))
    assert people_in(event) == 3
    expect(page.locator("#counts")).to_have_text("3 van 3 binnen")
    news = LateNews(page)
    undo(other, of=seen, at=clock.now())
    assert people_in(event) == 0
    news.wait_for(1)
    type_code(page, guest.code)
    expect(verdict(page)).to_have_text("Welkom, Fatima")
    page.locator("#next").click()
    type_code(page, guest.code)
    expect(verdict(page)).to_contain_text("Is al binnen sinds")

    page.get_by_role("button", name="Maak ongedaan").click()

    expect(state(page)).to_have_text(SENT)
    assert eventually(page, lambda: people_in(event) == 0)

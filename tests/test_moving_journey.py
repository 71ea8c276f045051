"""A meeting is put off, held online on another day, copied and called off, in a real browser."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from academie.core import clock
from academie.events.models import Event
from tests.accounts.factories import make_staff
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.registrations.factories import register
from tests.test_whole_way import sign_in

TITLE = "Publieksacademie Leeuwarden"


def test_a_meeting_moves_goes_online_is_copied_and_called_off(live: Live) -> None:
    make_staff(email="team@voorbeeld.nl", app=False)
    event = meeting_with_guests()

    with chromium() as context, at_home(context, live.url):
        page = context.new_page()
        sign_in(page, live, "team@voorbeeld.nl")
        page.goto(f"{live.url}/beheer/bijeenkomsten/{event.ref}")
        put_off(page)
        hold_online_later(page)
        copy(page)
        call_off(page, f"{live.url}/beheer/bijeenkomsten/{event.ref}")
        page.goto(f"{live.url}/bijeenkomsten/{event.slug}")
        expect(page.locator("main")).to_contain_text("De zaal is niet meer vrij.")


def meeting_with_guests() -> Event:
    """Make a meeting of next week for which three people registered, by two mails."""
    now = clock.now()
    soon = now.replace(hour=18, minute=30, second=0, microsecond=0) + timedelta(days=9)
    event = make_event(now=now, starts_at=soon, ends_at=soon + timedelta(hours=2))
    register(event, people=2, now=now)
    register(event, "tweede@voorbeeld.nl", now=now)
    return event


def put_off(page: Page) -> None:
    page.get_by_role("link", name="Stel de bijeenkomst uit").click()
    expect(page.locator("main")).to_contain_text("Voor wie een plek heeft")
    expect(page.locator("main td.num")).to_have_text(["2", "3"])
    page.get_by_role("button", name="Ja, stel uit").click()
    expect(page.get_by_role("status")).to_have_text("De bijeenkomst is uitgesteld.")


def hold_online_later(page: Page) -> None:
    """Give it a new date and another mode; what leaves by mail is told first."""
    later = clock.to_local(clock.now()).date() + timedelta(days=371)
    page.get_by_label("Datum", exact=True).fill(later.isoformat())
    page.get_by_label("Online", exact=True).check()
    page.get_by_role("button", name="Publiceer opnieuw").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dit gebeurt er")
    expect(page.locator("main td b", has_text="Online").first).to_be_visible()
    page.get_by_role("button", name="Ja, bewaar en verstuur 2 e-mails").click()
    expect(page.get_by_role("status")).to_have_text("De bijeenkomst is gepubliceerd.")


def copy(page: Page) -> None:
    """Copy it to a week later: a concept without guests."""
    day = clock.to_local(clock.now()).date() + timedelta(days=378)
    page.get_by_role("link", name="Draaiboek", exact=True).click()
    page.get_by_role("link", name="Maak een kopie").click()
    page.get_by_label("Op welke dag").fill(day.isoformat())
    page.get_by_role("button", name="Maak de kopie").click()
    expect(page.get_by_role("status")).to_contain_text("De kopie is een concept.")
    expect(page.get_by_label("Titel")).to_have_value(TITLE)
    page.get_by_role("link", name="Aanmeldingen", exact=True).click()
    expect(page.locator("main")).not_to_contain_text("Fatima")


def call_off(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Zeg de bijeenkomst af").click()
    page.get_by_role("button", name="Ja, zeg af").click()
    expect(page.locator("#reason-error")).to_have_text(
        "Vul in waarom de bijeenkomst niet doorgaat."
    )
    page.get_by_label("Waarom gaat").fill("De zaal is niet meer vrij.")
    page.get_by_role("button", name="Ja, zeg af").click()
    expect(page.get_by_role("status")).to_have_text("De bijeenkomst gaat niet door.")

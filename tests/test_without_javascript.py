"""What a guest does after registering, in a real browser that runs no scripts."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from academie.core import clock, links
from academie.core.db import db
from academie.evaluations import queries as evaluations
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import line, service
from academie.registrations.guest_links import join_url, token_of
from academie.registrations.models import Registration, RegistrationStatus
from tests.clocks import Clock, stop_clock
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.registrations.factories import open_offer, register

PATIENCE = 10_000


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give a clock that a test sets forward."""
    return stop_clock(monkeypatch, clock.now())


@pytest.fixture
def page(live: Live) -> Iterator[Page]:
    """Open a browser without scripts, which sees no other house."""
    with chromium(javascript=False) as context, at_home(context, live.url):
        opened = context.new_page()
        opened.set_default_timeout(PATIENCE)
        yield opened


def make_waiting(live: Live, time: Clock) -> Registration:
    """Let Fatima wait for two seats in a full hall, in a meeting that is online too."""
    starts_at = time.at + timedelta(days=9)
    event = make_event(
        now=time.at,
        mode=EventMode.HYBRID,
        capacity=2,
        online_capacity=9,
        join_link=f"{live.url}/privacy",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
    )
    first = register(event, "eerste@voorbeeld.nl", people=2, now=time.at)
    waiting = register(event, people=2, now=time.at)
    service.cancel(first, now=time.at)
    db.session.commit()
    return waiting


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()


def sees(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_every_page_of_a_guest_works_without_scripts(live: Live, time: Clock, page: Page) -> None:
    guest = make_waiting(live, time)
    mine = links.absolute("registrations.mine", token=token_of(guest))

    take_the_offer(page, guest)
    change_to_online(page)
    bring_fewer(page, mine)
    sign_off_and_on(page)
    ask_for_the_link(page, live)
    take_part(page, guest, time)
    answer_questions(page, guest.event, time)
    be_forgotten(page, mine)

    db.session.rollback()
    db.session.refresh(guest)
    assert guest.is_erased
    assert (guest.status, guest.mode) == (RegistrationStatus.CONFIRMED, AttendanceMode.ONLINE)
    assert guest.people == 1


def take_the_offer(page: Page, guest: Registration) -> None:
    page.goto(line.offer_url(open_offer(guest)))
    sees(page, "Er is een plek voor je")
    press(page, "Ja, ik kom")
    sees(page, "Je bent aangemeld")


def change_to_online(page: Page) -> None:
    page.get_by_role("link", name="Wijzig je aanmelding").click()
    page.get_by_label("Voornaam").fill("Fatma")
    page.get_by_label("Ik doe online mee").check()
    press(page, "Bewaar")
    sees(page, "Je bent aangemeld")
    expect(page.locator("main")).to_contain_text("Fatma el Idrissi")


def bring_fewer(page: Page, mine: str) -> None:
    page.goto(f"{mine}/kom-je-nog")
    page.get_by_label("1 persoon").check()
    press(page, "Laat dit weten")
    sees(page, "Je bent aangemeld")


def sign_off_and_on(page: Page) -> None:
    page.goto(f"{page.url}/afmelden")
    press(page, "Ja, ik meld me af")
    sees(page, "Je bent afgemeld")
    press(page, "Ik kom toch")
    sees(page, "Je bent aangemeld")


def ask_for_the_link(page: Page, live: Live) -> None:
    page.goto(f"{live.url}/kaartje-kwijt")
    page.get_by_label("E-mailadres").fill("fatima@voorbeeld.nl")
    press(page, "Mail mij de link")
    expect(page).to_have_url(f"{live.url}/kaartje-kwijt/verstuurd")


def take_part(page: Page, guest: Registration, time: Clock) -> None:
    time.at = guest.event.starts_at
    page.goto(join_url(guest))
    press(page, "Doe nu mee")
    expect(page).to_have_url(str(guest.event.join_link))


def answer_questions(page: Page, event: Event, time: Clock) -> None:
    time.at = event.ends_at + timedelta(hours=1)
    page.goto(links.absolute("evaluations.answer", token=evaluations.answer_token(event)))
    page.get_by_label("heel goed").check()
    press(page, "Verstuur")
    sees(page, "Bedankt voor je antwoorden")


def be_forgotten(page: Page, mine: str) -> None:
    page.goto(mine)
    page.get_by_role("link", name="Bekijk, download of wis je gegevens").click()
    page.get_by_role("link", name="Wis").click()
    press(page, "Ja, wis mijn gegevens")
    sees(page, "Je gegevens zijn gewist")

"""From what was said in the room to what others confirm, two years on, in real browsers."""

import re
from datetime import datetime, time, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.checkpoints import contacts
from academie.checkpoints import queries as checkpoints
from academie.checkpoints.terms import CheckpointResult
from academie.commitments import queries as commitments
from academie.commitments.terms import CommitmentStatus
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.followups import queries
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeStatus, Strength
from academie.outbox import delivery
from tests.accounts.factories import make_staff
from tests.checkin.device import meeting_now
from tests.clocks import RunningClock
from tests.commitments.factories import make_page
from tests.live import Live, at_home, chromium
from tests.mail import plain
from tests.outbox.factories import Mailbox
from tests.test_whole_way import adopt, sign_in, sign_out

A_MONTH = timedelta(days=31)
CONTACT = "sietske@voorbeeld.nl"
OUTSIDER = "wethouder@voorbeeld.nl"
PARTY = "bieb@voorbeeld.nl"
TITLE = "De bieb leent kinderkleding uit"
REMARK = "Ik zag het zelf in de bieb."


@pytest.fixture
def event(live: Live, running_clock: RunningClock) -> Event:
    """Make a meeting that begins now, with a page for the room, a contact and an owner."""
    del live
    owner = make_staff(RoleName.PROJECT_TEAM, "schrijver@voorbeeld.nl", app=False)
    make_staff(RoleName.PROJECT_TEAM, "vaststeller@voorbeeld.nl", app=False)
    event = meeting_now("Publieksacademie Emmen")
    make_page(event, now=running_clock.now())
    contacts.assign(
        event,
        name="Sietske",
        email=CONTACT,
        phone="+31582345678",
        owner=owner,
        now=running_clock.now(),
    )
    db.session.commit()
    return event


def test_from_the_room_to_a_confirmed_outcome_in_two_years(
    live: Live, live_mailbox: Mailbox, running_clock: RunningClock, event: Event
) -> None:
    with chromium(width=320) as phone, at_home(phone, live.url):
        say_in_the_room(phone, event)
        open_link(phone, work(live_mailbox, PARTY), "/afspraak/").get_by_role(
            "button", name="Ja, dit klopt"
        ).click()
        miss_the_first_question(live_mailbox, running_clock, event)
        answer_too_early(phone, live_mailbox)
        running_clock.wait_until(due_at(event, 1))
        answer_with_a_change(phone, live_mailbox)
    with chromium() as office, at_home(office, live.url):
        page = office.new_page()
        sign_in(page, live, "schrijver@voorbeeld.nl")
        outcome = hand_in(page, live)
        sign_out(page)
        sign_in(page, live, "vaststeller@voorbeeld.nl")
        adopt(page, outcome)
        ask_outsider(page, outcome)
        add_a_document(page, outcome)
    with chromium(width=320) as phone, at_home(phone, live.url):
        confirm(phone, live_mailbox)
        for nth, status in ((2, "realised"), (3, "secured")):
            running_clock.wait_until(due_at(event, nth))
            tell_how_far_it_is(phone, live_mailbox, status)
        check_the_story(phone, live, event)
    check_what_is_derived(event)


def work(mailbox: Mailbox, address: str) -> list[str]:
    """Let the worker do what is due; give the words of the mails that came for somebody."""
    already = len(mailbox.mails)
    delivery.run_once()
    delivery.run_once()
    return [plain(mail) for mail in mailbox.mails[already:] if mail["To"] == address]


def open_link(context: BrowserContext, mails: list[str], path: str) -> Page:
    """Open the link of the one mail that came."""
    (mail,) = mails
    found = re.search(rf"\S+{path}[^\s?]+", mail)
    assert found, mail
    page = context.new_page()
    page.goto(found[0].strip("<>"))
    return page


def say_in_the_room(phone: BrowserContext, event: Event) -> None:
    made = commitments.page_of(event)
    assert made is not None
    page = phone.new_page()
    page.goto(commitments.page_address(made))
    page.locator("[name=text]").fill("De bieb leent kinderkleding uit.")
    page.locator("[name=party_1]").fill("Bibliotheek Emmen")
    page.locator("[name=email_1]").fill(PARTY)
    page.locator("[name=level][value=together]").check()
    page.get_by_role("button", name="Bewaar de afspraak").click()
    expect(page.locator("main")).to_contain_text("opgeschreven")


def due_at(event: Event, nth: int) -> datetime:
    """Tell at which moment the worker asks for the first, second, third or fourth time."""
    db.session.rollback()
    asked = checkpoints.of_event(event)[nth]
    return clock.from_local(asked.due_on, time(12))


def miss_the_first_question(mailbox: Mailbox, running_clock: RunningClock, event: Event) -> None:
    """Close the meeting, and let the worker be down until a month after the first question."""
    running_clock.wait_until(running_clock.now() + timedelta(days=2))
    work(mailbox, CONTACT)
    assert [each.months for each in checkpoints.of_event(event)] == [3, 6, 12, 24]
    running_clock.wait_until(due_at(event, 0) + A_MONTH)


def answer_too_early(phone: BrowserContext, mailbox: Mailbox) -> None:
    page = open_link(phone, work(mailbox, CONTACT), "/vervolg/")
    page.get_by_role("button", name="Het is nog te vroeg").click()
    expect(page.locator("h1")).to_have_text("Bedankt voor je antwoord")
    assert work(mailbox, CONTACT) == []


def answer_with_a_change(phone: BrowserContext, mailbox: Mailbox) -> None:
    page = open_link(phone, work(mailbox, CONTACT), "/vervolg/")
    page.locator("#answer [name=child_view]").fill("Elk kind heeft een winterjas.")
    page.locator("#answer [name=result][value=change]").check()
    page.locator("#answer [name=remark]").fill("De bieb leent nu kinderkleding uit.")
    page.locator("#answer [name^=c-][value=kept]").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("h1")).to_have_text("Bedankt voor je antwoord")


def hand_in(page: Page, live: Live) -> str:
    """Finish what the contact told, and give the address where it is judged."""
    db.session.rollback()
    (draft,) = db.session.scalars(select(Outcome))
    page.goto(f"{live.url}/beheer/opbrengsten/{draft.ref}/stap-1")
    page.locator("[name=nature][value=outcome]").check()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=what_changed]").fill("De bibliotheek leent kinderkleding uit.")
    page.locator("[name=actors]").fill("Bibliotheek Emmen")
    page.locator("[name=municipalities]").fill("Emmen")
    page.locator("[name=line][value=verzachten]").check()
    page.locator("[name=kinds][value=activity]").check()
    page.locator("[name=level]").select_option("municipality")
    page.locator("[name=event_link]").select_option("partly")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.get_by_role("link", name="Ga naar stap 3").click()
    page.locator("[name=significance]").fill("Kinderen hebben warme kleren.")
    page.locator("[name=contribution]").fill("De bieb en de kledingbank spraken elkaar daar.")
    page.locator("[name=visibility]").select_option("public")
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("button", name="Dien in").click()
    expect(page.locator("p[role=status]")).to_contain_text("Ingediend.")
    return page.url


def ask_outsider(page: Page, outcome: str) -> None:
    page.goto(f"{outcome}/bevestiging-vragen")
    page.locator("[name=role]").fill("Wethouder")
    page.locator("[name=party]").fill("Gemeente Coevorden")
    page.locator("[name=email]").fill(OUTSIDER)
    page.get_by_label("Ja, deze persoon heeft hier geen belang bij").check()
    page.locator("[name=independence]").fill("Coevorden deed niet mee.")
    page.get_by_role("button", name="Stuur de vraag").click()
    expect(page.locator("p[role=status]")).to_be_visible()


def add_a_document(page: Page, outcome: str) -> None:
    page.goto(outcome)
    form = page.locator("#evidence")
    form.locator("[name=shown-kind]").select_option("news")
    form.locator("[name=shown-title]").fill("Bericht in de krant")
    form.locator("[name=shown-link]").fill("https://krant.voorbeeld.nl/kleding")
    form.locator("[name=shown-independent]").check()
    form.locator("[name=shown-public]").check()
    form.get_by_role("button", name="Voeg bewijs toe").click()
    expect(page.locator("p[role=status]")).to_be_visible()


def confirm(phone: BrowserContext, mailbox: Mailbox) -> None:
    page = open_link(phone, work(mailbox, OUTSIDER), "/bevestiging/")
    for name in ("what", "significance", "contribution"):
        page.locator(f"[name={name}][value=fully]").check()
    page.locator("[name=remark]").fill(REMARK)
    page.get_by_role("button", name="Stuur mijn antwoord").click()
    expect(page.locator("h1")).to_have_text("Bedankt voor je antwoord")


def tell_how_far_it_is(phone: BrowserContext, mailbox: Mailbox, status: str) -> None:
    """Answer a later question about the outcome that we know by now."""
    page = open_link(phone, work(mailbox, CONTACT), "/vervolg/")
    page.locator("#answer [name=result][value=change]").check()
    page.locator("#answer [name^=o-]").select_option(status)
    page.get_by_role("button", name="Verstuur").click()
    expect(page.locator("h1")).to_have_text("Bedankt voor je antwoord")


def check_the_story(phone: BrowserContext, live: Live, event: Event) -> None:
    page = phone.new_page()
    page.goto(f"{live.url}/bijeenkomsten/{event.slug}/vervolg")
    expect(page.locator("main")).to_contain_text(TITLE)
    expect(page.locator("main")).to_contain_text("bewijs: sterk")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.locator("main")).to_contain_text(REMARK)
    expect(page.locator("main")).to_contain_text("Geborgd")


def check_what_is_derived(event: Event) -> None:
    db.session.rollback()
    (row,) = queries.public_outcomes(event)
    assert (row.status, row.strength) == (OutcomeStatus.SECURED, Strength.STRONG)
    results = [each.result for each in checkpoints.of_event(event)]
    assert results == [CheckpointResult.TOO_EARLY, *[CheckpointResult.CHANGE] * 3]
    (commitment,) = commitments.of_event(event)
    assert commitment.status is CommitmentStatus.KEPT

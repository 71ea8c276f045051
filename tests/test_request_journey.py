"""From a local wish to a published academy, in real browsers and with real mail."""

import re
from datetime import timedelta
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from academie.core import clock
from academie.outbox import delivery
from tests.accounts.factories import make_staff
from tests.live import Live, chromium
from tests.outbox.factories import Mailbox
from tests.test_whole_way import sign_in

LINK = re.compile(r"https?://\S+/aanvraag/\S+")
CAMPAIGN = "Er ontbreekt een toezegging voor het geld voor de campagne."


def test_from_a_wish_to_a_published_academy(live: Live, live_mailbox: Mailbox) -> None:
    make_staff(email="team@voorbeeld.nl", app=False)

    with chromium() as office, chromium(javascript=False, width=320) as home:
        desk, phone = office.new_page(), home.new_page()
        save_for_later(phone, live)
        link = link_in(receive(live_mailbox, "Ga verder met je aanvraag"))
        send_in(phone, link)
        receive(live_mailbox, "We hebben je aanvraag ontvangen", "Nieuwe aanvraag: Emmen")
        sign_in(desk, live, "team@voorbeeld.nl")
        ask(desk)
        assert (
            link_in(receive(live_mailbox, CHANGED, "We hebben een vraag over je aanvraag")) == link
        )
        answer(phone, link)
        receive(live_mailbox, "Antwoord op je vraag over de aanvraag: Emmen")
        accept(desk)
        receive(live_mailbox, "Je uitnodiging voor Academie", "Je aanvraag is aangenomen")
        publish(desk)
        phone.goto(link)
        phone.get_by_role("link", name="Bekijk de bijeenkomst").click()
        expect(phone.get_by_role("heading", level=1)).to_contain_text("Emmen")


CHANGED = "Er is iets veranderd aan je account voor Academie"
"""What staff hear when they set up their app."""


def receive(mailbox: Mailbox, *subjects: str) -> EmailMessage:
    """Have the worker send what is due: just these mails. Give the last."""
    already = len(mailbox.mails)
    delivery.run_once()
    came = mailbox.mails[already:]
    assert {str(mail["subject"]) for mail in came} == set(subjects)
    return came[-1]


def link_in(mail: EmailMessage) -> str:
    """Find the link to the request in the plain text of a mail."""
    part = mail.get_body(("plain",))
    assert part
    found = LINK.search(str(part.get_content()))
    assert found
    return found[0]


def save_for_later(page: Page, live: Live) -> None:
    page.goto(live.url)
    page.get_by_role("link", name="Wil je zelf een publieksacademie?").click()
    page.get_by_label("Je e-mailadres").fill("sanne@voorbeeld.nl")
    page.get_by_label("Voor welke gemeente of plaats?").fill("Emmen")
    page.get_by_role("button", name="Bewaar en ga later verder").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je aanvraag is bewaard")


def send_in(page: Page, link: str) -> None:
    """Go on where it was, forget something, and send it in."""
    soon = clock.to_local(clock.now() + timedelta(days=90)).date()
    page.goto(link)
    expect(page.get_by_label("Voor welke gemeente of plaats?")).to_have_value("Emmen")
    page.get_by_label("Naam van je organisatie").fill("Bibliotheek Emmen")
    page.get_by_label("Je naam").fill("Sanne de Groot")
    page.get_by_label("In welke provincie?").select_option(label="Drenthe")
    page.get_by_label("Op locatie", exact=True).check()
    page.get_by_label("Vanaf wanneer?").fill(soon.isoformat())
    page.get_by_label("Tot en met wanneer?").fill((soon + timedelta(days=30)).isoformat())
    page.locator("[name=meeting_money][value=pledged]").check()
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.locator(".summary")).to_contain_text("Schrijf op waarom jullie dit willen.")
    page.get_by_label("Waarom willen jullie").fill("Scholen willen elkaar beter vinden.")
    page.get_by_role("button", name="Verstuur de aanvraag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Je aanvraag voor Emmen")


def ask(page: Page) -> None:
    page.get_by_role("link", name="Aanvragen").click()
    expect(page.locator(".board h2").first).to_have_text("Nieuw (1)")
    page.get_by_role("link", name="Emmen").click()
    page.get_by_label("Je vraag").fill("Wie betaalt de campagne?")
    page.get_by_role("button", name="Stel deze vraag").click()
    expect(page.get_by_role("status")).to_have_text("Je vraag gaat zo weg per e-mail.")


def answer(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.locator("main")).to_contain_text("Wie betaalt de campagne?")
    page.get_by_label("Je antwoord").fill("Daar praten we over met het fonds.")
    page.get_by_role("button", name="Verstuur je antwoord").click()
    expect(page.locator(".notice")).to_contain_text("Bedankt voor je antwoord.")


def accept(page: Page) -> None:
    page.reload()
    expect(page.locator("main")).to_contain_text("Daar praten we over met het fonds.")
    page.get_by_role("link", name="Neem aan").click()
    page.get_by_label("Wat gebeurt er nu?").fill("We bellen je deze week.")
    page.get_by_role("button", name="Neem aan en mail").click()
    expect(page.get_by_role("status")).to_contain_text("De aanvraag is aangenomen.")


def publish(page: Page) -> None:
    """Complete the draft; the gate holds it until the campaign is paid for."""
    page.get_by_role("link", name="Publieksacademie Emmen").click()
    expect(page.locator(".notice").last).to_contain_text(CAMPAIGN)
    page.get_by_label("Naam van het gebouw").fill("De Heidehof")
    page.get_by_role("button", name="Publiceer").click()
    expect(page.locator("#campaign_money-error")).to_have_text(CAMPAIGN)
    expect(page.get_by_label("Naam van het gebouw")).to_have_value("De Heidehof")
    page.locator("[name=campaign_money][value=pledged]").check()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.get_by_role("status")).to_have_text("De bijeenkomst is gepubliceerd.")

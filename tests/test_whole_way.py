"""The whole way once, in real browsers: from a published meeting to what came of it."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NamedTuple

from icalendar import Calendar
from playwright.sync_api import Page, expect

from academie.accounts.models import RoleName
from academie.core import clock
from academie.outbox import delivery
from tests import pdf_reading
from tests.accounts.factories import PASSWORD, code_of_key, make_staff
from tests.clocks import RunningClock
from tests.live import Live, at_home, chromium, qr_video
from tests.outbox.factories import Mailbox
from tests.reports import reading

TITLE = "Publieksacademie Sneek"
OUTCOME = "Sneek begint een ruilwinkel"
PARTY = "6"  # fewer than five are not shown in reports


class Invite(NamedTuple):
    """What a calendar looks at in an invite."""

    uid: str
    sequence: int
    start: datetime


class Ticket(NamedTuple):
    """What came by mail."""

    invite: Invite
    qr: str


def test_from_a_meeting_on_the_agenda_to_what_came_of_it(
    live: Live, live_mailbox: Mailbox, running_clock: RunningClock, tmp_path: Path
) -> None:
    for role, name in (
        (RoleName.ORGANISER, "organisator"),
        (RoleName.PROJECT_TEAM, "schrijver"),
        (RoleName.PROJECT_TEAM, "vaststeller"),
    ):
        make_staff(role, f"{name}@voorbeeld.nl", app=False)
    day = clock.to_local(running_clock.now() + timedelta(days=1)).date()

    with chromium() as office, at_home(office, live.url):
        page = office.new_page()
        sign_in(page, live, "organisator@voorbeeld.nl")
        meeting = publish(page, day.isoformat())
        register_without_javascript(live, meeting)
        first = read_ticket(receive(live_mailbox))
        move(page, "20:00")
        second = read_ticket(receive(live_mailbox))
        door = make_door(page)
    assert first.invite.start.strftime("%H.%M") == "19.30"
    assert second.invite.start.strftime("%H.%M") == "20.00"
    assert second.invite.uid == first.invite.uid
    assert second.invite.sequence > first.invite.sequence

    running_clock.wait_until(second.invite.start)
    scan_twice(live, door, qr_video(tmp_path / "ticket.mjpeg", second.qr))

    running_clock.wait_until(second.invite.start + timedelta(days=2))
    with chromium() as office, at_home(office, live.url):
        page = office.new_page()
        sign_in(page, live, "schrijver@voorbeeld.nl")
        outcome = hand_in_outcome(page, live)
        sign_out(page)
        sign_in(page, live, "vaststeller@voorbeeld.nl")
        adopt(page, outcome)
        files = download_reports(page, live)
    check_tables(files)


def sign_in(page: Page, live: Live, email: str) -> None:
    """Sign in for the first time: a password, an app for codes, and recovery codes to keep."""
    page.goto(f"{live.url}/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    address = page.get_by_role("link", name="Open de app met deze link").get_attribute("href")
    page.get_by_role("textbox", name="Code").fill(code_of_key(address or "", clock.now()))
    page.get_by_role("button", name="Ga verder").click()
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Overzicht")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Log uit").click()


def publish(page: Page, day: str) -> str:
    """Make a meeting, publish it, and give the address of its public page."""
    page.get_by_role("link", name="Bijeenkomsten").first.click()
    page.get_by_role("link", name="Nieuwe bijeenkomst").click()
    for name, text in {
        "title": TITLE,
        "day": day,
        "start": "19:30",
        "end": "21:30",
        "venue": "Bibliotheek",
        "address": "Marktstraat 1",
        "place": "Sneek",
        "capacity_onsite": "50",
        "max_party": PARTY,
        "phone": "058-234 56 78",
        "wish": "Scholen en gemeente willen elkaar beter vinden.",
    }.items():
        page.locator(f"[name={name}]").fill(text)
    for line in ("meeting_money", "campaign_money"):
        page.locator(f"[name={line}][value=pledged]").check()
    page.get_by_role("button", name="Publiceer").click()
    expect(page.locator("p[role=status]")).to_have_text("De bijeenkomst is gepubliceerd.")
    return page.get_by_role("link", name="Bekijk de pagina").get_attribute("href") or ""


def register_without_javascript(live: Live, meeting: str) -> None:
    with chromium(javascript=False) as home, at_home(home, live.url):
        page = home.new_page()
        page.goto(live.url)
        page.locator(f"main a[href='{meeting}']").first.click()
        page.get_by_role("link", name="Meld je aan").first.click()
        page.get_by_label("Voornaam").fill("Fatima")
        page.get_by_label("E-mailadres").fill("fatima@voorbeeld.nl")
        page.get_by_label("Met hoeveel mensen kom je?").fill(PARTY)
        page.get_by_role("button", name="Meld mij aan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Je bent aangemeld")


def receive(mailbox: Mailbox) -> EmailMessage:
    """Have the worker send what is due, and give the one mail that comes for the visitor."""
    already = len(mailbox.mails)
    delivery.run_once()
    (mail,) = (mail for mail in mailbox.mails[already:] if mail["To"] == "fatima@voorbeeld.nl")
    return mail


def read_ticket(mail: EmailMessage) -> Ticket:
    """Read the invite, and scan the QR code of the PDF as if it were printed."""
    parts = {part.get_content_type(): part for part in mail.walk()}
    calendar: Any = Calendar.from_ical(parts["text/calendar"].get_content())
    (vevent,) = calendar.walk("VEVENT")
    invite = Invite(str(vevent["UID"]), int(vevent["SEQUENCE"]), vevent.decoded("DTSTART"))
    assert calendar["METHOD"] == "REQUEST"
    (qr,) = pdf_reading.qr_codes(parts["application/pdf"].get_content())
    return Ticket(invite, qr)


def move(page: Page, start: str) -> None:
    page.get_by_label("Begin").fill(start)
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("button", name="Ja, bewaar en verstuur 1 e-mail").click()
    expect(page.locator("p[role=status]")).to_have_text("De gegevens zijn bewaard.")


def make_door(page: Page) -> str:
    """Make a door link for a volunteer."""
    page.get_by_role("link", name="Deur").click()
    page.locator("#make-door [name=name]").fill("Hoofdingang")
    page.get_by_label("Scannen en zoeken op naam").check()
    page.get_by_role("button", name="Maak de link").click()
    return page.locator(".card a").get_attribute("href") or ""


def scan_twice(live: Live, door: str, film: Path) -> None:
    """Hold a ticket before the camera of a phone at the door, and once more."""
    with chromium(camera=film, width=320) as phone, at_home(phone, live.url):
        page = phone.new_page()
        page.goto(door)
        page.get_by_label("Je voornaam").fill("Anna")
        page.get_by_role("button", name="Begin met scannen").click()
        verdict = page.locator("#answer h2")
        expect(verdict).to_have_text("Welkom, Fatima")
        expect(page.locator("#counts")).to_have_text(f"{PARTY} van {PARTY} binnen")
        page.locator("#next").click()
        expect(verdict).to_contain_text("Is al binnen sinds")


def hand_in_outcome(page: Page, live: Live) -> str:
    """Write down in three steps what came of it, and give the address where it is judged."""
    page.goto(f"{live.url}/beheer/opbrengsten/nieuw")
    page.get_by_label("Iemand anders doet iets nieuws").check()
    page.get_by_label("Korte titel").fill(OUTCOME)
    page.get_by_label("Wie doet wat anders?").fill("De bibliotheek ruilt kinderkleding.")
    page.get_by_label("Wie zijn dat?").fill("Bibliotheek Sneek")
    page.get_by_label("In welke gemeenten?").fill("Súdwest-Fryslân")
    page.get_by_label("Verzachten. Elk kind").check()
    page.get_by_label("Een nieuwe activiteit").check()
    page.locator("[name=level]").select_option(label="Gemeente")
    page.locator("[name=event]").select_option(index=1)
    page.locator("[name=event_link]").select_option(label="Volgt direct op de bijeenkomst")
    page.get_by_role("button", name="Bewaar en ga verder").click()
    page.locator("#observe [name=seen-status]").select_option(label="Begonnen")
    page.get_by_label("Wat is er te zien?").fill("De eerste kleren hangen er.")
    page.get_by_label("Wanneer is het gezien?").fill(clock.to_local(clock.now()).date().isoformat())
    page.locator("#observe").get_by_role("button", name="Voeg toe").click()
    page.get_by_role("link", name="Ga naar stap 3").click()
    page.get_by_label("Waarom is dit belangrijk?").fill("Kinderen hebben warme kleren.")
    page.get_by_label("Hoe de bijeenkomst hielp, staat niet in de bron").check()
    page.get_by_role("button", name="Bewaar", exact=True).click()
    page.get_by_role("button", name="Dien in").click()
    expect(page.locator("p[role=status]")).to_contain_text("Ingediend.")
    return page.url


def adopt(page: Page, outcome: str) -> None:
    page.goto(outcome)
    page.get_by_role("button", name="Stel vast").click()
    expect(page.locator("p[role=status]")).to_contain_text("Vastgesteld.")


def download_reports(page: Page, live: Live) -> dict[str, bytes]:
    """Download the report in every form."""
    page.goto(f"{live.url}/beheer/rapporten/opvolging?first=2000-01-01&last=2100-12-31")
    files = {}
    for file in page.locator("main a[href*='/opvolging.']:not([href*='teken='])").all():
        with page.expect_download() as waiting:
            file.click()
        path = waiting.value.path()
        files[Path(waiting.value.suggested_filename).suffix] = path.read_bytes()
    return files


def check_tables(files: dict[str, bytes]) -> None:
    """Find the meeting, who came, and the outcome in each form of the report."""
    sheets = reading.xlsx_tables(files[".xlsx"])
    tables = reading.csv_tables(files[".zip"])
    pages = pdf_reading.text(files[".pdf"])
    (held,) = sheets["Gehouden bijeenkomsten"][1:]
    assert [held[0], *held[-2:]] == [TITLE, int(PARTY), int(PARTY)]
    assert tables["bijeenkomsten"][1][0] == TITLE
    assert tables["bijeenkomsten"][1][-2:] == [PARTY, PARTY]
    assert OUTCOME in sheets["Opbrengsten"][1]
    assert OUTCOME in tables["opbrengsten"][1]
    assert TITLE in pages
    assert OUTCOME in pages

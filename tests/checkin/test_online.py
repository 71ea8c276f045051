"""Taking part online: by a link of our own, and counted once."""

import re
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from academie.checkin import online, queries
from academie.checkin.models import CheckIn
from academie.checkin.terms import ScanMethod, Verdict
from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import service, tickets
from academie.registrations.guest_links import join_url
from academie.registrations.models import Registration
from academie.reports.queries import meetings
from tests import pdf_reading as pdf
from tests.browser import Browser, current_values
from tests.checkin.factories import make_door, paired, take, ticket, verdict
from tests.factories import NOW, WHEN, make_event
from tests.house.visitors import ask
from tests.programme.factories import make_material
from tests.registrations.factories import register

LINK = "https://meet.voorbeeld.nl/geheim"
FORM = "main form"
YEAR = Period(first=date(2027, 1, 1), last=date(2027, 12, 31))


@pytest.fixture(autouse=True)
def at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    travel(monkeypatch, WHEN)


def travel(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def make_meeting(**fields: Any) -> Event:
    values: dict[str, Any] = {
        "mode": EventMode.HYBRID,
        "online_capacity": 10,
        "join_link": LINK,
    } | fields
    return make_event(**values)


def make_guest(event: Event, email: str = "scherm@voorbeeld.nl", **fields: Any) -> Registration:
    return register(event, email, **{"mode": AttendanceMode.ONLINE, "people": 2} | fields)


def address(guest: Registration) -> str:
    return join_url(guest).removeprefix("http://127.0.0.1:8000")


def press(browser: Browser) -> TestResponse:
    """Press the button, and see where it leads without going there."""
    assert browser.page
    form = browser.page.one(FORM)
    return ask(browser.client, "POST", str(form["action"]), data=current_values(form))


def arrivals() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(CheckIn)) or 0


def test_the_button_counts_and_leads_to_the_meeting(browser: Browser) -> None:
    guest = make_guest(make_meeting())

    page = browser.get(address(guest))
    seen = arrivals()
    answer = press(browser)

    assert page.text("h1") == "Doe online mee"
    assert len(page.select("main button")) == 1
    assert LINK not in str(page.html)
    assert seen == 0
    assert (answer.status_code, answer.location) == (303, LINK)
    assert arrivals() == 1


def test_the_policy_lets_the_button_lead_away_and_tells_nobody_the_address(
    browser: Browser,
) -> None:
    page = browser.get(address(make_guest(make_meeting())))

    assert "form-action 'self' https:;" in page.response.headers["Content-Security-Policy"]
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert page.response.headers["X-Robots-Tag"] == "noindex"


def test_pressing_again_counts_once(browser: Browser) -> None:
    guest = make_guest(make_meeting())

    for _press in range(3):
        browser.get(address(guest))
        press(browser)

    assert arrivals() == 1


def test_a_new_link_of_the_meeting_keeps_old_mails_working(browser: Browser) -> None:
    event = make_meeting()
    guest = make_guest(event)
    old = address(guest)
    capacities = {pool.mode: pool.capacity for pool in event.pools}
    events.change(
        event, now=NOW, capacities=capacities, join_link="https://meet.voorbeeld.nl/nieuw"
    )
    db.session.commit()

    browser.get(old)
    answer = press(browser)

    assert answer.location == "https://meet.voorbeeld.nl/nieuw"
    assert event.sequence == 0


@pytest.mark.parametrize(
    ("moment", "title"),
    [
        (WHEN - timedelta(minutes=16), "Je bent op tijd"),
        (WHEN - timedelta(minutes=15), "Doe online mee"),
        (WHEN + timedelta(hours=2, minutes=44), "Doe online mee"),
        (WHEN + timedelta(hours=2, minutes=45), "Bedankt voor het meedoen"),
    ],
)
def test_it_opens_a_quarter_before_the_start_until_half_an_hour_after_the_end(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, moment: datetime, title: str
) -> None:
    guest = make_guest(make_meeting())
    travel(monkeypatch, moment)

    page = browser.get(address(guest))

    assert page.text("h1") == title
    assert bool(page.select("main button")) is (title == "Doe online mee")


def test_before_it_opens_it_says_when(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    guest = make_guest(make_meeting())
    travel(monkeypatch, NOW)

    words = browser.get(address(guest)).text("main").replace("\N{NO-BREAK SPACE}", " ")

    assert "De bijeenkomst begint op dinsdag 9 maart 2027, 19.30 uur." in words
    assert "Meedoen kan vanaf 19.15 uur." in words


def test_afterwards_it_thanks_and_gives_what_is_left_to_read(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_meeting()
    guest = make_guest(event)
    make_material(event, title="Verslag", public=False, link="https://voorbeeld.nl/verslag")
    travel(monkeypatch, WHEN + timedelta(days=2))

    page = browser.get(address(guest))

    assert "Verslag" in page.text("main")


def called_off(guest: Registration) -> None:
    events.cancel(guest.event, reason="De zaal is dicht.", now=NOW)


def put_off(guest: Registration) -> None:
    events.postpone(guest.event, now=NOW)


def signed_off(guest: Registration) -> None:
    service.cancel(guest, now=NOW)


def without_link(guest: Registration) -> None:
    guest.event.join_link = None


@pytest.mark.parametrize(
    ("happening", "title"),
    [
        (called_off, "Deze bijeenkomst gaat niet door"),
        (put_off, "Deze bijeenkomst is uitgesteld"),
        (signed_off, "Je bent afgemeld"),
        (without_link, "Nog even geduld"),
    ],
)
def test_who_cannot_take_part_reads_why_and_is_not_counted(
    browser: Browser, happening: Any, title: str
) -> None:
    guest = make_guest(make_meeting())
    browser.get(address(guest))
    happening(guest)
    db.session.commit()

    answer = browser.submit(FORM)

    assert (answer.status, answer.text("h1")) == (409, title)
    assert browser.get(address(guest)).text("h1") == title
    assert arrivals() == 0


def test_who_signed_off_is_asked_back_until_the_meeting_is_over(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = make_guest(make_meeting())
    signed_off(guest)
    db.session.commit()
    assert "Meld je opnieuw aan." in browser.get(address(guest)).text("main")

    travel(monkeypatch, WHEN + timedelta(days=2))

    afterwards = browser.get(address(guest)).text("main")
    assert "De bijeenkomst is voorbij." in afterwards
    assert "opnieuw" not in afterwards


def test_who_waits_has_no_way_in_yet(browser: Browser) -> None:
    event = make_meeting(online_capacity=1)
    make_guest(event, people=1)
    waiting = make_guest(event, "wacht@voorbeeld.nl")

    page = browser.get(address(waiting))

    assert page.text("h1") == "Je hebt nog geen plek"
    assert LINK not in str(page.html)


def test_who_comes_to_the_hall_is_told_so(browser: Browser) -> None:
    guest = make_guest(make_meeting(), mode=AttendanceMode.ONSITE)

    assert browser.get(address(guest)).text("h1") == "Je komt naar de locatie"


def test_a_revoked_or_changed_link_opens_nothing(browser: Browser) -> None:
    guest = make_guest(make_meeting())
    old = address(guest)
    guest.link_version += 1
    db.session.commit()
    page_of_guest = re.sub("/meedoen/", "/aanmelding/", address(guest))

    for wrong in (old, page_of_guest, f"{address(guest)}x"):
        assert browser.get(wrong).status == 404


def test_who_takes_part_online_counts_everywhere(app: Any) -> None:
    del app
    event = make_meeting()
    guest = make_guest(event)
    make_guest(event, "zaal@voorbeeld.nl", mode=AttendanceMode.ONSITE, people=3)
    online.arrive(guest, now=WHEN)
    db.session.commit()

    assert queries.attendance([event.id])[event.id].people == 2
    assert queries.arrivals(event.id)[AttendanceMode.ONLINE] == (2, 2)
    assert queries.room(event.id) == (0, 3)
    (meeting,) = meetings(YEAR)
    assert (meeting.came, meeting.expected, meeting.absent) == (2, 0, 0)


@pytest.mark.usefixtures("app")
def test_who_was_online_is_so_again_when_coming_to_the_door_is_undone() -> None:
    event = make_meeting()
    guest, door, uuid = make_guest(event), paired(make_door(event)), str(uuid4())
    online.arrive(guest, now=WHEN)
    take(door, token=ticket(guest), uuid=uuid, at=WHEN + timedelta(minutes=5))

    take(door, method=ScanMethod.UNDO, of=uuid, at=WHEN + timedelta(minutes=6))

    came = db.session.scalars(select(CheckIn)).one()
    assert (came.mode, came.people, came.checked_in_at) == (AttendanceMode.ONLINE, 2, WHEN)


@pytest.mark.usefixtures("app")
def test_the_ticket_of_who_registered_for_online_opens_the_door_by_its_code() -> None:
    event = make_meeting()
    printed = pdf.text(tickets.ticket_pdf(tickets.ticket_for(make_guest(event))))
    found = re.search(r"Kom je toch naar de locatie\? Noem deze code: (\w{3} \w{3})", printed)
    assert found

    welcome = take(paired(make_door(event)), code=found[1])

    assert (welcome.verdict, welcome.online, welcome.admitted) == (Verdict.WELCOME, True, 2)


def test_who_took_part_online_and_comes_to_the_door_is_counted_once(app: Any) -> None:
    del app
    event = make_meeting()
    guest = make_guest(event)
    door = make_door(event)
    online.arrive(guest, now=WHEN)

    first = verdict(door, guest)
    second = verdict(door, guest)
    online.arrive(guest, now=WHEN)

    assert (first, second) == (Verdict.WELCOME, Verdict.ALREADY_IN)
    assert queries.attendance([event.id])[event.id].people == 2
    assert queries.room(event.id) == (2, 2)

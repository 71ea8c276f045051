"""The certificate of attendance, for who was there and asks for it."""

from datetime import timedelta

import pytest

from academie.checkin import online
from academie.checkin.certificate import hours
from academie.core import clock
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration
from tests import pdf_reading as pdf
from tests.browser import Browser
from tests.checkin.factories import make_door, make_guest, scan
from tests.factories import WHEN, make_event, make_user

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
AFTER = WHEN + timedelta(hours=3)


@pytest.fixture(autouse=True)
def next_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the meeting be over."""
    monkeypatch.setattr(clock, "now", lambda: AFTER)


@pytest.fixture
def event() -> Event:
    """Have a meeting in a room and online."""
    return make_event(mode=EventMode.HYBRID, join_link="https://voorbeeld.nl/kamer")


def paths(guest: Registration) -> tuple[str, str]:
    page = f"/aanmelding/{token_of(guest)}"
    return page, f"{page}/bewijs"


def words(document: bytes) -> str:
    return " ".join(pdf.text(document).split())


def test_who_came_in_finds_it_on_their_own_page(browser: Browser, event: Event) -> None:
    guest = make_guest(event)
    scan(make_door(event), guest)
    page, proof = paths(guest)

    links = [str(link["href"]) for link in browser.get(page).select("main a")]
    text = words(browser.get(proof).response.data)

    assert proof in links
    for part in ("Fatima el Idrissi", event.title, "dinsdag 9 maart 2027", "2,25 uur"):
        assert part in text


def test_who_took_part_online_gets_one_that_says_so(browser: Browser, event: Event) -> None:
    guest = make_guest(event, mode=AttendanceMode.ONLINE)
    online.arrive(guest, now=WHEN)

    assert "Online" in words(browser.get(paths(guest)[1]).response.data)


def test_who_was_not_there_is_told_whom_to_ask(browser: Browser, event: Event) -> None:
    page, proof = paths(make_guest(event))

    answer = browser.get(proof)

    assert answer.status == 404
    assert "Mail of bel de organisatie." in answer.text("main")
    assert not browser.get(page).select(f'a[href="{proof}"]')


def test_there_is_none_before_the_end(
    browser: Browser, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = make_guest(event)
    scan(make_door(event), guest)
    monkeypatch.setattr(clock, "now", lambda: WHEN)

    assert browser.get(paths(guest)[1]).status == 404


@pytest.mark.parametrize(
    ("minutes", "written"), [(135, "2,25 uur"), (120, "2 uur"), (100, "1,75 uur")]
)
def test_hours_are_counted_in_quarters(event: Event, minutes: int, written: str) -> None:
    event.ends_at = event.starts_at + timedelta(minutes=minutes)

    assert hours(event) == written


def test_who_has_no_mail_gets_it_from_staff(browser: Browser, event: Event) -> None:
    guest = make_guest(event, email=None)
    scan(make_door(event), guest)
    browser.sign_in(make_user())
    about = f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}"

    links = [str(link["href"]) for link in browser.get(about).select("main a")]
    text = words(browser.get(f"{about}/bewijs.pdf").response.data)

    assert f"{about}/bewijs.pdf" in links
    assert "Fatima el Idrissi" in text


def test_staff_give_none_to_who_was_not_there(browser: Browser, event: Event) -> None:
    guest = make_guest(event)
    browser.sign_in(make_user())
    about = f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}"

    assert browser.get(f"{about}/bewijs.pdf").status == 404
    assert not browser.get(about).select(f'a[href="{about}/bewijs.pdf"]')


def test_what_was_called_off_has_no_certificates(browser: Browser, event: Event) -> None:
    guest = make_guest(event)
    scan(make_door(event), guest)
    event.status, event.cancelled_at = EventStatus.CANCELLED, WHEN
    event.cancel_reason = "De spreker is ziek"
    page, proof = paths(guest)

    assert not browser.get(page).select(f'a[href="{proof}"]')
    assert browser.get(proof).status == 404

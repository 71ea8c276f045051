"""My registration, as a guest without JavaScript sees it behind a personal link."""

from datetime import timedelta

import pytest

from academie.core import clock
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import service
from academie.registrations.guest_links import join_url
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import own_url, register
from tests.registrations.form import the_registration

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]


def test_my_registration_shows_the_ticket(browser: Browser) -> None:
    registration = register(make_event(), people=3)

    page = browser.get(own_url(registration))

    assert page.text("h1") == "Je bent aangemeld"
    assert page.text(".ticket .code") == registration.spaced_code
    assert "Voor Fatima, 3 personen" in page.text(".ticket")
    assert page.one(".ticket svg")["aria-label"] == "QR-code van je kaartje"


def test_pages_behind_a_personal_link_stay_out_of_sight(browser: Browser) -> None:
    registration = register(make_event())

    for tail in ("", "/kaartje.pdf", "/agenda.ics", "/afmelden"):
        headers = browser.get(own_url(registration, tail)).response.headers

        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"


def test_a_waiting_guest_has_no_ticket(browser: Browser) -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    waiting = register(event)

    page = browser.get(own_url(waiting))

    assert page.text("h1") == "Je staat op de wachtlijst"
    assert not page.select(".ticket")
    assert browser.get(own_url(waiting, "/kaartje.pdf")).status == 409


def test_only_a_confirmed_online_guest_has_a_link_to_join_and_nobody_sees_the_real_one(
    browser: Browser,
) -> None:
    link = "https://meet.voorbeeld.nl/geheim"
    event = make_event(mode=EventMode.HYBRID, capacity=5, online_capacity=1, join_link=link)
    online = register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    waiting = register(event, "wacht@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    onsite = register(event, "zaal@voorbeeld.nl")

    pages = {
        registration.email: browser.get(own_url(registration)).response.text
        for registration in (online, waiting, onsite)
    }
    shown = {email: join_url(online) in page for email, page in pages.items()}

    assert shown == {
        "scherm@voorbeeld.nl": True,
        "wacht@voorbeeld.nl": False,
        "zaal@voorbeeld.nl": False,
    }
    pages["agenda"] = browser.get(own_url(online, "/agenda.ics")).response.text
    assert [name for name, page in pages.items() if link in page] == []


def test_opening_the_sign_off_page_changes_nothing_and_its_button_does(browser: Browser) -> None:
    registration = register(make_event())

    browser.get(own_url(registration, "/afmelden"))
    still = the_registration().status
    page = browser.submit()

    assert still is RegistrationStatus.CONFIRMED
    assert page.text("h1") == "Je bent afgemeld"
    assert the_registration().status is RegistrationStatus.CANCELLED


def test_signing_off_twice_leads_to_my_registration(browser: Browser) -> None:
    registration = register(make_event())
    service.cancel(registration, now=NOW)

    page = browser.get(own_url(registration, "/afmelden"))

    assert page.text("h1") == "Je bent afgemeld"


def test_nothing_can_be_signed_off_after_the_meeting(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = register(make_event())
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=1))

    page = browser.get(own_url(registration))

    assert "Kun je niet komen?" not in page.text("main")


def test_a_cancelled_meeting_has_no_ticket(browser: Browser) -> None:
    event = make_event()
    registration = register(event)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    page = browser.get(own_url(registration))

    assert page.text("h1") == "Deze bijeenkomst gaat niet door"
    assert "De zaal is dicht." in page.text(".notice")
    assert not page.select(".ticket")


def test_a_postponed_meeting_keeps_its_guests(browser: Browser) -> None:
    event = make_event()
    registration = register(event)
    events.postpone(event, now=NOW)

    page = browser.get(own_url(registration))

    assert page.text("h1") == "Deze bijeenkomst is uitgesteld"
    assert not page.select(".ticket")

"""Registering, as a visitor without JavaScript sees it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.models import Registration
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register
from tests.registrations.form import FATIMA, form_url, open_form, the_registration

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]


def sent() -> list[OutboxMessage]:
    """Let all mail leave."""
    messages = list(db.session.scalars(select(OutboxMessage)))
    for message in messages:
        message.status, message.sent_at = MessageStatus.SENT, NOW
    db.session.commit()
    return messages


def test_a_visitor_registers_with_a_first_name_and_an_address(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    open_form(browser, event)

    page = browser.submit(**FATIMA, people="3")

    assert page.url == f"/bijeenkomsten/{event.slug}/aangemeld"
    assert page.text("h1") == "Je bent aangemeld"
    assert "We sturen je kaartje naar fatima@voorbeeld.nl." in page.text(".hero p")
    registration = the_registration()
    assert (registration.given_name, registration.family_name) == ("Fatima", None)
    assert (registration.people, registration.mode) == (3, AttendanceMode.ONSITE)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=15))
    assert browser.get(page.url).url == f"/bijeenkomsten/{event.slug}"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    assert browser.get(page.url).url == f"/bijeenkomsten/{event.slug}"


def test_a_full_meeting_says_so_before_and_after(browser: Browser) -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    form = open_form(browser, event)

    page = browser.submit(**FATIMA)

    assert form.text(".notice") == "De bijeenkomst is vol. Je kunt wel op de wachtlijst."
    assert form.text("main button") == "Zet me op de wachtlijst"
    assert page.text("h1") == "Je staat op de wachtlijst"


def test_what_is_missing_is_told_beside_the_field(browser: Browser) -> None:
    open_form(browser, make_event())

    page = browser.submit(given_name=" ", email="fatima.voorbeeld.nl", people="9", family_name="E")

    assert page.status == 422
    assert page.text("#given_name-error") == "Vul je voornaam in."
    assert page.text("#email-error") == (
        "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."
    )
    assert page.text("#people-error") == "Vul een getal in van 1 tot en met 4."
    assert page.one("#family_name")["value"] == "E"
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 0


@pytest.mark.parametrize("typed", ["", "drie", "0", "-1", "1e9"])
def test_a_number_of_people_that_is_none_is_refused(browser: Browser, typed: str) -> None:
    open_form(browser, make_event())

    page = browser.submit(**FATIMA, people=typed)

    assert page.status == 422
    assert page.select("#people-error")


def test_control_characters_in_a_name_vanish(browser: Browser) -> None:
    open_form(browser, make_event())

    browser.submit(given_name="Fa\x00ti\r\nma", email="fatima@voorbeeld.nl")

    assert the_registration().given_name == "Fati ma"


def test_a_hybrid_meeting_asks_how_somebody_takes_part(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5)
    open_form(browser, event)

    refused = browser.submit(**FATIMA)
    browser.submit(mode="online")

    assert refused.text("#mode-error") == "Kies hoe je wilt meedoen."
    assert the_registration().mode is AttendanceMode.ONLINE


def test_a_meeting_for_one_at_a_time_does_not_ask_for_a_number(browser: Browser) -> None:
    page = open_form(browser, make_event(max_party=1))

    assert not page.select("#people")


def test_a_closed_registration_says_whom_to_call(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    open_form(browser, event)
    monkeypatch.setattr(clock, "now", lambda: WHEN)

    late = browser.submit(**FATIMA)
    page = open_form(browser, event)

    assert late.status == 422
    assert "De aanmelding is gesloten. Bel 058-234 56 78." in late.text(".summary")
    assert not page.select("main form")
    assert "058-234 56 78" in page.text("main")


def test_a_plan_takes_no_registrations(browser: Browser) -> None:
    make_event(published=False)

    assert browser.get("/bijeenkomsten/none/aanmelden").status == 404


@pytest.mark.parametrize("capacity", [1, 2, 100])
def test_nobody_can_test_who_comes(app: Flask, capacity: int) -> None:
    """The same form for a known and an unknown address gives the same page, byte for byte."""
    event = make_event(capacity=capacity)
    register(event, "bekend@voorbeeld.nl")
    pages = []
    for known in (True, False):
        browser = Browser(app)
        open_form(browser, event)
        if not known:
            db.session.execute(
                Registration.__table__.update().values(email="ander@voorbeeld.nl")  # type: ignore[attr-defined] # a Table
            )
        pages.append(browser.submit(given_name="Iemand", email="bekend@voorbeeld.nl").response)

    assert pages[0].data == pages[1].data
    assert pages[0].status == pages[1].status
    assert [name for name, _ in pages[0].headers] == [name for name, _ in pages[1].headers]


def test_whoever_opens_the_landing_page_uninvited_comes_to_the_meeting(browser: Browser) -> None:
    event = make_event()

    page = browser.get(f"/bijeenkomsten/{event.slug}/aangemeld")

    assert page.url == f"/bijeenkomsten/{event.slug}"


def test_one_address_is_not_mailed_without_end_and_everybody_reads_the_same(
    browser: Browser,
) -> None:
    event = make_event()
    mails = []
    for _ in range(7):
        register(event, FATIMA["email"])
        mails.append(len(sent()))

    open_form(browser, event)
    page = browser.submit(**FATIMA)

    assert mails == [1, 2, 3, 4, 5, 5, 5]
    assert page.text("h1") == "Je bent aangemeld"
    assert len(sent()) == 5


def test_a_form_from_elsewhere_registers_nobody(browser: Browser) -> None:
    event = make_event()

    page = browser.post(form_url(event), FATIMA)

    assert page.status == 400
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 0

"""Registrations, as staff see them."""

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessLogLine, RoleName
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import service
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("at_now")


def list_url(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen"


def detail_url(registration: Registration) -> str:
    return f"{list_url(registration.event)}/{registration.ref}"


def test_staff_see_who_comes_and_how_full_it_is(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=3, online_capacity=None)
    register(event, "eerste@voorbeeld.nl", people=3)
    register(event, "tweede@voorbeeld.nl", people=2)
    online = register(event, "derde@voorbeeld.nl", mode=AttendanceMode.ONLINE, family_name=None)
    service.cancel(online, now=NOW)
    browser.sign_in(make_user())

    page = browser.get(list_url(event))

    numbers = dict(zip(page.texts(".stats dt"), page.texts(".stats dd"), strict=True))
    assert numbers == {
        "Op locatie": "3 van 3",
        "Online": "0",
        "Wachtlijst op locatie": "2",
        "Wachtlijst online": "0",
        "Afgemeld": "1",
    }
    assert page.texts("tbody td:first-child") == ["Fatima", *["Fatima el Idrissi"] * 2]
    assert page.texts("tbody .status") == ["Afgemeld", "Aangemeld", "Op de wachtlijst"]
    assert "eerste@voorbeeld.nl" not in page.response.text


def test_every_look_at_somebodys_data_is_logged(browser: Browser) -> None:
    registration = register(make_event())
    user = make_user()
    browser.sign_in(user)

    browser.get(list_url(registration.event))
    page = browser.get(detail_url(registration))

    assert "fatima@voorbeeld.nl" in page.text("main")
    lines = db.session.scalars(select(AccessLogLine).order_by(AccessLogLine.id)).all()
    assert [(line.user_id, line.subject) for line in lines] == [
        (user.id, f"event:{registration.event.ref}/registrations"),
        (user.id, f"registration:{registration.ref}"),
    ]


def test_staff_sign_off_somebody_who_calls(browser: Browser) -> None:
    registration = register(make_event())
    browser.sign_in(make_user())
    browser.get(detail_url(registration))

    page = browser.submit("form[action$=afmelden]")

    assert page.text(".notice") == "Deze aanmelding is afgemeld."
    assert registration.status is RegistrationStatus.CANCELLED


def test_staff_send_a_mail_again(browser: Browser, mailbox: Mailbox) -> None:
    registration = register(make_event())
    deliver(mailbox)
    browser.sign_in(make_user())
    browser.get(detail_url(registration))

    page = browser.submit("form[action$=mail]")

    assert page.text(".notice") == "De mail gaat zo opnieuw weg."
    (mail,) = deliver(mailbox)
    assert mail["subject"] == "Je kaartje voor Publieksacademie Leeuwarden"
    for words in (plain(mail), html(mail)):
        assert "We mailen je dit nog een keer." in words
        assert "Met dit e-mailadres" not in words


def test_an_organiser_sees_only_the_guests_of_their_own_meeting(browser: Browser) -> None:
    own, other = make_event(), make_event(title="Elders")
    mine, theirs = register(own), register(other)
    browser.sign_in(make_user(RoleName.ORGANISER, events=[own]))

    statuses = [
        browser.get(url).status
        for url in (
            detail_url(mine),
            list_url(other),
            detail_url(theirs),
            f"{list_url(own)}/{theirs.ref}",
        )
    ]

    assert statuses == [200, 404, 404, 404]


def test_a_reader_sees_no_guests(browser: Browser) -> None:
    event = make_event()
    browser.sign_in(make_user(RoleName.READER))

    assert browser.get(list_url(event)).status == 404

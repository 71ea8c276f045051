"""A number that was erased with its owner leaves no empty call on any page."""

from datetime import timedelta

import pytest

from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.planning.run_sheet import usual_emergency
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

pytestmark = pytest.mark.usefixtures("at")


@pytest.fixture
def event(browser: Browser) -> Event:
    """Give a meeting whose number went with the person it belonged to."""
    del browser
    event = make_event()
    event.phone = ""
    db.session.commit()
    return event


@pytest.mark.parametrize("end", ["", "/aanmelden", "/aangemeld"])
@pytest.mark.parametrize("closed", [False, True])
def test_pages_ask_to_mail_instead(
    browser: Browser, event: Event, at: SetClock, end: str, closed: bool
) -> None:
    at(WHEN if closed else NOW)

    page = browser.get(f"/bijeenkomsten/{event.slug}{end}")

    assert page.select('main a[href="tel:"], footer a[href="tel:"]') == []
    assert "Bel ." not in page.text("body")
    assert "bel ." not in page.text("body")


def test_mails_and_the_run_sheet_name_no_number(event: Event, mailbox: Mailbox) -> None:
    register(event)

    (mail,) = deliver(mailbox)

    assert "Vragen? Mail leeuwarden@voorbeeld.nl." in plain(mail)
    assert "tel:" not in html(mail)
    assert usual_emergency(event).endswith("hoort of ziet.")


def test_who_takes_part_online_is_asked_to_mail_when_it_fails(
    mailbox: Mailbox, at: SetClock
) -> None:
    event = make_event(mode=EventMode.ONLINE, online_capacity=5, join_link="https://a.nl/1")
    event.phone = ""
    register(event, mode=AttendanceMode.ONLINE)
    deliver(mailbox)
    at(WHEN - timedelta(hours=24))

    (mail,) = deliver(mailbox)

    for words in (plain(mail), html(mail)):
        assert "Bel" not in words
    assert "Lukt het niet? Mail leeuwarden@voorbeeld.nl." in plain(mail)

"""Mail fits a narrow phone, whatever somebody pasted into it."""

from datetime import timedelta

import pytest

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import AttendanceMode
from tests.factories import NOW, WHEN, make_event
from tests.letters.factories import make_letter, send
from tests.live import chromium
from tests.mail import deliver, html
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register

NARROW = 320
LONG_LINK = "https://voorbeeld.nl/" + "stap-voor-stap/" * 12


def test_a_long_link_and_a_long_address_never_make_a_mail_wider_than_the_phone(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event()
    register(event)
    deliver(mailbox)
    send(make_letter(event, text=f"Kijk op <{LONG_LINK}>."))
    events.change(
        event,
        now=NOW,
        capacities={AttendanceMode.ONSITE: 100},
        starts_at=WHEN + timedelta(days=7),
        ends_at=WHEN + timedelta(days=7, hours=2),
        venue="Kulturhus",
        address="Burgemeestervanheemstralaan 100",
    )
    db.session.commit()

    mails = deliver(mailbox)

    with chromium(width=NARROW, javascript=False) as browser:
        page = browser.new_page()
        widths = {}
        for mail in mails:
            page.set_content(html(mail))
            widths[mail["subject"]] = page.evaluate("document.documentElement.scrollWidth")
    assert len(widths) == len(mails) == 2
    assert set(widths.values()) == {NARROW}

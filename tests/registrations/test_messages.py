"""The mails to guests: sent by a real server, and read back."""

from datetime import datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.models import OutboxMessage
from academie.registrations import service
from academie.registrations.guest_links import join_url
from academie.registrations.messages import RENDERERS
from academie.registrations.models import Registration
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register
from tests.registrations.reading import everything, invite, part, tree

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.usefixtures("at_now"),
]

LINK = "https://meet.voorbeeld.nl/geheim"


def test_the_confirmation_brings_ticket_and_invite(mailbox: Mailbox) -> None:
    registration = register(make_event(), people=3)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Je kaartje voor Publieksacademie Leeuwarden"
    assert mail["to"] == "fatima@voorbeeld.nl"
    assert mail["from"] == "Alliantie Kinderarmoede <academie@voorbeeld.nl>"
    assert mail["reply-to"] == "leeuwarden@voorbeeld.nl"
    assert tree(mail) == (
        "multipart/mixed",
        [
            ("multipart/alternative", ["text/plain", "text/html", "text/calendar"]),
            "application/ics",
            "application/pdf",
        ],
    )
    for content_type, name in (("ics", "evenement.ics"), ("pdf", "kaartje.pdf")):
        attached = part(mail, f"application/{content_type}")
        assert attached
        assert (attached.get_param("name"), attached.get_filename()) == (name, name)
    for text in (plain(mail), html(mail)):
        assert "Dag Fatima," in text
        assert registration.spaced_code in text
    assert "Wanneer: dinsdag 9 maart 2027, 19.30 tot 21.45 uur" in plain(mail)
    assert "Waar: Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden" in plain(mail)
    assert "Met dit e-mailadres is al iemand aangemeld" not in plain(mail)


def test_the_invite_is_what_calendars_require(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)

    (mail,) = deliver(mailbox)

    method, vevent = invite(mail)
    assert method == "REQUEST"
    assert vevent["uid"] == f"evenement-{event.ref}@127.0.0.1"
    assert vevent["sequence"] == 0
    assert vevent["organizer"] == "mailto:academie@voorbeeld.nl"
    assert vevent["organizer"].params["CN"] == "Alliantie Kinderarmoede"
    assert vevent["attendee"] == "mailto:fatima@voorbeeld.nl"
    assert vevent["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert vevent["attendee"].params["RSVP"] == "FALSE"
    assert vevent["class"] == "PRIVATE"
    assert vevent["dtstart"].dt == WHEN
    assert vevent["dtstamp"].dt == NOW
    (alarm,) = vevent.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-1)
    assert "conference" not in vevent


def test_the_mailed_ticket_can_be_read(mailbox: Mailbox) -> None:
    registration = register(make_event())

    (mail,) = deliver(mailbox)

    pdf = part(mail, "application/pdf")
    assert pdf
    content = pdf.get_payload(decode=True)
    assert isinstance(content, bytes)
    assert registration.spaced_code in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_a_confirmed_online_guest_alone_is_mailed_the_link(mailbox: Mailbox) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=1, join_link=LINK)
    online = register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    ours = join_url(online)
    register(event, "wacht@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    register(event, "zaal@voorbeeld.nl")

    mails = {str(mail["to"]): mail for mail in deliver(mailbox)}

    assert ours in plain(mails[str(online.email)])
    vevent = invite(mails["scherm@voorbeeld.nl"])[1]
    assert ours in vevent["description"]
    assert vevent["conference"] == ours
    for other in ("wacht@voorbeeld.nl", "zaal@voorbeeld.nl"):
        assert "/meedoen/" not in everything(mails[other])
    for mail in mails.values():
        assert LINK not in everything(mail)


def test_a_known_address_is_told_so_in_its_mail_alone(mailbox: Mailbox) -> None:
    event = make_event()
    register(event)
    deliver(mailbox)
    register(event)

    (mail,) = deliver(mailbox)

    assert "Met dit e-mailadres is al iemand aangemeld." in plain(mail)
    assert invite(mail)[1]["sequence"] == 0


def test_a_waiting_guest_gets_neither_ticket_nor_invite(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    register(event, "eerste@voorbeeld.nl")
    deliver(mailbox)
    register(event)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Je staat op de wachtlijst voor Publieksacademie Leeuwarden"
    assert tree(mail) == ("multipart/alternative", ["text/plain", "text/html"])


def test_signing_off_takes_the_invite_back_and_lets_the_next_one_in(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    register(event, "tweede@voorbeeld.nl")
    deliver(mailbox)
    service.cancel(first, now=NOW)

    off, offered = deliver(mailbox)

    assert off["subject"] == "Je bent afgemeld voor Publieksacademie Leeuwarden"
    method, vevent = invite(off)
    assert (method, vevent["status"], vevent["sequence"]) == ("CANCEL", "CANCELLED", 1)
    assert not vevent.walk("VALARM")
    assert offered["to"] == "tweede@voorbeeld.nl"
    assert offered["subject"] == "Er is een plek voor je bij Publieksacademie Leeuwarden"
    assert tree(offered) == ("multipart/alternative", ["text/plain", "text/html"])


def lose_address(registration: Registration) -> None:
    registration.email = None


def sign_off(registration: Registration) -> None:
    service.cancel(registration, now=NOW)


@pytest.mark.parametrize("happening", [lose_address, sign_off])
def test_a_confirmation_that_lost_its_sense_is_never_sent(
    mailbox: Mailbox, happening: object
) -> None:
    registration = register(make_event())
    happening(registration)  # type: ignore[operator] # one of the two above

    assert not [mail for mail in deliver(mailbox) if "kaartje" in mail["subject"]]


def test_nothing_is_mailed_once_the_meeting_is_over(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(make_event())
    late: datetime = WHEN + timedelta(hours=3)
    monkeypatch.setattr(clock, "now", lambda: late)

    assert deliver(mailbox) == []


def test_names_and_titles_can_neither_break_a_header_nor_the_html(mailbox: Mailbox) -> None:
    event = make_event(title="<b>Rijk & arm</b>\r\nBcc: ander@voorbeeld.nl")
    register(event, given_name="<script>alert(1)</script>")

    (mail,) = deliver(mailbox)

    assert mail["bcc"] is None
    assert mail["subject"] == "Je kaartje voor <b>Rijk & arm</b> Bcc: ander@voorbeeld.nl"
    assert "<script>" not in html(mail)
    assert "&lt;script&gt;" in html(mail)
    assert "Dag <script>alert(1)</script>," in plain(mail)


def test_a_mail_fetches_nothing_from_elsewhere(mailbox: Mailbox) -> None:
    register(make_event())

    (mail,) = deliver(mailbox)

    for loader in ("<img", "<link", "@import", "url("):
        assert loader not in html(mail)


def test_the_same_mail_has_the_same_bytes(app: Flask) -> None:
    del app
    register(make_event())
    message = db.session.scalars(select(OutboxMessage)).one()
    render = RENDERERS[message.kind]

    first, second = render(message, NOW), render(message, NOW)

    assert first
    assert second
    assert first.as_bytes() == second.as_bytes()

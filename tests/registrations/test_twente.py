"""Twente: 300 people registered, called off on site, held online a year later."""

from collections import Counter
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Any, NamedTuple

import pytest
from icalendar import Calendar

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.outbox import delivery
from academie.registrations import queries
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.outbox.factories import Mailbox
from tests.registrations.factories import accept_offer, register

LINK = "https://meet.voorbeeld.nl/twente"
A_YEAR_LATER = NOW + timedelta(days=365)
FORM = "main form"


class Invite(NamedTuple):
    """What a calendar does with a mail."""

    method: str
    sequence: int
    starts_at: datetime


def deliver(mailbox: Mailbox) -> list[EmailMessage]:
    """Let the worker go round until nothing is left, and empty the mailbox."""
    db.session.commit()
    mails: list[EmailMessage] = []
    while delivery.run_once() or mailbox.mails:
        mails += mailbox.mails
        mailbox.mails = []
    return mails


def invite(mail: EmailMessage) -> Invite:
    (raw,) = [
        part.get_payload(decode=True)
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]
    assert isinstance(raw, bytes)
    calendar = Calendar.from_ical(raw)
    event: Any = calendar.events[0]
    return Invite(str(calendar["method"]), int(event["sequence"]), event["dtstart"].dt)


def three_hundred_and_eight(event: Event) -> None:
    """Fill the hall with thirty parties of ten, and let two of four wait."""
    for number in range(32):
        register(event, f"gast{number}@voorbeeld.nl", people=10 if number < 30 else 4)


def test_a_meeting_called_off_on_site_is_held_online_a_year_later(
    browser: Browser, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event(title="Publieksacademie Twente", capacity=300, max_party=10)
    three_hundred_and_eight(event)
    deliver(mailbox)
    browser.sign_in(make_user())
    edit = f"/beheer/bijeenkomsten/{event.ref}"

    browser.get(f"{edit}/uitstellen")
    browser.submit(FORM)
    put_off = deliver(mailbox)

    monkeypatch.setattr(clock, "now", lambda: A_YEAR_LATER)
    browser.get(edit)
    refused = browser.submit(FORM, mode="online", capacity_online="299")
    new = {"mode": "online", "day": "15-3-2028", "start": "14.00", "end": "16.00"}
    browser.get(edit)
    asked = browser.submit(FORM, **new, join_link=LINK, capacity_online="400", publish="1")
    done = browser.submit(FORM)
    told = deliver(mailbox)

    assert Counter(str(mail["subject"]) for mail in put_off) == {
        "Publieksacademie Twente is uitgesteld": 32
    }
    assert refused.text(".message") == "Er hebben 300 mensen een plek. Kies 300 of meer."
    assert asked.texts("main form button")[0] == "Ja, bewaar en verstuur 32 e-mails"
    assert done.text(".notice[role=status]") == "De bijeenkomst is gepubliceerd."
    assert Counter(str(mail["subject"]) for mail in told) == {
        "Let op: er is iets veranderd bij Publieksacademie Twente": 30,
        "Er is een plek voor je bij Publieksacademie Twente": 2,
    }
    assert len({str(mail["to"]) for mail in told}) == 32
    for mail in told:
        text = plain(mail)
        assert "(uitgesteld) Nieuw: woensdag 15 maart 2028, 14.00 tot 16.00 uur" in text
        assert "Eerst: Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden Nieuw: Online" in text
    for party in queries.of_event(event)[30:]:
        accept_offer(party, A_YEAR_LATER)
    everybody_has_a_seat_online(event)
    accepted = deliver(mailbox)
    assert len(accepted) == 2
    for mail in [mail for mail in told if "veranderd" in str(mail["subject"])] + accepted:
        assert "Doe online mee: http://127.0.0.1:8000/meedoen/" in plain(mail)
        assert LINK not in plain(mail)
        assert invite(mail) == ("REQUEST", 2, datetime.fromisoformat("2028-03-15T14:00+01:00"))
    first = next(mail for mail in put_off if mail["to"] == "gast0@voorbeeld.nl")
    assert invite(first)[:2] == ("CANCEL", 1)
    assert deliver(mailbox) == []


def plain(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part
    return " ".join(str(part.get_content()).split())


def everybody_has_a_seat_online(event: Event) -> None:
    db.session.rollback()
    parties = queries.of_event(event)
    assert {(party.status, party.mode) for party in parties} == {
        (RegistrationStatus.CONFIRMED, AttendanceMode.ONLINE)
    }
    (pool,) = event.pools
    assert (event.status, event.mode) == (EventStatus.PUBLISHED, EventMode.ONLINE)
    assert (pool.mode, pool.capacity, pool.taken) == (AttendanceMode.ONLINE, 400, 308)

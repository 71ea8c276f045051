"""The mails around a meeting, sent by a real server and read back."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest

from academie.checkin import online
from academie.core import clock
from academie.core.db import db
from academie.evaluations.queries import answer_address
from academie.events import groups
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.programme.terms import SessionKind
from academie.registrations.guest_links import join_url
from academie.registrations.models import Registration
from tests.checkin.factories import make_door, scan
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.programme.factories import make_item
from tests.registrations.factories import register

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

EARLY = NOW - timedelta(days=20)
WEEK_DUE = datetime(2027, 3, 2, 8, 0, tzinfo=UTC)
DAY_DUE = datetime(2027, 3, 8, 8, 0, tzinfo=UTC)
THANKS_DUE = datetime(2027, 3, 10, 8, 0, tzinfo=UTC)
EVENT = "Publieksacademie Leeuwarden"


def make_guest(email: str = "fatima@voorbeeld.nl", **fields: Any) -> Registration:
    event = fields.pop("event", None) or make_event(now=EARLY)
    return register(event, email, now=EARLY, **fields)


def make_hybrid() -> Event:
    return make_event(
        now=EARLY, mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl/geheim"
    )


def told(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, now: datetime) -> list[EmailMessage]:
    """Let all mail leave that is due, and keep the letters around the meeting."""
    monkeypatch.setattr(clock, "now", lambda: now)
    mails = deliver(mailbox)
    return [mail for mail in mails if "Je kaartje voor" not in mail["subject"]]


@pytest.mark.parametrize(
    ("moment", "subject"),
    [
        (WEEK_DUE, f"Volgende week: {EVENT}"),
        (WEEK_DUE + timedelta(days=5), f"Volgende week: {EVENT}"),
        (DAY_DUE, f"Morgen: {EVENT}"),
        (WHEN - timedelta(hours=3), f"Vandaag: {EVENT}"),
    ],
)
def test_a_reminder_says_when_it_is_seen_from_today(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, moment: datetime, subject: str
) -> None:
    make_guest()

    (mail,) = told(mailbox, monkeypatch, moment)

    assert mail["subject"] == subject
    assert "Dag Fatima," in plain(mail)


def test_a_reminder_that_comes_late_does_not_say_next_week(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    thursday = WHEN + timedelta(days=2)
    make_guest(
        event=make_event(now=EARLY, starts_at=thursday, ends_at=thursday + timedelta(hours=2))
    )

    (mail,) = told(mailbox, monkeypatch, WHEN - timedelta(hours=3))

    assert mail["subject"] == f"Deze week: {EVENT}"
    assert f"Deze week zien we je bij {EVENT}." in plain(mail)


def test_a_week_before_guests_hear_how_to_come_and_how_to_sign_off(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_guest()

    (mail,) = told(mailbox, monkeypatch, WEEK_DUE)

    for words in (plain(mail), html(mail)):
        assert "Volgende week zien we je bij Publieksacademie Leeuwarden." in words
        assert "dinsdag 9 maart 2027, 19.30 tot 21.45 uur" in words
        assert "/aanmelding/" in words
        assert "/afmelden" in words
        assert "wachtlijst" not in words


def test_only_where_somebody_waits_a_reminder_says_so(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(now=EARLY, capacity=1)
    make_guest(event=event)
    make_guest("wacht@voorbeeld.nl", event=event)

    mails = told(mailbox, monkeypatch, WEEK_DUE)

    (mail,) = [mail for mail in mails if mail["to"] == "fatima@voorbeeld.nl"]
    assert "Er staan mensen op de wachtlijst." in plain(mail)


def test_a_day_before_guests_are_asked_whether_they_still_come(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = make_guest()

    (mail,) = told(mailbox, monkeypatch, DAY_DUE)

    for words in (plain(mail), html(mail)):
        assert "Kom je nog? Dan hoef je niets te doen." in words
        assert "/kom-je-nog" in words
        assert guest.spaced_code in words


def test_who_comes_to_the_door_reads_when_it_opens(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_hybrid()
    make_item(event, "Inloop", kind=SessionKind.ARRIVAL, offset_minutes=-30, minutes=30)
    make_guest(event=event)
    make_guest("online@voorbeeld.nl", event=event, mode=AttendanceMode.ONLINE)

    mails = {mail["to"]: mail for mail in told(mailbox, monkeypatch, DAY_DUE)}

    opens = "De deur gaat open om 19.00 uur."
    for words in (plain, html):
        assert opens in words(mails["fatima@voorbeeld.nl"])
        assert opens not in words(mails["online@voorbeeld.nl"])


def test_who_takes_part_online_is_reminded_of_their_own_link(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = make_guest(event=make_hybrid(), mode=AttendanceMode.ONLINE)

    (mail,) = told(mailbox, monkeypatch, DAY_DUE)

    assert join_url(guest) in plain(mail)
    assert "Lukt het niet? Bel 058-234 56 78." in plain(mail)
    assert "geheim" not in mail.as_string()


def test_thanks_differ_for_who_was_not_there(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(now=EARLY)
    here = make_guest("hier@voorbeeld.nl", event=event)
    make_guest("weg@voorbeeld.nl", event=event)
    scan(make_door(event), here)

    mails = {mail["to"]: mail for mail in told(mailbox, monkeypatch, THANKS_DUE)}

    came, missed = mails["hier@voorbeeld.nl"], mails["weg@voorbeeld.nl"]
    assert came["subject"] == "Bedankt voor je komst"
    assert f"Wat fijn dat je er was bij {EVENT}." in plain(came)
    assert missed["subject"] == f"Hier lees je over {EVENT}"
    assert f"We hebben je gemist bij {EVENT}." in plain(missed)
    assert "Afmelden" not in plain(came) + plain(missed)
    questions = answer_address(event)
    assert questions in plain(came)
    assert questions in html(came)
    assert questions not in plain(missed)


def test_who_took_part_online_is_thanked_for_that_and_the_hall_is_not_missed(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_hybrid()
    guest = make_guest("scherm@voorbeeld.nl", event=event, mode=AttendanceMode.ONLINE)
    make_guest("zaal@voorbeeld.nl", event=event)
    online.arrive(guest, now=WHEN)
    db.session.commit()

    mails = {mail["to"]: mail for mail in told(mailbox, monkeypatch, THANKS_DUE)}

    assert mails["scherm@voorbeeld.nl"]["subject"] == "Bedankt voor het meedoen"
    assert "Bedankt dat je je aanmeldde." in plain(mails["zaal@voorbeeld.nl"])


def test_a_breakout_group_stands_in_the_reminder(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(now=EARLY)
    group = groups.add(event, title="Schulden", mode=AttendanceMode.ONSITE, capacity=8, now=EARLY)
    make_guest(event=event, group=group)

    (mail,) = told(mailbox, monkeypatch, DAY_DUE)

    assert "Groep: Schulden" in plain(mail)

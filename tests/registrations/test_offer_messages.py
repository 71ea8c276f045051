"""The mails of the waiting list, read back as a mail server received them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from flask import Flask

from academie.config import current_settings
from academie.core import clock
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode
from academie.outbox.service import enqueue
from academie.registrations import line, offers, service
from academie.registrations.models import OfferOutcome
from tests.factories import NOW, make_event
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox, mail_server
from tests.registrations.factories import accept_offer, make_group, open_offer, register
from tools.ports import free_port

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DAY = timedelta(hours=24)


@pytest.fixture(autouse=True)
def _at_the_tests_present(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def to_fatima(mails: list[EmailMessage]) -> EmailMessage:
    """Pick the one mail to her."""
    (mail,) = (mail for mail in mails if mail["to"] == "fatima@voorbeeld.nl")
    return mail


def test_who_waits_reads_the_place_in_line_and_what_to_expect(mailbox: Mailbox) -> None:
    event = make_event(capacity=0)
    register(event)

    (mail,) = deliver(mailbox)

    words = "Je staat op plek 1 van de wachtlijst voor de locatie. Komt er een plek vrij die past?"
    assert words in plain(mail)
    assert words in html(mail)
    assert "online meedoen" not in plain(mail)


def test_who_waits_for_the_room_reads_that_online_is_open(mailbox: Mailbox) -> None:
    event = make_event(capacity=0, mode=EventMode.HYBRID, online_capacity=1)
    waiting = register(event)

    (mail,) = deliver(mailbox)
    offers.join_online_meanwhile(waiting, now=NOW)
    (joined,) = deliver(mailbox)

    assert "Je kunt nu al online meedoen. Je houdt dan je plek op de wachtlijst." in plain(mail)
    assert "Je blijft op de wachtlijst voor de locatie staan." in plain(joined)
    assert "Online" in plain(joined)


def test_an_offer_says_until_when_and_where_to_answer(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    service.cancel(first, now=NOW)

    mails = {mail["subject"]: mail for mail in deliver(mailbox)}

    mail = mails["Er is een plek voor je bij Publieksacademie Leeuwarden"]
    address = line.offer_url(open_offer(waiting))
    assert "Zeg het voor dinsdag 2 maart 2027, 13.00 uur." in plain(mail)
    assert address in plain(mail)
    assert f'href="{address}"' in html(mail)


@pytest.mark.parametrize(
    ("offered_at", "until"),
    [
        (datetime(2027, 3, 27, 11, tzinfo=UTC), "zondag 28 maart 2027, 13.00 uur"),
        (datetime(2027, 10, 30, 10, tzinfo=UTC), "zondag 31 oktober 2027, 11.00 uur"),
    ],
)
def test_a_day_to_answer_is_24_hours_too_while_the_clock_changes(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, offered_at: datetime, until: str
) -> None:
    starts_at = offered_at + timedelta(days=9)
    event = make_event(capacity=1, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    deliver(mailbox)
    monkeypatch.setattr(clock, "now", lambda: offered_at)
    service.cancel(first, now=offered_at)

    mail = to_fatima(deliver(mailbox))

    assert open_offer(waiting).expires_at == offered_at + DAY
    assert f"Zeg het voor {until}." in plain(mail)


def test_an_offer_that_is_over_before_its_mail_leaves_is_not_mailed(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    deliver(mailbox)
    service.cancel(first, now=NOW)

    accept_offer(waiting)

    off, seated = deliver(mailbox)
    assert off["subject"] == "Je bent afgemeld voor Publieksacademie Leeuwarden"
    assert seated["subject"] == "Je kaartje voor Publieksacademie Leeuwarden"
    for words in (plain(seated), html(seated)):
        assert "Je stond op de wachtlijst. Nu heb je een plek." in words


def test_an_offer_of_the_room_to_who_is_online_says_where_it_is(mailbox: Mailbox) -> None:
    event = make_event(capacity=1, mode=EventMode.HYBRID, online_capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    offers.join_online_meanwhile(waiting, now=NOW)
    deliver(mailbox)
    service.cancel(first, now=NOW)

    mail = deliver(mailbox)[1]

    assert "Waar: Dorpshuis De Terphoeve" in plain(mail)
    assert "Zeg je nee, dan blijf je online meedoen." in plain(mail)


def test_who_did_not_answer_reads_what_follows(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    register(event)
    register(event, "derde@voorbeeld.nl")
    service.cancel(first, now=NOW)
    deliver(mailbox)

    def day(number: int) -> EmailMessage:
        monkeypatch.setattr(clock, "now", lambda: NOW + number * DAY)
        return to_fatima(deliver(mailbox))

    once, offered, twice = day(1), day(2), day(3)

    assert once["subject"] == "De plek bij Publieksacademie Leeuwarden is weer weg"
    assert offered["subject"] == "Er is een plek voor je bij Publieksacademie Leeuwarden"
    assert "Je staat weer achteraan op de wachtlijst." in plain(once)
    assert "Je staat nu niet meer op de wachtlijst." in plain(twice)
    assert "Je staat nu niet meer op de wachtlijst." in html(twice)


def test_who_is_offered_a_seat_anew_gets_one_mail_that_says_what_is_at_stake(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    register(event)
    service.cancel(first, now=NOW)
    deliver(mailbox)
    monkeypatch.setattr(clock, "now", lambda: NOW + DAY)

    (mail,) = deliver(mailbox)

    assert mail["subject"] == "Er is een plek voor je bij Publieksacademie Leeuwarden"
    for words in (plain(mail), html(mail)):
        assert "We boden je al eerder een plek aan." in words
        assert "Horen we weer niets? Dan sta je niet meer op de wachtlijst." in words


def test_nobody_reads_of_an_offer_for_a_meeting_that_is_off(mailbox: Mailbox) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    register(event)
    deliver(mailbox)
    service.cancel(first, now=NOW)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    subjects = [mail["subject"] for mail in deliver(mailbox)]

    assert "Er is een plek voor je bij Publieksacademie Leeuwarden" not in subjects


def test_the_full_group_that_somebody_wanted_is_named_in_the_mail(mailbox: Mailbox) -> None:
    event = make_event()
    full, other = make_group(event, capacity=0), make_group(event, "Wonen")
    register(event, group=full, second_group=other)

    (mail,) = deliver(mailbox)

    assert "Groep: Wonen" in plain(mail)
    assert "Je koos de groep 'Schulden'. Die is vol." in plain(mail)


def test_an_offer_whose_mail_still_waits_keeps_no_change_of_the_meeting_from_anybody(
    mailbox: Mailbox,
) -> None:
    event = make_event(capacity=1)
    first = register(event, "eerste@voorbeeld.nl")
    waiting = register(event)
    deliver(mailbox)
    enqueue("registrations.offered", waiting.ref, NOW)
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 1}, venue="De Klok")

    service.cancel(first, now=NOW)

    letters = [plain(mail) for mail in deliver(mailbox) if mail["to"] == "fatima@voorbeeld.nl"]
    assert any("Nieuw: De Klok" in words for words in letters)


def away(app: Flask) -> int:
    """Let all mail go to a relay that is not there yet; give its port."""
    port = free_port()
    settings = replace(current_settings(), smtp_url=f"smtp://127.0.0.1:{port}")
    app.extensions["academie.settings"] = settings
    return port


def test_who_could_not_be_told_of_an_offer_in_time_did_not_miss_it(
    app: Flask, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=1)
    first, waiting = register(event, "eerste@voorbeeld.nl"), register(event)
    register(event, "later@voorbeeld.nl")
    deliver(mailbox)
    port = away(app)
    service.cancel(first, now=NOW)
    for hours in (1, 24, 25):
        monkeypatch.setattr(clock, "now", lambda at=NOW + timedelta(hours=hours): at)
        deliver(mailbox)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=26))

    with mail_server(port=port) as back:
        mail = to_fatima(deliver(back))

    assert waiting.missed_offers == 0
    assert "Zeg het voor woensdag 3 maart 2027, 13.00 uur." in plain(mail)
    assert "We boden je al eerder een plek aan." not in plain(mail)
    assert [each.outcome for each in line.offers_to(waiting)] == [None, OfferOutcome.WITHDRAWN]


def test_a_worker_that_was_away_tells_of_an_offer_before_it_ends_it(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(capacity=1)
    first, waiting = register(event, "eerste@voorbeeld.nl"), register(event)
    deliver(mailbox)
    service.cancel(first, now=NOW)
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=30))

    mail = to_fatima(deliver(mailbox))

    assert "Zeg het voor woensdag 3 maart 2027, 19.00 uur." in plain(mail)
    assert (waiting.queued_at, waiting.missed_offers) == (NOW, 0)

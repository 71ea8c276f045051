"""Wiping one's own data: at once, everywhere, with one last mail."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from academie.accounts.models import AccessAction, AccessLogLine
from academie.assisted import calls
from academie.assisted.models import PhoneCall
from academie.assisted.queries import registered
from academie.core import clock
from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.terms import AttendanceMode
from academie.needs import queries as needs
from academie.needs.models import Need
from academie.needs.sealing import Needs
from academie.outbox import delivery
from academie.outbox.models import OutboxMessage
from academie.privacy import service
from academie.reference.models import Province
from academie.registrations import consents, more
from academie.registrations.models import (
    Consent,
    ConsentKind,
    Registration,
    RegistrationStatus,
    SeatOffer,
)
from academie.registrations.more import More
from academie.registrations.offers import expire_due
from academie.registrations.service import cancel
from tests.assisted.factories import party, send_form
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event, make_user
from tests.mail import deliver, html, plain
from tests.outbox.factories import Mailbox
from tests.reference.test_municipalities import FILE, take_in
from tests.registrations.factories import accept_offer, own_url, register

PERSONAL = ("Zwaantje", "van Ommeren", "zwaantje.vo@voorbeeld.nl")


@pytest.fixture(autouse=True)
def _a_week_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def zwaantje(capacity: int = 100) -> Registration:
    given, family, email = PERSONAL
    event = make_event(capacity=capacity)
    return register(event, email, given_name=given, family_name=family, people=2)


def wipe(browser: Browser, registration: Registration) -> None:
    browser.get(own_url(registration, "/wissen"))
    page = browser.submit()
    assert page.url == "/aanmelding/gewist"
    assert page.text("h1") == "Je gegevens zijn gewist"
    db.session.expire_all()


def test_opening_the_page_wipes_nothing(browser: Browser) -> None:
    registration = zwaantje()

    page = browser.get(own_url(registration, "/wissen"))

    assert "Je bent dan ook afgemeld." in page.text("main")
    assert registration.email == PERSONAL[2]


def test_what_is_personal_goes_and_what_counts_stays(browser: Browser) -> None:
    registration = zwaantje()
    code = registration.code

    wipe(browser, registration)

    assert registration.is_erased
    assert (registration.given_name, registration.family_name, registration.email) == (None,) * 3
    assert (registration.people, registration.mode) == (2, AttendanceMode.ONSITE)
    assert registration.registered_at == datetime(2027, 2, 28, 23, tzinfo=UTC)
    assert registration.code != code


def test_the_link_says_that_the_data_are_gone(browser: Browser) -> None:
    registration = zwaantje()
    url = own_url(registration)
    wipe(browser, registration)

    page = browser.get(url)

    assert page.status == 404
    assert "De gegevens die erbij hoorden, zijn gewist." in page.text("main")


def test_the_seats_are_offered_to_who_waits(browser: Browser) -> None:
    registration = zwaantje(capacity=2)
    event = registration.event
    waiting = register(event, "wacht@voorbeeld.nl")

    wipe(browser, registration)

    assert registration.status is RegistrationStatus.CANCELLED
    assert not registration.claims
    assert waiting.status is RegistrationStatus.OFFERED
    assert waiting.claims


def test_after_the_meeting_the_seat_goes_on_counting(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    registration = zwaantje()
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=3))

    wipe(browser, registration)

    assert registration.status is RegistrationStatus.CONFIRMED
    assert sum(claim.seats for claim in registration.claims) == 2


def test_one_last_mail_says_it_and_clears_the_calendar(browser: Browser, mailbox: Mailbox) -> None:
    registration = zwaantje()
    deliver(mailbox, hourly=True)

    wipe(browser, registration)

    (mail,) = deliver(mailbox, hourly=True)
    assert (mail["To"], mail["Subject"]) == (PERSONAL[2], "We hebben je gegevens gewist")
    assert "Dat is gedaan." in plain(mail)
    assert "Zwaantje" not in html(mail)
    (ics,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    payload = ics.get_payload(decode=True)
    assert isinstance(payload, bytes)
    calendar = Calendar.from_ical(payload)
    assert str(calendar["METHOD"]) == "CANCEL"
    assert set(db.session.scalars(select(OutboxMessage.address))) == {None}


@pytest.mark.parametrize(("days", "told"), [(-3, True), (3, False)])
def test_the_last_mail_speaks_of_the_seat_only_before_the_meeting(
    browser: Browser, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch, days: int, told: bool
) -> None:
    registration = zwaantje()
    deliver(mailbox, hourly=True)
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(days=days))

    wipe(browser, registration)

    (mail,) = deliver(mailbox, hourly=True)
    for words in (plain(mail), html(mail)):
        assert ("voor iemand anders" in words) is told


def test_the_last_mail_names_no_telephone_number_that_the_meeting_has_no_more(
    browser: Browser, mailbox: Mailbox
) -> None:
    registration = zwaantje()
    registration.event.phone = ""
    deliver(mailbox, hourly=True)

    wipe(browser, registration)

    (mail,) = deliver(mailbox, hourly=True)
    assert "Vragen? Mail leeuwarden@voorbeeld.nl.\n" in plain(mail)
    assert "of bel" not in plain(mail) + html(mail)


def test_a_refused_last_mail_keeps_no_address(browser: Browser, mailbox: Mailbox) -> None:
    registration = zwaantje()
    deliver(mailbox, hourly=True)
    mailbox.answers[PERSONAL[2]] = "550 5.1.1 No such user"

    wipe(browser, registration)
    deliver(mailbox, hourly=True)

    assert set(db.session.scalars(select(OutboxMessage.address))) == {None}


def test_wiping_is_logged_without_a_name(browser: Browser) -> None:
    registration = zwaantje()

    wipe(browser, registration)

    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.user_id) == (AccessAction.ERASE, None)
    assert line.subject == f"registration:{registration.ref}"


def test_wiping_twice_changes_nothing_more(app: Flask) -> None:  # noqa: ARG001
    registration = zwaantje()
    with write_transaction():
        service.erase(registration, now=NOW)
    version = registration.link_version

    with write_transaction():
        service.erase(registration, now=NOW)

    assert registration.link_version == version


@pytest.mark.parametrize(
    ("neighbours", "kept", "province"), [(3, None, Province.FRIESLAND), (4, "Leeuwarden", None)]
)
def test_a_municipality_stays_only_when_enough_came_from_there_else_the_province(
    app: Flask,  # noqa: ARG001 - they live in its database
    neighbours: int,
    kept: str | None,
    province: Province | None,
) -> None:
    take_in(FILE)
    registration = zwaantje()
    registration.municipality = "Leeuwarden"
    for number in range(neighbours):
        near = register(registration.event, f"buur{number}@voorbeeld.nl")
        near.municipality = "Leeuwarden"
    db.session.commit()

    with write_transaction():
        service.erase(registration, now=NOW)

    assert (registration.municipality, registration.province) == (kept, province)


def test_what_was_told_beside_a_name_goes_too(app: Flask) -> None:  # noqa: ARG001
    registration = zwaantje()
    agreed = frozenset({ConsentKind.NEEDS})
    asked = Needs(frozenset({Need.WHEELCHAIR}))
    more.keep(registration, More(phone="+31612345678", needs=asked, consents=agreed), NOW)
    db.session.commit()

    with write_transaction():
        service.erase(registration, now=NOW)

    assert registration.phone is None
    assert needs.of_guest(registration.id) == Needs()


def bytes_kept(folder: Path) -> str:
    """Read every file of an installation: the database, its log and the mail."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite3" for path in files)
    return " ".join(path.read_bytes().decode(errors="replace") for path in files)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_no_byte_is_left_in_the_database_or_the_mail_folder(
    app: Flask, browser: Browser, tmp_path: Path
) -> None:
    del app
    registration = zwaantje()
    others = [register(registration.event, f"gast{number}@voorbeeld.nl") for number in range(40)]
    delivery.run_once()
    before = bytes_kept(tmp_path)

    wipe(browser, registration)
    db.session.commit()
    last_mail = delivery.run_once()
    db.session.remove()

    written = [path for path in (tmp_path / "mail").iterdir() if "erased" in path.name]
    assert (last_mail, len(written)) == (1, 1)
    written[0].unlink()
    after = bytes_kept(tmp_path)
    for word in PERSONAL:
        assert word in before
        assert word not in after
    assert len(others) == 40


def test_no_moment_tells_when_a_guest_was_offered_helped_or_called(app: Flask) -> None:  # noqa: ARG001
    team = make_user()
    event = make_event(capacity=1)
    first = register(event)
    visit = send_form(event, party("Anna"), by=team)
    (anna,) = registered(visit)
    consents.give(anna, ConsentKind.FOLLOW_UP, now=NOW)
    cancel(first, now=NOW)
    expire_due(NOW + timedelta(days=1))
    accept_offer(anna, NOW + timedelta(days=1))
    events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 2}, venue="De Klok")
    calls.note_call(anna, by=team, now=NOW)
    db.session.commit()

    with write_transaction():
        service.erase(anna, now=NOW)

    db.session.expire_all()
    offers = db.session.scalars(select(SeatOffer)).all()
    consent = db.session.scalars(select(Consent)).one()
    moments = {offer.offered_at for offer in offers} | {offer.ended_at for offer in offers}
    month = datetime(2027, 2, 28, 23, tzinfo=UTC)
    assert moments | {visit.made_at, consent.given_at} == {month}
    assert db.session.scalars(select(PhoneCall)).all() == []

"""A guest's own invite, whatever people are called and whatever happens."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academie.core import clock
from academie.core.db import db
from academie.core.forms import printable
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode
from academie.registrations import invites, service, undoing
from academie.registrations.guest_links import join_url
from academie.registrations.models import Registration
from tests.factories import NOW, WHEN, make_event
from tests.mail import deliver
from tests.outbox.factories import Mailbox
from tests.registrations.factories import register
from tests.registrations.reading import read

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

LINK = "https://meet.voorbeeld.nl/geheim;x=1,2?a=b&c=d"
NASTY = (
    'Fatima "Fa" el Idrissi',
    "Fatima;PARTSTAT=DECLINED",
    "Fatima:mailto:ander@voorbeeld.nl",
    "Fatima\r\nATTENDEE:mailto:ander@voorbeeld.nl",
    "Fatima\nEND:VEVENT",
    "el Idrissi, Fatima",
    "^n^'^^",
    "\\n\\,\\;",
    "Zoë Ağaoğlu-Çelik " + "é" * 60,
    "\N{FAMILY}" * 30,
    "=?utf-8?q?x?=",
    "%s {0} ${x}",
)


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.mark.parametrize("words", NASTY)
def test_no_name_or_text_breaks_out_of_its_place(app: Flask, words: str) -> None:
    del app
    event = make_event(title=words, organisation=words, venue=words, theme=words, summary=words)
    registration = register(event, given_name=words)

    found = read(invites.request(registration, NOW))

    assert found["attendee"] == "mailto:fatima@voorbeeld.nl"
    assert found["attendee"].params["PARTSTAT"] == "ACCEPTED"
    assert found["organizer"] == "mailto:academie@voorbeeld.nl"
    assert set(found["attendee"].params) == {"CN", "CUTYPE", "ROLE", "PARTSTAT", "RSVP"}
    assert set(found["organizer"].params) == {"CN"}
    assert found["summary"] == " ".join(words.split())


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(words=st.text(min_size=1, max_size=120).map(printable).filter(str.strip))
def test_whatever_can_be_typed_can_be_read_back(app: Flask, words: str) -> None:
    del app
    db.session.rollback()
    event = make_event(mode=EventMode.ONLINE, join_link=LINK)
    registration = register(event, mode=AttendanceMode.ONLINE)
    with db.session.no_autoflush:
        event.title = event.theme = event.organisation = registration.given_name = words

        found = read(invites.request(registration, NOW))

    assert found["summary"] == " ".join(words.split())
    assert found["conference"] == join_url(registration)
    assert f"Doe online mee: {join_url(registration)}" in found["description"]


def test_the_number_of_an_invite_never_falls(mailbox: Mailbox) -> None:
    event = make_event()
    registration = register(event)
    later: dict[str, Any] = {
        "starts_at": WHEN + timedelta(days=1),
        "ends_at": WHEN + timedelta(days=1, hours=2),
    }
    happenings = (
        lambda: service.cancel(registration, now=NOW),
        lambda: register(event),
        lambda: service.cancel(registration, now=NOW),
        lambda: undoing.undo_cancel(registration, now=NOW),
        lambda: events.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 50}, **later),
        lambda: events.postpone(event, now=NOW),
        lambda: events.publish(event, now=NOW),
        lambda: service.cancel(registration, now=NOW),
        lambda: register(event),
        lambda: events.cancel(event, reason="De zaal is dicht.", now=NOW),
    )
    told = [told_of(mailbox)]

    for happen in happenings:
        happen()
        told.append(told_of(mailbox))

    methods, numbers = [method for method, _n in told], [number for _m, number in told]
    assert methods == [
        *("REQUEST", "CANCEL", "REQUEST", "CANCEL", "REQUEST", "REQUEST"),
        *("CANCEL", "REQUEST", "CANCEL", "REQUEST", "CANCEL"),
    ]
    assert numbers == sorted(set(numbers))


def told_of(mailbox: Mailbox) -> tuple[str, int]:
    """Give the method and number of the one invite that is mailed now."""
    (mail,) = deliver(mailbox)
    (part,) = (part for part in mail.walk() if part.get_content_type() == "text/calendar")
    body = part.get_payload(decode=True)
    assert isinstance(body, bytes)
    return str(part.get_param("method")), int(read(body)["sequence"])


def cancelled(registration: Registration) -> Any:
    return read(invites.cancellation(registration, NOW + timedelta(hours=1)))


def test_taking_back_names_the_same_meeting_and_holds_no_link_or_alarm(app: Flask) -> None:
    del app
    event = make_event(mode=EventMode.ONLINE, join_link=LINK)
    registration = register(event, mode=AttendanceMode.ONLINE)
    before = read(invites.request(registration, NOW))
    service.cancel(registration, now=NOW)

    after = cancelled(registration)

    assert (after["status"], after["transp"]) == ("CANCELLED", "TRANSPARENT")
    assert after["dtstamp"].dt > before["dtstamp"].dt
    for name in ("uid", "organizer", "attendee", "dtstart"):
        assert after[name] == before[name], name
    assert after.walk("VALARM") == []
    assert "conference" not in after
    assert LINK not in str(after["description"])


def test_the_file_to_share_names_nobody_and_holds_no_link(app: Flask) -> None:
    del app
    event = make_event(mode=EventMode.ONLINE, join_link=LINK)
    body = invites.download(register(event, mode=AttendanceMode.ONLINE))

    assert b"METHOD:PUBLISH" in body
    for secret in (b"ATTENDEE", b"Fatima", b"fatima", b"meet.voorbeeld", b"VALARM"):
        assert secret not in body.replace(b"\r\n ", b"")


@pytest.mark.parametrize(
    ("starts_at", "wall"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "20270328T013000"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "20270328T030000"),
        (datetime(2027, 10, 30, 23, 30, tzinfo=UTC), "20271031T013000"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "20271031T023000"),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "20271031T030000"),
    ],
)
def test_an_invite_around_a_change_of_the_clock_is_right_to_the_hour(
    app: Flask, starts_at: datetime, wall: str
) -> None:
    del app
    event = make_event(starts_at=starts_at, ends_at=starts_at + timedelta(minutes=25))
    body = invites.request(register(event), NOW)

    assert f"DTSTART;TZID=Europe/Amsterdam:{wall}\r\n".encode() in body
    assert read(body)["dtstart"].dt.astimezone(UTC) == starts_at

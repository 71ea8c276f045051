"""Meetings as calendar objects, read back, also by two libraries that we do not write with."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from flask import Flask
from ical.calendar_stream import IcsCalendarStream
from icalendar import Timezone

from academie.events import ical, service
from academie.events.terms import AttendanceMode, EventMode
from tests.events.factories import change
from tests.events.reading import only_event, read
from tests.factories import NOW, WHEN, make_event

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

LINK = "https://meet.voorbeeld.nl/geheim"
LONG = "Publieksacademie; Leeuwarden, met een naam: zo lang dat de regel gevouwen wordt: été\\où"


def test_a_file_holds_one_meeting_with_its_facts(app: Flask) -> None:
    del app
    event = make_event(theme="Verborgen armoede", summary="Kom ook.")
    url = "http://127.0.0.1:8000/bijeenkomsten/publieksacademie-leeuwarden-2027"

    found = only_event(ical.event_file(event))

    assert found["UID"] == f"evenement-{event.ref}@127.0.0.1"
    assert found["SUMMARY"] == "Publieksacademie Leeuwarden"
    assert found["LOCATION"] == "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden"
    assert found["DESCRIPTION"] == f"Verborgen armoede\nKom ook.\n{url}"
    assert (found["URL"], found["STATUS"], found["SEQUENCE"]) == (url, "CONFIRMED", 0)
    assert (found["TRANSP"], found.categories) == ("OPAQUE", ["Publieksacademie"])
    assert found["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert (found.start.astimezone(UTC), found.end.astimezone(UTC)) == (WHEN, event.ends_at)
    changed_at = event.changed_at.replace(microsecond=0)
    assert found["DTSTAMP"].dt == found["LAST-MODIFIED"].dt == changed_at
    assert found["CREATED"].dt == event.created_at


def test_two_other_libraries_read_the_file_and_agree(app: Flask) -> None:
    del app
    event = make_event(title=LONG)
    service.postpone(event, now=NOW)
    text = ical.event_file(event).decode()

    (strict,) = IcsCalendarStream.calendar_from_ics(text).events
    loose = vobject.readOne(text).vevent

    assert strict.summary == loose.summary.value == f"Uitgesteld: {LONG}"
    assert strict.location == loose.location.value == ical.location(event)
    assert strict.uid == loose.uid.value == ical.uid(event)
    assert strict.status == loose.status.value == "TENTATIVE"
    assert isinstance(strict.dtstart, datetime)
    assert strict.dtstart.astimezone(UTC) == loose.dtstart.value.astimezone(UTC) == WHEN


def test_the_same_meeting_gives_the_same_bytes(app: Flask) -> None:
    del app
    event = make_event(title=LONG)

    first, second = ical.event_file(event), ical.event_file(event)

    assert first == second
    assert only_event(first)["SUMMARY"] == LONG


def test_a_title_over_two_lines_becomes_one(app: Flask) -> None:
    del app

    found = only_event(ical.event_file(make_event(title="Een\r\nATTENDEE:mailto:x@y.nl")))

    assert found["SUMMARY"] == "Een ATTENDEE:mailto:x@y.nl"
    assert "ATTENDEE" not in found


def test_a_move_raises_the_sequence_and_keeps_the_uid(app: Flask) -> None:
    del app
    event = make_event()
    before = only_event(ical.event_file(event))

    change(event, now=NOW + timedelta(hours=1), place="Franeker")

    after = only_event(ical.event_file(event))
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt


def test_a_postponed_meeting_is_tentative_and_a_cancelled_one_cancelled(app: Flask) -> None:
    del app
    event = make_event()

    service.postpone(event, now=NOW)
    postponed = only_event(ical.event_file(event))
    service.cancel(event, reason="Ziek.", now=NOW)
    cancelled = only_event(ical.event_file(event))

    assert (postponed["STATUS"], cancelled["STATUS"]) == ("TENTATIVE", "CANCELLED")
    assert (postponed["TRANSP"], cancelled["TRANSP"]) == ("TRANSPARENT", "TRANSPARENT")
    assert postponed["SUMMARY"] == "Uitgesteld: Publieksacademie Leeuwarden"
    assert cancelled["SUMMARY"] == "Publieksacademie Leeuwarden"


def test_a_guest_with_a_seat_online_gets_the_link(app: Flask) -> None:
    del app
    event = make_event(mode=EventMode.HYBRID, join_link=LINK)
    stamp = NOW + timedelta(days=1)

    invite = ical.vevent(
        event, sequence=3, stamp=stamp, attendance=AttendanceMode.ONLINE, join_link=LINK
    )

    body = ical.calendar_bytes([invite], method="REQUEST")
    found = only_event(body)
    assert read(body)["METHOD"] == "REQUEST"
    assert (found["SEQUENCE"], found["DTSTAMP"].dt, found["LOCATION"]) == (3, stamp, "Online")
    assert found["CONFERENCE"] == LINK
    assert f"Doe online mee: {LINK}" in found["DESCRIPTION"]


@pytest.mark.parametrize(
    ("mode", "where"),
    [
        (EventMode.ONSITE, "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden"),
        (EventMode.HYBRID, "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden of online"),
        (EventMode.ONLINE, "Online"),
    ],
)
def test_the_location_follows_the_mode(app: Flask, mode: EventMode, where: str) -> None:
    del app

    assert ical.location(make_event(mode=mode)) == where


@pytest.mark.parametrize(
    ("moment", "offset"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), 1),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 0, 59, tzinfo=UTC), 2),
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), 1),
    ],
)
def test_the_time_zone_is_right_on_both_sides_of_each_clock_change(
    app: Flask, moment: datetime, offset: int
) -> None:
    del app
    written = Timezone.from_ical(ical.VTIMEZONE)
    assert isinstance(written, Timezone)
    zone = written.to_tz(lookup_tzid=False)

    assert moment.astimezone(zone).utcoffset() == timedelta(hours=offset)


def test_the_time_zone_comes_first_and_is_the_same_for_every_meeting(app: Flask) -> None:
    del app
    winter = make_event()
    summer = make_event(
        starts_at=WHEN + timedelta(days=120), ends_at=WHEN + timedelta(days=120, hours=2)
    )

    zones = [
        body[body.index(b"BEGIN:VTIMEZONE") : body.index(b"END:VTIMEZONE")]
        for body in map(ical.event_file, (winter, summer))
    ]

    assert zones[0] == zones[1]
    assert b"VEVENT" not in zones[0]
    assert b"RDATE" not in zones[0]

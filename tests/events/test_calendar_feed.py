"""The agenda as one calendar that programs follow: what it holds, and when it is new."""

from datetime import timedelta

import pytest
from flask import Flask

from academie.events import ical, service
from academie.events.terms import EventMode
from academie.reference.models import Province
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.events.factories import change
from tests.events.reading import only_event, read
from tests.factories import NOW, make_event

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

LINK = "https://meet.voorbeeld.nl/geheim"


def test_the_feed_holds_what_the_agenda_holds_and_nothing_private(browser: Browser) -> None:
    make_event(title="Fries", province=Province.FRIESLAND)
    make_event(title="Hybride", mode=EventMode.HYBRID, join_link=LINK)
    make_event(title="Concept", published=False)

    answer = browser.get("/agenda.ics").response

    calendar = read(answer.data)
    assert [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")] == ["Fries", "Hybride"]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=900"
    for private in (b"METHOD", b"ATTENDEE", b"ORGANIZER", b"CONFERENCE", b"geheim", b"mailto"):
        assert private not in answer.data


def test_the_feed_introduces_itself(browser: Browser) -> None:
    answer = browser.get("/agenda.ics?provincie=friesland&waar=online&x=1").response

    lines = answer.text.replace("\r\n ", "").split("\r\n")
    assert "NAME:Bijeenkomsten Alliantie Kinderarmoede" in lines
    assert "X-WR-CALNAME:Bijeenkomsten Alliantie Kinderarmoede" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines
    assert (
        "SOURCE;VALUE=URI:http://127.0.0.1:8000/agenda.ics?provincie=friesland&waar=online" in lines
    )


def test_the_feed_filters_as_the_agenda_does(browser: Browser) -> None:
    make_event(title="Fries", province=Province.FRIESLAND)
    make_event(title="Zeeuws", province=Province.ZEELAND)

    found = only_event(browser.get("/agenda.ics?provincie=friesland").response.data)

    assert found["SUMMARY"] == "Fries"


def test_a_name_with_commas_is_escaped(app: Flask) -> None:
    del app

    body = ical.feed([], name="a, b; c", source="http://127.0.0.1:8000/agenda.ics")

    assert rb"NAME:a\, b\; c" in body


@pytest.mark.parametrize("address", ["/agenda.ics", "/bijeenkomsten/{slug}.ics"])
def test_an_unchanged_calendar_is_not_sent_again(browser: Browser, address: str) -> None:
    address = address.format(slug=make_event().slug)
    first = browser.get(address).response

    by_tag = browser.get(address, headers={"If-None-Match": first.headers["ETag"]})
    by_date = browser.get(address, headers={"If-Modified-Since": first.headers["Last-Modified"]})

    assert not first.headers["ETag"].startswith("W/")
    assert first.headers["Last-Modified"] == "Mon, 01 Mar 2027 12:00:00 GMT"
    assert (by_tag.status, by_date.status) == (304, 304)
    assert by_tag.response.data == by_date.response.data == b""


def test_a_head_request_gets_the_headers_alone(browser: Browser) -> None:
    make_event()
    whole = browser.get("/agenda.ics").response

    head = browser.client.head("/agenda.ics")

    assert head.data == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert "Set-Cookie" not in head.headers


def test_a_meeting_that_leaves_a_filtered_feed_makes_it_new(browser: Browser, at: SetClock) -> None:
    event = make_event(province=Province.FRIESLAND)
    first = browser.get("/agenda.ics?provincie=friesland").response
    later = NOW + timedelta(hours=1)
    at(later)

    change(event, now=later, province=Province.ZEELAND)

    since = {"If-Modified-Since": first.headers["Last-Modified"]}
    second = browser.get("/agenda.ics?provincie=friesland", headers=since)
    assert second.status == 200
    assert read(second.response.data).walk("VEVENT") == []


def test_a_meeting_leaves_the_feed_four_weeks_after_its_end(browser: Browser, at: SetClock) -> None:
    event = make_event()
    service.cancel(event, reason="Ziek.", now=NOW)
    leaves_at = event.ends_at + timedelta(weeks=4)

    at(leaves_at - timedelta(seconds=1))
    before = browser.get("/agenda.ics").response
    at(leaves_at)
    since = {"If-Modified-Since": before.headers["Last-Modified"]}
    after = browser.get("/agenda.ics", headers=since)

    assert only_event(before.data)["STATUS"] == "CANCELLED"
    assert after.status == 200
    assert after.response.headers["Last-Modified"] == "Tue, 06 Apr 2027 20:45:00 GMT"
    assert read(after.response.data).walk("VEVENT") == []


def test_an_empty_feed_is_a_calendar_too(browser: Browser) -> None:
    answer = browser.get("/agenda.ics").response

    assert answer.status_code == 200
    assert "Last-Modified" not in answer.headers
    assert read(answer.data).walk("VEVENT") == []

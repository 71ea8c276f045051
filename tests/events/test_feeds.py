"""The agenda for programs: Atom, calendar and JSON, read back by libraries we do not write with."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream
from sqlalchemy import update

from academie.core import lately
from academie.core.db import db
from academie.events import service, stamps
from academie.events.models import Event
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.reference.models import Province
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.events.pages import FORM as EVENT_FORM
from tests.factories import NOW, WHEN, make_event
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

SECOND = timedelta(seconds=1)
FEEDS = ("/agenda.ics", "/agenda.atom", "/agenda.json")
LINK = "https://meet.voorbeeld.nl/geheim"


def atom(browser: Browser, address: str = "/agenda.atom") -> Any:
    """Read the Atom feed, and see that it is one."""
    found = feedparser.parse(browser.get(address).response.data)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def meetings(browser: Browser, address: str = "/agenda.json") -> Any:
    return json.loads(browser.get(address).response.data)["meetings"]


def test_the_atom_feed_introduces_itself(browser: Browser) -> None:
    make_event()

    found = atom(browser, "/agenda.atom?provincie=&soort=feest").feed

    assert found.title == "Bijeenkomsten Alliantie Kinderarmoede"
    assert found.id == "http://127.0.0.1:8000/agenda.atom"
    assert found.updated == "2027-03-01T13:00:00+01:00"
    assert {(link.rel, link.href) for link in found.links} == {
        ("self", "http://127.0.0.1:8000/agenda.atom"),
        ("alternate", "http://127.0.0.1:8000/"),
    }


def test_letters_that_no_xml_can_carry_never_reach_a_feed(browser: Browser, team: Browser) -> None:
    event = make_event()
    team.get(f"/beheer/bijeenkomsten/{event.ref}")

    team.submit(EVENT_FORM, title="Zo\ufffe \uffffmaar", summary="\x01Een\ufffe avond.")

    (entry,) = atom(browser).entries
    assert (entry.title, "Een avond." in entry.summary) == ("Zo maar", True)


def test_an_entry_tells_what_where_and_when(browser: Browser) -> None:
    event = make_event(summary="Kom <ook> & luister.")

    (entry,) = atom(browser).entries

    assert entry.id == f"tag:127.0.0.1,2026:evenement-{event.ref}"
    assert (entry.title, entry.author) == ("Publieksacademie Leeuwarden", "Alliantie Kinderarmoede")
    assert entry.link == f"http://127.0.0.1:8000/bijeenkomsten/{event.slug}"
    assert entry.updated == entry.published == "2027-03-01T13:00:00+01:00"
    assert entry.tags[0].label == "Publieksacademie"
    assert entry.summary.replace("\N{NO-BREAK SPACE}", " ").split("\n") == [
        "dinsdag 9 maart 2027, 19.30 tot 21.45 uur",
        "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden",
        "Verborgen armoede",
        "Kom <ook> & luister.",
    ]


def test_an_entry_keeps_its_name_and_comes_first_when_it_changes(
    browser: Browser, at: SetClock
) -> None:
    first = make_event(title="Eerste")
    make_event(title="Tweede", now=NOW + timedelta(minutes=1))
    before = {entry.title: entry.id for entry in atom(browser).entries}
    later = NOW + timedelta(hours=1)
    at(later)

    service.cancel(first, reason="Ziek.", now=later)
    after = atom(browser).entries

    assert [entry.title for entry in after] == ["Gaat niet door: Eerste", "Tweede"]
    assert after[0].id == before["Eerste"]
    assert after[0].updated == "2027-03-01T14:00:00+01:00"


def test_a_postponed_meeting_says_so_in_every_feed(browser: Browser) -> None:
    service.postpone(make_event(), now=NOW)

    (entry,) = atom(browser).entries
    (meeting,) = meetings(browser)

    assert entry.title == "Uitgesteld: Publieksacademie Leeuwarden"
    assert entry.summary.startswith("Nieuwe datum volgt")
    assert (meeting["status"], meeting["starts_at"], meeting["ends_at"]) == (
        "postponed",
        None,
        None,
    )


def test_the_list_has_the_shape_we_promise(browser: Browser) -> None:
    topic = current_challenges()[0]
    event = make_event(province=Province.FRIESLAND, challenges=[topic], join_link=LINK)

    response = browser.get("/agenda.json?provincie=friesland").response

    assert json.loads(response.data) == {
        "version": 1,
        "url": "http://127.0.0.1:8000/agenda.json?provincie=friesland",
        "meetings": [
            {
                "id": event.ref,
                "url": f"http://127.0.0.1:8000/bijeenkomsten/{event.slug}",
                "title": "Publieksacademie Leeuwarden",
                "theme": "Verborgen armoede",
                "summary": None,
                "kind": "publieksacademie",
                "kind_label": "Publieksacademie",
                "status": "published",
                "starts_at": "2027-03-09T19:30:00+01:00",
                "ends_at": "2027-03-09T21:45:00+01:00",
                "mode": "onsite",
                "venue": "Dorpshuis De Terphoeve",
                "address": "Hemrikweg 4",
                "place": "Leeuwarden",
                "province": "Friesland",
                "municipalities": [],
                "topics": [topic.name],
                "organisation": "Alliantie Kinderarmoede",
                "for_partners": False,
                "free": True,
                "changed_at": "2027-03-01T13:00:00+01:00",
            }
        ],
    }
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_two_other_libraries_read_the_feed_and_agree(browser: Browser) -> None:
    make_event(title="Een; titel, met tekens\\")
    service.cancel(make_event(title="Weg", mode=EventMode.HYBRID), reason="Ziek.", now=NOW)
    text = browser.get("/agenda.ics").response.text

    strict = IcsCalendarStream.calendar_from_ics(text).events
    loose = vobject.readOne(text).vevent_list

    assert [event.summary for event in strict] == ["Een; titel, met tekens\\", "Weg"]
    assert [event.status for event in strict] == ["CONFIRMED", "CANCELLED"]
    for one, other in zip(strict, loose, strict=True):
        assert one.uid == other.uid.value
        assert one.summary == other.summary.value
        start = one.dtstart
        assert isinstance(start, datetime)
        assert start.astimezone(UTC) == other.dtstart.value.astimezone(UTC) == WHEN


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("provincie=friesland", ["Fries"]),
        ("waar=online", ["Online"]),
        ("soort=kenniskring", ["Online"]),
        ("opgave=schulden", ["Fries"]),
        ("opgave=niets", []),
    ],
)
def test_every_feed_filters_as_the_agenda_does(
    browser: Browser, query: str, titles: list[str]
) -> None:
    debts = [row for row in current_challenges() if row.slug == "schulden"]
    make_event(title="Fries", province=Province.FRIESLAND, challenges=debts)
    make_event(title="Online", kind=EventKind.KENNISKRING, mode=EventMode.ONLINE, join_link=LINK)

    assert [entry.title for entry in atom(browser, f"/agenda.atom?{query}").entries] == titles
    assert [row["title"] for row in meetings(browser, f"/agenda.json?{query}")] == titles


@pytest.mark.parametrize("address", FEEDS)
def test_an_unchanged_feed_is_not_sent_again_and_costs_one_query_a_second(
    browser: Browser, at: SetClock, address: str
) -> None:
    for _ in range(3):
        make_event()
    later = NOW + 2 * stamps.SETTLES
    at(later)
    known = {"If-None-Match": browser.get(address).response.headers["ETag"]}

    with asked_queries() as at_once:
        soon = browser.client.get(address, headers=known)
    at(later + lately.LOOKED_AT_EVERY)
    with asked_queries() as a_second_later:
        again = browser.client.get(address, headers=known)

    assert (len(at_once), len(a_second_later)) == (0, 1)
    assert (soon.status_code, again.status_code, again.data) == (304, 304, b"")
    assert "Set-Cookie" not in again.headers


@pytest.mark.parametrize("address", FEEDS)
def test_a_change_shows_at_once_and_one_of_another_process_within_a_second(
    browser: Browser, at: SetClock, address: str
) -> None:
    event = make_event()
    db.session.commit()
    later = NOW + 2 * stamps.SETTLES
    at(later)
    browser.get(address)

    service.change(event, now=later, capacities={}, title="Hier veranderd")
    db.session.commit()
    at_once = browser.get(address).response.get_data(as_text=True)
    settled = later + 2 * stamps.SETTLES
    at(settled)
    browser.get(address)
    with db.engine.begin() as elsewhere:
        changed = {"title": "Elders veranderd", "changed_at": settled}
        elsewhere.execute(update(Event).where(Event.id == event.id).values(changed))
    at(settled + lately.LOOKED_AT_EVERY)
    in_a_second = browser.get(address).response.get_data(as_text=True)

    assert "Hier veranderd" in at_once
    assert "Elders veranderd" in in_a_second


@pytest.mark.parametrize("address", FEEDS)
def test_every_change_makes_a_feed_new_even_at_the_same_moment(
    browser: Browser, address: str
) -> None:
    event = make_event(theme="Eerst")
    tags = [browser.get(address).response.headers["ETag"]]

    for theme in ("Daarna", "Toen"):
        service.change(event, now=NOW, capacities={}, theme=theme)
        tags.append(browser.get(address).response.headers["ETag"])

    assert len(set(tags)) == 3


@pytest.mark.parametrize("address", FEEDS)
def test_a_change_that_is_seen_after_a_newer_one_still_shows(
    browser: Browser, at: SetClock, address: str
) -> None:
    slow, quick = make_event(), make_event()
    service.change(quick, now=NOW + 2 * SECOND, capacities={}, title="Snel veranderd")
    at(NOW + 3 * SECOND)
    browser.get(address)
    service.change(slow, now=NOW + SECOND, capacities={}, title="Later gezien")

    soon = browser.get(address).response.get_data(as_text=True)
    at(NOW + 2 * stamps.SETTLES)
    later = browser.get(address).response.get_data(as_text=True)

    assert "Later gezien" in soon
    assert "Later gezien" in later


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_takes_as_many_queries_for_three_meetings_as_for_one(
    browser: Browser, address: str
) -> None:
    make_event()
    with asked_queries() as for_one:
        browser.get(address)
    make_event()
    make_event()

    with asked_queries() as for_three:
        browser.get(address)

    assert len(for_one) == len(for_three) == 2


@pytest.mark.parametrize("address", FEEDS)
def test_an_empty_feed_is_a_feed_too(browser: Browser, address: str) -> None:
    make_event(published=False)

    response = browser.get(address).response

    assert response.status_code == 200
    assert b"Publieksacademie" not in response.data


def test_a_closed_meeting_stays_for_four_weeks(browser: Browser, at: SetClock) -> None:
    event = make_event()
    service.close(event, now=event.closes_at)
    db.session.commit()
    at(event.ends_at + timedelta(weeks=3))
    (meeting,) = meetings(browser)

    at(event.ends_at + timedelta(weeks=4))

    assert meeting["status"] == EventStatus.CLOSED
    assert meetings(browser) == []


@pytest.mark.parametrize("address", FEEDS)
def test_a_meeting_that_is_postponed_stays_until_it_has_a_date(
    browser: Browser, at: SetClock, address: str
) -> None:
    event = make_event()
    service.postpone(event, now=NOW)
    at(event.ends_at + timedelta(weeks=40))

    assert event.title in browser.get(address).response.text


@pytest.mark.parametrize("path", ["/agenda.atom", "/agenda.ics", "/agenda/inbedden"])
def test_what_caches_may_share_does_not_vary_by_cookie(browser: Browser, path: str) -> None:
    make_event()

    page = browser.get(path)

    assert page.status == 200
    assert "Cookie" not in page.response.headers.get("Vary", "")
    assert "Set-Cookie" not in page.response.headers

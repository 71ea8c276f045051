"""The agenda: what stands in it, under which sign, and what a visitor may leave out."""

from datetime import timedelta
from typing import Any

import pytest

from academie.core.db import db
from academie.events import service
from academie.events.models import EventKind, EventMode
from academie.reference.models import Province
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.events.conftest import CountQueries, SetClock
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("at")

LATER: dict[str, Any] = {
    "starts_at": WHEN + timedelta(days=30),
    "ends_at": WHEN + timedelta(days=30, hours=2),
}
ONLINE: dict[str, Any] = {"mode": EventMode.ONLINE, "venue": None, "address": None, "place": None}


def test_coming_meetings_stand_under_their_month(browser: Browser) -> None:
    make_event(title="In april", **LATER)
    make_event(title="In maart", province=Province.FRIESLAND)

    page = browser.get("/")

    assert page.texts("main .side > div h2") == ["Maart 2027", "April 2027"]
    assert page.texts(".rows h3") == ["In maart", "In april"]
    assert page.texts(".rows .soft")[0] == "19.30 uur · Leeuwarden, Friesland · Op locatie"
    assert page.texts(".rows time") == ["di 9 mrt", "do 8 apr"]


def test_drafts_and_meetings_of_the_past_are_not_in_it(browser: Browser, at: SetClock) -> None:
    make_event(title="Concept", published=False, **LATER)
    make_event(title="Geweest")
    at(WHEN + timedelta(hours=4))

    page = browser.get("/")

    assert page.texts(".rows h3") == []
    assert page.text(".side .quiet:not(form) p").startswith("We hebben nu geen bijeenkomst")


def test_meetings_of_the_past_have_their_own_page(browser: Browser, at: SetClock) -> None:
    make_event(title="Geweest")
    make_event(title="Komt nog", **LATER)
    service.cancel(make_event(title="Afgezegd"), reason="Ziek.", now=NOW)
    at(WHEN + timedelta(hours=4))

    page = browser.get("/?eerder=1")

    assert page.text("h1") == "Eerdere bijeenkomsten"
    assert page.texts(".rows h3") == ["Geweest"]


def test_a_meeting_that_lost_its_date_stands_at_the_end_without_time(
    browser: Browser, at: SetClock
) -> None:
    service.postpone(make_event(title="Uitgesteld", **ONLINE), now=NOW)
    make_event(title="Met datum", **LATER)
    at(WHEN + timedelta(days=1))

    page = browser.get("/")

    assert page.texts("main .side > div h2") == ["April 2027", "Nieuwe datum volgt"]
    assert page.texts(".rows .soft")[1] == "Online"
    assert page.texts(".badge") == ["Er is plek", "Nieuwe datum volgt"]


@pytest.mark.parametrize(
    ("taken", "door", "words"),
    [
        (89, "lit", "Er is plek"),
        (90, "half", "Bijna vol"),
        (100, "dark", "Vol, wel een wachtlijst"),
    ],
)
def test_the_door_shows_how_much_room_there_is(
    browser: Browser, taken: int, door: str, words: str
) -> None:
    make_event(capacity=100).pools[0].taken = taken

    page = browser.get("/")

    assert page.text(".badge") == words
    assert page.one(".rows time")["class"] == ["door", door]


def test_a_hybrid_meeting_is_full_when_both_ways_are(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=10, online_capacity=10)
    event.pools[0].taken = 10

    before = browser.get("/").text(".badge")
    event.pools[1].taken = 10

    assert (before, browser.get("/").text(".badge")) == ("Er is plek", "Vol, wel een wachtlijst")


def test_a_cancelled_meeting_stays_with_its_door_off(browser: Browser) -> None:
    service.cancel(make_event(), reason="Ziek.", now=NOW)

    page = browser.get("/")

    assert page.text(".badge") == "Gaat niet door"
    assert page.one(".rows time")["class"] == ["door", "off"]


def test_registration_that_has_not_opened_or_has_closed_says_so(browser: Browser) -> None:
    make_event(title="Straks", registration_opens_at=NOW + timedelta(days=1))
    make_event(title="Voorbij", registration_closes_at=NOW - timedelta(days=1), **LATER)

    assert browser.get("/").texts(".badge") == [
        "Aanmelden kan binnenkort",
        "Aanmelden kan niet meer",
    ]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("provincie=friesland", ["Fries"]),
        ("waar=onsite", ["Fries", "Beide"]),
        ("waar=online", ["Beide", "Online"]),
        ("soort=kenniskring", ["Online"]),
        ("opgave=schulden", ["Beide"]),
        ("provincie=friesland&waar=online", []),
        ("provincie=atlantis&waar=&soort=feest", ["Fries", "Beide", "Online"]),
    ],
)
def test_a_visitor_filters_the_agenda(browser: Browser, query: str, titles: list[str]) -> None:
    debts = [row for row in current_challenges() if row.slug == "schulden"]
    make_event(title="Fries", province=Province.FRIESLAND)
    make_event(title="Beide", mode=EventMode.HYBRID, challenges=debts)
    make_event(title="Online", kind=EventKind.KENNISKRING, **ONLINE)

    page = browser.get(f"/?{query}")

    assert page.texts(".rows h3") == titles


def test_the_filter_keeps_what_was_chosen_and_hands_it_to_the_calendar(browser: Browser) -> None:
    browser.get("/")

    page = browser.submit(provincie="friesland", waar="online")

    assert page.one("#provincie option[selected]")["value"] == "friesland"
    assert [link["href"] for link in page.select('a[href*="agenda.ics"]')] == [
        "webcal://127.0.0.1:8000/agenda.ics?provincie=friesland&waar=online",
        "http://127.0.0.1:8000/agenda.ics?provincie=friesland&waar=online",
    ]


def test_the_agenda_takes_as_many_queries_for_three_meetings_as_for_one(
    browser: Browser, queries_of: CountQueries
) -> None:
    make_event(mode=EventMode.HYBRID)
    with queries_of() as for_one:
        browser.get("/")
    make_event(mode=EventMode.HYBRID)
    make_event(mode=EventMode.HYBRID)

    with queries_of() as for_three:
        browser.get("/")

    assert len(for_one) == len(for_three) == 2


def test_the_agenda_sets_no_cookie(browser: Browser) -> None:
    make_event()
    db.session.commit()

    assert "Set-Cookie" not in browser.get("/").response.headers

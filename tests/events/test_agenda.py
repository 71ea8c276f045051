"""The agenda: what stands in it, under which sign, and what a visitor may leave out."""

from datetime import timedelta
from typing import Any

import pytest

from academie.core.db import db
from academie.events import lists, service, stamps
from academie.events.terms import EventKind, EventMode
from academie.followups import review
from academie.followups.terms import EventLink
from academie.reference.models import Province
from academie.reference.queries import current_challenges
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import adopted, author, denied, make_outcome
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("at")

LATER: dict[str, Any] = {
    "starts_at": WHEN + timedelta(days=30),
    "ends_at": WHEN + timedelta(days=30, hours=2),
}
LONG_AFTER = WHEN + timedelta(days=60)
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
    now = WHEN + timedelta(hours=4)
    closed = make_event(title="Eerder afgelopen", starts_at=WHEN, ends_at=WHEN + timedelta(hours=9))
    service.close(closed, now=now)
    at(now)

    page = browser.get("/?eerder=1")

    assert page.text("h1") == "Eerdere bijeenkomsten"
    assert page.texts(".rows h3") == ["Geweest", "Eerder afgelopen"]


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
    assert page.one('a[href*="agenda.ics"]')["href"] == (
        "webcal://127.0.0.1:8000/agenda.ics?provincie=friesland&waar=online"
    )
    assert [link["href"] for link in page.select("link[rel=alternate]")] == [
        f"/agenda.{kind}?provincie=friesland&waar=online" for kind in ("ics", "atom", "json")
    ]


def test_the_agenda_takes_as_many_queries_for_three_meetings_as_for_one(browser: Browser) -> None:
    make_event(mode=EventMode.HYBRID)
    with asked_queries() as for_one:
        browser.get("/")
    make_event(mode=EventMode.HYBRID)
    make_event(mode=EventMode.HYBRID)

    with asked_queries() as for_three:
        browser.get("/")

    assert len(for_one) == len(for_three) == 3


def test_a_page_of_the_agenda_seen_before_takes_one_query(browser: Browser) -> None:
    make_event(now=NOW - 2 * stamps.SETTLES)
    browser.get("/")

    with asked_queries() as statements:
        browser.get("/")

    assert len(statements) == 1


def test_a_seat_that_goes_shows_at_once(browser: Browser) -> None:
    event = make_event(capacity=2)
    before = browser.get("/").text(".badge")

    event.pools[0].taken = 2

    assert (before, browser.get("/").text(".badge")) == ("Er is plek", "Vol, wel een wachtlijst")


def test_a_long_agenda_has_pages(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 2)
    for day in range(5):
        make_event(title=f"Dag {day}", starts_at=WHEN + timedelta(days=day), ends_at=LONG_AFTER)

    pages = [browser.get("/")]
    while following := pages[-1].select('main a[href*="pagina="]')[-1:]:
        if following[0].get_text() != "Volgende pagina":
            break
        pages.append(browser.get(str(following[0]["href"])))

    assert [page.texts(".rows h3") for page in pages] == [
        ["Dag 0", "Dag 1"],
        ["Dag 2", "Dag 3"],
        ["Dag 4"],
    ]


@pytest.mark.parametrize("number", ["0", "-1", "2.5", "x"])
def test_a_page_that_is_no_number_is_the_first(browser: Browser, number: str) -> None:
    make_event()

    assert browser.get(f"/?pagina={number}").texts(".rows h3") == ["Publieksacademie Leeuwarden"]


def test_a_meeting_of_the_past_tells_what_came_of_it(browser: Browser, at: SetClock) -> None:
    event = make_event()
    outcome = adopted(event, title="Leeuwarden maakt een doe-agenda")
    make_outcome(event, title="Nog niet vastgesteld")
    at(WHEN + timedelta(days=30))
    told = browser.get("/?eerder=1")

    review.withdraw(outcome, by=author(), reason="Het klopt niet.", now=NOW)
    gone = browser.get("/?eerder=1")

    assert told.texts(".rows li p a") == ["Wat er daarna is gedaan: 1 opbrengst"]
    assert told.texts(".rows ul li") == ["Leeuwarden maakt een doe-agenda"]
    assert told.one(".rows ul a")["href"] == f"/opbrengsten/{outcome.label}"
    assert gone.select(".rows ul li") == []


def test_no_list_says_of_a_meeting_what_is_not_shown_to_follow(
    browser: Browser, at: SetClock
) -> None:
    event = make_event()
    adopted(event, title="Dit hangt ergens anders mee samen", link=EventLink.NOT_SHOWN)
    denied(adopted(event, title="Dit is betwist"))
    at(WHEN + timedelta(days=30))

    past = browser.get("/?eerder=1")
    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert past.texts(".rows li p a") == []
    assert page.texts("ul.check li") == ["Dit is betwist Onbekend , betwist"]


def test_the_past_takes_as_many_queries_for_three_meetings_as_for_one(
    browser: Browser, at: SetClock
) -> None:
    adopted(make_event())
    at(WHEN + timedelta(days=30))
    with asked_queries() as for_one:
        browser.get("/?eerder=1")
    at(NOW)
    adopted(make_event())
    adopted(make_event())
    at(WHEN + timedelta(days=31))

    with asked_queries() as for_three:
        browser.get("/?eerder=1")

    assert len(for_one) == len(for_three) == 4


def test_the_agenda_sets_no_cookie(browser: Browser) -> None:
    make_event()
    db.session.commit()

    assert "Set-Cookie" not in browser.get("/").response.headers

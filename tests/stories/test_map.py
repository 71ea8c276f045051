"""Where something changed, and what followed on which meeting."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from academie.accounts.models import RoleName
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core import clock, lately
from academie.core.db import db
from academie.events.terms import EventKind
from academie.followups.service import Place
from academie.followups.terms import EventLink, OutcomeStatus, PlaceKind, Visibility
from academie.reference import municipalities
from academie.reference.models import Province
from academie.reference.municipalities import Row
from academie.stories import graph
from academie.stories.academies import PAGE_SIZE, page_of_held
from academie.stories.places import Map, map_of
from tests.alliances.factories import make_alliance, show
from tests.browser import Browser
from tests.clocks import stop_clock
from tests.commitments.factories import make_commitment
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import LATER, adopted, make_outcome, see
from tests.statements import asked_queries

QUERIES_KEPT = 3
"""Who asks, the state of all that the map shows, and once a second what is open."""


def town(name: str) -> list[Place]:
    return [Place(PlaceKind.MUNICIPALITY, name)]


def know_dongen(province: Province = Province.NOORD_BRABANT, now: datetime = NOW) -> None:
    municipalities.take_in([Row("GM0766", "Dongen", province)], [], now=now)
    db.session.commit()


def lit(found: Map) -> dict[Province, int]:
    return {tile.province: tile.outcomes for tile in found.lit}


def test_an_outcome_is_where_its_places_are_else_where_its_meetings_were(app: Flask) -> None:
    del app
    know_dongen()
    event = make_event(province=Province.FRIESLAND)
    adopted(event, places=town("dongen"))
    adopted(event, places=town("Onbekendijk"))
    adopted(places=[Place(PlaceKind.REGION, "Fryslân")])
    adopted(event, link=EventLink.NOT_SHOWN, places=town("Onbekendijk"))
    adopted(event, places=[Place(PlaceKind.NATIONAL)])
    adopted(places=[*town("Dongen"), Place(PlaceKind.REGION, "Zeeland")])
    make_outcome(event)

    found = map_of(graph.ADOPTED)

    assert lit(found) == {Province.NOORD_BRABANT: 2, Province.FRIESLAND: 2, Province.ZEELAND: 1}
    assert (found.national, found.elsewhere, found.total) == (1, 1, 6)
    assert found.towns[Province.NOORD_BRABANT] == ["dongen"]


def test_more_outcomes_give_more_light_and_none_gives_none(app: Flask) -> None:
    del app
    for province, count in (("Zeeland", 3), ("Drenthe", 1)):
        for _ in range(count):
            adopted(places=[Place(PlaceKind.REGION, province)])

    light = {tile.province: tile.light for tile in map_of(graph.ADOPTED).tiles}

    assert light[Province.ZEELAND] == 1
    assert 0 < light[Province.DRENTHE] < 1
    assert light[Province.UTRECHT] == 0


def test_the_list_of_meetings_counts_what_followed_by_how_far_it_is(app: Flask) -> None:
    del app
    academy, other = make_event(), make_event(title="Kring", kind=EventKind.KENNISKRING)
    for status in (OutcomeStatus.ONGOING, OutcomeStatus.STARTED):
        see(outcome := adopted(academy), OutcomeStatus.ANNOUNCED, WHEN.date())
        see(outcome, status)
    adopted(academy, link=EventLink.NOT_SHOWN)
    adopted(other, visibility=Visibility.INTERNAL)
    make_event(title="Nog niet geweest", starts_at=LATER, ends_at=LATER + timedelta(hours=2))

    staff = page_of_held(graph.ADOPTED, LATER, number=1, for_staff=True)
    public = page_of_held(graph.PUBLIC, LATER, number=1, for_staff=False)
    for_staff = {each.title: each.statuses for each in staff.meetings}
    for_all = {each.title: each.statuses for each in public.meetings}

    two = ((OutcomeStatus.STARTED, 1), (OutcomeStatus.ONGOING, 1))
    assert for_staff == {academy.title: two, "Kring": ((OutcomeStatus.UNKNOWN, 1),)}
    assert for_all == {academy.title: two}


def test_the_map_and_its_table_say_the_same(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event(province=Province.FRIESLAND)
    see(adopted(event), OutcomeStatus.ONGOING)

    page = browser.get("/opbrengsten/kaart")

    assert page.texts("svg text").count("-") == 11
    assert page.texts("svg text")[:2] == ["Fr", "1"]
    assert page.texts("tbody td")[:2] == ["Friesland", "1"]
    assert page.texts("tbody .status") == ["1 bezig"]


def test_the_map_of_staff_is_kept_until_something_changes(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    know_dongen()
    event = make_event()
    outcome, alliance = adopted(event, places=town("Dongen")), make_alliance("Dongen")
    browser.sign_in(make_user())

    def told() -> str:
        return browser.get("/beheer/kaart").text("main")

    assert "Dongen: 0 van 4" in told()
    with asked_queries() as statements:
        browser.get("/beheer/kaart")
    assert len(statements) == QUERIES_KEPT

    make_commitment(event)
    assert "1 open afspraak" in told()
    show(alliance)
    assert "Dongen: 1 van 4" in told()
    see(outcome, OutcomeStatus.ONGOING)
    assert "1 bezig" in told()


def test_what_is_open_is_asked_once_a_second_and_a_change_elsewhere_shows_by_then(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = stop_clock(monkeypatch, LATER)
    event = make_event()
    adopted(event)
    make_commitment(event)
    browser.sign_in(make_user())
    assert "1 open afspraak" in browser.get("/beheer/kaart").text("main")

    with asked_queries() as at_once:
        browser.client.get("/beheer/kaart")
    db.session.rollback()
    with db.engine.begin() as elsewhere:
        elsewhere.execute(update(Commitment).values(status=CommitmentStatus.KEPT))
    moment.at = LATER + lately.LOOKED_AT_EVERY
    with asked_queries() as a_second_later:
        again = browser.client.get("/beheer/kaart").get_data(as_text=True)

    assert not [question for question in at_once if "FROM commitment" in question]
    assert [question for question in a_second_later if "FROM commitment" in question]
    assert event.ref in again
    assert "open afspraak" not in again


def test_the_map_follows_a_list_of_municipalities_that_adds_none(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    know_dongen(Province.LIMBURG)
    adopted(places=town("Dongen"))
    assert browser.get("/opbrengsten/kaart").texts("tbody td")[:2] == ["Limburg", "1"]

    know_dongen(now=LATER)

    assert browser.get("/opbrengsten/kaart").texts("tbody td")[:2] == ["Noord-Brabant", "1"]


def test_a_reader_gets_the_stories_that_the_world_reads(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    adopted(event)
    stories = {
        RoleName.PROJECT_TEAM: f"/beheer/bijeenkomsten/{event.ref}/opvolging",
        RoleName.READER: f"/bijeenkomsten/{event.slug}/vervolg",
    }

    for role, address in stories.items():
        browser.sign_in(make_user(role, f"{role.value}@voorbeeld.nl"))
        assert browser.get("/beheer/kaart").one("main td a")["href"] == address


def test_many_meetings_come_in_pages(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    for number in range(PAGE_SIZE + 1):
        make_event(title=f"Academie {number}", starts_at=WHEN + timedelta(minutes=number))

    first, last = browser.get("/opbrengsten/kaart"), browser.get("/opbrengsten/kaart?pagina=99")

    assert len(first.texts("main td a")) == PAGE_SIZE
    assert first.one("main .flow a")["href"] == "/opbrengsten/kaart?pagina=2"
    assert last.texts("main td a") == ["Academie 0"]
    assert last.one("main .flow a")["href"] == "/opbrengsten/kaart?pagina=1"


def test_the_map_takes_as_many_queries_for_many_outcomes_as_for_one(browser: Browser) -> None:
    counts = []
    for _ in range(2):
        for _ in range(2):
            adopted(make_event(province=Province.DRENTHE))
        db.session.expunge_all()
        with asked_queries() as statements:
            browser.get("/opbrengsten/kaart")
        counts.append(len(statements))

    assert counts[0] == counts[1]

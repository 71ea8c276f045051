"""The list of meetings of staff: found by words, what comes apart from what was."""

from datetime import timedelta
from typing import Any

import pytest

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.events import overview, service
from academie.events.models import Event, EventMunicipality
from academie.events.terms import EventKind
from tests.browser import Browser
from tests.events.pages import LIST
from tests.factories import WHEN, make_event, make_user
from tests.registrations.factories import register
from tests.statements import asked_queries

LATER = WHEN + timedelta(days=1)


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)


def plan(title: str, days: float, **fields: Any) -> Event:
    """Make a meeting that begins so many days after the first."""
    starts = WHEN + timedelta(days=days)
    return make_event(title=title, starts_at=starts, ends_at=starts + timedelta(hours=2), **fields)


def test_what_comes_stands_by_date_and_what_was_the_latest_first(team: Browser) -> None:
    for title, days in (("Vorige", -3), ("Gisteren", 0), ("Straks", 9), ("Morgen", 2)):
        plan(title, days)
    plan("Nog een plan", -1, published=False)
    service.close(plan("Gesloten", 0.5), now=LATER)
    service.postpone(plan("Ooit", 1), now=WHEN)
    db.session.commit()

    ahead, over = team.get(LIST), team.get(f"{LIST}?geweest=1")

    assert ahead.texts("td a") == ["Nog een plan", "Morgen", "Straks", "Ooit"]
    assert ahead.texts("td .soft")[-1] == "Nieuwe datum volgt"
    assert over.texts("td a") == ["Gesloten", "Gisteren", "Vorige"]
    assert ahead.texts(".tabs a")[:2] == ["Komt nog (4)", "Geweest (3)"]
    assert over.text(".tabs [aria-current]") == "Geweest (3)"


def test_words_are_found_in_title_place_and_municipalities_however_they_are_written(
    team: Browser,
) -> None:
    armoede = plan("Armoede in de buurt", 2, place="Sneek")
    armoede.municipalities.append(EventMunicipality(name="Súdwest-Fryslân"))
    plan("Kring over schulden", 3, kind=EventKind.KENNISKRING, place="Emmen")
    db.session.commit()

    def found(query: str) -> list[str]:
        return team.get(f"{LIST}?{query}").texts("td a")

    assert found("zoek=sudwest+fryslan") == found("zoek=SNEEK+armoede") == ["Armoede in de buurt"]
    assert found("zoek=schuld&soort=kenniskring&stand=published") == ["Kring over schulden"]
    assert found("zoek=schuld&soort=publieksacademie") == found("stand=draft") == []
    assert found("soort=onzin&stand=onzin") == ["Armoede in de buurt", "Kring over schulden"]
    nothing = team.get(f"{LIST}?zoek=nergens&geweest=1")
    assert "We vonden geen bijeenkomst." in nothing.text("main")
    assert nothing.one("#zoek")["value"] == "nergens"
    assert nothing.one("main [name=geweest]")["value"] == "1"


def test_a_long_list_is_cut_and_asks_as_little_as_a_short_one(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "PER_PAGE", 2)
    plan("Nummer 0", 2)
    with asked_queries() as short:
        team.get(f"{LIST}?zoek=nummer")
    for number in range(1, 5):
        plan(f"Nummer {number}", 2 + number)

    with asked_queries() as long:
        page = team.get(f"{LIST}?zoek=nummer&pagina=2")

    assert page.texts("td a") == ["Nummer 2", "Nummer 3"]
    assert [link["href"] for link in page.select("nav.flow a")] == [
        f"{LIST}?pagina=1&zoek=nummer",
        f"{LIST}?pagina=3&zoek=nummer",
    ]
    assert len(short) == len(long)


def test_who_does_not_manage_a_meeting_reads_no_small_group_there(browser: Browser) -> None:
    own, other, large = (
        plan(title, days, max_party=6)
        for title, days in (("Van mij", 2), ("Van een ander", 3), ("Van velen", 4))
    )
    for event, people in ((own, 3), (other, 3), (large, 6)):
        register(event, people=people)
    both = make_user(RoleName.ORGANISER, events=[own])
    reader = make_user(RoleName.READER, "lezer@voorbeeld.nl")
    both.roles.extend(reader.roles)
    db.session.commit()
    browser.sign_in(both)

    page = browser.get(LIST)

    assert page.texts("td.num") == ["3", "minder dan 5", "6"]
    assert page.select("td a")[1]["href"] == f"/bijeenkomsten/{other.slug}"


def test_nobody_finds_what_they_may_not_know_of(browser: Browser) -> None:
    own = make_event(title="Van mij", published=False)
    make_event(title="Van een ander")
    browser.sign_in(make_user(RoleName.ORGANISER, events=[own]))

    page = browser.get(f"{LIST}?zoek=van")

    assert page.texts("td a") == ["Van mij"]
    assert page.texts(".tabs a") == ["Komt nog (1)", "Geweest (0)"]

"""What the world reads of all that came of meetings."""

from datetime import timedelta
from typing import Any

import feedparser
import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.core.small_groups import NoFigure
from academie.followups import review
from academie.followups.models import Outcome
from academie.followups.service import Place
from academie.followups.terms import (
    EventLink,
    OutcomeStatus,
    PlaceKind,
    ReachKind,
    Visibility,
)
from academie.reference import municipalities
from academie.reference.models import ChangeLine, Province
from academie.results import queries
from academie.results.queries import PAGE_SIZE, Reach, Wanted
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import LATER, adopted, author, denied, make_outcome, see, show
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("app")


def reaching(kind: ReachKind, number: int, unit: str = "leerlingen", **fields: Any) -> Outcome:
    return adopted(reach_kind=kind, reach_number=number, reach_unit=unit, **fields)


def test_numbers_of_different_kinds_or_of_few_people_are_never_added_up() -> None:
    reaching(ReachKind.COUNTED, 40)
    reaching(ReachKind.COUNTED, 8, "Leerlingen")
    reaching(ReachKind.COUNTED, 2)
    reaching(ReachKind.ESTIMATED, 3)
    reaching(ReachKind.PLANNED, 300)
    reaching(ReachKind.COUNTED, 7, "gezinnen")

    assert queries.sums(Wanted()).reached == [
        Reach(ReachKind.COUNTED, "gezinnen", 7),
        Reach(ReachKind.COUNTED, "leerlingen", 48),
        Reach(ReachKind.ESTIMATED, "leerlingen", NoFigure.FEW),
        Reach(ReachKind.PLANNED, "leerlingen", 300),
    ]


def test_what_is_disputed_not_adopted_or_not_public_stands_in_no_sum() -> None:
    denied(reaching(ReachKind.COUNTED, 1000))
    make_outcome(reach_kind=ReachKind.COUNTED, reach_number=1000, reach_unit="leerlingen")
    reaching(ReachKind.COUNTED, 1000, visibility=Visibility.PARTNERS)
    taken_back = reaching(ReachKind.COUNTED, 1000)
    review.withdraw(taken_back, by=author(), reason="Het klopt niet.", now=NOW)
    reaching(ReachKind.COUNTED, 8)
    db.session.commit()

    found = queries.sums(Wanted())

    assert found.reached == [Reach(ReachKind.COUNTED, "leerlingen", 8)]
    assert found.by_status == [(OutcomeStatus.UNKNOWN, 1)]
    assert found.disputed == 1


def test_each_counts_under_what_was_seen_of_it_last() -> None:
    outcome = adopted()
    show(outcome)
    see(outcome, OutcomeStatus.REALISED, WHEN.date())
    see(outcome, OutcomeStatus.STOPPED, LATER.date())
    adopted()

    by_status = queries.sums(Wanted()).by_status

    assert by_status == [(OutcomeStatus.STOPPED, 1), (OutcomeStatus.UNKNOWN, 1)]


def test_a_province_holds_its_places_and_what_follows_from_its_meetings() -> None:
    rows = municipalities.read(b"code,name,province\nGM0637,Zoetermeer,Zuid-Holland\n")
    municipalities.take_in(rows, [], now=NOW)
    event = make_event(province=Province.ZUID_HOLLAND)
    there = adopted(places=[Place(PlaceKind.MUNICIPALITY, "Zoetermeer")])
    follows = adopted(event, places=[Place(PlaceKind.NATIONAL)])
    adopted(event, link=EventLink.NOT_SHOWN)

    found = queries.page(Wanted(province=Province.ZUID_HOLLAND), 1)

    assert [row.outcome.number for row in found.rows] == [follows.number, there.number]


def test_words_and_lines_narrow_the_list(browser: Browser) -> None:
    adopted(title="Ontbijt op school", line=ChangeLine.VERZACHTEN)
    adopted(title="Ander beleid in 100% van de stad", line=ChangeLine.VERANDEREN)

    page = browser.get("/opbrengsten?woorden=100%25&lijn=veranderen")

    assert page.texts(".rows h3") == ["Ander beleid in 100% van de stad"]
    assert page.one("#woorden")["value"] == "100%"


def test_every_outcome_stands_on_one_page_of_many(browser: Browser) -> None:
    for number in range(PAGE_SIZE + 1):
        adopted(title=f"Opbrengst {number}")

    first, second = browser.get("/opbrengsten"), browser.get("/opbrengsten?pagina=2")

    assert len(first.texts(".rows h3")) == PAGE_SIZE
    assert second.texts(".rows h3") == ["Opbrengst 0"]
    assert (
        second.text("nav.flow span")
        == f"{PAGE_SIZE + 1} tot en met {PAGE_SIZE + 1} van {PAGE_SIZE + 1}"
    )
    assert browser.get("/opbrengsten?pagina=999").texts(".rows h3") == ["Opbrengst 0"]


def test_a_page_and_its_sums_ask_the_same_however_many_there_are() -> None:
    numbers = []
    for more in (1, 3):
        for _number in range(more):
            see(reaching(ReachKind.COUNTED, 4), OutcomeStatus.STARTED)
        db.session.rollback()
        with asked_queries() as asked:
            queries.page(Wanted(), 1)
            queries.sums(Wanted())
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]


def test_an_odd_address_shows_a_page(browser: Browser) -> None:
    adopted()

    for odd in ("pagina=0", "pagina=-1", "lijn=x", "opgave='", "woorden=%25", "provincie=1"):
        assert browser.get(f"/opbrengsten?{odd}").status == 200


def test_news_tells_the_latest_first_and_answers_briefly_when_nothing_changed(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, new = adopted(title="Eerst"), adopted(title="Daarna", now=NOW + timedelta(days=1))
    monkeypatch.setattr(clock, "now", lambda: LATER)
    visitor = app.test_client()

    first = visitor.get("/opbrengsten.atom")
    again = visitor.get("/opbrengsten.atom", headers={"If-None-Match": first.headers["ETag"]})
    review.withdraw(old, by=author(), reason="Het klopt niet.", now=LATER)
    db.session.commit()
    after = visitor.get("/opbrengsten.atom", headers={"If-None-Match": first.headers["ETag"]})

    entries = feedparser.parse(first.data).entries
    assert [entry.title for entry in entries] == [new.title, old.title]
    assert again.status_code == 304
    assert after.status_code == 200
    assert b"Eerst" not in after.data

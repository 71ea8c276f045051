"""What led to what: the same in picture, list and files, and no more than one may see."""

import csv
from io import StringIO
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.followups import chains as chain_links
from academie.followups import linking, queries
from academie.followups.models import Outcome
from academie.followups.service import Place
from academie.followups.terms import (
    EventLink,
    EvidenceKind,
    OutcomeLinkKind,
    OutcomeStatus,
    PlaceKind,
    Strength,
    Visibility,
)
from academie.stories import chain, chain_files, graph
from academie.stories.chain import Chain, chains
from tests.browser import Browser
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import LATER, adopted, make_outcome, see, show
from tests.statements import asked_queries

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ALL: dict[str, Any] = {"meeting": None, "place": None}


def lead(
    source: Outcome, target: Outcome, kind: OutcomeLinkKind = OutcomeLinkKind.LEADS_TO
) -> None:
    linking.link(source, target, kind=kind, explanation="Dat zegt de wethouder.", now=NOW)
    db.session.commit()


def titles(found: Chain) -> list[str]:
    return [step.row.outcome.title for step in found.steps]


def test_outcomes_hang_together_over_links_and_meetings(app: Flask) -> None:
    del app
    early, late = (
        make_event(title="Vroeg"),
        make_event(title="Laat", starts_at=WHEN.replace(hour=19)),
    )
    one, two = adopted(early, title="Een"), adopted(late, title="Twee")
    three = adopted(title="Drie")
    lead(two, three)
    lead(adopted(title="Vier"), adopted(title="Vijf"), OutcomeLinkKind.BESIDE)
    adopted(title="Alleen")

    found, alone = chains(graph.graph(graph.ADOPTED, **ALL))

    assert [titles(each) for each in found] == [["Twee", "Drie"], ["Een"], ["Vier", "Vijf"]]
    assert [step.row.outcome.title for step in alone] == ["Alleen"]
    assert found[0].steps[1].follows[0].source is two
    assert found[2].steps[1].beside[0][0].title == "Vier"
    assert one.events


def test_light_falls_only_on_what_a_meeting_is_linked_to(app: Flask) -> None:
    del app
    event = make_event()
    first = adopted(event, title="Erbij")
    lead(first, adopted(title="Erna"))
    lead(first, adopted(event, title="Niet aangetoond", link=EventLink.NOT_SHOWN))

    found, _alone = chains(graph.graph(graph.ADOPTED, **ALL))

    picture = found[0].picture
    assert picture is not None
    assert {tile.title: tile.lit for tile in picture.tiles} == {
        "Erbij": True,
        "Erna": False,
        "Niet aangetoond": False,
    }
    assert len(picture.light) == 1
    assert len(picture.arrows) == 3


def test_an_arrow_is_as_strong_as_what_it_leads_to(app: Flask) -> None:
    del app
    weak, fair = adopted(title="Zwak"), adopted(title="Redelijk")
    show(fair, EvidenceKind.DOCUMENT, independent=True)
    lead(weak, fair)

    found, _alone = chains(graph.graph(graph.ADOPTED, **ALL))

    picture = found[0].picture
    assert picture is not None
    assert [arrow.strength for arrow in picture.arrows] == [Strength.FAIR]


def test_a_filter_keeps_the_whole_chain_of_a_meeting_or_municipality(app: Flask) -> None:
    del app
    event = make_event()
    here = adopted(event, title="Hier", places=[Place(PlaceKind.MUNICIPALITY, "Dongen")])
    before, after = adopted(title="Ervoor"), adopted(title="Erna")
    lead(before, here)
    lead(here, after)
    adopted(title="Elders")

    of_meeting = graph.graph(graph.ADOPTED, meeting=event, place=None)
    of_town = graph.graph(graph.ADOPTED, meeting=None, place="Dongen")

    for found in (of_meeting, of_town):
        assert {row.outcome.title for row in found.rows} == {"Hier", "Ervoor", "Erna"}
        assert found.total == 3
    assert graph.places(graph.ADOPTED) == ["Dongen", "Leeuwarden"]
    assert graph.meetings(graph.ADOPTED) == [event]


def test_the_public_chain_knows_nothing_of_what_is_not_public(app: Flask) -> None:
    del app
    event = make_event()
    shown = adopted(event, title="Open")
    hidden = adopted(title="Dicht", visibility=Visibility.INTERNAL)
    beyond = adopted(title="Erachter")
    lead(shown, hidden)
    lead(hidden, beyond)
    lead(shown, make_outcome(title="Concept"))

    found = graph.graph(graph.PUBLIC, meeting=event, place=None)

    assert [row.outcome.title for row in found.rows] == ["Open"]
    assert not found.links
    assert b"Dicht" not in chain_files.nodes(found) + chain_files.edges(found)


def test_the_world_is_told_of_no_meeting_outside_the_agenda(app: Flask) -> None:
    del app
    event = make_event(title="Besloten kring", listed=False)
    adopted(event, title="Open")

    found = graph.graph(graph.PUBLIC, **ALL)

    assert b"Besloten" not in chain_files.nodes(found) + chain_files.edges(found)
    assert [step.meetings for step in chains(found)[1]] == [[]]
    assert graph.meetings(graph.PUBLIC) == []
    assert graph.meetings(graph.ADOPTED) == [event]
    assert queries.public_rows(most=1)[0].event_titles == []


def test_what_is_too_much_is_left_out_with_its_number(app: Flask) -> None:
    del app
    for number in range(3):
        adopted(title=f"Nummer {number}")

    found = graph.graph(graph.ADOPTED, **ALL, most=2)

    assert [row.outcome.title for row in found.rows] == ["Nummer 2", "Nummer 1"]
    assert found.total == 3


def test_the_page_shows_each_chain_as_a_picture_and_as_a_list(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    event = make_event()
    first, second = adopted(event, title="Doe-agenda"), adopted(title="Nieuwe regels")
    lead(first, second)
    see(second, OutcomeStatus.ANNOUNCED)

    page = browser.get("/opbrengsten/keten")

    assert page.texts(".path b") == ["Publieksacademie Leeuwarden", "Doe-agenda", "Nieuwe regels"]
    assert "Volgt uit: Doe-agenda" in page.text(".path li:last-child")
    assert [link["href"] for link in page.select(".path b a")] == [
        link["href"] for link in page.select("svg a")
    ]
    assert page.one("main svg")["aria-hidden"] == "true"
    assert browser.get("/opbrengsten/keten?gemeente=Nergens").texts(".path b a")
    assert browser.get("/opbrengsten/keten/geheim.csv").status == 404


def test_the_picture_is_kept_until_something_changes(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATER)
    first, second = adopted(make_event(), title="Doe-agenda"), adopted(title="Nieuwe regels")
    lead(first, second)
    browser.get("/opbrengsten/keten")
    with asked_queries() as statements:
        browser.get("/opbrengsten/keten")
    assert len(statements) == 1

    browser.sign_in(make_user())
    with asked_queries() as to_draw:
        browser.get("/beheer/keten")
    with asked_queries() as to_keep:
        browser.get("/beheer/keten")
    assert len(to_keep) < len(to_draw)

    (joint,) = chain_links.links_of(first)
    linking.withdraw(joint, by=first.author, reason="Klopt niet.", now=LATER)
    db.session.commit()

    for address in ("/opbrengsten/keten", "/beheer/keten"):
        assert browser.get(address).texts(".path b")[1:] == ["Doe-agenda"]


def test_the_page_takes_as_many_queries_for_many_outcomes_as_for_one(browser: Browser) -> None:
    counts = []
    for size in (1, 4):
        event = make_event(title=f"Academie {size}")
        made = [adopted(event, title=f"Nummer {number}") for number in range(size)]
        for source, target in pairwise(made):
            lead(source, target)
        slug = event.slug
        db.session.expunge_all()
        with asked_queries() as statements:
            browser.get(f"/opbrengsten/keten?bijeenkomst={slug}")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_files_open_in_a_dutch_spreadsheet_and_hold_no_formulas(app: Flask) -> None:
    del app
    event = make_event()
    lead(adopted(event, title="=1+1"), adopted(title="Erna"))
    found = graph.graph(graph.ADOPTED, **ALL)

    nodes, edges = chain_files.nodes(found), chain_files.edges(found)

    assert nodes.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(StringIO(nodes.decode("utf-8-sig")), delimiter=";"))
    links = list(csv.DictReader(StringIO(edges.decode("utf-8-sig")), delimiter=";"))
    assert {row["Titel"] for row in rows} == {event.title, "'=1+1", "Erna"}
    keys = {row["Sleutel"] for row in rows}
    assert {link["Van"] for link in links} | {link["Naar"] for link in links} == keys
    assert [link["Verband"] for link in links] == ["Volgt later op de bijeenkomst", "Leidde tot"]


def test_a_chain_too_large_to_draw_is_a_list_that_says_so(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "MOST_DRAWN", 1)
    event = make_event()
    for number in range(2):
        adopted(event, title=f"Nummer {number}")

    page = browser.get("/opbrengsten/keten")

    assert "te groot voor een beeld: 2 opbrengsten" in page.text("section.chain")
    assert not page.select("section.chain svg")
    assert len(page.select(".path li")) == 3

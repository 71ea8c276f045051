"""What the world and participants read of a programme, and what is left afterwards."""

from datetime import timedelta

import pytest
from flask import Flask

from academie.checkin.models import HeadCount
from academie.core import links
from academie.core.db import db
from academie.events import service as events
from academie.events import stamps
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode
from academie.programme import materials
from academie.programme.terms import MaterialKind
from academie.registrations import service as registrations
from tests.browser import Browser, Page
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group, register
from tests.statements import asked_queries

AFTER = WHEN + timedelta(days=2)


pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def open_page(browser: Browser, event: Event) -> Page:
    return browser.get(f"/bijeenkomsten/{event.slug}")


def my_page(browser: Browser, event: Event, email: str = "fatima@voorbeeld.nl") -> Page:
    mine = register(event, email)
    return browser.get(f"/aanmelding/{links.sign('registration', mine.ref, mine.link_version)}")


def test_the_programme_stands_on_the_page_with_times_rooms_and_who_agreed(
    browser: Browser,
) -> None:
    event = make_event()
    story = make_item(event, "Een verhaal", text="Over school.", room="Grote zaal")
    make_item(event, "Pauze", offset_minutes=45)
    make_contributor(event, approved=True, items=[story])
    make_contributor(event, name="Bram", items=[story])

    page = open_page(browser, event)

    assert page.texts("ol.times li") == [
        "19.30 Een verhaal Met Samira. Over school. Waar: Grote zaal",
        "20.15 Pauze",
    ]
    assert page.select("ol.times time")[1]["datetime"] == "2027-03-09T20:15+01:00"
    assert page.texts("h2 + .facts") == ["Samira Ervaringsdeskundige Vertelt over de schoolreis."]


def test_without_a_programme_there_is_no_heading(browser: Browser) -> None:
    headings = open_page(browser, make_event()).texts("h2")

    assert "Programma" not in headings
    assert "Wie vertellen iets?" not in headings


def test_the_page_follows_each_change_of_the_programme(browser: Browser) -> None:
    event = make_event()
    open_page(browser, event)

    make_item(event, "Welkom", now=NOW + timedelta(seconds=1))

    assert open_page(browser, event).texts("ol.times li") == ["19.30 Welkom"]


def test_without_a_date_the_programme_has_no_times(browser: Browser) -> None:
    event = make_event()
    make_item(event, "Welkom")
    events.postpone(event, now=NOW + timedelta(seconds=1))

    assert open_page(browser, event).texts("ol.times li") == ["Welkom"]


def test_a_meeting_that_was_called_off_shows_no_programme(browser: Browser) -> None:
    event = make_event()
    make_item(event, "Welkom")
    events.cancel(event, reason="De zaal is dicht.", now=NOW + timedelta(seconds=1))

    assert open_page(browser, event).select("ol.times") == []


def test_more_programme_asks_no_more_of_the_database(browser: Browser) -> None:
    small, large = make_event(), make_event()
    for event, number in ((small, 1), (large, 3)):
        for _each in range(number):
            item = make_item(event)
            make_contributor(event, approved=True, items=[item])
            make_material(event)
    counts = []

    for url in [f"/bijeenkomsten/{event.slug}" for event in (small, large)]:
        with asked_queries() as statements:
            browser.get(url)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_page_that_was_written_asks_only_for_its_state(browser: Browser, at: SetClock) -> None:
    event = make_event()
    make_contributor(event, approved=True, items=[make_item(event)])
    at(NOW + 2 * stamps.SETTLES)
    url = open_page(browser, event).url

    with asked_queries() as statements:
        browser.get(url)

    assert len(statements) == 1


def test_afterwards_the_page_tells_what_happened_and_what_came_of_it(
    browser: Browser, at: SetClock
) -> None:
    event = make_event(description="Over armoede.")
    make_contributor(event, approved=True, items=[make_item(event)])
    make_material(event)
    db.session.add(HeadCount(event=event, people=120, source="geteld", counted_at=AFTER))
    at(AFTER)
    events.close(event, now=AFTER)

    page = open_page(browser, event)

    assert "Deze bijeenkomst is geweest. Er waren 120 mensen." in page.text("main")
    assert page.texts(".cols > div > .facts:first-of-type dt") == ["Wanneer", "Waar"]
    assert page.texts("main h2") == [
        "Lezen en terugkijken",
        "Waar ging het over?",
        "Zo zag het programma eruit",
        "Wie vertelden iets?",
        "Wie organiseert het?",
    ]


@pytest.mark.parametrize(("people", "told"), [(4, False), (5, True)])
def test_a_small_group_is_not_counted_aloud(
    browser: Browser, at: SetClock, people: int, told: bool
) -> None:
    event = make_event()
    db.session.add(HeadCount(event=event, people=people, source="geteld", counted_at=AFTER))
    at(AFTER)
    events.close(event, now=AFTER)

    assert ("Er waren" in open_page(browser, event).text("main")) is told


def test_public_materials_stand_on_the_page_once_the_meeting_is_over(
    browser: Browser, at: SetClock
) -> None:
    event = make_event()
    report = make_material(event)
    make_material(event, public=False, title="Dia's", link="https://voorbeeld.nl/dias")
    assert "Verslag" not in open_page(browser, event).text("main")

    at(AFTER)
    page = open_page(browser, event)
    assert page.text("h2 + ul li") == "Verslag van de avond (verslag)"
    assert "Dia's" not in page.text("main")

    kind, title, link = MaterialKind.REPORT, report.title, report.link
    moment = AFTER + timedelta(seconds=1)
    materials.change(report, kind=kind, title=title, link=link, public=False, now=moment)
    assert "Verslag" not in open_page(browser, event).text("main")


def test_who_has_a_seat_finds_the_links_and_all_materials(browser: Browser) -> None:
    event = make_event()
    make_item(event, "Groep 1", link="https://meet.voorbeeld.nl/groep-1")
    make_item(event, "Pauze")
    make_material(event, public=False, title="Dia's", link="https://voorbeeld.nl/dias")

    page = my_page(browser, event)

    found = [str(tag["href"]) for tag in page.select("h2 + ul a")]
    assert found == ["https://meet.voorbeeld.nl/groep-1", "https://voorbeeld.nl/dias"]


def test_who_has_no_seat_finds_neither(browser: Browser, app: Flask) -> None:
    del app
    event = make_event(capacity=0)
    make_item(event, "Groep 1", link="https://meet.voorbeeld.nl/groep-1")
    make_material(event, public=False, title="Dia's", link="https://voorbeeld.nl/dias")

    page = my_page(browser, event)
    assert page.select("h2 + ul a") == []

    mine = register(make_event(title="Ander"), "karim@voorbeeld.nl")
    make_material(mine.event, public=False)
    registrations.cancel(mine, now=NOW)
    link = links.sign("registration", mine.ref, mine.link_version)
    assert browser.get(f"/aanmelding/{link}").select("h2 + ul a") == []


def test_the_page_lists_the_small_groups_and_nothing_more_of_them(browser: Browser) -> None:
    event = make_event()
    group = make_group(event, "Schulden")
    group.facilitator, group.problems = "Meike", "Brieven zijn moeilijk."
    make_group(event, "Wonen")
    db.session.commit()

    page = open_page(browser, event)

    assert page.text("main").count("In kleine groepen Daar praten we verder over: Schulden Wonen")
    assert "Meike" not in page.text("main")
    assert "Brieven" not in page.text("main")


def test_a_small_group_of_a_hybrid_meeting_says_where_it_is(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID)
    make_group(event, "Schulden", mode=AttendanceMode.ONLINE)

    assert "Schulden (online)" in open_page(browser, event).text("main")


@pytest.mark.parametrize("verb", ["postpone", "cancel"])
def test_what_never_took_place_is_not_told_as_held(
    browser: Browser, at: SetClock, verb: str
) -> None:
    event = make_event(description="Over schulden.")
    make_item(event, "Een verhaal")
    if verb == "postpone":
        events.postpone(event, now=NOW)
    else:
        events.cancel(event, reason="Ziek.", now=NOW)
    db.session.commit()
    at(AFTER)

    headings = open_page(browser, event).texts("h2")

    assert "Waar gaat het over?" in headings
    assert "Zo zag het programma eruit" not in headings

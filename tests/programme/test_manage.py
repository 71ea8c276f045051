"""The pages on which staff write a programme."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.programme.models import SessionItem
from tests.browser import Browser, Page
from tests.factories import NOW, make_event
from tests.programme.factories import make_contributor, make_item, make_material
from tests.statements import asked_queries

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]

WELCOME = {"kind": "opening", "title": "Welkom", "minutes": "10"}


def items(page: Page) -> list[str]:
    times = page.texts("ol.times > li > time")
    titles = page.texts("ol.times > li a b")
    return [f"{time} {title}" for time, title in zip(times, titles, strict=True)]


def test_an_empty_programme_says_how_to_begin(staff: Browser) -> None:
    page = staff.get(f"/beheer/bijeenkomsten/{make_event().ref}/programma")

    assert "Begin met de inloop of de opening." in page.text("main")
    assert page.text(".tabs [aria-current]") == "Programma"


def test_items_are_added_and_stand_at_their_times(staff: Browser) -> None:
    staff.get(f"/beheer/bijeenkomsten/{make_event().ref}/programma")

    staff.submit("#add", **WELCOME)
    staff.submit("#add", kind="story", title="Een verhaal", minutes="15")
    page = staff.submit("#add", kind="arrival", title="Inloop", minutes="30", at="19.00")

    assert items(page) == ["19.00 Inloop", "19.30 Welkom", "19.40 Een verhaal"]


def test_a_time_after_midnight_belongs_to_the_night_after_the_meeting(staff: Browser) -> None:
    event = make_event()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    staff.submit("#add", **WELCOME, at="0.15")

    assert db.session.scalars(select(SessionItem.offset_minutes)).all() == [285]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(staff: Browser) -> None:
    staff.get(f"/beheer/bijeenkomsten/{make_event().ref}/programma")

    page = staff.submit(
        "#add", kind="", title="", at="25.99", minutes="0", link="javascript:alert(1)", room="Hal"
    )

    assert page.status == 422
    assert page.text("#kind-error") == "Kies wat voor onderdeel het is."
    assert page.text("#title-error") == "Vul een titel in."
    assert page.text("#at-error") == "Schrijf de tijd zo: 19.30."
    assert page.text("#minutes-error") == "Vul een getal in van 1 tot en met 1440."
    assert page.text("#link-error") == "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."
    assert page.one("#room")["value"] == "Hal"


def test_a_time_that_the_clock_skips_is_refused(staff: Browser) -> None:
    night = clock.from_local(NOW.date().replace(day=28), clock.to_local(NOW).time())
    event = make_event(starts_at=night, ends_at=night + timedelta(hours=2))
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")

    page = staff.submit("#add", **WELCOME, at="2.30")

    assert page.text("#at-error").startswith("Deze tijd bestaat niet")


def test_buttons_move_an_item_and_lead_back_to_it(staff: Browser) -> None:
    event = make_event()
    make_item(event, "Welkom")
    story = make_item(event, "Een verhaal")
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma")
    button = f'form[action$="/{story.ref}/omhoog"]'

    page = staff.submit(button)

    assert items(page) == ["19.30 Een verhaal", "19.40 Welkom"]
    assert page.response.history[-1].headers["Location"].endswith(f"#item-{story.ref}")
    assert page.select(button) == []


def test_an_item_is_changed_and_taken_away(staff: Browser) -> None:
    event = make_event()
    item = make_item(event, offset_minutes=0)
    url = f"/beheer/bijeenkomsten/{event.ref}/programma/{item.ref}"

    staff.get(url)
    page = staff.submit("#change", title="Van harte welkom", at="19.35")
    assert items(page) == ["19.35 Van harte welkom"]

    staff.get(url)
    page = staff.submit('form[action$="/weg"]')
    assert items(page) == []
    assert staff.get(url).status == 404


def test_an_item_says_who_contributes_to_it(staff: Browser) -> None:
    event = make_event()
    item = make_item(event)
    anna, bram = make_contributor(event, name="Anna"), make_contributor(event, name="Bram")
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma/{item.ref}")

    staff.submit("#change", contributors=[anna.ref, bram.ref])
    assert item.contributors == [anna, bram]

    staff.get(f"/beheer/bijeenkomsten/{event.ref}/programma/{item.ref}")
    page = staff.submit("#change", contributors=bram.ref)
    assert page.text(f"#item-{item.ref} > div").startswith("Welkom Opening, 10 minuten Bram")


def test_more_programme_asks_no_more_of_the_database(staff: Browser) -> None:
    counts = []

    for number in (1, 3):
        event = make_event()
        for _each in range(number):
            make_contributor(event, items=[make_item(event)])
        url = f"/beheer/bijeenkomsten/{event.ref}/programma"
        db.session.commit()
        with asked_queries() as statements:
            staff.get(url)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_meeting_that_was_called_off_refuses_in_words(staff: Browser) -> None:
    event = make_event()
    item = make_item(event)
    url = f"/beheer/bijeenkomsten/{event.ref}/programma/{item.ref}"
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    staff.get(url)
    page = staff.submit("#change", title="Anders")

    assert page.status == 409
    assert "Deze bijeenkomst gaat niet door." in page.text(".summary")
    assert page.one("#title")["value"] == "Anders"


def test_materials_are_added_changed_and_taken_away(staff: Browser) -> None:
    event = make_event()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/materiaal")

    page = staff.submit("#add", kind="slides", title="Dia's", link="https://voorbeeld.nl/dias")
    assert page.text(".check li") == (
        "Dia's Presentatie. Alleen voor deelnemers. Toegevoegd op ma 1 mrt."
    )

    staff.get(str(page.one(".check a")["href"]))
    page = staff.submit("#change", public="y")
    assert "Voor iedereen, na afloop." in page.text(".check li")

    staff.get(str(page.one(".check a")["href"]))
    page = staff.submit('form[action$="/weg"]')
    assert "Er is nog geen materiaal." in page.text("main")


def test_a_material_needs_a_link_that_can_be_pressed(staff: Browser) -> None:
    event = make_event()
    staff.get(f"/beheer/bijeenkomsten/{event.ref}/materiaal")

    page = staff.submit("#add", kind="report", title="Verslag", link="data:text/html,x")

    assert page.status == 422
    assert page.text("#link-error") == "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."


def test_nothing_of_another_meeting_opens_under_this_one(staff: Browser) -> None:
    event, other = make_event(), make_event()
    url = f"/beheer/bijeenkomsten/{event.ref}"

    for path in (
        f"programma/{make_item(other).ref}",
        f"bijdragers/{make_contributor(other).ref}",
        f"materiaal/{make_material(other).ref}",
    ):
        assert staff.get(f"{url}/{path}").status == 404

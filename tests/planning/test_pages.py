"""The Draaiboek tab and its pages, as staff use them."""

import pytest
from sqlalchemy import select

from academie.accounts.models import RoleName, User
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.planning import queries
from academie.planning.models import Task
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.planning.factories import (
    ingredient,
    issue_version,
    make_contact,
    make_planned,
    make_task,
    task_called,
)
from tests.statements import asked_queries

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

ADD = "main form[novalidate]"


def url(event: Event, rest: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/draaiboek{rest}"


def press(browser: Browser, end: str) -> Page:
    """Press the one button whose form leads to an address with this end."""
    return browser.submit(f'main form[action$="{end}"]')


def test_the_tab_says_how_far_the_preparation_is_and_what_is_late(team: Browser) -> None:
    event = make_planned()

    page = team.get(url(event))

    assert page.texts("aside .soft")[0] == "0 van 24 klaar"
    assert page.texts(".late")[0] == (
        "De lokale wens en het doel staan op papier di 20 okt 2026, 132 dagen te laat"
    )


def test_the_details_page_shows_the_first_things_to_do(team: Browser) -> None:
    event = make_planned()
    make_task(event, "Bellen met de zaal", due_on=clock.to_local(NOW).date())

    page = team.get(f"/beheer/bijeenkomsten/{event.ref}")

    assert len(page.select("aside .check")[0].select(".status")) == 3
    assert page.texts("aside p")[0] == "0 van 25 klaar"


def test_a_task_is_ticked_off_and_reopened(team: Browser, member: User) -> None:
    event = make_planned()
    task = task_called(event, "Datum kiezen")
    team.get(url(event))

    page = press(team, f"{task.ref}/klaar")

    assert page.texts("aside .soft")[0] == "1 van 24 klaar"
    assert page.texts(".realised") == ["Datum kiezen Klaar op ma 1 mrt, Janneke"]
    assert task.done_by is member
    assert press(team, f"{task.ref}/heropen").select(".realised") == []


def test_a_task_is_added_changed_and_taken_off(team: Browser) -> None:
    event = make_planned()
    team.get(url(event))

    team.submit(ADD, title="Soep koken", owner="Samira", due_on="2-3-2027")
    task = task_called(event, "Soep koken")
    added = (task.owner, str(task.due_on))
    team.get(url(event, f"/taken/{task.ref}"))
    team.submit(ADD, title="Soep halen", owner="", due_on="3-3-2027")
    db.session.expire_all()
    changed = (task.title, task.owner, str(task.due_on))
    team.get(url(event, f"/taken/{task.ref}"))
    page = press(team, "/weg")

    assert added == ("Samira", "2027-03-02")
    assert changed == ("Soep halen", None, "2027-03-03")
    assert (page.text(".notice[role]"), len(queries.tasks_of(event))) == (
        "De taak is van de lijst.",
        24,
    )


def test_a_task_with_mistakes_keeps_what_was_typed(team: Browser) -> None:
    event = make_planned()
    team.get(url(event))

    page = team.submit(ADD, title="", owner="Samira", due_on="31-2-2027")

    assert page.status == 422
    assert page.text("#title-error") == "Schrijf op wat er te doen is."
    assert page.text("#due_on-error") == "Schrijf de datum zo: 9-3-2027."
    assert page.one("#owner")["value"] == "Samira"


def test_a_task_of_the_format_is_left_out_with_a_reason_not_removed(team: Browser) -> None:
    event = make_planned()
    task = task_called(event, "Datum kiezen")

    page = team.get(url(event, f"/taken/{task.ref}"))
    token = page.one("main [name=csrf_token]")["value"]
    refused = team.post(url(event, f"/taken/{task.ref}/weg"), {"csrf_token": token})

    row = ingredient(event, "datum")
    assert page.select(f'a[href$="onderdelen/{row.ref}"]')
    assert refused.status == 409
    assert db.session.scalar(select(Task).where(Task.ref == task.ref))


def test_leaving_out_asks_why(team: Browser) -> None:
    event = make_planned()
    row = ingredient(event, "pauze")
    team.get(url(event, f"/onderdelen/{row.ref}"))

    page = team.submit("main form", state="left_out", note=" ")
    refused = (page.status, page.text("#note-error"))
    page = team.submit("main form", state="left_out", note="We eten samen vooraf.")

    assert refused == (422, "Schrijf op waarom je dit weglaat.")
    assert page.text("details:has(a[href$='" + row.ref + "']) summary") == (
        "Programma : 10 onderdelen, 1 weggelaten"
    )
    assert "Weggelaten: We eten samen vooraf." in page.text(f"li:has(a[href$='{row.ref}'])")


def test_a_meeting_without_a_plan_can_begin_from_the_format(team: Browser) -> None:
    event = make_event()
    team.get(url(event))

    page = press(team, "/blauwdruk")

    assert page.texts("aside .soft")[0] == "0 van 24 klaar"
    assert not page.select('form[action$="/blauwdruk"]')


def test_a_newer_version_is_told_with_its_differences(team: Browser) -> None:
    event = make_planned()
    issue_version()

    page = team.get(url(event))

    assert page.text(".notice p b") == (
        "Er is een nieuwere blauwdruk: 1 onderdeel nieuw, 1 veranderd, 1 weg."
    )
    for button in page.select(".notice li form"):
        button.decompose()
    added, removed, changed = page.texts(".notice li")
    assert added == "Rollen: Kinderraad"
    assert removed.startswith("Programma: Pauze (60 minuten na het begin, duurt 10 minuten)")
    before, after = changed.split(" Nu: ")
    assert before.startswith("Taken, eerst: Flyer met QR-code")
    assert ("(8 weken van tevoren)" in before, "(10 weken van tevoren)" in after) == (True, True)


def test_late_tasks_of_all_own_meetings_stand_on_one_page(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    mine, other = make_event(title="Van mij"), make_event(title="Van een ander")
    make_task(mine, "Bellen")
    make_task(other, "Mailen")
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [mine]))

    front, page = browser.get("/beheer/"), browser.get("/beheer/taken")

    assert "1 taak is te laat" in front.texts("main a")
    assert page.texts(".late") == ["Bellen za 20 feb 2027, 9 dagen te laat. Ineke Van mij"]
    page = press(browser, "/klaar?van=taken")
    assert (page.url, page.select(".late")) == ("/beheer/taken", [])


def test_another_meetings_things_do_not_exist_here(team: Browser) -> None:
    event, other = make_planned(), make_planned(title="Twente")
    task, contact = make_task(other), make_contact(other)
    row = ingredient(other, "pauze")

    for rest in (f"/taken/{task.ref}", f"/onderdelen/{row.ref}", f"/contacten/{contact.ref}"):
        assert team.get(url(event, rest)).status == 404


def test_the_day_of_a_task_waits_while_the_meeting_is_postponed(team: Browser) -> None:
    event = make_planned()
    events.publish(event, now=NOW)
    events.postpone(event, now=NOW)
    task = task_called(event, "Datum kiezen")

    page = team.get(url(event, f"/taken/{task.ref}"))
    fields = [field["name"] for field in page.select("main form[novalidate] input[id]")]
    team.submit(ADD, title="Datum prikken", owner="Ineke")

    db.session.expire_all()
    assert "due_on" not in fields
    assert (task.title, task.days) == ("Datum prikken", -112)


def test_the_tab_asks_as_often_for_many_tasks_as_for_few(team: Browser) -> None:
    few, many = make_event(), make_event()
    make_task(few)
    for number in range(3):
        make_task(many, f"Taak {number}")
    counts = []

    for event in (few, many):
        with asked_queries() as asked:
            team.get(url(event))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_all_late_tasks_come_with_a_fixed_number_of_questions(team: Browser) -> None:
    counts = []

    for _round in range(2):
        make_task(make_event())
        make_task(make_event())
        with asked_queries() as asked:
            team.get("/beheer/taken")
        counts.append(len(asked))

    assert counts[0] == counts[1]

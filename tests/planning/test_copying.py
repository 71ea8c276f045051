"""A copy of a meeting: everything but people."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.events import groups, parties
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.planning import queries, service
from academie.planning.checklist import checklist
from academie.planning.copying import copy_event
from academie.planning.terms import IngredientState
from academie.programme.models import Contributor, SessionItem
from academie.programme.queries import schedule
from academie.programme.terms import ContributorRole
from academie.series import service as series_service
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.planning.factories import ingredient, make_contact, make_planned, make_task, task_called
from tests.series.factories import make_meeting, make_series

DAY, HOUR = date(2027, 4, 6), timedelta(hours=1)
pytestmark = pytest.mark.usefixtures("app")


def a_full_meeting() -> Event:
    """Plan a meeting with people everywhere."""
    user = make_user(email="ineke@voorbeeld.nl")
    event = make_planned(
        mode=EventMode.HYBRID,
        online_capacity=200,
        join_link="https://meet.voorbeeld.nl/geheim",
        summary="Een avond in de buurt.",
        partners=parties.rows(["Bibliotheek Fryslân"]),
    )
    event.organisers.append(user)
    service.mark(ingredient(event, "pauze"), state=IngredientState.LEFT_OUT, note="Geen tijd.")
    service.tick(task_called(event, "Datum kiezen"), by=user, now=NOW)
    make_task(event, owner="Samira")
    make_contact(event)
    group = groups.add(event, title="Geld", mode=AttendanceMode.ONLINE, capacity=8, now=NOW)
    group.facilitator, group.problems = "Esra", "Te veel brieven."
    service.set_emergency(event, "Bel Bram.")
    item = db.session.scalars(select(SessionItem).where(SessionItem.event == event)).first()
    assert item is not None
    item.link, item.room = "https://meet.voorbeeld.nl/zaal", "De Graanschuur"
    speaker = Contributor(event=event, position=0, name="Esra", role=ContributorRole.SPEAKER)
    item.contributors.append(speaker)
    db.session.commit()
    return event


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_copy_stays_in_a_series_that_goes_on(goes_on: bool) -> None:
    series = make_series()
    event = make_meeting(series, starts_at=NOW - HOUR, ends_at=NOW, published=False)
    if not goes_on:
        series_service.end(series, now=NOW)

    copy = copy_event(event, day=DAY, organisers=[], now=NOW)

    assert copy.series is (series if goes_on else None)


def test_texts_seats_programme_and_times_come_along() -> None:
    event = a_full_meeting()

    copy = copy_event(event, day=DAY, organisers=[], now=NOW)

    assert parties.names_of(copy) == ["Bibliotheek Fryslân"]
    assert (copy.status, copy.slug, copy.title) == (EventStatus.DRAFT, None, event.title)
    assert (copy.summary, copy.venue, copy.mode) == (event.summary, event.venue, event.mode)
    assert copy.starts_at == datetime(2027, 4, 6, 17, 30, tzinfo=UTC)  # summer time by then
    assert copy.ends_at - copy.starts_at == event.ends_at - event.starts_at
    assert [pool.capacity for pool in copy.pools] == [150, 200]
    assert [slot.item.title for slot in schedule(copy)] == [
        slot.item.title for slot in schedule(event)
    ]
    assert schedule(copy)[0].item.room == "De Graanschuur"
    assert [(row.title, row.pool.mode, row.pool.capacity) for row in copy.groups] == [
        ("Geld", AttendanceMode.ONLINE, 8)
    ]


def test_no_person_and_no_link_comes_along() -> None:
    copy = copy_event(a_full_meeting(), day=DAY, organisers=[], now=NOW)

    lines = checklist(copy, NOW)
    assert [(row.facilitator, row.problems) for row in copy.groups] == [(None, None)]
    assert (copy.organisers, copy.join_link, queries.contacts_of(copy)) == ([], None, [])
    assert {line.task.owner for line in lines.todo} == {None}
    assert lines.done == []
    items = [slot.item for slot in schedule(copy)]
    assert all(item.link is None and item.contributors == [] for item in items)
    plan = queries.plan_of(copy)
    assert plan is not None
    assert plan.emergency is None


def test_ingredients_come_along_with_their_reasons_and_tasks_get_new_days() -> None:
    event = a_full_meeting()

    copy = copy_event(event, day=DAY, organisers=[], now=NOW)

    left_out = ingredient(copy, "pauze")
    assert (left_out.state, left_out.note) == (IngredientState.LEFT_OUT, "Geen tijd.")
    due = {line.task.title: line.due_on for line in checklist(copy, NOW).todo}
    assert due["Programma compleet"] == DAY - timedelta(days=56)
    assert due["Zaal versieren"] == date(2027, 2, 20) + timedelta(days=28)
    assert len(due) == checklist(event, NOW).total


def test_a_copy_lives_apart_from_its_original() -> None:
    event = a_full_meeting()
    copy = copy_event(event, day=DAY, organisers=[], now=NOW)

    service.mark(ingredient(copy, "flyer"), state=IngredientState.LEFT_OUT, note="Nee.")

    assert ingredient(event, "flyer").state is IngredientState.AS_FORMAT


def test_an_organiser_who_copies_organises_the_copy(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    event = make_event()
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event])
    make_user(RoleName.ORGANISER, "ander@voorbeeld.nl", [event])
    browser.sign_in(organiser)
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/kopie")

    page = browser.submit("main form", day="6-4-2027")

    copy = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    assert page.url == f"/beheer/bijeenkomsten/{copy.ref}"
    assert (
        page.text(".notice[role]")
        == "De kopie is een concept. Kijk alles na voordat je publiceert."
    )
    assert copy.organisers == [organiser]


def test_who_copies_first_asks_what_to_know_of_the_day(team: Browser) -> None:
    event = make_event()
    team.get(f"/beheer/bijeenkomsten/{event.ref}/kopie")

    page = team.submit("main form", day="27-4-2027", check="1")

    assert page.status == 200
    assert any("Koningsdag" in line for line in page.texts("#let-op li"))
    assert len(db.session.scalars(select(Event)).all()) == 1


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("", "Vul een datum in."),
        ("31-2-2027", "Schrijf de datum zo: 9-3-2027."),
        ("28-3-2027", "Deze tijd bestaat niet: de klok gaat dan een uur vooruit."),
    ],
)
def test_a_day_that_is_none_is_refused(team: Browser, day: str, sentence: str) -> None:
    event = make_event(
        starts_at=datetime(2027, 3, 9, 1, 30, tzinfo=UTC),
        ends_at=datetime(2027, 3, 9, 3, 30, tzinfo=UTC),
    )
    team.get(f"/beheer/bijeenkomsten/{event.ref}/kopie")

    page = team.submit("main form", day=day)

    assert (page.status, page.text("#day-error").startswith(sentence)) == (422, True)
    assert len(db.session.scalars(select(Event)).all()) == 1

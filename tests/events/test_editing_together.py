"""Two people edit one meeting: the second is told what changed, and loses nothing."""

import pytest
from flask import Flask

from academie.core.db import db
from academie.evaluations.terms import Question
from academie.events import edits, service
from academie.events.edits import EventEdit
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventKind
from academie.needs import service as needs
from tests.browser import Browser, Page, current_values
from tests.events.conftest import SetClock
from tests.factories import NOW, make_event, make_user
from tests.series.factories import make_series

pytestmark = [
    pytest.mark.usefixtures("at"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]
_ASKED = [question.value for question in Question]


@pytest.fixture
def event(app: Flask) -> Event:
    del app
    return make_event(theme="Verborgen armoede")


def open_form(app: Flask, event: Event, email: str) -> Browser:
    """Open the form in a browser of somebody's own."""
    browser = Browser(app)
    browser.sign_in(make_user(email=email))
    browser.get(f"/beheer/bijeenkomsten/{event.ref}")
    return browser


@pytest.fixture
def two(app: Flask, event: Event) -> tuple[Browser, Browser]:
    """Give two people who have both opened the form."""
    return open_form(app, event, "een@voorbeeld.nl"), open_form(app, event, "twee@voorbeeld.nl")


def told(page: Page) -> dict[str, str]:
    terms = page.texts("#intussen-veranderd dt")
    return dict(zip(terms, page.texts("#intussen-veranderd dd"), strict=True))


def test_who_saves_second_is_told_what_changed_and_keeps_the_text(
    two: tuple[Browser, Browser], event: Event
) -> None:
    first, second = two
    first.submit(theme="Schulden en schaamte", day="16-3-2027", join_link="")

    page = second.submit(title="Een nieuwe titel")

    assert page.status == 409
    assert told(page) == {
        "Thema": "Was: Verborgen armoede Nu: Schulden en schaamte Staat al in je formulier."
        " Janneke, maandag 1 maart 2027, 13.00 uur",
        "Datum": "Was: dinsdag 9 maart 2027 Nu: dinsdag 16 maart 2027 Staat al in je formulier."
        " Janneke, maandag 1 maart 2027, 13.00 uur",
    }
    assert page.one("#title")["value"] == "Een nieuwe titel"
    db.session.refresh(event)
    assert (event.title, event.theme) == ("Publieksacademie Leeuwarden", "Schulden en schaamte")


def test_who_was_told_may_save_all_the_same(two: tuple[Browser, Browser], event: Event) -> None:
    first, second = two
    first.submit(theme="Schulden en schaamte")
    second.submit(title="Een nieuwe titel")

    page = second.submit(theme="Toch iets anders")

    assert (page.status, page.select("#intussen-veranderd")) == (200, [])
    db.session.refresh(event)
    assert (event.title, event.theme) == ("Een nieuwe titel", "Toch iets anders")


def test_what_nobody_typed_over_is_taken_over(two: tuple[Browser, Browser], event: Event) -> None:
    first, second = two
    first.submit(
        theme="Schulden", capacity_onsite="90", day="16-3-2027", municipalities="Assen\nEmmen"
    )
    second.submit(title="Een nieuwe titel", theme="Wonen")

    second.submit()
    page = second.submit()

    db.session.refresh(event)
    assert page.status == 200
    assert (event.title, event.theme) == ("Een nieuwe titel", "Wonen")
    assert event.pools[0].capacity == 90
    assert event.starts_at.day == 16
    assert [row.name for row in event.municipalities] == ["Assen", "Emmen"]


def test_who_was_told_is_told_again_when_more_changed(two: tuple[Browser, Browser]) -> None:
    first, second = two
    first.submit(theme="Eerst")
    second.submit(title="Een nieuwe titel")
    first.submit(theme="Daarna")

    page = second.submit()

    assert page.status == 409
    assert told(page)["Thema"].startswith("Was: Eerst Nu: Daarna")


def test_several_changes_of_one_field_are_told_as_one(two: tuple[Browser, Browser]) -> None:
    first, second = two
    first.submit(theme="Eerst", capacity_onsite="120")
    first.submit(theme="Daarna", capacity_onsite="100")

    page = second.submit(title="Een nieuwe titel")

    assert list(told(page)) == ["Thema"]
    assert told(page)["Thema"].startswith("Was: Verborgen armoede Nu: Daarna")


def test_saving_without_a_change_disturbs_nobody(
    two: tuple[Browser, Browser], event: Event
) -> None:
    first, second = two
    first.submit()

    page = second.submit(title="Een nieuwe titel")

    db.session.refresh(event)
    assert (page.status, event.revision) == (200, 1)


def test_a_form_that_does_not_say_what_it_saw_has_seen_nothing(
    two: tuple[Browser, Browser],
) -> None:
    first, second = two
    first.submit(theme="Eerst")

    statuses = {
        second.submit(revision=typed, theme="Anders").status for typed in ("", "x", "-1", "9" * 30)
    }

    assert statuses == {409}


def test_publishing_over_a_change_asks_the_same(app: Flask) -> None:
    event = make_event(published=False)
    first = open_form(app, event, "een@voorbeeld.nl")
    second = open_form(app, event, "twee@voorbeeld.nl")
    assert second.page is not None
    typed = current_values(second.page.one("main form"))
    first.submit(theme="Eerst")

    page = second.post(second.page.url, typed | {"publish": "1"})

    db.session.refresh(event)
    assert (page.status, event.is_public) == (409, False)


def test_every_saved_change_is_kept_with_who_made_it(
    two: tuple[Browser, Browser], event: Event
) -> None:
    first, _second = two
    first.submit(theme="Eerst")

    edit = db.session.scalars(db.select(EventEdit)).one()

    assert edit.by is not None
    assert (edit.event_id, edit.revision, edit.by.email) == (event.id, 1, "een@voorbeeld.nl")
    assert edit.changes == {"theme": ["Verborgen armoede", "Eerst"]}


def test_a_change_by_nobody_is_told_without_a_name(event: Event) -> None:
    service.change(event, now=NOW, capacities={AttendanceMode.ONSITE: 90}, theme="Anders")

    changes = {change.field: change for change in edits.since(event, 0)}

    assert (changes["capacity_onsite"].before, changes["capacity_onsite"].after) == ("100", "90")
    assert changes["theme"].by is None
    assert edits.since(event, 1) == []


def test_every_field_that_may_change_has_a_place_in_the_form(
    two: tuple[Browser, Browser], event: Event, at: SetClock
) -> None:
    del at
    first, _second = two
    assert first.page is not None

    names = {str(tag["name"]) for tag in first.page.select("main form [name]")}

    no_details = {"csrf_token", "seen", "revision", "marks", "status", "day_was", "check"}
    no_details |= {"opens_time", "closes_time"}
    assert set(edits.described(event)) - {"slug"} == names - no_details


def test_a_series_that_somebody_else_chose_is_told(
    two: tuple[Browser, Browser], event: Event
) -> None:
    series = make_series("Academies", kind=EventKind.PUBLIEKSACADEMIE)
    first, second = two
    first.get(f"/beheer/bijeenkomsten/{event.ref}")
    first.submit(series=series.ref)

    page = second.submit(title="Een nieuwe titel")

    assert (page.status, list(told(page))) == (409, ["Reeks"])
    assert page.one("#series option[selected]")["value"] == series.ref
    db.session.refresh(event)
    assert event.series is series


def test_pressing_twice_is_no_conflict(app: Flask, event: Event) -> None:
    browser = open_form(app, event, "een@voorbeeld.nl")
    assert browser.page is not None
    pressed = current_values(browser.page.one("main form")) | {
        "theme": "Schulden",
        "day": "16-3-2027",
        "capacity_onsite": "90",
        "municipalities": "Leeuwarden, Assen",
        "closes_day": "15-3-2027",
        "closes_time": "12.00",
    }

    first = browser.post(f"/beheer/bijeenkomsten/{event.ref}", pressed)
    second = browser.post(f"/beheer/bijeenkomsten/{event.ref}", pressed)

    db.session.refresh(event)
    assert (first.status, second.status, event.revision) == (200, 200, 1)
    assert second.select("#intussen-veranderd") == []


def test_a_repeat_that_differs_in_one_place_is_a_conflict(app: Flask, event: Event) -> None:
    browser = open_form(app, event, "een@voorbeeld.nl")
    assert browser.page is not None
    pressed = current_values(browser.page.one("main form")) | {"theme": "Schulden"}
    browser.post(f"/beheer/bijeenkomsten/{event.ref}", pressed)

    page = browser.post(f"/beheer/bijeenkomsten/{event.ref}", pressed | {"theme": "Wonen"})

    assert (page.status, list(told(page))) == (409, ["Thema"])


def test_white_space_around_a_text_is_no_change(app: Flask) -> None:
    event = make_event(description="Een verhaal.\n")
    browser = open_form(app, event, "een@voorbeeld.nl")

    browser.submit()

    db.session.refresh(event)
    assert event.revision == 0


@pytest.mark.parametrize(
    ("page", "field", "chosen"),
    [
        ("formulier", "fields", (["phone"], ["food"])),
        ("evaluatie/vragen", "questions", (_ASKED[:3], _ASKED[1:4])),
    ],
)
def test_what_guests_are_asked_is_not_undone_either(
    two: tuple[Browser, Browser],
    event: Event,
    page: str,
    field: str,
    chosen: tuple[list[str], list[str]],
) -> None:
    first, second = two
    form = f"form:has([name={field}])"
    for browser in two:
        browser.get(f"/beheer/bijeenkomsten/{event.ref}/{page}")
    saved = first.submit(form, **{field: chosen[0]})

    answer = second.submit(form, **{field: chosen[1]})
    again = second.submit(form)

    assert (saved.status, answer.status, again.status) == (200, 409, 200)
    assert [tag["value"] for tag in answer.select(f"[name={field}][checked]")] == chosen[1]
    assert answer.select("#intussen-veranderd dt a")


def test_a_host_who_was_taken_off_is_not_put_back(
    two: tuple[Browser, Browser], event: Event
) -> None:
    first, second = two
    was, becomes = make_user(email="was@voorbeeld.nl"), make_user(email="wordt@voorbeeld.nl")
    needs.name_hosts(event, [was])
    for browser in two:
        browser.get(f"/beheer/bijeenkomsten/{event.ref}/gastheren")
    first.submit(hosts=[])

    page = second.submit(hosts=[was.ref, becomes.ref])

    assert page.status == 409
    assert page.text("#intussen-veranderd b") == "Nu: leeg"

"""What a change will mail is told before it happens, and the button does exactly that."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.outbox.models import OutboxMessage
from academie.registrations import offers, service
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register

FORM = "main form"
CHANGED = "Let op: er is iets veranderd bij Publieksacademie Leeuwarden"


@pytest.fixture
def team(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Give the browser of the project team, at a clock that stands still."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser.sign_in(make_user())
    return browser


def url(event: Event, name: str = "") -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/{name}".rstrip("/")


def rows(page: Page, table: int) -> list[list[str]]:
    """Read the lines of a table on the page, without places to break a word."""
    lines = page.select("table")[table].select("tbody tr")
    return [
        [" ".join(cell.get_text(" ").replace("\xad", "").split()) for cell in line.select("th, td")]
        for line in lines
    ]


def two_parties_and_one_waiting(event: Event) -> None:
    register(event, people=3)
    register(event, "tweede@voorbeeld.nl")
    register(event, "wacht@voorbeeld.nl", people=2)


def told(kind: str) -> int:
    """Count the mails that the worker would send."""
    offers.offer_free_seats(NOW)
    service.tell_about_changes(NOW)
    db.session.commit()
    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    return kinds.count(f"registrations.{kind}")


def test_a_change_is_told_first_and_then_done(team: Browser) -> None:
    event = make_event(capacity=4)
    two_parties_and_one_waiting(event)
    team.get(url(event))

    asked = team.submit(FORM, venue="De Klok", description="Nieuwe tekst.")
    db.session.refresh(event)
    venue = event.venue
    done = team.submit(FORM)

    assert (asked.status, asked.text("h1"), venue) == (
        200,
        "Dit gebeurt er",
        "Dorpshuis De Terphoeve",
    )
    assert rows(asked, 0) == [
        [
            "Waar",
            "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden",
            "De Klok, Hemrikweg 4, Leeuwarden",
        ]
    ]
    assert rows(asked, 1) == [
        [f"{CHANGED} Voor wie een plek heeft", "2", "4"],
        [f"{CHANGED} Voor wie op de wachtlijst staat", "1", "2"],
    ]
    assert done.text(".notice[role=status]") == "De gegevens zijn bewaard."
    db.session.refresh(event)
    assert (event.venue, event.description) == ("De Klok", "Nieuwe tekst.")
    assert told("event_changed") == 3


def test_what_mails_nobody_is_saved_at_once(team: Browser) -> None:
    event = make_event()
    register(event)
    team.get(url(event))

    page = team.submit(FORM, description="Nieuwe tekst.")

    assert page.text(".notice[role=status]") == "De gegevens zijn bewaard."


def test_a_changed_number_is_told_again(team: Browser) -> None:
    event = make_event()
    register(event)
    team.get(url(event))
    team.submit(FORM, venue="De Klok")
    asked = team.page
    register(event, "laat@voorbeeld.nl")
    team.page = asked

    again = team.submit(FORM)
    done = team.submit(FORM)

    assert again.status == 409
    assert again.text(".notice") == "Er is net iets veranderd. Kijk nog eens wat er gebeurt."
    assert rows(again, 1) == [[f"{CHANGED} Voor wie een plek heeft", "2", "2"]]
    assert done.url == url(event)


def test_going_back_keeps_what_was_typed(team: Browser) -> None:
    event = make_event()
    register(event)
    team.get(url(event))
    team.submit(FORM, venue="De Klok", description="Eerste regel.\n\nTweede <b>regel</b>.")

    form = team.post(url(event), current(team) | {"back": "1"})

    assert form.status == 200
    assert form.one("#venue")["value"] == "De Klok"
    assert "Tweede <b>regel</b>." in form.one("#description").get_text()
    db.session.refresh(event)
    assert event.venue == "Dorpshuis De Terphoeve"


def current(browser: Browser) -> dict[str, str]:
    assert browser.page
    return {str(tag["name"]): str(tag["value"]) for tag in browser.page.select(f"{FORM} input")}


def test_pressing_twice_mails_once(team: Browser) -> None:
    event = make_event()
    register(event)
    team.get(url(event))
    asked = team.submit(FORM, venue="De Klok")
    team.submit(FORM)
    team.page = asked

    again = team.submit(FORM)

    assert (again.status, again.one("#venue")["value"]) == (200, "De Klok")
    assert told("event_changed") == 1


def test_who_is_not_concerned_is_not_counted(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl/1")
    register(event)
    register(event, "scherm@voorbeeld.nl", mode=AttendanceMode.ONLINE)
    team.get(url(event))

    page = team.submit(FORM, venue="De Klok")

    assert rows(page, 1) == [[f"{CHANGED} Voor wie een plek heeft", "1", "1"]]


def test_another_link_to_take_part_by_mails_nobody(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=5, join_link="https://a.nl/1")
    register(event, mode=AttendanceMode.ONLINE)
    team.get(url(event))

    page = team.submit(FORM, join_link="https://a.nl/2")

    assert page.text(".notice[role=status]") == "De gegevens zijn bewaard."
    assert told("event_changed") == 0


def test_a_larger_room_tells_who_is_offered_seats(team: Browser) -> None:
    event = make_event(capacity=4)
    two_parties_and_one_waiting(event)
    team.get(url(event))

    asked = team.submit(FORM, capacity_onsite="6")
    team.submit(FORM)

    offered = "Er is een plek voor je bij Publieksacademie Leeuwarden"
    assert rows(asked, 0) == [["Plekken: op locatie", "4", "6"]]
    assert rows(asked, 1) == [
        [f"{offered} Voor wie van de wachtlijst een plek kan krijgen", "1", "2"]
    ]
    assert told("offered") == 1


@pytest.mark.parametrize(
    ("name", "typed", "subject", "kind"),
    [
        ("uitstellen", {}, "is uitgesteld", "event_postponed"),
        ("afzeggen", {"reason": "De zaal is dicht."}, "gaat niet door", "event_cancelled"),
    ],
)
def test_a_move_tells_who_hears_of_it(
    team: Browser, name: str, typed: dict[str, str], subject: str, kind: str
) -> None:
    event = make_event(capacity=4)
    two_parties_and_one_waiting(event)

    asked = team.get(url(event, name))
    register(event, "laat@voorbeeld.nl")
    team.page = asked
    again = team.submit(FORM, **typed)
    done = team.submit(FORM)
    team.page = again
    repeated = team.submit(FORM)

    title = f"Publieksacademie Leeuwarden {subject}"
    assert rows(asked, 1) == [
        [f"{title} Voor wie een plek heeft", "2", "4"],
        [f"{title} Voor wie op de wachtlijst staat", "1", "2"],
    ]
    assert (again.status, rows(again, 1)[1]) == (
        409,
        [f"{title} Voor wie op de wachtlijst staat", "2", "3"],
    )
    assert again.texts(".summary li") == ["Er is net iets veranderd. Kijk nog eens wat er gebeurt."]
    assert [done.url, repeated.url] == [url(event)] * 2
    assert told(kind) == 4


def test_who_heard_that_a_meeting_is_put_off_is_not_counted_again(team: Browser) -> None:
    event = make_event(capacity=4)
    two_parties_and_one_waiting(event)
    events.postpone(event, now=NOW)
    before = told("event_postponed")
    team.get(url(event))

    page = team.submit(FORM, title="Een andere titel")

    assert page.text(".notice[role=status]") == "De gegevens zijn bewaard."
    assert (before, told("event_postponed")) == (3, 3)


def test_a_button_without_the_forecast_does_nothing_yet(team: Browser) -> None:
    event = make_event()
    register(event)
    team.get(url(event, "uitstellen"))

    page = team.submit(FORM, foreseen=None)

    assert (page.status, page.text("h2")) == (200, "Dit gebeurt er")
    db.session.refresh(event)
    assert event.status is EventStatus.PUBLISHED


def test_another_form_without_room_says_how_many_hold_a_seat(team: Browser) -> None:
    event = make_event(capacity=300)
    for number in range(3):
        register(event, f"gast{number}@voorbeeld.nl", people=4)
    team.get(url(event))

    page = team.submit(FORM, mode="online", capacity_online="11")

    assert page.status == 422
    assert page.text("#capacity_online-error") == "Er hebben 12 mensen een plek. Kies 12 of meer."


def test_nobody_hears_of_a_meeting_that_was_held(
    team: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    del app
    event = make_event()
    register(event)
    monkeypatch.setattr(clock, "now", lambda: event.ends_at + timedelta(hours=1))
    team.get(url(event))

    page = team.submit(FORM, venue="De Klok")

    assert page.text(".notice[role=status]") == "De gegevens zijn bewaard."

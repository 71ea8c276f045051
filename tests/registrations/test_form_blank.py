"""The form as everybody finds it: kept for all, with what is each visitor's own."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.questions import queries as questions
from academie.questions import service as asking
from academie.questions.models import QuestionKind
from academie.registrations.service import RegistrationClosedError
from academie.registrations.views import RECEIVED
from tests.browser import Browser, Page
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import make_group, register, reserve
from tests.registrations.form import open_form, send

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

SETTLED = NOW + timedelta(seconds=61)
HIDDEN = ("csrf_token", "seen_at", "told_full")


@pytest.fixture(autouse=True)
def _settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: SETTLED)


def own_values(page: Page) -> dict[str, str]:
    return {name: str(page.one(f"main form #{name}")["value"]) for name in HIDDEN}


def without_own_values(page: Page) -> str:
    for name in HIDDEN:
        page.one(f"main form #{name}").extract()
    return str(page.html)


def ask(event: Event, text: str) -> None:
    asking.add(
        event,
        kind=QuestionKind.YES_NO,
        text=text,
        options=[],
        reason="Dan weten we hoeveel stoelen er nodig zijn.",
        erase_on=WHEN.date() + timedelta(weeks=1),
        now=NOW,
    )


def test_two_visitors_get_one_page_each_with_fields_of_their_own(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=0, online_capacity=5)
    first, second = Browser(app), Browser(app)

    mine = own_values(open_form(first, event))
    monkeypatch.setattr(clock, "now", lambda: SETTLED + timedelta(seconds=5))
    theirs = own_values(open_form(second, event))
    answers = [
        send(browser, mode="online", email=f"{name}@voorbeeld.nl")
        for name, browser in (("een", first), ("twee", second))
    ]

    assert mine["csrf_token"] != theirs["csrf_token"]
    assert mine["seen_at"] != theirs["seen_at"]
    assert mine["told_full"] == theirs["told_full"] == "onsite"
    assert [answer.text("h1") for answer in answers] == ["Je bent aangemeld"] * 2


def test_nothing_of_who_opened_it_first_is_kept_for_the_next(app: Flask) -> None:
    event = make_event()
    first, second = Browser(app), Browser(app)
    with first.client.session_transaction() as session:
        session["_flashes"] = [("message", "Dag Fatima")]
        session[RECEIVED] = [event.ref, "Fatima", "fatima@voorbeeld.nl", True, 0]

    mine, theirs = open_form(first, event), open_form(second, event)
    with first.client.session_transaction() as of_first:
        kept = dict(of_first)
    with second.client.session_transaction() as of_second:
        fresh = dict(of_second)

    assert "Fatima" not in mine.response.text + theirs.response.text
    assert without_own_values(mine) == without_own_values(theirs)
    assert set(kept) == {"_flashes", RECEIVED, "csrf_token"}
    assert set(fresh) == {"csrf_token"}
    assert fresh["csrf_token"] != kept["csrf_token"]
    assert "Cookie" in theirs.response.vary


def test_what_one_typed_wrong_stays_theirs(app: Flask) -> None:
    event = make_event()
    first, second = Browser(app), Browser(app)
    open_form(first, event)

    refused = send(first, email="")
    page = open_form(second, event)

    assert refused.one("#given_name")["value"] == "Fatima"
    assert page.one("#given_name").get("value", "") == ""
    assert page.select(".summary") == []


def less_is_asked(event: Event) -> None:
    asking.choose_fields(event, [])


def the_seats_go(event: Event) -> None:
    register(event, people=2)


def a_group_fills(event: Event) -> None:
    register(event, group=event.groups[0])


def seats_are_kept(event: Event) -> None:
    reserve(event, 1)


def another_question_is_asked_instead(event: Event) -> None:
    asking.remove(questions.of_event(event)[0])
    ask(event, "Kom je met de auto?")


def it_gets_another_title(event: Event) -> None:
    event.title = "Academie van Friesland"
    events.show_anew(event, now=SETTLED)


@pytest.mark.parametrize(
    ("happens", "gone", "come"),
    [
        (less_is_asked, "Telefoonnummer", None),
        (the_seats_go, "Meld mij aan", "Zet me op de wachtlijst"),
        (a_group_fills, None, "Schulden (vol)"),
        (seats_are_kept, None, "We houden plekken vrij voor bewoners."),
        (another_question_is_asked_instead, "Blijf je eten?", "Kom je met de auto?"),
        (it_gets_another_title, "Publieksacademie Leeuwarden", "Academie van Friesland"),
    ],
)
def test_the_form_shows_at_once_what_has_changed(
    browser: Browser, happens: Callable[[Event], None], gone: str | None, come: str | None
) -> None:
    event = make_event(capacity=2)
    make_group(event, capacity=1)
    ask(event, "Blijf je eten?")
    before = open_form(browser, event).text("main")

    happens(event)
    after = open_form(browser, event).text("main")

    assert gone is None or (gone in before and gone not in after)
    assert come is None or (come in after and come not in before)


def test_a_form_closes_while_it_is_kept(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    event = make_event()
    open_form(browser, event)
    monkeypatch.setattr(clock, "now", lambda: event.starts_at)

    page = open_form(browser, event)

    assert page.select("main form") == []
    assert "Je kunt je niet meer aanmelden." in page.text("main")


def test_it_says_why_nobody_can_register_yet(browser: Browser) -> None:
    event = make_event(registration_opens_at=NOW + timedelta(hours=2))
    early = open_form(browser, event).text("main")
    refused = " ".join(str(RegistrationClosedError(event, SETTLED)).split())
    events.postpone(event, now=NOW)
    db.session.commit()

    put_off = open_form(browser, event).text("main")

    assert refused == "Je kunt je aanmelden vanaf maandag 1 maart 2027, 15.00 uur."
    assert refused in early
    assert "Deze bijeenkomst is uitgesteld. Weten we de nieuwe datum?" in put_off
    assert "niet meer" not in early + put_off


@pytest.mark.parametrize(("seconds", "is_kept"), [(59, False), (61, True)])
def test_it_is_kept_once_no_other_change_can_bear_the_same_moment(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, seconds: int, *, is_kept: bool
) -> None:
    event = make_event()
    monkeypatch.setattr(clock, "now", lambda: event.changed_at + timedelta(seconds=seconds))
    before = open_form(browser, event).text("h1")

    event.title = "Nog een wijziging op dit moment"
    db.session.commit()
    after = open_form(browser, event).text("h1")

    assert (before == after) is is_kept

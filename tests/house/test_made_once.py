"""A button that is pressed twice makes one: of each form by which staff make something."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, NamedTuple

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.core.once import KEPT, UsedForm, forget_old
from tests.browser import Browser, current_values
from tests.factories import NOW, make_event, make_user
from tests.house.things import belongings, of_the_alliance

MARKED = "main form:has([name=once])"
MEETING = "/beheer/bijeenkomsten/{event}"
RUNBOOK = f"{MEETING}/draaiboek"
TASK = {"title": "Stoelen huren", "owner": "Anna", "due_on": "9-2-2027"}


class Made(NamedTuple):
    """A form that makes a row of a table."""

    url: str
    table: str
    fields: dict[str, Any]
    form: str = MARKED


FORMS = (
    Made(RUNBOOK, "task", TASK),
    Made(f"{RUNBOOK}/contacten", "contact", {"role": "Gastheer", "name": "Anna"}),
    Made(f"{MEETING}/kopie", "event", {"day": "6-4-2027"}),
    Made(f"{MEETING}/programma", "session_item", {"kind": "story", "title": "Een", "minutes": "5"}),
    Made(f"{MEETING}/bijdragers/nieuw", "contributor", {"name": "Samira", "role": "speaker"}),
    Made(
        f"{MEETING}/materiaal",
        "material",
        {"kind": "slides", "title": "Dia's", "link": "https://voorbeeld.nl/dias"},
    ),
    Made(f"{MEETING}/groepen", "breakout_group", {"title": "Speelgoed", "capacity": "10"}),
    Made(f"{MEETING}/deur", "door_link", {"name": "Zijdeur", "kind": "search"}),
    Made(f"{MEETING}/helpers", "helper_link", {"organisation": "Buurthuis", "seats": "5"}),
    Made(f"{MEETING}/berichten/nieuw", "letter", {"subject": "Welkom", "text": "Tot dan."}),
    Made(
        f"{MEETING}/afspraken/nieuw",
        "commitment",
        {"text": "Helpen", "party_1": "Gemeente", "level": "self"},
    ),
    Made(
        f"{MEETING}/beloften",
        "pledge",
        {"organisation": "Stichting De Brug", "text": "Brood."},
    ),
    Made(
        f"{MEETING}/formulier",
        "own_question",
        {
            "text": "Eet u vlees?",
            "reason": "Voor de kok.",
            "kind": "yes_no",
            "erase_on": "20-3-2027",
        },
        "#add-question",
    ),
    Made("/beheer/partners/nieuw", "organisation", {"name": "Bakkerij", "sector": "zorg"}),
    Made("/beheer/partners/sectoren", "sector", {"name": "Sport"}),
    Made("/beheer/partners/reeksen/nieuw", "series", {"title": "Kring", "summary": "Samen."}),
    Made(
        "/beheer/allianties/nieuw",
        "local_alliance",
        {
            "place": "Harlingen",
            "initiator": "De school",
            "phase": "wish",
            "since_on": "1-2-2027",
            "since_precision": "day",
        },
    ),
    Made(
        "/beheer/allianties/{alliance}",
        "alliance_phase",
        {"phase": "explore", "since_on": "1-2-2027", "since_precision": "day"},
    ),
    Made(
        "/beheer/beloften/nieuw",
        "pledge",
        {
            "organisation": "Stichting De Brug",
            "text": "Brood.",
            "signed_on": "1-2-2027",
        },
    ),
    Made("/beheer/beloften/{pledge}", "pledge_talk", {"talked_on": "1-2-2027", "agreed": "Door."}),
    Made(
        "/beheer/lessen/nieuw",
        "lesson",
        {"factor": "failure", "text": "Begin klein.", "event": "{event}"},
    ),
    Made(
        "/beheer/plannen/nieuw",
        "grant_plan",
        {"title": "Plan", "source": "Bladzijde 4", "first_on": "1-1-2027", "last_on": "31-12-2027"},
    ),
    Made(
        "/beheer/plannen/{grant_plan}/regels/nieuw",
        "grant_plan_line",
        {
            "activity": "Kringen",
            "measure": "kenniskringen",
            "planned": "3",
            "bound": "at_least",
            "source": "Lijst",
            "per": "whole",
        },
    ),
    Made(
        "/beheer/opbrengsten/nieuw",
        "outcome",
        {
            "nature": "outcome",
            "what_changed": "De school gaf",
            "title": "Ontbijt",
            "actors": "School",
            "municipalities": "Leeuwarden",
            "changed_on": "1-2-2027",
            "changed_precision": "day",
            "line": "verzachten",
            "kinds": "practice",
            "level": "organisation",
        },
        "#step",
    ),
    Made(
        "/beheer/opbrengsten/{outcome}",
        "observation",
        {"seen-observed_on": "1-2-2027", "seen-status": "started", "seen-text": "Gezien."},
        "#observe",
    ),
    Made(
        "/beheer/privacy/verzoek",
        "data_request",
        {"kind": "object", "name": "Anna", "reach": "06-12345678", "about": "Haar aanmelding."},
    ),
    Made(
        "/beheer/privacy/datalek",
        "breach",
        {
            "noticed_day": "1-2-2027",
            "noticed_time": "9.00",
            "happened": "Een lijst bleef",
            "records": "Namen",
            "measures": "Opgehaald",
            "why_not_told": "Niemand las hem.",
        },
    ),
    Made(
        "/beheer/bijeenkomsten/nieuw",
        "event",
        {
            "title": "Nieuw",
            "summary": "Praat mee.",
            "mode": "online",
            "day": "6-4-2027",
            "start": "19.30",
            "end": "21.00",
            "province": "PV21",
        },
    ),
)


@pytest.fixture
def things(app: Flask, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:  # noqa: ARG001 - they live in its database
    """Make what addresses are about, and give the ref of each."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return belongings(make_event()) | of_the_alliance()


@pytest.fixture
def team(browser: Browser) -> Browser:
    """Give the browser of a member of the project team."""
    browser.sign_in(make_user(RoleName.PROJECT_TEAM))
    return browser


def count(table: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(db.metadata.tables[table])) or 0


@pytest.mark.parametrize("made", FORMS, ids=lambda made: made.url.partition("/beheer/")[2])
def test_a_form_that_is_sent_twice_makes_one(
    team: Browser, things: dict[str, str], made: Made
) -> None:
    before = count(made.table)
    shown = team.get(made.url.format(**things))

    sent = {name: str(value).format(**things) for name, value in made.fields.items()}
    first = team.submit(made.form, **sent)
    team.page = shown
    second = team.submit(made.form, **sent)

    assert (first.status, first.texts(".summary li")) == (200, [])
    assert (second.status, second.url) == (200, first.url)
    assert any("Er is niets dubbel gemaakt." in words for words in second.texts("[role=status]"))
    assert count(made.table) == before + 1


def test_other_words_and_a_fresh_page_are_no_repeats(team: Browser, things: dict[str, str]) -> None:
    before, url = count("helper_link"), f"{MEETING}/helpers".format(**things)
    shown = team.get(url)

    team.submit(MARKED, organisation="Buurthuis")
    team.page = shown
    team.submit(MARKED, organisation="Bibliotheek")
    team.get(url)
    team.submit(MARKED, organisation="Buurthuis")

    assert count("helper_link") == before + 3


def test_what_was_refused_can_be_sent_again(team: Browser, things: dict[str, str]) -> None:
    before = count("event")
    team.get(f"{MEETING}/kopie".format(**things))
    shown = team.submit(day="6-4-2027", check="1")
    refused = team.submit(day="")
    team.page = shown

    made = team.submit(day="6-4-2027")

    assert (refused.status, made.status, count("event")) == (422, 200, before + 1)


def test_the_same_form_at_the_same_moment_makes_one(app: Flask, things: dict[str, str]) -> None:
    before, url = count("task"), RUNBOOK.format(**things)
    browsers = [Browser(app) for _number in range(4)]
    team = make_user(RoleName.PROJECT_TEAM)
    for browser in browsers:
        browser.sign_in(team)
    page = browsers[0].get(url)
    sent = current_values(page.one(MARKED)) | TASK
    cookie = browsers[0].client.get_cookie("academie")
    assert cookie
    start = Barrier(len(browsers))

    def press(browser: Browser) -> int:
        browser.client.set_cookie("academie", cookie.value)
        start.wait(timeout=10)
        return browser.client.post(url, data=sent).status_code

    with ThreadPoolExecutor(len(browsers)) as threads:
        statuses = list(threads.map(press, browsers))

    assert sorted(statuses) == [302, 303, 303, 303]
    assert count("task") == before + 1


def test_a_form_of_long_ago_is_forgotten(team: Browser, things: dict[str, str]) -> None:
    team.get(RUNBOOK.format(**things))
    team.submit(MARKED, **TASK)

    for after, known in ((KEPT, 1), (KEPT * 2, 0)):
        forget_old(NOW + after)
        db.session.commit()
        assert count(UsedForm.__tablename__) == known

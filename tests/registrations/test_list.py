"""The list of a meeting: searched, sorted, chosen from, and cut into pages."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import addresses, listing, service
from academie.registrations.listing import PER_PAGE
from academie.registrations.models import Registration
from tests.browser import Browser, Page
from tests.checkin.factories import make_door, scan
from tests.factories import NOW, WHEN, make_event, make_user
from tests.registrations.factories import make_group, register
from tests.statements import asked_queries

PEOPLE = (
    ("Fatima", "el Idrissi"),
    ("Jan", "van der Berg"),
    ("Emre", "Özdemir"),
    ("Ans", "in 't Veld"),
    ("Mo", None),
)


pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def everybody(event: Event) -> list[Registration]:
    return [
        register(
            event,
            f"gast{number}@voorbeeld.nl",
            given_name=given,
            family_name=family,
            now=NOW + timedelta(minutes=number),
        )
        for number, (given, family) in enumerate(PEOPLE)
    ]


def ask(team: Browser, event: Event, **chosen: Any) -> Page:
    return team.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen", query_string=chosen)


def names(page: Page) -> list[str]:
    return page.texts("tbody td:first-child a")


def test_the_list_stands_in_the_dutch_order(team: Browser) -> None:
    event = make_event()
    everybody(event)

    by_name, by_date = ask(team, event), ask(team, event, volgorde="datum")

    assert names(by_name) == [
        *("Jan van der Berg", "Fatima el Idrissi", "Mo", "Emre Özdemir", "Ans in 't Veld")
    ]
    assert names(by_date)[0] == "Mo"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ozdem", ["Emre Özdemir"]),
        ("berg", ["Jan van der Berg"]),
        ("van der berg", ["Jan van der Berg"]),
        ("t veld", ["Ans in 't Veld"]),
        ("veld ans", ["Ans in 't Veld"]),
        ("x", []),
        ("%", [*("Jan van der Berg", "Fatima el Idrissi", "Mo", "Emre Özdemir", "Ans in 't Veld")]),
    ],
)
def test_a_search_needs_no_accents_and_no_prefix(
    team: Browser, words: str, found: list[str]
) -> None:
    event = make_event()
    everybody(event)

    page = ask(team, event, zoek=words)

    assert names(page) == found
    assert page.one("[name=zoek]")["value"] == words


def test_a_code_and_an_organisation_are_found_too(team: Browser) -> None:
    event = make_event()
    guest = everybody(event)[1]
    guest.organisation_name = "Bibliotheek Noord"
    db.session.commit()

    for words in (guest.code, guest.spaced_code.lower(), "bibliotheek"):
        assert "Jan van der Berg" in names(ask(team, event, zoek=words))


def test_each_filter_gives_as_many_rows_as_it_counts(team: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, capacity=3, online_capacity=5)
    group = make_group(event)
    register(event, "a@voorbeeld.nl", given_name="Aad", people=2, group=group)
    register(event, "b@voorbeeld.nl", given_name="Bea", mode=AttendanceMode.ONLINE)
    register(event, "c@voorbeeld.nl", given_name="Cor", people=2, audience=Audience.RESIDENT)
    service.cancel(register(event, "d@voorbeeld.nl", given_name="Dea"), now=NOW)
    register(event, email=None, given_name="Eva")
    db.session.commit()

    found = {
        (name, value): names(ask(team, event, **{name: value}))
        for name, value in (
            *(("stand", "confirmed"), ("stand", "waitlisted"), ("stand", "cancelled")),
            *(("vorm", "online"), ("groep", group.ref), ("als", "resident")),
            *(("mail", "geen"), ("stand", "onzin"), ("erbij", "wel")),
        )
    }

    short = {key: [name.split()[0] for name in value] for key, value in found.items()}
    assert short == {
        ("stand", "confirmed"): ["Aad", "Bea", "Eva"],
        ("stand", "waitlisted"): ["Cor"],
        ("stand", "cancelled"): ["Dea"],
        ("vorm", "online"): ["Bea"],
        ("groep", group.ref): ["Aad"],
        ("als", "resident"): ["Cor"],
        ("mail", "geen"): ["Eva"],
        ("stand", "onzin"): ["Aad", "Bea", "Cor", "Dea", "Eva"],
        ("erbij", "wel"): ["Aad", "Bea", "Cor", "Dea", "Eva"],
    }
    page = ask(team, event, stand="confirmed")
    assert page.texts("main h2")[-1] == "3 aanmeldingen van 5, 4 personen"


def test_who_came_and_who_did_not_are_told_apart_once_it_has_begun(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    guests = everybody(event)
    service.cancel(guests[4], now=NOW)
    scan(make_door(event), guests[0])
    db.session.commit()
    monkeypatch.setattr(clock, "now", lambda: WHEN + timedelta(hours=1))

    came, missed = ask(team, event, erbij="wel"), ask(team, event, erbij="niet")

    assert names(came) == ["Fatima el Idrissi"]
    assert names(missed) == ["Jan van der Berg", "Emre Özdemir", "Ans in 't Veld"]


def test_whom_mail_does_not_reach_is_found(team: Browser) -> None:
    event = make_event()
    guests = everybody(event)
    addresses.note_return(guests[0], now=NOW)
    failed = select(OutboxMessage).where(OutboxMessage.about == guests[1].ref)
    db.session.scalars(failed).one().status = MessageStatus.FAILED
    db.session.commit()

    page = ask(team, event, mail="mislukt")

    assert names(page) == ["Jan van der Berg", "Fatima el Idrissi"]
    assert page.texts("tbody b") == ["Mail komt niet aan"] * 2


def test_a_long_list_has_pages_and_asks_as_little_as_a_short_one(team: Browser) -> None:
    short, long = make_event(title="Kort"), make_event(title="Lang")
    everybody(short)
    template = everybody(long)[0]
    fill(template, 500)

    with asked_queries() as of_short:
        ask(team, short)
    with asked_queries() as of_long:
        first = ask(team, long)
    last = ask(team, long, pagina="11")
    beyond = ask(team, long, pagina="999999999999")

    assert len(of_long) == len(of_short)
    assert len(names(first)) == PER_PAGE
    assert first.texts("main h2")[-1] == "505 aanmeldingen, 505 personen"
    assert first.text("nav[aria-label^=Bladeren]") == "1 tot en met 50 van 505 Volgende"
    assert (len(names(last)), names(beyond)) == (5, names(last))


def fill(template: Registration, count: int) -> None:
    """Add rows like this one to its meeting, without seats, quickly."""
    known = {
        column.name: getattr(template, column.name)
        for column in Registration.__table__.columns
        if column.name not in {"id", "ref", "code", "email"}
    }
    db.session.execute(
        Registration.__table__.insert(),  # type: ignore[attr-defined] # a table, whatever mypy reads
        [known | {"ref": f"{n:016}", "code": f"{n:06}", "email": None} for n in range(count)],
    )
    db.session.commit()


def test_the_people_behind_the_pages_are_all_of_them_once(app: Flask) -> None:
    del app
    event = make_event()
    fill(everybody(event)[0], 120)
    lines = listing.chosen(listing.everybody(event), listing.Choice())

    pages = [listing.page(lines, number) for number in (1, 2, 3)]

    refs = [line.ref for page in pages for line in page.lines]
    assert len(refs) == len(set(refs)) == 125
    assert [page.cut.has_more for page in pages] == [True, True, False]

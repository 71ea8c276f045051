"""Nothing that is not meant for the world stands in a page, feed, calendar, JSON, PDF or picture.

Public addresses are found by walking: every route for everybody is asked for every meeting, with
each filter, and every link a stranger finds is followed. A new one is held to the same by itself.
A picture is held against one of a meeting that has nothing to hide.
"""

from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from http import HTTPStatus
from itertools import product
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from academie.core import clock
from academie.core.db import db
from academie.evaluations import review
from academie.evaluations.terms import LeaveOutReason, Question
from academie.events import groups
from academie.events import service as events
from academie.events.models import Event, EventPartner
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.planning import service as planning
from academie.programme import contributors
from academie.programme.models import Contributor
from academie.reference.models import Province
from tests.evaluations.factories import make_joiner, make_text
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import adopted, ask_outsider, make_outcome, say, show, show_file
from tests.house.audiences import Audience
from tests.house.routes import ROUTES, path
from tests.house.visitors import ask, endpoint, walk
from tests.partners.factories import make_organisation
from tests.pdf_reading import text
from tests.planning.factories import make_contact, make_task
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import register
from tests.requests.factories import make_request
from tests.series.factories import make_meeting, make_member, make_series

DRAFT: dict[str, Any] = {
    "title": "geheim-concept",
    "theme": "geheim-thema",
    "province": Province.FRIESLAND,
    "published": False,
}
AFTER = WHEN + timedelta(days=3)
PRIVATE = "geheim"
"""Part of each word in the scene that is not for the world."""
INTERNAL = (
    "join_link",
    "wish",
    "meeting_money_proof",
    "campaign_money_proof",
    "gate_override",
)
"""Words of a meeting itself that are for staff, or for who has a seat."""
FILTERS = (
    "",
    "?eerder=1",
    "?q=eheim",
    "?provincie=friesland",
    "?soort=kenniskring",
    "?waar=online",
)
MACHINES = ("/agenda.ics", "/agenda.atom", "/agenda.json", "/agenda.png", "/sitemap.xml")
SHOWN = (
    "openbaar-onderdeel",
    "openbaar-verslag",
    "openbaar-akkoord",
    "openbaar-antwoord",
    "openbaar-oordeel",
)
"""What the world does read, so that this test knows it looked."""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what is shown does not depend on it."""
    return sqlite_url


def fill(event: Event) -> Event:
    """Give a meeting something of everything, public and not."""
    for name in INTERNAL:
        setattr(event, name, f"https://voorbeeld.nl/geheim-{name}")
    event.partners.append(EventPartner(name="geheim-partner"))
    add_group(event)
    add_plan(event)
    item = make_item(event, "openbaar-onderdeel", link="https://meet.voorbeeld.nl/geheim-groep")
    people: dict[str, Any] = {"items": [item], "email": "geheim@voorbeeld.nl"}
    make_contributor(event, name="geheim-nooit-gevraagd", text="geheim-tekst", **people)
    asked = make_contributor(event, name="geheim-gevraagd", **people)
    contributors.ask(asked, now=NOW)
    contributors.reword(asked, wording="geheim-voorstel", now=NOW)
    declined = make_contributor(event, name="geheim-nee", **people)
    contributors.decline(declined, read=contributors.fingerprint(declined), now=NOW)
    withdrawn = make_contributor(event, name="geheim-ingetrokken", approved=True, **people)
    contributors.withdraw(withdrawn, now=NOW)
    agreed = make_contributor(event, name="openbaar-akkoord", approved=True, **people)
    change_proposal(agreed)
    make_material(event, title="openbaar-verslag")
    add_answers(event)
    make_material(event, public=False, title="geheim-dia", link="https://voorbeeld.nl/geheim-dia")
    return event


def add_group(event: Event) -> None:
    """Add a breakout group with its notes."""
    group = groups.add(
        event, title="openbaar-groepje", mode=AttendanceMode.ONSITE, capacity=8, now=NOW
    )
    group.facilitator = "geheim-begeleider"
    group.problems, group.what_works = "geheim-probleem", "geheim-wat-werkt"
    group.agreements = "geheim-afspraak"


def add_plan(event: Event) -> None:
    """Add what staff note down for themselves."""
    make_task(event, "geheim-taak", owner="geheim-eigenaar")
    make_contact(event, name="geheim-contact")
    planning.set_emergency(event, "geheim-nood")


def add_answers(event: Event) -> None:
    """Add what was answered afterwards, and somebody who wants to go on."""
    for question in (Question.TOMORROW, Question.NEEDED, Question.OFFERED):
        make_text(event, question, f"geheim-ongelezen-{question.value}")
    needed = make_text(event, Question.NEEDED, "geheim-voor-de-marktplaats")
    left_out = make_text(event, Question.TOMORROW, "geheim-weggelaten")
    waiting = make_text(event, Question.TOMORROW, "geheim-wacht", given_on=AFTER.date())
    shown = make_text(event, Question.TOMORROW, "openbaar-antwoord")
    for answer in (needed, waiting, shown):
        review.approve(answer, now=NOW)
    review.connect(needed, "geheim-notitie", now=NOW)
    review.leave_out(left_out, LeaveOutReason.PERSON, now=NOW)
    if event.is_public:
        make_joiner(event, "geheim-meedoener@voorbeeld.nl", name="geheim-meedoener")


def change_proposal(agreed: Contributor) -> None:
    """Propose other words than those that were agreed to."""
    contributors.change(
        agreed,
        name="geheim-nieuwe-naam",
        role=agreed.role,
        knowledge=None,
        text="geheim-nieuwe-tekst",
        email="geheim@voorbeeld.nl",
        items=agreed.items,
        now=NOW,
    )


def make_scene() -> list[str]:
    """Make meetings in every state, each with the same private words; give what names them."""
    coming = fill(make_event(mode=EventMode.HYBRID, online_capacity=10))
    register(coming, "geheim-gast@voorbeeld.nl", given_name="geheim-gast")
    day = AFTER + timedelta(days=9)
    later: dict[str, Any] = {"starts_at": day, "ends_at": day + timedelta(hours=2)}
    ahead, put_off, called_off = (fill(make_event(**later)) for _each in range(3))
    events.postpone(put_off, now=NOW)
    events.cancel(called_off, reason="De zaal is dicht.", now=NOW)
    for kind in EventKind:
        draft = fill(make_event(kind=kind, slug=f"geheim-{kind.value}", **DRAFT))
    fill(make_event(title="geheim-alleen-met-adres", listed=False))
    make_request(place="geheim-plaats", wish="geheim-wens", email="geheim@voorbeeld.nl")
    make_organisation("geheim-geen-partner", partner=False)
    series = make_series("Openbare reeks")
    make_meeting(series, theme="Openbaar thema")
    make_member(series, "geheim-lid@voorbeeld.nl", given_name="geheim-lid")
    shown = adopted(coming)
    show(shown)
    show(shown, title="geheim-bewijs", public=False)
    show_file(shown)
    show_file(shown, title="geheim-bestand", public=False)
    told = ask_outsider(shown, email="geheim-bevestiger@voorbeeld.nl")
    say(told, remark="openbaar-oordeel")
    ask_outsider(shown, email="geheim@voorbeeld.nl", role="geheim-functie")
    make_outcome(coming, title="geheim-opbrengst")
    db.session.commit()
    public = [event.slug or "" for event in (coming, ahead, put_off, called_off)]
    return [*public, series.slug, draft.ref]


def rules(app: Flask) -> list[Rule]:
    """List the routes that everybody may open."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if ROUTES[rule.endpoint].audience is Audience.PUBLIC and "GET" in (rule.methods or ())
    ]


def addresses(app: Flask, slugs: list[str]) -> Iterator[str]:
    """Write the addresses of those routes, with all we know to fill in."""
    known = {"slug": slugs, "label": ["OPB-0001", "OPB-0002"]}
    for rule in rules(app):
        if rule.arguments <= set(known):
            names = sorted(rule.arguments)
            for values in product(*(known[name] for name in names)):
                address = path(app, rule.endpoint, dict(zip(names, values, strict=True)))
                yield from (address + query for query in FILTERS)


def words(response: TestResponse) -> str:
    """Read an answer as people and machines would; a picture has no words to search."""
    kind = response.mimetype or ""
    if kind == "application/pdf":
        return text(response.data)
    if kind.startswith("image/") and kind != "image/svg+xml":
        return ""
    return unescape(response.get_data(as_text=True))


def test_nothing_private_stands_in_what_the_world_may_open(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    slugs = make_scene()
    begin = list(addresses(app, slugs))
    seen, opened, read = dict[str, int](), set[str](), ""

    for moment in (NOW + timedelta(hours=1), AFTER):
        monkeypatch.setattr(clock, "now", lambda at=moment: at)
        for address, response in walk(app.test_client(), begin):
            found = words(response)
            assert PRIVATE not in found.lower(), f"{address} at {moment}"
            assert PRIVATE not in str(response.headers).lower(), f"{address} at {moment}"
            seen[address.partition("?")[0]] = response.status_code
            if response.status_code < HTTPStatus.BAD_REQUEST:
                opened.add(endpoint(app, "GET", address))
            read += found

    public = {rule.endpoint for rule in rules(app)}
    assert public <= opened, f"never opened, see addresses(): {public - opened}"
    assert {seen[address] for address in MACHINES} == {200}
    assert [word for word in SHOWN if word not in read] == []


def test_a_draft_has_no_address_that_opens(app: Flask) -> None:
    make_scene()
    for tail in ("", ".ics", ".png", "/aanmelden", "/tijdlijn", "/aangemeld"):
        address = f"/bijeenkomsten/geheim-kenniskring{tail}"

        assert ask(app.test_client(), "GET", address).status_code == 404, address


def test_the_picture_of_a_meeting_shows_nothing_private(app: Flask) -> None:
    plain, full = make_event(), fill(make_event(join_link="https://voorbeeld.nl/geheim"))
    db.session.commit()

    first, second = (
        ask(app.test_client(), "GET", f"/bijeenkomsten/{event.slug}.png").data
        for event in (plain, full)
    )

    assert first == second

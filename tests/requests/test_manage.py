"""What the project team does with requests: see them, ask, decide."""

from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts import queries as accounts
from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.core.db import db
from academie.events import parties
from academie.events import service as events
from academie.events.models import Event
from academie.events.money import MONEY
from academie.events.terms import EventKind, EventStatus
from academie.outbox.models import OutboxMessage
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus
from tests.browser import Browser, Page
from tests.factories import NOW, make_user
from tests.reference.test_municipalities import take_in
from tests.requests.factories import TYPED, make_draft, make_request
from tests.requests.factories import accept as say_yes

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BOARD = "/beheer/aanvragen"
STEPS = "We bellen je deze week."


def url(request: AcademyRequest, verb: str = "") -> str:
    return f"{BOARD}/{request.ref}" + (f"/{verb}" if verb else "")


def errors(page: Page) -> dict[str, str]:
    return {
        str(tag["id"]).removesuffix("-error"): tag.get_text() for tag in page.select(".message")
    }


def the_only_event() -> Event:
    db.session.rollback()
    return db.session.scalars(select(Event)).one()


def accept(browser: Browser, request: AcademyRequest, **fields: str | None) -> Page:
    browser.get(url(request, "aannemen"))
    return browser.submit(**({"next_steps": STEPS} | fields))


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def test_looking_at_a_request_is_logged(team: Browser) -> None:
    request = make_request()

    page = team.get(url(request))

    assert "sanne@voorbeeld.nl" in page.text("main")
    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.action, line.subject) == (AccessAction.VIEW, f"request:{request.ref}")


def test_what_is_only_saved_is_nobodys_business(team: Browser) -> None:
    assert team.get(url(make_draft())).status == 404


def test_the_team_asks_something(team: Browser) -> None:
    request = make_request()
    team.get(url(request))

    page = team.submit(text="Wie betaalt de campagne?")

    assert page.text("[role=status]") == "Je vraag gaat zo weg per e-mail."
    assert page.texts(".rows h3") == ["Vraag van Janneke"]
    db.session.refresh(request)
    assert request.status is RequestStatus.IN_CONVERSATION


def test_an_empty_question_is_refused(team: Browser) -> None:
    team.get(url(make_request()))

    page = team.submit(text="")

    assert (page.status, errors(page)) == (422, {"text": "Schrijf je vraag op."})


def test_accepting_makes_a_draft_with_everything_carried_over(team: Browser) -> None:
    take_in("code,name,province\nGM0114,Emmen,Drenthe\n")
    request = make_request()

    page = accept(team, request, organiser=None)

    event = the_only_event()
    assert page.url == url(request)
    assert (event.kind, event.status) == (EventKind.PUBLIEKSACADEMIE, EventStatus.DRAFT)
    assert event.title == "Publieksacademie Emmen"
    assert event.starts_at == datetime(2027, 6, 1, 17, 30, tzinfo=UTC)
    assert [one.name for one in event.municipalities] == ["Emmen"]
    assert parties.names_of(event) == ["De gemeente", "Twee scholen"]
    assert event.description == f"**Voor wie?** {TYPED['audience']}"
    assert (event.reply_address, event.phone) == ("sanne@voorbeeld.nl", "06-12 34 56 78")
    for name in ("organisation", "place", "province", "mode", "wish", *MONEY):
        assert getattr(event, name) == TYPED[name]
    db.session.refresh(request)
    assert (request.status, request.event, request.decision) == (
        RequestStatus.ACCEPTED,
        event,
        STEPS,
    )
    assert event.organisers == []
    assert team.get(f"/beheer/bijeenkomsten/{event.ref}").one(f"a[href='{url(request)}']")


def test_a_place_that_is_no_municipality_is_not_made_one(app: Flask) -> None:
    del app
    request = make_request(place="Twente")

    event = say_yes(request, make_user())

    assert (event.place, event.municipalities) == ("Twente", [])


def test_a_requester_without_an_account_is_invited_to_organise(team: Browser) -> None:
    accept(team, make_request())

    (organiser,) = the_only_event().organisers
    assert (organiser.email, organiser.name) == ("sanne@voorbeeld.nl", "Sanne de Groot")
    assert organiser.role_names == [RoleName.ORGANISER]
    kinds = set(db.session.scalars(select(OutboxMessage.kind)))
    assert {"accounts.invite", "requests.accepted"} <= kinds


def test_a_requester_with_an_account_organises_with_it(team: Browser) -> None:
    make_user(RoleName.READER, "sanne@voorbeeld.nl")

    accept(team, make_request())

    (organiser,) = the_only_event().organisers
    assert organiser.role_names == [RoleName.ORGANISER, RoleName.READER]
    assert "accounts.invite" not in set(db.session.scalars(select(OutboxMessage.kind)))


def test_an_account_that_was_switched_off_stays_off(team: Browser) -> None:
    make_user(RoleName.ORGANISER, "sanne@voorbeeld.nl").active = False

    page = accept(team, make_request())

    assert page.status == 409
    assert errors(page) == {
        "organiser": "Bij dit e-mailadres hoort een account dat uit staat."
        " Zet het eerst aan, of haal dit weg."
    }
    assert page.one("[name=next_steps]").get_text().strip() == STEPS
    assert db.session.scalars(select(Event)).all() == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"next_steps": ""}, {"next_steps": "Schrijf op wat de volgende stappen zijn."}),
        ({"title": ""}, {"title": "Vul een titel in."}),
        ({"day": "1-3-2027"}, {"day": "Kies een dag die nog komt."}),
        ({"end": "19.00"}, {"end": "Het einde ligt voor het begin. Kies een latere tijd."}),
        (
            {"day": "28-3-2027", "start": "2.30"},
            {
                "start": "Deze tijd bestaat niet: de klok gaat dan een uur vooruit."
                " Kies een andere tijd."
            },
        ),
    ],
)
def test_half_a_decision_is_none(
    team: Browser, fields: dict[str, str], wrong: dict[str, str]
) -> None:
    page = accept(team, make_request(), **fields)

    assert (page.status, errors(page)) == (422, wrong)
    assert db.session.scalars(select(Event)).all() == []


def test_declining_tells_why(team: Browser) -> None:
    request = make_request()
    team.get(url(request, "afwijzen"))

    page = team.submit(reason="Er is er al een in de buurt.")

    assert "Er is er al een in de buurt." in page.text("aside")
    db.session.refresh(request)
    assert (request.status, request.ended_at) == (RequestStatus.DECLINED, NOW)


def test_the_second_of_two_who_decide_at_once_is_told(app: Flask, team: Browser) -> None:
    request = make_request()
    team.get(url(request, "aannemen"))
    second = Browser(app)
    second.sign_in(make_user(email="ander@voorbeeld.nl"))
    second.get(url(request, "afwijzen"))
    team.submit(next_steps=STEPS)

    page = second.submit(reason="Te weinig geld.")

    assert page.status == 409
    assert page.texts(".summary li") == [
        "Over deze aanvraag is al besloten door Janneke. De stand is: Aangenomen."
    ]
    assert page.one("[name=reason]").get_text().strip() == "Te weinig geld."
    assert the_only_event()


def test_a_draft_that_is_thrown_away_leaves_its_request(team: Browser) -> None:
    request = make_request()
    accept(team, request, organiser=None)
    events.delete_draft(the_only_event())

    page = team.get(BOARD)

    assert "Het concept is weggegooid." in page.text(".card")
    assert team.get(url(request)).status == 200


def test_an_organiser_sees_no_requests(browser: Browser) -> None:
    request = make_request()
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl"))

    assert [browser.get(one).status for one in (BOARD, url(request))] == [404, 404]
    assert "Aanvragen" not in browser.get("/beheer/").text("header")
    assert accounts.by_email("sanne@voorbeeld.nl") is None

"""No academy goes public without a local wish and pledged money, unless the team says why."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from academie.accounts.models import AccessLogLine, RoleName
from academie.core.db import db
from academie.events import gate, service
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus, MoneyState
from tests.browser import Browser, Page, current_values
from tests.factories import CONDITIONS, NOW, WHEN, make_event, make_user

pytestmark = pytest.mark.usefixtures("at", "app")

WISH = "De lokale wens ontbreekt. Schrijf op waarom mensen dit willen."
MEETING = "Er ontbreekt een toezegging voor het geld voor de bijeenkomst."
CAMPAIGN = "Er ontbreekt een toezegging voor het geld voor de campagne."
FIELDS = {"wish", "meeting_money", "campaign_money", "gate_override"}
BARE: dict[str, Any] = {
    "wish": None,
    "meeting_money": MoneyState.IN_TALKS,
    "campaign_money": MoneyState.NOT_YET,
}


def bare_draft(**fields: Any) -> Event:
    return make_event(published=False, **(BARE | fields))


def url(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}"


def errors(page: Page) -> dict[str, str]:
    """Read the message beside each field."""
    return {
        str(tag["id"]).removesuffix("-error"): tag.get_text() for tag in page.select(".message")
    }


def stand(event: Event) -> tuple[EventStatus, str | None]:
    db.session.rollback()
    db.session.refresh(event)
    return event.status, event.gate_override


@pytest.fixture
def team(browser: Browser) -> Browser:
    browser.sign_in(make_user())
    return browser


def test_publishing_without_conditions_is_refused_with_what_is_missing(team: Browser) -> None:
    event = bare_draft()
    team.get(url(event))

    page = team.submit(publish="1", title="Een nieuwe titel")

    assert page.status == 409
    assert errors(page) == {"wish": WISH, "meeting_money": MEETING, "campaign_money": CAMPAIGN}
    assert page.texts(".summary li") == [WISH, MEETING, CAMPAIGN]
    assert page.one("[name=title]")["value"] == "Een nieuwe titel"
    assert stand(event) == (EventStatus.DRAFT, None)
    assert event.title == "Publieksacademie Leeuwarden"


def test_a_new_academy_is_held_to_it_too(team: Browser) -> None:
    team.get("/beheer/bijeenkomsten/nieuw")

    page = team.submit(
        publish="1",
        title="Publieksacademie Emmen",
        day="9-3-2027",
        start="19.30",
        end="21.30",
        venue="De Heidehof",
        place="Emmen",
        phone="058-234 56 78",
        meeting_money="pledged",
    )

    assert (page.status, errors(page)) == (409, {"wish": WISH, "campaign_money": CAMPAIGN})
    assert page.one("[name=meeting_money][checked]")["value"] == "pledged"
    assert db.session.scalars(select(Event)).all() == []


def test_what_was_missing_can_be_filled_in_and_published_at_once(team: Browser) -> None:
    event = bare_draft()
    team.get(url(event))

    page = team.submit(
        publish="1",
        wish="De scholen willen dit.",
        meeting_money="pledged",
        meeting_money_amount="4000",
        meeting_money_proof="https://voorbeeld.nl/brief",
        campaign_money="pledged",
    )

    assert page.text("[role=status]") == "De bijeenkomst is gepubliceerd."
    assert stand(event) == (EventStatus.PUBLISHED, None)
    assert (event.meeting_money_amount, event.meeting_money_proof) == (
        4000,
        "https://voorbeeld.nl/brief",
    )


def test_a_draft_says_what_is_still_missing(team: Browser) -> None:
    event = bare_draft(wish="De scholen willen dit.")

    page = team.get(url(event))

    assert page.text(".notice") == f"Je kunt nog niet publiceren. {MEETING} {CAMPAIGN}"
    assert page.one(".notice a[href='#meeting_money-0']")


@pytest.mark.parametrize(
    "fields", [CONDITIONS, {"kind": EventKind.KENNISKRING}, {"gate_override": "Spoed"}]
)
def test_a_draft_that_may_go_public_says_nothing(team: Browser, fields: dict[str, Any]) -> None:
    event = bare_draft(**fields)

    assert team.get(url(event)).select(".notice") == []


def test_another_kind_of_meeting_is_asked_for_no_conditions(team: Browser) -> None:
    event = bare_draft(kind=EventKind.KENNISKRING)
    page = team.get(url(event))
    asked = {str(tag["name"]) for tag in page.select("main form [name]")}
    assert not asked & FIELDS

    page = team.submit(publish="1")

    assert stand(event) == (EventStatus.PUBLISHED, None)


def test_conditions_that_were_not_asked_for_stay(team: Browser) -> None:
    event = make_event(
        published=False,
        **(CONDITIONS | {"kind": EventKind.KENNISKRING, "meeting_money_amount": 4000}),
    )
    team.get(url(event))

    team.submit(title="Kenniskring")

    db.session.refresh(event)
    assert event.wish == CONDITIONS["wish"]
    assert (event.meeting_money, event.meeting_money_amount) == (MoneyState.PLEDGED, 4000)


def test_the_project_team_publishes_with_a_reason_that_is_kept(team: Browser) -> None:
    event = bare_draft()
    team.get(url(event))

    page = team.submit(publish="1", gate_override="De brief komt maandag.")

    assert page.text("[role=status]") == "De bijeenkomst is gepubliceerd."
    assert stand(event) == (EventStatus.PUBLISHED, "De brief komt maandag.")
    line = db.session.scalars(select(AccessLogLine)).one()
    assert (line.subject, line.purpose) == (f"event:{event.ref}/gate", "De brief komt maandag.")
    log = team.get("/beheer/medewerkers/inzage")
    assert "De brief komt maandag." in log.text("tbody")


def test_a_reason_that_was_not_needed_is_forgotten(team: Browser) -> None:
    event = make_event(published=False)
    team.get(url(event))

    team.submit(publish="1", gate_override="Voor de zekerheid.")

    assert stand(event) == (EventStatus.PUBLISHED, None)
    assert db.session.scalars(select(AccessLogLine)).all() == []


def test_an_organiser_cannot_override(browser: Browser) -> None:
    event = bare_draft()
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event]))
    page = browser.get(url(event))
    assert page.select("[name=gate_override]") == []

    typed = current_values(page.one("main form"))
    page = browser.post(url(event), typed | {"publish": "1", "gate_override": "Ik wil het."})

    assert page.status == 409
    assert stand(event) == (EventStatus.DRAFT, None)


def change(event: Event, **fields: Any) -> None:
    capacities = {pool.mode: pool.capacity for pool in event.pools}
    service.change(event, now=NOW, capacities=capacities, **fields)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"wish": None}, ["wish"]),
        ({"meeting_money": MoneyState.IN_TALKS}, ["meeting_money"]),
        ({"campaign_money": MoneyState.NOT_YET, "wish": None}, ["wish", "campaign_money"]),
    ],
)
def test_a_public_academy_cannot_lose_its_conditions(
    fields: dict[str, Any], missing: list[str]
) -> None:
    event = make_event()

    with pytest.raises(gate.GateError) as refused:
        change(event, **fields)

    assert [gap.field for gap in refused.value.gaps] == missing


def test_a_public_meeting_cannot_become_an_academy_without_conditions(team: Browser) -> None:
    event = make_event(**(BARE | {"kind": EventKind.KENNISKRING}))
    team.get(url(event))

    page = team.submit(kind="publieksacademie")

    assert page.status == 409
    assert set(errors(page)) == {"wish", "meeting_money", "campaign_money"}
    assert page.one("[name=wish]")
    assert stand(event)[0] is EventStatus.PUBLISHED
    assert event.kind is EventKind.KENNISKRING


def test_a_postponed_academy_keeps_its_conditions() -> None:
    event = make_event()
    service.postpone(event, now=NOW)

    with pytest.raises(gate.GateError):
        change(event, wish=None)


def test_an_academy_with_a_reason_can_be_changed_and_completed() -> None:
    event = make_event(published=False, **(BARE | {"gate_override": "Spoed"}))
    service.publish(event, now=NOW)

    change(event, title="Publieksacademie Sneek")
    change(event, **CONDITIONS)

    assert (event.title, event.gate_override) == ("Publieksacademie Sneek", "Spoed")


@pytest.mark.parametrize("name", ["wish", "meeting_money", "campaign_money"])
def test_the_database_guards_it_as_well(name: str) -> None:
    event = make_event()

    setattr(event, name, BARE[name])

    with pytest.raises(IntegrityError, match="gate"):
        db.session.flush()
    db.session.rollback()


def test_the_database_refuses_a_debt() -> None:
    event = make_event()

    event.campaign_money_amount = -1

    with pytest.raises(IntegrityError, match="money_amounts"):
        db.session.flush()
    db.session.rollback()


def test_a_link_that_is_none_is_refused_beside_its_field(team: Browser) -> None:
    event = make_event(ends_at=WHEN + timedelta(hours=2))
    team.get(url(event))

    page = team.submit(campaign_money_proof="ftp://voorbeeld.nl/brief")

    assert page.status == 422
    assert errors(page) == {
        "campaign_money_proof": "Dit is geen webadres. Schrijf het zo: https://voorbeeld.nl."
    }

"""The whole form: every field, every refusal, and what is kept of it."""

from typing import Any

import pytest
from sqlalchemy import func, select

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event, EventMunicipality
from academie.events.terms import Audience, EventKind, EventMode
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.needs.sealing import Needs
from academie.questions import queries as questions
from academie.questions import service as asking
from academie.questions.models import OptionalField, QuestionKind
from academie.registrations import consents
from academie.registrations.models import ConsentKind, Registration
from tests.browser import Browser
from tests.factories import NOW, make_event
from tests.questions.factories import make_question
from tests.registrations.factories import make_group
from tests.registrations.form import FATIMA, open_form, send, the_registration

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def full_event(**fields: Any) -> Event:
    """Make a meeting that asks all there is to ask."""
    event = make_event(mode=EventMode.HYBRID, online_capacity=50, **fields)
    for title in ("Schulden", "Wonen"):
        make_group(event, title)
    asking.choose_fields(event, OptionalField)
    return event


def nobody_registered() -> bool:
    return db.session.scalar(select(func.count()).select_from(Registration)) == 0


def test_everything_that_was_filled_in_is_kept(browser: Browser) -> None:
    event = full_event()
    bus = make_question(event)
    fruit = make_question(
        event, "Welk fruit?", kind=QuestionKind.ONE_OF, options=["Appel", "Peer", "Druif"]
    )
    schulden, wonen = event.groups
    open_form(browser, event)

    page = send(
        browser,
        family_name="el Idrissi",
        phone="0031 (0)6 1234 5678",
        mode="onsite",
        people="3",
        group=schulden.ref,
        second_group=wonen.ref,
        audience="resident",
        municipality="Leeuwarden",
        organisation="De Brug",
        needs=["wheelchair", "call"],
        food=["meat"],
        needs_consent="y",
        newsletter="y",
        **{f"question_{bus.ref}": "1", f"question_{fruit.ref}": "2"},
    )

    kept = the_registration()
    assert page.text("h1") == "Je bent aangemeld"
    assert (kept.given_name, kept.family_name, kept.people) == ("Fatima", "el Idrissi", 3)
    assert (kept.phone, kept.municipality) == ("+31612345678", "Leeuwarden")
    assert (kept.audience, kept.organisation_name) == (Audience.RESIDENT, "De Brug")
    assert (kept.breakout_group, kept.second_group) == (schulden, wonen)
    assert needs.of_guest(kept.id) == Needs(
        frozenset({Need.WHEELCHAIR, Need.CALL}), frozenset({Food.MEAT})
    )
    assert consents.given(kept) == {ConsentKind.NEEDS, ConsentKind.NEWSLETTER}
    assert {row.text: choice for row, choice in questions.of_guest(kept.id)} == {
        "Kom je met de bus?": 1,
        "Welk fruit?": 2,
    }


def test_a_first_name_and_an_address_suffice(browser: Browser) -> None:
    event = full_event()
    make_question(event)
    open_form(browser, event)

    send(browser, mode="online", group="later")

    kept = the_registration()
    assert (kept.family_name, kept.phone, kept.municipality, kept.audience) == (None,) * 4
    assert (kept.organisation_name, kept.second_group) == (None, None)
    assert needs.of_guest(kept.id) == Needs()
    assert consents.given(kept) == frozenset()
    assert not questions.of_guest(kept.id)


def test_nothing_is_ticked_or_chosen_beforehand(browser: Browser) -> None:
    event = full_event()
    make_question(event)

    page = open_form(browser, event)

    assert [tag["name"] for tag in page.select("main [type=checkbox][checked]")] == []
    assert {tag["value"] for tag in page.select("main [type=radio][checked]")} <= {""}


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("given_name", "", "Vul je voornaam in."),
        ("given_name", "é" * 81, "Schrijf je voornaam korter."),
        (
            "given_name",
            "Je won! Kijk op vals.nl",
            "Schrijf hier alleen een naam. Zet na een punt een spatie.",
        ),
        ("family_name", "é" * 81, "Schrijf je achternaam korter."),
        ("email", "", "Vul je e-mailadres in. Dan kunnen we je kaartje sturen."),
        ("email", "fatima@", "Dit e-mailadres klopt niet. Schrijf het zo: naam@voorbeeld.nl."),
        ("phone", "12", "Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."),
        ("phone", "geen", "Dit telefoonnummer klopt niet. Schrijf het zo: 06-12 34 56 78."),
        ("people", "0", "Vul een getal in van 1 tot en met 4."),
        ("people", "5", "Vul een getal in van 1 tot en met 4."),
        ("mode", None, "Kies hoe je wilt meedoen."),
        ("group", None, "Kies over welk onderwerp je wilt meepraten."),
        ("municipality", "é" * 81, "Schrijf de naam korter."),
        ("organisation", "é" * 201, "Schrijf de naam korter."),
        ("needs_consent", None, "Zet een vinkje als we dit mogen bewaren. Of haal je keuze weg."),
    ],
)
def test_what_is_wrong_stands_beside_the_field_and_above_the_form(
    browser: Browser, field: str, typed: str | None, message: str
) -> None:
    event = full_event()
    open_form(browser, event)
    right = {"mode": "onsite", "group": "later", "needs": ["quiet"], "needs_consent": "y"}

    page = send(browser, **(right | {"municipality": "Emmen", field: typed}))

    assert page.status == 422
    assert page.text(f"#{field}-error") == message
    assert page.texts(".summary a") == [message]
    assert page.one('[name="needs"][value="quiet"]').has_attr("checked")
    assert page.one("#municipality")["value"] == (typed if field == "municipality" else "Emmen")
    assert nobody_registered()


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("mode", "maan"),
        ("audience", "minister"),
        ("group", "0123456789abcdef"),
        ("second_group", "0123456789abcdef"),
        ("needs", ["rocket"]),
        ("food", ["meat", "salary"]),
        ("phone", "\N{ARABIC-INDIC DIGIT SIX}" * 300),
        ("given_name", "x" * 100_000),
        ("website", "x" * 100_000),
    ],
)
def test_what_no_browser_would_send_is_refused(
    browser: Browser, field: str, typed: str | list[str]
) -> None:
    event = full_event()
    open_form(browser, event)
    right = {"mode": "onsite", "group": "later", "needs_consent": "y"}

    page = send(browser, **(right | {field: typed}))

    assert page.status == 422
    assert nobody_registered()


def test_an_answer_that_is_none_is_refused(browser: Browser) -> None:
    event = make_event()
    question = make_question(event)
    open_form(browser, event)

    page = send(browser, **{f"question_{question.ref}": "7"})

    assert page.status == 422
    assert page.select(f"#question_{question.ref}-error")
    assert nobody_registered()


def test_a_question_of_another_meeting_is_not_answered(browser: Browser) -> None:
    event = make_event()
    foreign = make_question(make_event(title="Publieksacademie Emmen"))
    page = open_form(browser, event)
    token = page.one("main [name=csrf_token]")["value"]

    data = FATIMA | {"csrf_token": token, "people": "1", f"question_{foreign.ref}": "0"}
    seen = page.one("[name=seen_at]")["value"]
    browser.post(f"/bijeenkomsten/{event.slug}/aanmelden", data | {"seen_at": seen})

    assert not questions.of_guest(the_registration().id)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06-12 34 56 78", "+31612345678"),
        ("0612345678", "+31612345678"),
        ("+31 6 12345678", "+31612345678"),
        ("0031612345678", "+31612345678"),
        ("(058) 234.56.78", "+31582345678"),
        ("+32 470 12 34 56", "+32470123456"),
        (" ", None),
    ],
)
def test_a_number_may_be_written_in_any_way(browser: Browser, typed: str, kept: str | None) -> None:
    open_form(browser, make_event())

    send(browser, phone=typed)

    assert the_registration().phone == kept


def test_a_municipality_is_kept_as_we_know_it(browser: Browser) -> None:
    event = make_event(municipalities=[EventMunicipality(name="Súdwest-Fryslân")])
    open_form(browser, event)

    send(browser, municipality="sudwest fryslan")

    assert the_registration().municipality == "Súdwest-Fryslân"


def test_a_meeting_for_partners_needs_the_organisation(browser: Browser) -> None:
    open_form(browser, make_event(kind=EventKind.KENNISKRING))

    page = send(browser)

    assert page.text("#organisation-error") == "Vul in voor welke organisatie je komt."


def test_a_full_group_is_told_and_the_second_choice_helps(browser: Browser) -> None:
    event = make_event()
    full, roomy = make_group(event, "Schulden", capacity=0), make_group(event, "Wonen")
    open_form(browser, event)

    refused = send(browser, group=full.ref)
    page = browser.submit(second_group=roomy.ref)

    assert refused.text("#group-error") == "Deze groep is net vol. Kies een ander onderwerp."
    assert page.text("h1") == "Je bent aangemeld"
    assert the_registration().breakout_group == roomy


def test_a_number_stays_as_it_was_typed_when_something_else_is_wrong(browser: Browser) -> None:
    open_form(browser, make_event())

    page = send(browser, phone="06 12345678", email="")

    assert page.one("#phone")["value"] == "06 12345678"


def test_marks_that_nobody_sees_are_no_name_and_turn_none_around(browser: Browser) -> None:
    open_form(browser, make_event())

    refused = browser.submit(given_name="\u200b\u2060", email="fatima@voorbeeld.nl")
    browser.submit(given_name="\u202eFatima\ufeff")

    assert refused.text("#given_name-error") == "Vul je voornaam in."
    assert the_registration().given_name == "Fatima"

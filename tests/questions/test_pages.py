"""What a form asks, as staff choose it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.questions import queries, service
from academie.questions.models import OptionalField
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.questions.factories import make_question

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

BUS = {
    "text": "Hoe kom je?",
    "reason": "Dan regelen we genoeg plek voor fietsen",
    "kind": "one_of",
    "options": "Met de bus\r\n  Met de   fiets \r\n\r\nMet de bus",
    "erase_on": "20-3-2027",
}


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def form_page(browser: Browser, event: Event) -> Page:
    browser.sign_in(make_user(RoleName.ORGANISER, events=[event]))
    return browser.get(f"/beheer/bijeenkomsten/{event.ref}/formulier")


def add(browser: Browser, **fields: Any) -> Page:
    return browser.submit("#add-question", **(BUS | fields))


def test_an_organiser_chooses_what_the_form_asks(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)

    browser.submit("#fields", fields=["phone", "food"])
    form = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    assert queries.asked_fields(event) == {OptionalField.PHONE, OptionalField.FOOD}
    assert form.select("#phone")
    assert form.select("#food-0")
    assert not form.select("#family_name, #municipality, #audience-0, #organisation, #needs-0")


def test_a_form_may_ask_nothing_more_than_it_must(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)

    browser.submit("#fields", fields=None)
    form = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    assert queries.asked_fields(event) == frozenset()
    assert not form.select("#needs_consent")


def test_a_meeting_for_partners_always_asks_the_organisation(browser: Browser) -> None:
    event = make_event(kind=EventKind.KENNISKRING)

    page = form_page(browser, event)
    browser.submit("#fields", fields=None)
    form = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    assert not page.select('#fields [value="organisation"]')
    assert form.one("#organisation")["aria-required"] == "true"


def test_a_question_of_ones_own_stands_on_the_form_with_its_reason(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)

    page = add(browser)
    form = browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")

    (question,) = queries.of_event(event)
    assert question.options == ["Met de bus", "Met de fiets"]
    assert page.texts("main .card li") == ["Met de bus: 0", "Met de fiets: 0"]
    assert form.text(f"#question_{question.ref}-hint") == (
        "Dan regelen we genoeg plek voor fietsen. We wissen je antwoord op 20 maart 2027."
    )


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("text", " ", "Vul de vraag in."),
        ("text", "é" * 151, "Maak dit korter: hooguit 150 tekens."),
        ("reason", "", "Vul in waarom je dit vraagt."),
        ("kind", None, "Kies hoe mensen antwoord geven."),
        ("options", "Met de bus", "Schrijf 2 tot 8 verschillende antwoorden op."),
        ("options", "\n".join(map(str, range(9))), "Schrijf 2 tot 8 verschillende antwoorden op."),
        ("options", f"Ja\n{'n' * 81}", "Maak elk antwoord korter: hooguit 80 tekens."),
        ("erase_on", "", "Kies een dag. Bijvoorbeeld twee weken na de bijeenkomst."),
        ("erase_on", "31-2-2027", "Schrijf de datum zo: 9-3-2027."),
        ("erase_on", "9-3-2027", "Kies een dag na de bijeenkomst, uiterlijk 1-6-2027."),
        ("erase_on", "2-6-2027", "Kies een dag na de bijeenkomst, uiterlijk 1-6-2027."),
    ],
)
def test_a_question_that_is_not_right_is_told_beside_the_field(
    browser: Browser, field: str, typed: str | None, message: str
) -> None:
    event = make_event()
    form_page(browser, event)

    page = add(browser, **{field: typed})

    assert page.status == 422
    assert page.text(f"#{field}-error") == message
    assert page.one("#add-question [name=options]").get_text().strip()
    assert not queries.of_event(event)


@pytest.mark.parametrize("kind", ["open", "", "yes_no\x00x"])
def test_an_open_question_cannot_be_made(browser: Browser, kind: str) -> None:
    event = make_event()
    form_page(browser, event)

    page = add(browser, kind=kind)

    assert page.status == 422
    assert page.select("#kind-error")


def test_a_field_that_is_none_is_refused(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)

    page = browser.submit("#fields", fields=["salary"])

    assert page.status == 422
    assert page.select("#fields-error")


def test_there_are_never_more_than_three_questions(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)
    for number in range(3):
        make_question(event, f"Vraag {number}?")

    late = add(browser)
    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/formulier")

    assert late.status == 409
    assert not page.select("#add-question")
    assert len(queries.of_event(event)) == 3


def test_a_question_is_taken_off_with_its_answers(browser: Browser) -> None:
    event = make_event()
    question = make_question(event)
    browser.get(f"/bijeenkomsten/{event.slug}/aanmelden")
    answer = {f"question_{question.ref}": "0"}
    browser.submit(given_name="Fatima", email="fatima@voorbeeld.nl", **answer)

    page = form_page(browser, event)
    browser.submit(".card form")

    assert page.texts(".card li") == ["Ja: 1", "Nee: 0"]
    assert page.text(".card button") == "Haal weg, met 1 antwoord"
    assert not queries.of_event(event)


def test_the_form_of_a_meeting_that_is_off_stays_as_it_is(browser: Browser) -> None:
    event = make_event()
    form_page(browser, event)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    late = browser.submit("#fields", fields=None)
    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/formulier")

    assert late.status == 409
    assert not page.select("#fields, #add-question")


def test_a_question_of_another_meeting_does_not_exist(browser: Browser) -> None:
    event, other = make_event(), make_event(title="Publieksacademie Emmen")
    question = make_question(other)
    make_question(event)
    form_page(browser, event)
    token = browser.page.one(".card [name=csrf_token]")["value"] if browser.page else ""

    url = f"/beheer/bijeenkomsten/{event.ref}/formulier/vragen/{question.ref}/weghalen"
    page = browser.post(url, {"csrf_token": token})

    assert page.status == 404
    db.session.expire_all()
    assert queries.of_event(other)


def test_a_copy_of_a_meeting_asks_the_same_and_forgets_as_long_after_it(browser: Browser) -> None:
    event = make_event()
    service.choose_fields(event, [OptionalField.PHONE])
    question = make_question(event)
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}/kopie")

    browser.submit(day="16-3-2027")

    made = db.session.scalars(select(Event).where(Event.id != event.id)).one()
    (copied,) = queries.of_event(made)
    assert queries.asked_fields(made) == {OptionalField.PHONE}
    assert (copied.text, copied.reason) == (question.text, question.reason)
    assert copied.erase_on - question.erase_on == timedelta(days=7)

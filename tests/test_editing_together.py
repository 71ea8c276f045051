"""Two people edit one part of a meeting: the second is told what changed, and loses nothing."""

from typing import NamedTuple

import pytest
from flask import Flask

from academie.core import clock
from academie.events.models import Event
from tests.alliances.factories import make_alliance, make_pledge
from tests.browser import Browser, current_values
from tests.factories import NOW, make_event, make_user
from tests.lessons.factories import make_lesson
from tests.letters.factories import make_letter
from tests.planning.factories import make_plan
from tests.programme.factories import make_contributor, make_item, make_material
from tests.registrations.factories import make_group


class Shared(NamedTuple):
    """A form that two people open: where it is, which it is on its page, and a field of it."""

    address: str
    form: str
    field: str
    label: str


MEETING = "/beheer/bijeenkomsten/{event}"
EDIT = "main form[novalidate]"
SHARED = [
    Shared(
        "/beheer/allianties/{alliance}/veranderen", EDIT, "initiator", "Wie nam het initiatief?"
    ),
    Shared("/beheer/beloften/{pledge}/veranderen", EDIT, "text", "Wat belooft de organisatie?"),
    Shared("/beheer/lessen/{lesson}/veranderen", EDIT, "text", "Wat is de les?"),
    Shared(MEETING + "/programma/{item}", "#change", "title", "Titel"),
    Shared(
        MEETING + "/bijdragers/{contributor}", "#contributor", "text", "Tekst voor op de pagina"
    ),
    Shared(MEETING + "/materiaal/{material}", "#change", "title", "Titel"),
    Shared(MEETING + "/groepen/{group}", "#details", "facilitator", "Wie begeleidt de groep?"),
    Shared(MEETING + "/groepen/{group}", "#notes", "what_works", "Wat werkt?"),
    Shared(
        MEETING + "/draaiboek/taken/{task}", "main form[novalidate]", "title", "Wat is er te doen?"
    ),
    Shared(MEETING + "/draaiboek/contacten/{contact}", "main form[novalidate]", "name", "Naam"),
    Shared(
        MEETING + "/draaiboek/nood", "main form[novalidate]", "emergency", "Wat doe je bij nood?"
    ),
    Shared(
        "/beheer/blauwdrukken/{format}/onderdelen/{key}",
        "main form[novalidate]",
        "title",
        "Naam van het onderdeel",
    ),
    Shared(MEETING + "/berichten/brief/{letter}/veranderen", "main form", "subject", "Onderwerp"),
]

PROGRAMME = SHARED[3]


@pytest.fixture
def event(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Event:
    del app
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return make_event()


@pytest.fixture
def refs(event: Event) -> dict[str, str]:
    return make_plan(event) | {
        "event": event.ref,
        "item": make_item(event, "Muziek").ref,
        "contributor": make_contributor(event).ref,
        "material": make_material(event).ref,
        "group": make_group(event).ref,
        "alliance": make_alliance("Assen").ref,
        "pledge": make_pledge().ref,
        "lesson": make_lesson(event).ref,
        "letter": make_letter(event).ref,
    }


@pytest.fixture
def two(app: Flask, event: Event) -> tuple[Browser, Browser]:
    del event
    people = Browser(app), Browser(app)
    for number, browser in enumerate(people):
        browser.sign_in(make_user(email=f"nummer{number}@voorbeeld.nl"))
    return people


def kept(browser: Browser, shared: Shared) -> str:
    """Read what stands in the field."""
    assert browser.page is not None
    value = current_values(browser.page.one(shared.form))[shared.field][0]
    return str(value).strip()


def test_who_saves_second_is_told_what_changed_and_keeps_the_text(
    two: tuple[Browser, Browser], refs: dict[str, str]
) -> None:
    first, second = two
    for shared in SHARED:
        address = shared.address.format_map(refs)
        first.get(address)
        second.get(address)
        first.submit(shared.form, **{shared.field: "Van de eerste"})

        page = second.submit(shared.form, **{shared.field: "Van de tweede"})

        assert page.status == 409, address
        assert page.texts("#intussen-veranderd dt") == [shared.label]
        assert page.texts("#intussen-veranderd dd") == [
            "Nu: Van de eerste Jij hebt hier iets anders."
        ]
        assert kept(second, shared) == "Van de tweede"


def test_who_was_told_may_save_all_the_same(
    two: tuple[Browser, Browser], refs: dict[str, str]
) -> None:
    first, second = two
    shared = PROGRAMME
    for browser in two:
        browser.get(shared.address.format_map(refs))
    first.submit(shared.form, title="Van de eerste")
    second.submit(shared.form, title="Van de tweede")

    page = second.submit(shared.form)

    assert page.status == 200
    first.get(shared.address.format_map(refs))
    assert kept(first, shared) == "Van de tweede"


def test_pressing_twice_is_no_conflict(two: tuple[Browser, Browser], refs: dict[str, str]) -> None:
    first, second = two
    for browser in two:
        browser.get(PROGRAMME.address.format_map(refs))
    first.submit("#change", title="Zang", at="20.15")

    page = second.submit("#change", title="Zang", at="20:15")

    assert page.status == 200


def test_choices_and_times_are_told_in_the_words_of_the_form(
    two: tuple[Browser, Browser], refs: dict[str, str]
) -> None:
    first, second = two
    for browser in two:
        browser.get(PROGRAMME.address.format_map(refs))
    first.submit("#change", kind="panel", at="20.15", contributors=refs["contributor"])

    page = second.submit("#change", title="Zang")

    told = zip(
        page.texts("#intussen-veranderd dt"), page.texts("#intussen-veranderd dd"), strict=True
    )
    assert dict(told) == {
        "Soort onderdeel": "Nu: Panelgesprek Staat al in je formulier.",
        "Begint om": "Nu: 20.15 Staat al in je formulier.",
        "Wie doen er mee?": "Nu: Samira Staat al in je formulier.",
    }

    second.submit("#change")
    first.get(PROGRAMME.address.format_map(refs))
    assert first.page is not None
    values = current_values(first.page.one("#change"))
    assert (values["title"], values["kind"], values["at"]) == (["Zang"], ["panel"], ["20:15"])
    assert values["contributors"] == [refs["contributor"]]

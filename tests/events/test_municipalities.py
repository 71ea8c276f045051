"""Names of municipalities, offered while somebody types and kept as we know them."""

from pathlib import Path

import pytest
from flask import Flask

from academie.app import create_app
from academie.events.models import EventMunicipality
from academie.events.municipalities import MOST_SUGGESTIONS, as_known, suggestions
from tests.browser import Browser
from tests.conftest import test_settings
from tests.factories import make_event
from tests.partners.factories import make_organisation


def for_places(*names: str, **fields: object) -> None:
    places = [EventMunicipality(name=name) for name in names]
    make_event(municipalities=places, **fields)  # type: ignore[arg-type] # fields of a meeting


def test_names_come_from_meetings_and_partners_each_once(app: Flask) -> None:  # noqa: ARG001
    for_places("Súdwest-Fryslân", "Leeuwarden")
    make_organisation(place="leeuwarden")
    make_organisation("Bibliotheek", place="Leeuwarderadeel")

    assert suggestions("LEEUW") == ["Leeuwarden", "Leeuwarderadeel"]
    assert suggestions("sudwest fry") == ["Súdwest-Fryslân"]


def test_names_that_begin_with_what_was_typed_come_first(app: Flask) -> None:  # noqa: ARG001
    for_places("Aa en Hunze", "Zaanstad", "Haarlem")

    assert suggestions("aa") == ["Aa en Hunze", "Haarlem", "Zaanstad"]


def test_a_plan_a_hidden_meeting_and_who_is_no_partner_give_no_names(
    app: Flask,  # noqa: ARG001
) -> None:
    for_places("Emmen", published=False)
    for_places("Eemsdelta", listed=False)
    make_organisation(partner=False, place="Elburg")

    assert suggestions("e") == []


def test_there_are_never_more_than_ten_names(app: Flask) -> None:  # noqa: ARG001
    for_places(*(f"Dorp {number}" for number in range(MOST_SUGGESTIONS + 5)))

    assert len(suggestions("dorp")) == MOST_SUGGESTIONS


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("utrecht", "Utrecht"), ("  UTRECHT ", "Utrecht"), ("Lutjebroek", "Lutjebroek"), ("!", "!")],
)
def test_a_name_is_written_as_we_know_it(app: Flask, typed: str, kept: str) -> None:  # noqa: ARG001
    for_places("Utrecht")

    assert as_known(typed) == kept


@pytest.mark.parametrize("typed", ["", "%20", "%25", "%F0%9F%98%80", "a" * 5000])
def test_nonsense_gives_no_names(browser: Browser, typed: str) -> None:
    for_places("Utrecht")

    answer = browser.get(f"/gemeenten.json?q={typed}").response

    assert (answer.status_code, answer.json) == (200, [])


def test_nobody_can_ask_for_municipalities_without_end(sqlite_url: str, tmp_path: Path) -> None:
    limited = create_app(test_settings(sqlite_url, tmp_path), TESTING=True, RATELIMIT_ENABLED=True)
    visitor = limited.test_client()

    answers = [visitor.get("/gemeenten.json?q=a").status_code for _ in range(61)]

    assert answers == [200] * 60 + [429]

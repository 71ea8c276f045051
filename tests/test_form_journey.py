"""The whole form in a real browser: without a script, and with the help of one."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event, EventMunicipality
from academie.events.terms import EventMode
from academie.needs import queries as needs
from academie.needs.models import Food, Need
from academie.questions import service as asking
from academie.questions.models import OptionalField
from academie.registrations.models import Registration
from tests.factories import make_event
from tests.live import Live, at_home, chromium
from tests.questions.factories import make_question
from tests.registrations.factories import make_group

SMALLEST_SCREEN = 320


@pytest.fixture
def event(live: Live) -> Event:
    """Make a meeting that asks all there is to ask."""
    del live
    soon = clock.now() + timedelta(days=9)
    event = make_event(
        now=clock.now(),
        starts_at=soon,
        ends_at=soon + timedelta(hours=2),
        mode=EventMode.HYBRID,
        online_capacity=50,
        municipalities=[EventMunicipality(name="Súdwest-Fryslân")],
    )
    for title in ("Schulden", "Wonen"):
        make_group(event, title, now=clock.now())
    make_question(event, now=clock.now())
    asking.choose_fields(event, OptionalField)
    db.session.commit()
    return event


def fill_in(page: Page) -> None:
    page.get_by_label("Voornaam").fill("Fatima")
    page.get_by_label("Achternaam").fill("el Idrissi")
    page.get_by_label("E-mailadres").fill("fatima@voorbeeld.nl")
    page.get_by_label("Telefoonnummer").fill("06 1234 5678")
    page.get_by_label("Ik kom naar de locatie").check()
    page.get_by_label("Met hoeveel mensen kom je?").fill("2")
    page.get_by_role("radio", name="Schulden").check()
    page.get_by_label("Je tweede keuze").select_option("Wonen (op locatie)")
    page.get_by_label("bewoner").check()
    page.get_by_label("In welke gemeente").fill("Sudwest-Fryslan")
    page.get_by_label("een plek voor een rolstoel").check()
    page.get_by_label("geen vlees").check()
    page.get_by_label("Nee", exact=True).check()


def test_the_whole_form_works_without_a_script_on_the_smallest_screen(
    live: Live, event: Event
) -> None:
    with (
        chromium(javascript=False, width=SMALLEST_SCREEN) as context,
        at_home(context, live.url),
    ):
        page = context.new_page()
        page.goto(f"{live.url}/bijeenkomsten/{event.slug}/aanmelden")
        fill_in(page)
        page.get_by_role("button", name="Meld mij aan").click()
        expect(page.locator(".summary a")).to_have_text(
            "Zet een vinkje als we dit mogen bewaren. Of haal je keuze weg."
        )
        expect(page.get_by_label("Telefoonnummer")).to_have_value("06 1234 5678")
        page.get_by_label("Ik vind het goed").check()
        page.get_by_role("button", name="Meld mij aan").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Je bent aangemeld")

    db.session.rollback()
    kept = db.session.scalars(select(Registration)).one()
    assert (kept.phone, kept.municipality) == ("+31612345678", "Súdwest-Fryslân")
    assert needs.of_guest(kept.id) == (frozenset({Need.WHEELCHAIR}), frozenset({Food.MEAT}))


def test_names_of_municipalities_are_offered_while_somebody_types(live: Live, event: Event) -> None:
    with chromium() as context, at_home(context, live.url):
        page = context.new_page()
        page.goto(f"{live.url}/bijeenkomsten/{event.slug}/aanmelden")
        field = page.get_by_role("combobox", name="In welke gemeente")
        field.press_sequentially("sudwest")
        page.get_by_role("option", name="Súdwest-Fryslân").click()

        expect(field).to_have_value("Súdwest-Fryslân")

"""Two academies in one week that lean on the same partner."""

from collections.abc import Sequence
from typing import Any

import pytest

from academie.core.db import db
from academie.events import parties
from academie.events.advice import advise, plan_of
from academie.events.models import Event
from academie.partners import service as partners
from academie.partners.models import Organisation
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.partners.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")


def planned(*names: str, **fields: Any) -> Event:
    return make_event(partners=parties.rows(names), province=None, **fields)


def warned(event: Event) -> Sequence[str]:
    """Give what speaks against the week of a meeting, without what is the same each time."""
    db.session.commit()
    return [
        row.partition("): ")[2]
        for row in advise(plan_of(event), make_user()).warnings
        if "dezelfde week" in row
    ]


def rename(organisation: Organisation, name: str) -> None:
    known = {
        field: getattr(organisation, field)
        for field in ("sector", "place", "scope", "partner", "partner_since", "core")
    }
    partners.change(organisation, name=name, now=NOW, **known)


def test_a_partner_of_both_is_named_however_it_is_written() -> None:
    make_organisation("Stichting De Brug")
    planned("DE BRUG", "Stichting de brug", "Bibliotheek Fryslân")
    event = planned("stichting DE BRUG", "bibliotheek fryslan", "Humanitas")

    assert warned(event) == ["met dezelfde partners (Stichting De Brug en bibliotheek fryslan)."]


def test_a_partner_is_the_same_after_a_merge() -> None:
    bridge, double = make_organisation("Stichting De Brug"), make_organisation("De Brug Fryslan")
    planned("De Brug Fryslân")
    event = planned("De Brug Fryslân", "Stichting De Brug")

    partners.merge(bridge, double, now=NOW)

    assert parties.names_of(event) == ["Stichting De Brug"]
    assert warned(event) == ["met dezelfde partner (Stichting De Brug)."]


def test_a_partner_is_the_same_under_a_new_name() -> None:
    bridge = make_organisation("Stichting De Brug")
    planned("Stichting De Brug")

    rename(bridge, "Stichting De Oever")

    assert warned(planned("Stichting De Oever")) == ["met dezelfde partner (Stichting De Oever)."]


def test_who_organises_one_and_takes_part_in_the_other_is_a_partner_of_both() -> None:
    double = make_organisation("De Brug Fryslan")
    partners.merge(make_organisation("Stichting De Brug"), double, now=NOW)
    planned(organisation="DE BRUG FRYSLÂN")

    assert warned(planned("stichting de brug")) == ["met dezelfde partner (Stichting De Brug)."]


def test_the_alliance_itself_takes_part_in_most() -> None:
    planned(organisation="Alliantie Kinderarmoede")

    assert warned(planned("alliantie kinderarmoede")) == []


def test_staff_name_the_partners_one_a_line(browser: Browser) -> None:
    make_organisation("Stichting De Brug")
    event = make_event()
    browser.sign_in(make_user())
    browser.get(f"/beheer/bijeenkomsten/{event.ref}")

    browser.submit(partners="stichting de brug\r\n\r\n  Humanitas  \r\nHUMANITAS")
    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}")

    assert page.one("#partners").get_text().split("\n")[-2:] == ["Humanitas", "Stichting De Brug"]

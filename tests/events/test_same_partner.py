"""Two academies in one week that lean on the same partner."""

from dataclasses import replace

import pytest

from academie.events.advice import advise, plan_of
from academie.partners import service as partners
from tests.factories import NOW, make_event, make_user
from tests.partners.factories import make_organisation


@pytest.mark.usefixtures("app")
def test_a_partner_is_known_by_any_way_to_write_it_and_after_a_merge() -> None:
    bridge = make_organisation("Stichting De Brug")
    double = make_organisation("De Brug Fryslan")
    partners.merge(bridge, double, now=NOW)
    make_event(organisation="DE BRUG FRYSLÂN", province=None)
    planned = replace(plan_of(make_event(organisation="stichting de brug")), province=None)

    (warning,) = [row for row in advise(planned, make_user()).warnings if "dezelfde week" in row]

    assert warning.endswith("van dezelfde organisatie.")

"""School holidays by region: what is known, what is not yet, and which region counts."""

import pytest

from academie.events import dates
from academie.events.terms import SchoolRegion
from academie.reference.models import Province
from tests.browser import Browser
from tests.events.test_dates import plan
from tests.factories import make_event, make_user


@pytest.mark.parametrize("region", SchoolRegion)
def test_an_autumn_holiday_that_is_not_fixed_yet_is_said(region: SchoolRegion) -> None:
    unknown = "De herfstvakantie van 2030 is nog niet bekend."

    assert unknown in dates.notes(plan("2030-10-15", region=region))
    assert unknown not in dates.notes(plan("2030-09-15", region=region))
    assert not any("herfstvakantie" in note for note in dates.notes(plan("2029-10-15")))


@pytest.mark.parametrize("year", range(2026, 2031))
def test_every_other_school_holiday_is_known_until_2030(year: int) -> None:
    middles = ["01-02", "02-21", "04-30", "07-31", "12-28"]

    for region in SchoolRegion:
        known = [dates.warnings(plan(f"{year}-{day}", region=region)) for day in middles]
        found = {word for lines in known for line in lines for word in line.split()}
        assert {"kerstvakantie", "meivakantie", "zomervakantie"} <= found


def test_the_region_of_the_province_is_filled_in_by_name(browser: Browser) -> None:
    browser.sign_in(make_user())
    event = make_event(province=Province.LIMBURG)
    split = make_event(province=Province.UTRECHT)

    first = [
        browser.get(f"/beheer/bijeenkomsten/{one.ref}").texts("#school_region option")[0]
        for one in (event, split)
    ]

    assert first == ["Die van de provincie: Zuid", "Die van de provincie: Midden en Noord"]

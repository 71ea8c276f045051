"""The plan of the demo says what its source says, and no more."""

from academie.demo.plan import FIRST, LAST, LINES
from academie.plans.terms import Measure, Unit


def test_the_plan_of_the_demo_has_the_numbers_of_its_source() -> None:
    planned = {measure: (number, per) for _name, _goal, number, per, measure in LINES}

    assert (FIRST.year, LAST.year) == (2022, 2023)
    assert planned == {
        Measure.KENNISKRINGEN: (8, Unit.YEAR),
        Measure.NEW_PARTNERS: (75, Unit.WHOLE),
        Measure.NETWORK: (350, Unit.WHOLE),
        Measure.ALLIANCES: (15, Unit.WHOLE),
        Measure.LEERNETWERK: (4, Unit.YEAR),
        None: (6, Unit.YEAR),
        Measure.ACADEMIES: (None, None),
    }

"""Makers of plans for tests: name only what matters to the test."""

from datetime import date
from typing import Any

from academie.core.db import db
from academie.plans import service
from academie.plans.models import Plan, PlanLine
from academie.plans.terms import Bound, Measure, Unit
from tests.factories import NOW
from tests.followups.factories import author

FIRST, LAST = date(2027, 1, 1), date(2028, 12, 31)


def make_plan(**fields: Any) -> Plan:
    """Make a plan of 2027 and 2028, without lines."""
    values: dict[str, Any] = {
        "title": "Projectplan 2027-2028",
        "first_on": FIRST,
        "last_on": LAST,
        "source": "projectplan.pdf, bladzijde 4",
        "by": author(),
        "now": NOW,
    } | fields
    plan = service.add(**values)
    db.session.commit()
    return plan


def make_line(
    plan: Plan, measure: Measure | None = Measure.KENNISKRINGEN, **fields: Any
) -> PlanLine:
    """Plan at least eight a year, or what matters to the test."""
    values: dict[str, Any] = {
        "activity": str(measure.label) if measure else "Nieuwsbrieven",
        "goal": None,
        "planned": 8,
        "per": Unit.YEAR,
        "bound": Bound.AT_LEAST,
        "planned_text": None,
        "measure": measure,
        "source": None if measure else "Lijst van nieuwsbrieven",
    } | fields
    line = service.add_line(plan, now=NOW, **values)
    db.session.commit()
    return line


def without_target(plan: Plan, measure: Measure | None, **fields: Any) -> PlanLine:
    """Add a line of which the source gives no target."""
    return make_line(plan, measure, planned=None, per=None, bound=None, **fields)


def in_all(plan: Plan, measure: Measure | None, planned: int, **fields: Any) -> PlanLine:
    """Plan a number for the whole period."""
    return make_line(plan, measure, planned=planned, per=Unit.WHOLE, **fields)

"""Makers of activity reports for tests: name only what matters to the test."""

from datetime import datetime, timedelta
from typing import Any

from academie.accounts.models import User
from academie.activity import adopting, frozen, service
from academie.activity.drawing import draw
from academie.activity.models import ActivityReport
from academie.activity.service import Typed
from academie.core.db import db
from academie.events.terms import EventKind
from academie.plans.models import Plan
from academie.plans.targets import targets
from academie.plans.terms import Measure
from tests.checkin.factories import make_guest
from tests.factories import WHEN, make_event
from tests.followups.factories import author, known_user
from tests.plans.factories import in_all, make_plan

AFTER = WHEN + timedelta(days=700)
"""When the plan of the other makers is over."""


def adopter() -> User:
    """Give the one who adopts reports in tests."""
    return known_user("vaststeller@voorbeeld.nl")


def plan_of_two() -> Plan:
    """Plan two academies and two newsletters; one academy was held."""
    make_event(kind=EventKind.PUBLIEKSACADEMIE)
    plan = make_plan()
    in_all(plan, Measure.ACADEMIES, 2)
    in_all(plan, None, 2)
    return plan


def make_report(plan: Plan | None = None, **fields: Any) -> ActivityReport:
    """Begin the report of a plan over its whole period."""
    plan = plan or plan_of_two()
    days = {"first_on": plan.first_on, "last_on": plan.last_on}
    report = service.begin(plan, by=author(), now=AFTER, **(days | fields))
    db.session.commit()
    return report


def explain(
    report: ActivityReport, text: str = "De zaal was dicht.", by: User | None = None
) -> None:
    """Explain every line, and fill in two newsletters."""
    typed = {
        (target.line.ref, target.part): Typed(text, 2, "Lijst van nieuwsbrieven")
        for target in targets(report.plan, report.period)
    }
    service.write(report, typed, by=by or author(), now=AFTER)
    db.session.commit()


def complete(plan: Plan | None = None) -> ActivityReport:
    """Make a report in which nothing is missing."""
    report = make_report(plan)
    explain(report)
    return report


def adopt(report: ActivityReport, *, by: User | None = None, now: datetime = AFTER) -> bool:
    """Adopt a report as its page does."""
    who = by or adopter()
    with adopting.ready(draw(report, now, final=True), by=who) as made:
        done = adopting.adopt(report, made, by=who)
        db.session.commit()
    return done


def make_adopted(plan: Plan | None = None) -> ActivityReport:
    """Make a report that is final."""
    report = complete(plan)
    adopt(report)
    return report


def make_all() -> dict[str, str]:
    """Make a plan with a draft of a year and an adopted report of all; give their refs."""
    make_guest(make_event(), people=6)
    plan = plan_of_two()
    draft = make_report(plan, last_on=plan.first_on + timedelta(days=364))
    final = make_adopted(plan)
    figure = next(iter(frozen.frozen(final).behind))
    return {
        "grant_plan": plan.ref,
        "grant_plan_line": plan.lines[0].ref,
        "activity": final.ref,
        "activity_draft": draft.ref,
        "line_number": "1",
        "figure_table": figure.table,
        "figure_row": str(figure.row),
        "figure_column": str(figure.column),
    }

"""A house in which everything waits, for tests of the dashboard."""

from datetime import UTC, datetime, timedelta
from typing import Any

from academie.alliances.terms import Criterion
from academie.checkpoints.models import Checkpoint
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.followups.models import Outcome
from academie.followups.terms import Precision
from academie.plans.models import Plan
from academie.plans.terms import Bound, Measure
from academie.reference.models import Province
from tests.alliances.factories import make_alliance, show
from tests.checkpoints.factories import make_question
from tests.factories import NOW, make_event
from tests.followups.factories import adopted, submitted
from tests.planning.factories import make_task
from tests.plans.factories import in_all, make_line, make_plan, without_target
from tests.registrations.factories import register
from tests.requests.factories import make_request

TODAY = datetime(2027, 9, 15, 10, 0, tzinfo=UTC)
"""A Wednesday, half a year after the meetings of the other makers."""


def held(days_ago: int, title: str = "Publieksacademie Emmen", **fields: Any) -> Event:
    """Make an academy that was held so many days before."""
    return at(TODAY - timedelta(days=days_ago), title=title, **fields)


def at(starts_at: datetime, **fields: Any) -> Event:
    """Make an academy of two hours."""
    until = starts_at + timedelta(hours=2)
    before = min(NOW, starts_at - timedelta(days=30))
    return make_event(starts_at=starts_at, ends_at=until, now=before, **fields)


def answered(event: Event, *months: int) -> None:
    """Let the local contact answer these questions."""
    for number in months:
        make_question(event, months=number, now=TODAY - timedelta(days=1), said=True)


def came_of(event: Event, days: int, **fields: Any) -> Outcome:
    """Let an outcome follow so many days after an academy."""
    changed_on = event.ends_at.date() + timedelta(days=days)
    return adopted(event, changed_on=changed_on, changed_precision=Precision.DAY, **fields)


def late_question(event: Event) -> Checkpoint:
    """Let a question wait for a person."""
    checkpoint = make_question(event, now=TODAY - timedelta(days=40))
    checkpoint.tasked_at = TODAY - timedelta(days=12)
    db.session.commit()
    return checkpoint


def plan_for_two_years() -> Plan:
    """Plan a line of every sort for 2027 and 2028."""
    plan = make_plan()
    make_line(plan)
    in_all(plan, Measure.ALLIANCES, 1)
    in_all(plan, Measure.ATTENDANCE, 10, bound=Bound.AT_MOST)
    without_target(plan, Measure.ACADEMIES)
    in_all(plan, None, 6)
    return plan


def furnish() -> None:
    """Make one or two of everything that the dashboard counts."""
    plan_for_two_years()
    make_request(now=TODAY - timedelta(days=40))
    make_request(now=TODAY - timedelta(days=1), email="ander@voorbeeld.nl", place="Sneek")
    at(TODAY + timedelta(days=9), title="Publieksacademie Sneek", published=False)
    soon = at(TODAY + timedelta(days=3), title="Publieksacademie Meppel")
    for number in range(5):
        register(soon, f"gast{number}@voorbeeld.nl")
    make_task(soon, due_on=TODAY.date() - timedelta(days=1))
    events.postpone(at(TODAY + timedelta(days=30)), now=NOW)
    events.cancel(at(TODAY + timedelta(days=31)), reason="Ziek.", now=NOW)
    old, young = held(400), held(100)
    answered(old, 3, 6)
    late_question(young)
    came_of(old, 20)
    came_of(old, 60)
    came_of(young, 10)
    held(90, kind=EventKind.KENNISKRING)
    held(50)
    submitted(young)
    leeuwarden = make_alliance(province=Province.FRIESLAND)
    show(leeuwarden)
    show(leeuwarden, Criterion.CHILD)
    make_alliance("Nergensdorp")

"""What plans ask for beside what was done, line by line, as the page of each plan counts it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import gettext as _

from academie.core.clock import to_local
from academie.core.period import Period
from academie.core.small_groups import Figure
from academie.plans import figures, queries
from academie.plans.figures import Realised
from academie.plans.models import Plan
from academie.plans.targets import planned_words
from academie.plans.terms import Bound

_HEADROOM = 1.25
"""How much longer a track is than what was planned, so that more than that can be seen."""


class Goal(NamedTuple):
    """A line of a plan, or one year of it.

    Attributes:
        stretch: the days it is about, when those are not all of the plan.
        figure: what was done; None when a person fills that in.
        asked: what is planned, in words.
        gap: what is left to do, or how it ended, in words.
        line_ref: of the line, and with `part` of the list of what the figure counts.
    """

    label: str
    line_ref: str
    part: int | None
    stretch: Period | None
    figure: Figure | None
    planned: int | None
    asked: str
    gap: str

    @property
    def longest(self) -> float:
        """The end of the scale on which figure and plan are drawn; never none.

        Without a plan a figure is more than nothing, and that is all a bar can say of it.
        """
        done = self.figure if isinstance(self.figure, int) else 0
        planned = 2 * done if self.planned is None else self.planned * _HEADROOM
        return max(done, planned, 1)


class PlanGoals(NamedTuple):
    """A plan with its lines."""

    plan: Plan
    goals: Sequence[Goal]


def plan_goals(now: datetime) -> Sequence[PlanGoals]:
    """Tell it of the plans that run today; of the latest one while none does."""
    today = to_local(now).date()
    plans = queries.every_plan()
    running = [plan for plan in plans if plan.first_on <= today <= plan.last_on]
    return [PlanGoals(plan, _goals(plan, now)) for plan in running or plans[:1]]


def _goals(plan: Plan, now: datetime) -> Sequence[Goal]:
    rows = figures.account(plan, plan.period, now).rows
    return [_goal(row, to_local(now).date()) for row in rows]


def _goal(row: Realised, today: date) -> Goal:
    target, line = row.target, row.target.line
    part = target.part or None
    return Goal(
        label=line.activity,
        line_ref=line.ref,
        part=part,
        stretch=target.term if part else None,
        figure=row.figure,
        planned=line.planned,
        asked=planned_words(line),
        gap=_gap(row, today),
    )


def _gap(row: Realised, today: date) -> str:
    planned, term = row.target.line.planned, row.target.term
    if planned is None:
        return _("geen plancijfer")
    if not isinstance(row.figure, int):
        return ""
    if term.first > today:
        return _("begint nog")
    more = row.figure - planned
    if row.target.line.bound is Bound.AT_MOST:
        return _("%(num)s te veel", num=more) if more > 0 else _("binnen het plan")
    if more >= 0:
        return _("gehaald, %(num)s meer", num=more) if more else _("gehaald")
    return _("%(num)s te weinig", num=-more) if term.last < today else _("nog %(num)s", num=-more)

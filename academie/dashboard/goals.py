"""What plans ask for beside what was done, line by line, as the page of each plan counts it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from academie.activity.line_tables import stretch
from academie.activity.models import ActivityLine, ActivityReport
from academie.core import formats
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.period import Period
from academie.core.small_groups import Figure
from academie.plans import figures, queries
from academie.plans.figures import Realised
from academie.plans.models import Plan
from academie.plans.targets import Target, planned_words
from academie.plans.terms import Bound

_HEADROOM = 1.25
"""How much longer a track is than what was planned, so that more than that can be seen."""


class Goal(NamedTuple):
    """A line of a plan, or one year of it.

    Attributes:
        stretch: the days it is about, when those are not all of the plan.
        figure: what was done; None when a person fills that in and nobody did yet.
        asked: what is planned, in words.
        gap: what is left to do, or how it ended, in words.
        url: of the records that it counts, or of the report in which somebody filled it in.
        report: that report, in words; empty when the figure is counted.
    """

    label: str
    url: str
    report: str
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
    rows, filled = figures.account(plan, plan.period, now).rows, _filled_in(plan)
    today = to_local(now).date()
    return [_goal(row, _fullest(row.target, filled), today) for row in rows]


def _filled_in(plan: Plan) -> Sequence[ActivityLine]:
    """List what somebody filled in for lines that are counted by hand, the latest last."""
    return db.session.scalars(
        select(ActivityLine)
        .join(ActivityLine.report)
        .where(ActivityReport.plan_id == plan.id, ActivityLine.number.is_not(None))
        .order_by(ActivityReport.last_on, ActivityReport.version, ActivityReport.id)
        .options(contains_eager(ActivityLine.report))
    ).all()


def _fullest(target: Target, filled: Sequence[ActivityLine]) -> ActivityLine | None:
    """Find what was filled in over most days of a target, and of the same days the latest."""
    line = target.line
    own = [
        one
        for one in filled
        if line.is_by_hand and (one.plan_line_id, one.part) == (line.id, target.part)
    ]
    return max(reversed(own), key=lambda one: _days_of(target, one.report), default=None)


def _days_of(target: Target, report: ActivityReport) -> timedelta:
    """Measure how much of a target a report is about; nothing when the plan moved away from it."""
    common = target.term.part(report.period)
    return common.last - common.first if common else timedelta(-1)


def _goal(row: Realised, by_hand: ActivityLine | None, today: date) -> Goal:
    target, line = row.target, row.target.line
    part = target.part or None
    is_whole = by_hand is None or by_hand.report.period.holds(target.term)
    figure = by_hand.number if by_hand else row.figure
    return Goal(
        label=line.activity,
        url=url_for("activity_manage.show", ref=by_hand.report.ref)
        if by_hand
        else url_for("plans_manage.records", ref=line.plan.ref, line_ref=line.ref, jaar=part),
        report=_report_words(by_hand.report) if by_hand else "",
        stretch=target.term if part else None,
        figure=figure,
        planned=line.planned,
        asked=planned_words(line),
        gap=_gap(target, figure, today, is_whole=is_whole),
    )


def _report_words(report: ActivityReport) -> str:
    words = _("verslag %(stretch)s", stretch=stretch(report.period))
    return words if report.is_adopted else _("%(report)s, concept", report=words)


def _gap(target: Target, figure: Figure | None, today: date, *, is_whole: bool) -> str:
    planned = target.line.planned
    if planned is None:
        return _("geen plancijfer")
    if not isinstance(figure, int):
        return ""
    if target.term.first > today:
        return _("begint nog")
    more = figure - planned
    if target.line.bound is Bound.AT_MOST and more > 0:
        return _("%(num)s te veel", num=formats.number(more))
    if target.line.bound is not Bound.AT_MOST and more >= 0:
        return _("gehaald, %(num)s meer", num=formats.number(more)) if more else _("gehaald")
    return _short(target, -more, is_over=target.term.last < today, is_whole=is_whole)


def _short(target: Target, less: int, *, is_over: bool, is_whole: bool) -> str:
    """Say it of less than was planned; of some days alone nobody knows how the others went."""
    if is_over and not is_whole:
        return _("niet over alle dagen geteld")
    if target.line.bound is Bound.AT_MOST:
        return _("binnen het plan")
    num = formats.number(less)
    return _("%(num)s te weinig", num=num) if is_over else _("nog %(num)s", num=num)

"""What a line plans, cut into the stretches for which a number holds, beside what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from academie.core import formats
from academie.core.period import Period
from academie.plans.models import Plan, PlanLine
from academie.plans.terms import Unit


@dataclass(frozen=True, kw_only=True)
class Target:
    """A line of a plan for one stretch of days.

    Attributes:
        part: 0 for a line that is counted at once, else the year of the plan, counted from 1.
        term: the days for which the planned number holds.
        period: those of them that somebody looks at.
    """

    line: PlanLine
    part: int
    term: Period
    period: Period

    @property
    def is_cut(self) -> bool:
        """Whether the days looked at are fewer than those of the planned number."""
        return self.line.planned is not None and self.period != self.term


def targets(plan: Plan, period: Period) -> Sequence[Target]:
    """Give the lines of a plan in order; one that holds for a year once for each year."""
    return [target for line in plan.lines for target in of_line(line, period)]


def of_line(line: PlanLine, period: Period) -> Sequence[Target]:
    """Cut one line into the stretches that lie in a period."""
    terms = [(0, line.plan.period)]
    if line.per is Unit.YEAR:
        terms = list(enumerate(years(line.plan.period), start=1))
    found = [(part, term, term.part(period)) for part, term in terms]
    return [
        Target(line=line, part=part, term=term, period=common)
        for part, term, common in found
        if common is not None
    ]


def years(period: Period) -> Sequence[Period]:
    """Cut a period into years from its first day on; the last one may be shorter."""
    found: list[Period] = []
    first = period.first
    while first <= period.last:
        following = _a_year_after(first)
        last = min(following - timedelta(days=1), period.last)
        found.append(Period(first=first, last=last))
        first = following
    return found


def _a_year_after(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if leap_day else day.replace(year=day.year + 1)


def planned_words(line: PlanLine) -> str:
    """Write what a line plans: `minimaal 8 per jaar`; that the source gives no target if so."""
    if line.planned is None:
        return line.planned_text or _("Geen doel in de bron")
    bound, per = line.bound, line.per
    number = formats.number(line.planned)
    return f"{bound.label if bound else ''} {number} {per.label if per else ''}".strip()

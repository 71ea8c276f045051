"""What was done beside what was planned, with small groups of people hidden."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from academie.core.period import Period
from academie.core.small_groups import Cell, Figure, NoFigure, Sum, add_up
from academie.plans import measures, records
from academie.plans.models import Plan
from academie.plans.records import Count, Record
from academie.plans.targets import Target, targets
from academie.plans.terms import Measure

PEOPLE = (Measure.REGISTERED, Measure.ATTENDANCE)
"""The measures that count people: each is shielded as a whole."""


def is_open(measure: Measure, figure: Figure) -> bool:
    """Tell whether all staff may see what a figure counts, or the project team alone."""
    return not (measures.definition_of(measure).for_team or isinstance(figure, NoFigure))


@dataclass(frozen=True, kw_only=True)
class Realised:
    """A target with what was done, as people may see it.

    Attributes:
        figure: None when it is filled in by hand.
        people: of a measure of people, how many each record adds, by its key; small ones hidden.
    """

    target: Target
    count: Count | None
    figure: Figure | None
    people: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """The people of one measure over a whole period, small groups hidden.

    Attributes:
        totals: of the whole period, and of each stretch of it that a line is about.
        people: how many each record adds, by its key.
    """

    records: Sequence[Record]
    remark: str
    totals: Mapping[Period, Figure]
    people: Mapping[str, Figure]


@dataclass(frozen=True, kw_only=True)
class Account:
    """Every line of a plan over a period, and the people of that period.

    Attributes:
        held: the meetings of the period, also those where nobody was counted.
    """

    rows: Sequence[Realised]
    held: Sequence[Record]
    crowds: Mapping[Measure, Crowd]


Published = Mapping[Measure, Sequence[Mapping[Cell, Figure]]]
"""The people of each measure in reports of before: by their stretch, or by the key of a record."""


def account(
    plan: Plan, period: Period, now: datetime, *, earlier: Published | None = None
) -> Account:
    """Count every line of a plan over a period.

    Args:
        earlier: what was published before, so that laying both side by side tells no small group.
    """
    counts = _Counts(now)
    found = [(one, counts.of(one.line.measure, one.period)) for one in targets(plan, period)]
    before: Published = earlier or {}
    wholes = {measure: counts.of(measure, period) or Count(records=()) for measure in PEOPLE}
    crowds = {
        measure: _crowd(whole, period, measure, found, before) for measure, whole in wholes.items()
    }
    return Account(
        rows=[_realised(*one, crowds) for one in found],
        held=records.meetings(period, now).records,
        crowds=crowds,
    )


class _Counts:
    """What was counted at one moment: a measure over a stretch of days once, whoever asks."""

    def __init__(self, now: datetime) -> None:
        """Begin with nothing."""
        self._now = now
        self._known: dict[tuple[Measure, Period], Count] = {}

    def of(self, measure: Measure | None, period: Period) -> Count | None:
        """Count; None for what is counted by hand."""
        if measure is None:
            return None
        key = measure, period
        if key not in self._known:
            self._known[key] = measures.count(measure, period, self._now)
        return self._known[key]


def _crowd(
    whole: Count,
    period: Period,
    measure: Measure,
    found: Sequence[tuple[Target, Count | None]],
    earlier: Published,
) -> Crowd:
    """Hide small groups, and leave them out of every stretch of a measure, as those may overlap."""
    stretches = {period: whole} | {
        target.period: count
        for target, count in found
        if count is not None and target.line.measure is measure
    }
    cells: dict[Cell, int] = {}
    sums = []
    for stretch, count in stretches.items():
        people = {one.key: one.people or 0 for one in count.records}
        cells |= people | {stretch: count.number}
        sums.append(Sum(stretch, tuple(people)))
    figures = add_up(cells, sums, earlier=earlier.get(measure, ()))
    return Crowd(
        records=whole.records,
        remark=whole.remark,
        totals={stretch: figures[stretch] for stretch in stretches},
        people={one.key: figures[one.key] for one in whole.records},
    )


def _realised(target: Target, count: Count | None, crowds: Mapping[Measure, Crowd]) -> Realised:
    measure = target.line.measure
    if count is None or measure is None:
        return Realised(target=target, count=None, figure=None, people={})
    crowd = crowds.get(measure)
    if crowd is None:
        return Realised(target=target, count=count, figure=count.number, people={})
    return Realised(
        target=target,
        count=count,
        figure=crowd.totals[target.period],
        people={one.key: crowd.people[one.key] for one in count.records},
    )

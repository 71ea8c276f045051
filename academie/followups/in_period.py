"""Which outcomes belong to a period: by the day of the change, and by when they were seen."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, or_, select

from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.followups.models import Observation, Outcome
from academie.followups.periods import last_day
from academie.followups.terms import Precision

_LONGEST_SPAN = timedelta(days=366)
_Moment = tuple[date, Precision]


def in_period(period: Period, *conditions: ColumnElement[bool]) -> list[int]:
    """Tell which outcomes changed or were seen in a period: their `Outcome.id`, by number.

    One of which nobody knows a day belongs to the day on which it was adopted.
    """
    seen = _seen(period)
    known = (Outcome.changed_on, Outcome.changed_precision, Outcome.adopted_at)
    statement = (
        select(Outcome.id, *known, _undated().label("undated"))
        .where(*conditions, near(period))
        .order_by(Outcome.number)
    )
    return [
        row.id
        for row in db.session.execute(statement)
        if _touches(period, [*seen.get(row.id, ()), *_moments(row)])
    ]


def near(period: Period) -> ColumnElement[bool]:
    """Say in SQL which outcomes may be of a period: `in_period` knows which of them are."""
    changed = Outcome.changed_on.between(period.first - _LONGEST_SPAN, period.last)
    return or_(changed, _undated(), Outcome.observations.any(_near(period)))


def _undated() -> ColumnElement[bool]:
    return Outcome.changed_on.is_(None) & ~Outcome.observations.any()


def _near(period: Period) -> ColumnElement[bool]:
    """Say in SQL which observations may be of it: a year is the longest they are known by."""
    return Observation.observed_on.between(period.first - _LONGEST_SPAN, period.last)


def _seen(period: Period) -> Mapping[int, Sequence[_Moment]]:
    """Give the moments at which each outcome was seen around the period."""
    found: dict[int, list[_Moment]] = defaultdict(list)
    known = (Observation.outcome_id, Observation.observed_on, Observation.precision)
    for outcome_id, day, precision in db.session.execute(select(*known).where(_near(period))):
        found[outcome_id].append((day, precision))
    return found


def _moments(row: Row[*tuple[Any, ...]]) -> list[_Moment]:
    if row.changed_on is not None:
        return [(row.changed_on, row.changed_precision)]
    if row.undated and row.adopted_at is not None:
        return [(clock.to_local(row.adopted_at).date(), Precision.DAY)]
    return []


def _touches(period: Period, moments: Sequence[_Moment]) -> bool:
    """Tell whether one of these days, as exactly as it is known, may lie in the period."""
    return any(
        first <= period.last and last_day(first, precision) >= period.first
        for first, precision in moments
    )

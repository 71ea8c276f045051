"""How long it took from a meeting to the first outcome, as far as anybody knows."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Row, func, select

from academie.core.clock import to_local
from academie.core.db import db
from academie.events.models import Event
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.periods import last_day
from academie.followups.queries import COUNTED
from academie.followups.terms import EventLink, Precision, outcome_label

_ABOUT_THEN = {
    Precision.MONTH: _("in dezelfde maand"),
    Precision.QUARTER: _("in hetzelfde kwartaal"),
    Precision.HALF_YEAR: _("in hetzelfde halfjaar"),
    Precision.YEAR: _("in hetzelfde jaar"),
}


class FirstOutcome(NamedTuple):
    """The first outcome of a meeting that counts and is shown to follow from it.

    Attributes:
        days: from the end of the meeting; None when no more is known than a stretch of time in
            which the meeting was too, or than when it was seen.
        within: of one whose day nobody knows: the days until it was first seen; None when nobody
            told when that was, or when its day is known.
    """

    ref: str
    number: int
    precision: Precision
    days: int | None
    within: int | None = None

    @property
    def label(self) -> str:
        """The number as people call it."""
        return outcome_label(self.number)

    @property
    def is_exact(self) -> bool:
        """Whether the days are known, and not only how many there were at least."""
        return self.days is not None and self.precision is Precision.DAY

    @property
    def words(self) -> str:
        """How long it took, no more exactly than it is known."""
        if self.within is not None:
            return ngettext("binnen %(num)s dag", "binnen %(num)s dagen", self.within)
        if self.days is None:
            return str(_ABOUT_THEN.get(self.precision, _("datum onbekend")))
        if self.precision in _ABOUT_THEN:
            return ngettext("na minstens %(num)s dag", "na minstens %(num)s dagen", self.days)
        if self.days == 0:
            return gettext("op dezelfde dag")
        return ngettext("na %(num)s dag", "na %(num)s dagen", self.days)


def first_outcome(event: Event) -> FirstOutcome | None:
    """Find the first outcome of a meeting; None when there is none."""
    return first_outcomes(OutcomeEvent.event_id == event.id).get(event.id)


def first_outcomes(*conditions: ColumnElement[bool]) -> Mapping[int, FirstOutcome]:
    """Find the first outcome of each of these meetings, by its id, in one light query.

    One of which the days can be counted goes before one that is known too coarsely for that, unless
    another was seen before it.
    """
    rows = db.session.execute(
        select(
            *(OutcomeEvent.event_id, Event.ends_at, Outcome.ref, Outcome.number),
            *(Outcome.changed_on, Outcome.changed_precision, _FIRST_SEEN.label("seen_by")),
        )
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .join(Event, Event.id == OutcomeEvent.event_id)
        .where(OutcomeEvent.link != EventLink.NOT_SHOWN, *COUNTED, *conditions)
        .order_by(func.coalesce(Outcome.changed_on, date.max), Outcome.number)
    )
    found: dict[int, FirstOutcome] = {}
    for row in rows:
        one = _outcome(row)
        known = found.setdefault(row.event_id, one)
        if _is_before(one, known):
            found[row.event_id] = one
    return found


_FIRST_SEEN = (
    select(func.min(Observation.known_until))
    .where(Observation.outcome_id == Outcome.id)
    .scalar_subquery()
)


def _outcome(row: Row[*tuple[Any, ...]]) -> FirstOutcome:
    ended_on = to_local(row.ends_at).date()
    told = row.ref, row.number, row.changed_precision
    if row.changed_on is not None:
        return FirstOutcome(*told, _days(ended_on, row.changed_on, row.changed_precision))
    within = max((row.seen_by - ended_on).days, 0) if row.seen_by else None
    return FirstOutcome(*told, None, within)


def _is_before(one: FirstOutcome, known: FirstOutcome) -> bool:
    """Tell whether one came before another, as far as anybody knows."""
    if one.within is not None:
        limit = known.days if known.days is not None else known.within
        return one.within < limit if limit is not None else known.precision is Precision.UNKNOWN
    return known.days is None and known.within is None and one.days is not None


def _days(ended_on: date, changed_on: date, precision: Precision) -> int | None:
    """Count from a meeting to the first day of a change; never less than none."""
    if precision in _ABOUT_THEN and changed_on <= ended_on <= last_day(changed_on, precision):
        return None
    return max((changed_on - ended_on).days, 0)

"""How long it took from an academy to the first outcome."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from sqlalchemy import select

from academie.core.db import db
from academie.dashboard.academies import Academy
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.queries import COUNTED
from academie.followups.terms import EventLink, outcome_label


class FirstOutcome(NamedTuple):
    """An academy with its first outcome.

    Attributes:
        days: from the end of the meeting; none when it came on the day itself.
    """

    academy: Academy
    outcome_ref: str
    number: int
    changed_on: date
    days: int

    @property
    def label(self) -> str:
        """The number of the outcome as people call it."""
        return outcome_label(self.number)


class Times(NamedTuple):
    """The academies that were held: those with a first outcome, and those still without.

    Attributes:
        found: the latest meeting first, as are the others.
    """

    found: Sequence[FirstOutcome]
    without: Sequence[Academy]

    @property
    def median_days(self) -> int | None:
        """The middle of all times; None when there is none."""
        return round(median(one.days for one in self.found)) if self.found else None

    @property
    def longest(self) -> int:
        """The longest time; never none, so that it can be the end of a scale."""
        return max((one.days for one in self.found), default=0) or 1


def times(academies: Iterable[Academy]) -> Times:
    """Tell it of these academies by one light query.

    What counts is as `followups.queries.days_to_first_outcome` says for one meeting.
    """
    held = [academy for academy in academies if academy.was_held][::-1]
    firsts = _firsts()
    found = [
        FirstOutcome(academy, *firsts[academy.id], _days(academy, firsts[academy.id][2]))
        for academy in held
        if academy.id in firsts
    ]
    return Times(found, [academy for academy in held if academy.id not in firsts])


def _firsts() -> Mapping[int | None, tuple[str, int, date]]:
    """Find the first outcome of each academy that counts and is shown to follow from it."""
    rows = db.session.execute(
        select(OutcomeEvent.event_id, Outcome.ref, Outcome.number, Outcome.changed_on)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .join(Event, Event.id == OutcomeEvent.event_id)
        .where(
            Event.kind == EventKind.PUBLIEKSACADEMIE,
            OutcomeEvent.link != EventLink.NOT_SHOWN,
            *COUNTED,
            Outcome.changed_on.is_not(None),
        )
        .order_by(Outcome.changed_on.desc(), Outcome.number.desc())
    )
    return {event: (ref, number, day) for event, ref, number, day in rows if day}


def _days(academy: Academy, changed_on: date) -> int:
    return max((changed_on - academy.ended_on).days, 0)

"""How long it took from an academy to the first outcome."""

from collections.abc import Iterable, Sequence
from math import inf
from statistics import median
from typing import NamedTuple

from academie.dashboard.academies import Academy
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.followups.first_outcome import FirstOutcome, first_outcomes


class Time(NamedTuple):
    """An academy with its first outcome."""

    academy: Academy
    outcome: FirstOutcome


class Times(NamedTuple):
    """The academies that were held: those with a first outcome, and those still without.

    Attributes:
        found: the latest meeting first, as are the others.
    """

    found: Sequence[Time]
    without: Sequence[Academy]

    @property
    def days(self) -> Sequence[int]:
        """The times of which the days are known, or how many there were at least."""
        return [one.outcome.days for one in self.found if one.outcome.days is not None]

    @property
    def median_days(self) -> int | None:
        """The middle of those, or what it is at least; None when there is none."""
        return round(median(self.days)) if self.days else None

    @property
    def is_median_exact(self) -> bool:
        """Whether the middle stays where it is, however long the times took that are "minstens"."""
        firsts = [one.outcome for one in self.found]
        longest = [one.days if one.is_exact else inf for one in firsts if one.days is not None]
        return bool(longest) and median(longest) == median(self.days)

    @property
    def longest(self) -> int:
        """The longest time; never none, so that it can be the end of a scale."""
        return max(self.days, default=0) or 1


def times(academies: Iterable[Academy]) -> Times:
    """Tell it of these academies, as the page of each says it."""
    held = [academy for academy in academies if academy.was_held][::-1]
    firsts = first_outcomes(Event.kind == EventKind.PUBLIEKSACADEMIE)
    found = [
        Time(academy, firsts[academy.id])
        for academy in held
        if academy.id is not None and academy.id in firsts
    ]
    return Times(found, [academy for academy in held if academy.id not in firsts])

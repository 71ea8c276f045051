"""Meetings of a series in a year, and partners nobody spoke to: how a figure says which."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.alliances.pledges import Silent
from academie.checkin.queries import attendance
from academie.core.small_groups import SMALLEST_GROUP, Figure, NoFigure
from academie.core.terms import Term
from academie.events.models import Event, Series
from academie.events.terms import EventStatus
from academie.reports.choices import Choice
from academie.series import queries


class Part(Term):
    """What became of a meeting of a series."""

    HELD = "held", _("gehouden")
    PLANNED = "planned", _("gepland")
    CANCELLED = "cancelled", _("niet doorgegaan")

    def holds(self, event: Event, now: datetime) -> bool:
        """Tell whether this became of a meeting."""
        if self is Part.HELD:
            return queries.was_held(event, now)
        if self is Part.CANCELLED:
            return event.status is EventStatus.CANCELLED
        return queries.is_planned(event, now)


@dataclass(frozen=True, kw_only=True)
class SeriesChoice(Choice):
    """Which meetings of a series a figure counts, in a calendar year.

    Attributes:
        series: its ref.
        attendance: it is about how many came on average, where somebody counted.
    """

    name = "reeks"

    series: str
    part: Part
    attendance: bool = False

    def of(self, series: Series, now: datetime) -> Sequence[Event]:
        """Find the meetings it is about."""
        return self.among(queries.of_year(series, self.first.year), now)

    def among(self, events: Iterable[Event], now: datetime) -> list[Event]:
        """List the meetings it is about, of those of its year."""
        return [event for event in events if self.part.holds(event, now)]


def came(events: Iterable[Event]) -> dict[int, int]:
    """Count who came to each of these meetings, where somebody counted."""
    found = attendance([event.id for event in events])
    return {event: one.people for event, one in found.items() if one.people}


def average(events: Iterable[Event]) -> Figure:
    """Give how many came on average, a half rounded up; hidden when one meeting was so small."""
    counts = came(events).values()
    if not counts:
        return NoFigure.UNCOUNTED
    if min(counts) < SMALLEST_GROUP:
        return NoFigure.SHIELDED
    return (2 * sum(counts) + len(counts)) // (2 * len(counts))


@dataclass(frozen=True, kw_only=True)
class PartnerChoice(Choice):
    """Which partners a figure counts, of those with whom nobody spoke for a year.

    Attributes:
        never: those with whom nobody ever spoke since they signed.
    """

    name = "partners"

    never: bool = False

    def of(self, found: Iterable[Silent]) -> list[Silent]:
        """List the partners it is about."""
        return [one for one in found if one.talked_on is None or not self.never]

"""What somebody wants a report of, and what a report is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from flask_babel import LazyString

from academie.core import clock
from academie.core.period import Period
from academie.events.models import Event
from academie.reports.choices import EVER, Days
from academie.reports.document import Document


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """The days of a report, and the meeting or municipality it is about, if it is about one."""

    period: Period
    now: datetime
    event: Event | None = None
    place: str | None = None

    @property
    def today(self) -> date:
        """The day in Amsterdam."""
        return clock.to_local(self.now).date()

    @property
    def days(self) -> Days:
        """The days as a choice takes them."""
        return {"first": self.period.first, "last": self.period.last}

    @property
    def about(self) -> str:
        """What tells it from the same report of something else; nothing when it is of all."""
        if self.event:
            return self.event.title
        return self.place or ("" if self.days == EVER else self.period.words)


class Asks(StrEnum):
    """What a report has to know before it can be made."""

    PERIOD = "period"
    MEETING = "meeting"
    PLACE = "place"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report that can be read and taken along.

    Attributes:
        key: its address, and the beginning of the names of its files.
        answers: what it tells, in a short sentence.
        whole: it shows all years at first, and not this one.
    """

    key: str
    title: LazyString
    answers: LazyString
    build: Callable[[Wanted], Document]
    asks: Asks = Asks.PERIOD
    whole: bool = False

"""The meetings that reports count, and how a figure says which of them it is about."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from flask_babel import lazy_gettext as _

from academie.core import clock
from academie.core.small_groups import shown
from academie.core.terms import Term
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.reference.models import Province
from academie.reports.choices import Choice, UnknownChoiceError

_SPAN = re.compile("[0-9]{4}(-[1-4])?")


class Span(str):
    """A year or a quarter: `2027`, `2027-1`."""

    __slots__ = ()


def span_words(span: str) -> str:
    """Write a span as people know it: `2027`, `2027, eerste kwartaal`."""
    year, _dash, quarter = span.partition("-")
    if not quarter:
        return year
    return f"{year}, {_QUARTERS[int(quarter) - 1]}"


def spans_between(first: Span, last: Span) -> Sequence[Span]:
    """List the years, or the quarters, from one to another; the empty ones too."""
    if "-" not in first:
        return [Span(year) for year in range(int(first), int(last) + 1)]
    return [
        span
        for year in range(int(first[:4]), int(last[:4]) + 1)
        for span in (Span(f"{year}-{quarter}") for quarter in range(1, 5))
        if first <= span <= last
    ]


_QUARTERS = (_("eerste kwartaal"), _("tweede kwartaal"), _("derde kwartaal"), _("vierde kwartaal"))


class MeetingState(Term):
    """What became of a meeting, for who counts them."""

    HELD = "held", _("gehouden")
    CANCELLED = "cancelled", _("niet doorgegaan")
    POSTPONED = "postponed", _("uitgesteld")
    PLANNED = "planned", _("komt nog")


_OFF = {
    EventStatus.CANCELLED: MeetingState.CANCELLED,
    EventStatus.POSTPONED: MeetingState.POSTPONED,
}


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What the administration knows of one meeting; these counts are not fit to be shown.

    `registered` and `came` are None when nobody counted. `expected` are the people with a ticket
    for a meeting with a door, `absent` those of them who did not come. `gate_override` is why an
    academy was published without its wish or a pledge.
    """

    ref: str = ""
    slug: str | None = None
    title: str
    starts_at: datetime
    kind: EventKind
    mode: EventMode
    place: str | None
    province: Province | None
    status: EventStatus
    registered: int | None
    came: int | None
    expected: int
    absent: int
    gate_override: str | None = None

    @property
    def tells_absent(self) -> bool:
        """Whether a share of who stayed away may count it: no group that was there is small.

        Who stayed away is no such group: the difference of two counts that show tells it anyhow.
        """
        people = (self.expected, self.expected - self.absent, self.registered or 0, self.came or 0)
        return self.expected > 0 and all(isinstance(shown(one), int) for one in people)

    @property
    def day(self) -> date:
        """The day in Amsterdam on which it begins."""
        return clock.to_local(self.starts_at).date()

    @property
    def year(self) -> str:
        """The year it is in: `2027`."""
        return str(self.day.year)

    @property
    def quarter(self) -> str:
        """The quarter it is in: `2027-1`."""
        return f"{self.day.year}-{(self.day.month + 2) // 3}"

    def was_held(self, as_of: datetime) -> bool:
        """Tell whether it has begun by now and was not called off."""
        return self.state(as_of) is MeetingState.HELD

    def state(self, as_of: datetime) -> MeetingState:
        """Tell what became of it."""
        if self.status in _OFF:
            return _OFF[self.status]
        return MeetingState.HELD if self.starts_at <= as_of else MeetingState.PLANNED


@dataclass(frozen=True, kw_only=True)
class MeetingChoice(Choice):
    """Which meetings a figure counts.

    Attributes:
        nowhere: those without a province.
        span: a year or a quarter: `2027`, `2027-1`.
        event: the ref of a meeting.
        place: those for a municipality, or after which something changed there; by the name as
            names are compared. `queries.chosen` knows which they are.
        counted: those where somebody counted who came; `uncounted` those where nobody did.
        ticketed: those where tickets were read at the door.
        override: those that went public without their wish or a pledge.
    """

    name = "bijeenkomsten"

    state: MeetingState | None = None
    kind: EventKind | None = None
    mode: EventMode | None = None
    province: Province | None = None
    nowhere: bool = False
    span: str | None = None
    event: str | None = None
    place: str | None = None
    counted: bool = False
    uncounted: bool = False
    ticketed: bool = False
    override: bool = False

    def __post_init__(self) -> None:
        """Refuse a span that is no year and no quarter."""
        if self.span is not None and not _SPAN.fullmatch(self.span):
            raise UnknownChoiceError

    def of(self, meetings: Iterable[Meeting], as_of: datetime) -> list[Meeting]:
        """List the meetings it is about."""
        return [meeting for meeting in meetings if self._holds(meeting, as_of)]

    def _holds(self, meeting: Meeting, as_of: datetime) -> bool:
        return self._sorted_under(meeting) and all(
            (
                self.state in {None, meeting.state(as_of)},
                self.event in {None, meeting.ref},
                not self.counted or meeting.came is not None,
                not self.uncounted or meeting.came is None,
                not self.ticketed or meeting.expected > 0,
                not self.override or bool(meeting.gate_override),
            )
        )

    def _sorted_under(self, meeting: Meeting) -> bool:
        return all(
            (
                self.kind in {None, meeting.kind},
                self.mode in {None, meeting.mode},
                self.province in {None, meeting.province},
                not self.nowhere or meeting.province is None,
                self.span in {None, meeting.year, meeting.quarter},
            )
        )


class People(Term):
    """Which people a figure counts."""

    REGISTERED = "registered", _("Mensen aangemeld")
    CAME = "came", _("Mensen gekomen")
    ABSENT = "absent", _("Mensen met een kaartje die niet kwamen")


@dataclass(frozen=True, kw_only=True)
class PeopleChoice(MeetingChoice):
    """Which people a figure counts: those of these meetings."""

    name = "mensen"

    people: People

    def number(self, meeting: Meeting) -> int | None:
        """Count them at one meeting; None when nobody did."""
        if self.people is People.ABSENT:
            return meeting.absent if meeting.tells_absent else None
        return meeting.registered if self.people is People.REGISTERED else meeting.came

    @classmethod
    def at(cls, choice: MeetingChoice, people: People) -> "PeopleChoice":
        """Ask for people at the meetings that another choice is about."""
        asked = {field.name: getattr(choice, field.name) for field in fields(MeetingChoice)}
        return cls(**asked, people=people)

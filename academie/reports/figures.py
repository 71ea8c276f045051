"""What a follow-up report says, as plain data; small groups of people are hidden in it already."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _

from academie.core import clock
from academie.core.small_groups import Cell, Figure, NoFigure, Sum, shield
from academie.evaluations.figures import Overall
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.followups.terms import (
    Contribution,
    EventLink,
    OutcomeStatus,
    ReachKind,
    Strength,
)
from academie.reference.models import ChangeLine, Province

_TOTAL = "total"


@dataclass(frozen=True, kw_only=True)
class Period:
    """Days in Amsterdam, the first and the last included."""

    first: date
    last: date

    @property
    def starts_at(self) -> datetime:
        """The moment at which it begins."""
        return clock.from_local(self.first, time())

    @property
    def ends_at(self) -> datetime:
        """The moment at which it is over."""
        return clock.from_local(self.last + timedelta(days=1), time())

    @property
    def year(self) -> int | None:
        """The calendar year, when it is exactly one."""
        year = self.first.year
        whole = self.first == date(year, 1, 1) and self.last == date(year, 12, 31)
        return year if whole else None


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """What the administration knows of one meeting; these counts are not fit to be shown.

    `registered` and `came` are None when nobody counted. `expected` are the people with a ticket
    for a meeting with a door, `absent` those of them who did not come. `gate_override` is why an
    academy was published without its wish or a pledge.
    """

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

    def was_held(self, as_of: datetime) -> bool:
        """Tell whether it has begun by now and was not called off."""
        going = self.status in {EventStatus.PUBLISHED, EventStatus.CLOSED}
        return going and self.starts_at <= as_of


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting as the report shows it."""

    title: str
    day: date
    kind: EventKind
    mode: EventMode
    place: str
    province: Province | None
    status: EventStatus
    registered: Figure
    came: Figure
    gate_override: str


@dataclass(frozen=True, kw_only=True)
class GroupLine:
    """The meetings of one kind, mode or province, or all of them, and the people there."""

    label: str
    held: int
    registered: Figure
    came: Figure
    counted: int
    absent_percent: Figure


@dataclass(frozen=True, kw_only=True)
class EventTie:
    """How an outcome hangs together with a meeting."""

    title: str
    link: EventLink


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How many an outcome is for; numbers of different kinds are never added up."""

    number: Figure
    unit: str
    kind: ReachKind


@dataclass(frozen=True, kw_only=True)
class OutcomeEntry:
    """One adopted outcome; `contribution` is None when the source does not state it."""

    number: str
    title: str
    what_changed: str
    actors: tuple[str, ...]
    places: tuple[str, ...]
    when: str
    line: ChangeLine
    challenges: tuple[str, ...]
    events: tuple[EventTie, ...]
    contribution: Contribution | None
    status: OutcomeStatus
    observed: str
    strength: Strength
    reach: Reach | None

    @property
    def counts(self) -> bool:
        """Whether it belongs in totals: not while somebody independent says it is not so."""
        return self.strength is not Strength.DISPUTED


@dataclass(frozen=True, kw_only=True)
class FollowUpReport:
    """The follow-up report of a period, as known at one moment."""

    period: Period
    as_of: datetime
    held: tuple[MeetingLine, ...]
    not_held: tuple[MeetingLine, ...]
    cancelled: int
    postponed: int
    planned: int
    total: GroupLine
    by_kind: tuple[GroupLine, ...]
    by_mode: tuple[GroupLine, ...]
    by_province: tuple[GroupLine, ...]
    overrides: tuple[MeetingLine, ...]
    evaluation: Overall
    outcomes: tuple[OutcomeEntry, ...]


def build_report(
    period: Period,
    *,
    as_of: datetime,
    meetings: Sequence[Meeting],
    evaluation: Overall,
    outcomes: Sequence[OutcomeEntry],
) -> FollowUpReport:
    """Put a report together from what the administration knows.

    Args:
        meetings: those that would start in the period, whatever became of them; no drafts.
        evaluation: what people said of those that were held.
        outcomes: those that changed or were seen in the period.
    """
    held = [meeting for meeting in meetings if meeting.was_held(as_of)]
    off = [meeting for meeting in meetings if meeting.status in _OFF]
    people = _People(held)
    lines = _Lines(held, people)
    statuses = [meeting.status for meeting in off]
    return FollowUpReport(
        period=period,
        as_of=as_of,
        held=tuple(people.line(number, meeting) for number, meeting in enumerate(held)),
        not_held=tuple(_line(meeting, _NOBODY, _NOBODY) for meeting in off),
        cancelled=statuses.count(EventStatus.CANCELLED),
        postponed=statuses.count(EventStatus.POSTPONED),
        planned=len(meetings) - len(held) - len(off),
        total=lines.line(_("Samen"), _TOTAL),
        by_kind=tuple(lines.line(str(kind.label), kind) for kind in EventKind),
        by_mode=tuple(lines.line(str(mode.label), mode) for mode in EventMode),
        by_province=(
            *(lines.line(province.label, province) for province in Province),
            lines.line(_("Zonder provincie"), None),
        ),
        overrides=tuple(_line(one, _NOBODY, _NOBODY) for one in meetings if one.gate_override),
        evaluation=evaluation,
        outcomes=tuple(outcomes),
    )


_OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}
_NOBODY = NoFigure.UNCOUNTED


def _groups(meeting: Meeting) -> tuple[Hashable, ...]:
    """Name the lines in which a meeting counts; kinds, modes and provinces share no value."""
    return (_TOTAL, meeting.kind, meeting.mode, meeting.province)


def _line(meeting: Meeting, registered: Figure, came: Figure) -> MeetingLine:
    return MeetingLine(
        title=meeting.title,
        day=clock.to_local(meeting.starts_at).date(),
        kind=meeting.kind,
        mode=meeting.mode,
        place=meeting.place or "",
        province=meeting.province,
        status=meeting.status,
        registered=registered,
        came=came,
        gate_override=meeting.gate_override or "",
    )


class _People:
    """Who registered and who came, per meeting and per group, safe to show."""

    def __init__(self, held: Sequence[Meeting]) -> None:
        self.registered = _shielded(held, lambda meeting: meeting.registered)
        self.came = _shielded(held, lambda meeting: meeting.came)

    def line(self, number: int, meeting: Meeting) -> MeetingLine:
        """Give the line of one meeting."""
        return _line(meeting, self.registered.get(number, _NOBODY), self.came.get(number, _NOBODY))


def _shielded(
    held: Sequence[Meeting], count: Callable[[Meeting], int | None]
) -> dict[Cell, Figure]:
    """Hide small groups in the counts of meetings (by their number) and of their groups."""
    counts: dict[Cell, int] = {}
    parts: dict[Cell, list[Cell]] = {}
    for number, meeting in enumerate(held):
        people = count(meeting)
        if people is None:
            continue
        counts[number] = people
        for group in _groups(meeting):
            counts[group] = counts.get(group, 0) + people
            parts.setdefault(group, []).append(number)
    sums = [Sum(group, tuple(members)) for group, members in parts.items()]
    sums += [
        Sum(_TOTAL, tuple(group for group in parts if isinstance(group, groups)))
        for groups in (EventKind, EventMode, Province | None)
    ]
    return shield(counts, sums) if counts else {}


class _Lines:
    """The lines of groups: how many meetings, how many people."""

    def __init__(self, held: Sequence[Meeting], people: _People) -> None:
        self.held = held
        self.people = people

    def line(self, label: str, group: Hashable) -> GroupLine:
        """Give the line of one group; a group without meetings has no people either."""
        held = [meeting for meeting in self.held if group in _groups(meeting)]
        none: Figure = _NOBODY if held else 0
        registered = self.people.registered.get(group, none)
        came = self.people.came.get(group, none)
        return GroupLine(
            label=label,
            held=len(held),
            registered=registered,
            came=came,
            counted=sum(meeting.came is not None for meeting in held),
            absent_percent=_absent_percent(held, registered, came),
        )


def _absent_percent(held: Sequence[Meeting], registered: Figure, came: Figure) -> Figure:
    """Give the share of ticket holders who stayed away, unless it would tell a hidden count."""
    with_door = [meeting for meeting in held if meeting.expected]
    expected = sum(meeting.expected for meeting in with_door)
    if not expected:
        return NoFigure.UNCOUNTED if held else NoFigure.NOTHING
    if isinstance(registered, NoFigure) or isinstance(came, NoFigure):
        return NoFigure.SHIELDED
    absent = sum(meeting.absent for meeting in with_door)
    return (200 * absent + expected) // (2 * expected)

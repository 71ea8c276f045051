"""What a follow-up report says, as plain data; small groups of people are hidden in it already."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _

from academie.core.period import Period
from academie.core.small_groups import Cell, Figure, NoFigure, Sum, add_up
from academie.evaluations.figures import Overall
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.reference.models import Province
from academie.reports.meetings import (
    Meeting,
    MeetingChoice,
    MeetingState,
    Span,
    span_words,
    spans_between,
)
from academie.reports.outcomes import OutcomeEntry

_TOTAL = "total"
_YEARS_BY_QUARTER = 3
"""In a longer period quarters are too many to read."""


@dataclass(frozen=True, kw_only=True)
class MeetingLine:
    """One meeting as the report shows it; `choice` is that meeting alone."""

    title: str
    choice: MeetingChoice
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
    """The meetings of one kind, mode, province or span of time, or all, and the people there."""

    label: str
    choice: MeetingChoice
    held: int
    registered: Figure
    came: Figure
    counted: int
    absent_percent: Figure


@dataclass(frozen=True, kw_only=True)
class FollowUpReport:
    """The follow-up report of a period, as known at one moment.

    Attributes:
        choice: all its meetings.
    """

    period: Period
    as_of: datetime
    choice: MeetingChoice
    held: tuple[MeetingLine, ...]
    not_held: tuple[MeetingLine, ...]
    cancelled: int
    postponed: int
    planned: int
    total: GroupLine
    by_kind: tuple[GroupLine, ...]
    by_mode: tuple[GroupLine, ...]
    by_province: tuple[GroupLine, ...]
    by_span: tuple[GroupLine, ...]
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
    everything = MeetingChoice(first=period.first, last=period.last)
    held = [meeting for meeting in meetings if meeting.was_held(as_of)]
    off = [meeting for meeting in meetings if meeting.status in _OFF]
    lines = _Lines(everything, held)
    statuses = [meeting.status for meeting in off]
    return FollowUpReport(
        period=period,
        as_of=as_of,
        choice=everything,
        held=tuple(lines.meeting(number, meeting) for number, meeting in enumerate(held)),
        not_held=tuple(_line(everything, meeting) for meeting in off),
        cancelled=statuses.count(EventStatus.CANCELLED),
        postponed=statuses.count(EventStatus.POSTPONED),
        planned=len(meetings) - len(held) - len(off),
        total=lines.group(_("Samen"), _TOTAL),
        by_kind=tuple(lines.group(str(kind.label), kind) for kind in EventKind),
        by_mode=tuple(lines.group(str(mode.label), mode) for mode in EventMode),
        by_province=(
            *(lines.group(province.label, province) for province in Province),
            lines.group(_("Zonder provincie"), None),
        ),
        by_span=tuple(lines.group(span_words(span), span) for span in lines.spans),
        overrides=tuple(_line(everything, one) for one in meetings if one.gate_override),
        evaluation=evaluation,
        outcomes=tuple(outcomes),
    )


_OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}
_NOBODY = NoFigure.UNCOUNTED
_Groups = Callable[[Meeting], tuple[Hashable, ...]]


def _grouping(period: Period) -> _Groups:
    """Name the lines in which a meeting counts; kinds, modes, provinces and spans share no value.

    Short periods are told by quarter, long ones by year.
    """
    by_year = period.last.year - period.first.year >= _YEARS_BY_QUARTER

    def groups(meeting: Meeting) -> tuple[Hashable, ...]:
        span = Span(meeting.year if by_year else meeting.quarter)
        return (_TOTAL, meeting.kind, meeting.mode, meeting.province, span)

    return groups


def _line(
    everything: MeetingChoice,
    meeting: Meeting,
    registered: Figure = _NOBODY,
    came: Figure = _NOBODY,
) -> MeetingLine:
    return MeetingLine(
        title=meeting.title,
        choice=replace(everything, event=meeting.ref),
        day=meeting.day,
        kind=meeting.kind,
        mode=meeting.mode,
        place=meeting.place or "",
        province=meeting.province,
        status=meeting.status,
        registered=registered,
        came=came,
        gate_override=meeting.gate_override or "",
    )


def _shielded(
    held: Sequence[Meeting], groups_of: _Groups, count: Callable[[Meeting], int | None]
) -> dict[Cell, Figure]:
    """Hide small groups in the counts of meetings (by their number), and leave them out of groups.

    Whoever subtracts the reports of two periods finds no small group either.
    """
    counts: dict[Cell, int] = {}
    parts: dict[Cell, list[Cell]] = {}
    for number, meeting in enumerate(held):
        people = count(meeting)
        if people is None:
            continue
        counts[number] = people
        for group in groups_of(meeting):
            counts[group] = counts.get(group, 0) + people
            parts.setdefault(group, []).append(number)
    sums = [Sum(group, tuple(members)) for group, members in parts.items()]
    sums += [
        Sum(_TOTAL, tuple(group for group in parts if isinstance(group, groups)))
        for groups in (EventKind, EventMode, Province | None, Span)
    ]
    return add_up(counts, sums)


class _Lines:
    """The lines of meetings and of groups: how many meetings, how many people."""

    def __init__(self, everything: MeetingChoice, held: Sequence[Meeting]) -> None:
        self.everything = everything
        self.held = held
        self.groups_of = _grouping(everything.period)
        self.registered = _shielded(held, self.groups_of, lambda meeting: meeting.registered)
        self.came = _shielded(held, self.groups_of, lambda meeting: meeting.came)

    @property
    def spans(self) -> Sequence[Span]:
        """The spans of time from the first meeting to the last."""
        found = [one for held in self.held for one in self.groups_of(held) if isinstance(one, Span)]
        return spans_between(min(found), max(found)) if found else ()

    def meeting(self, number: int, meeting: Meeting) -> MeetingLine:
        """Give the line of one meeting."""
        registered = self.registered.get(number, _NOBODY)
        return _line(self.everything, meeting, registered, self.came.get(number, _NOBODY))

    def group(self, label: str, group: Hashable) -> GroupLine:
        """Give the line of one group; a group without meetings has no people either."""
        held = [meeting for meeting in self.held if group in self.groups_of(meeting)]
        none: Figure = _NOBODY if held else 0
        registered, came = self.registered.get(group, none), self.came.get(group, none)
        return GroupLine(
            label=label,
            choice=replace(self.everything, state=MeetingState.HELD, **_condition(group)),
            held=len(held),
            registered=registered,
            came=came,
            counted=sum(meeting.came is not None for meeting in held),
            absent_percent=_absent_percent(held),
        )


def _condition(group: Hashable) -> dict[str, Any]:
    """Say in a choice which group it is."""
    match group:
        case EventKind():
            return {"kind": group}
        case EventMode():
            return {"mode": group}
        case Province():
            return {"province": group}
        case Span():
            return {"span": str(group)}
        case None:
            return {"nowhere": True}
    return {}


def _absent_percent(held: Sequence[Meeting]) -> Figure:
    """Give the share of ticket holders who stayed away, of the meetings that may tell it."""
    with_door = [meeting for meeting in held if meeting.expected]
    telling = [meeting for meeting in with_door if meeting.tells_absent]
    if telling:
        expected = sum(meeting.expected for meeting in telling)
        return percent(sum(meeting.absent for meeting in telling), expected)
    if with_door:
        return NoFigure.SHIELDED
    return NoFigure.UNCOUNTED if held else NoFigure.NOTHING


def percent(part: int, whole: int) -> int:
    """Give a share of a hundred, a half rounded up."""
    return (200 * part + whole) // (2 * whole)

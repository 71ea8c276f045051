"""The lists behind figures about meetings and the people there."""

from collections.abc import Mapping, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _

from academie.core.small_groups import Figure, NoFigure
from academie.evaluations.figures import Overall
from academie.reports import audiences, parties, queries
from academie.reports.audiences import RoomChoice
from academie.reports.figures import FollowUpReport, GroupLine, MeetingLine, build_report, percent
from academie.reports.lists import Head, HiddenFigureError, Line, Listing, Viewer, told
from academie.reports.meetings import Meeting, MeetingChoice, MeetingState, People, PeopleChoice
from academie.reports.tables import Cell


def meetings(choice: MeetingChoice, viewer: Viewer) -> Listing:
    """List the meetings behind a figure."""
    found = queries.chosen(choice, viewer.now)
    return Listing(
        title=_("Bijeenkomsten"),
        told=told(choice),
        heads=[*heads(), Head(_("Soort")), Head(_("Provincie")), Head(_("Wat ervan werd"))],
        lines=[
            _line(
                one,
                viewer,
                str(one.kind.label),
                one.province.label if one.province else "",
                str(one.state(viewer.now).label),
            )
            for one in found
        ],
        figure=len(found),
        unit=_("bijeenkomsten"),
    )


def people(choice: PeopleChoice, viewer: Viewer) -> Listing:
    """List the meetings behind a number of people, or the parties of one of them.

    Small groups are in no number, so their meetings are in no list either; only the project team
    opens a number that is hidden.

    Raises:
        HiddenFigureError: the figure is hidden from them.
    """
    everything = queries.meetings(choice.period)
    report = build_report(
        choice.period, as_of=viewer.now, meetings=everything, evaluation=Overall(), outcomes=()
    )
    figure = _figure(report, choice)
    if isinstance(figure, NoFigure) and not viewer.is_team:
        raise HiddenFigureError
    found = [one for one in choice.of(everything, viewer.now) if choice.number(one) is not None]
    if choice.people is People.ABSENT:
        return _absent(choice, viewer, found)
    if choice.event and viewer.manages(choice.event):
        return parties.of_event(choice)
    numbers: Mapping[str | None, Figure] = {
        line.choice.event: _of_line(line, choice.people) for line in report.held
    }
    if isinstance(figure, NoFigure):
        numbers = {one.ref: choice.number(one) or 0 for one in found}
    counted = [one for one in found if isinstance(numbers[one.ref], int)]
    return Listing(
        title=str(choice.people.label),
        told=told(choice),
        heads=[*heads(), Head(_("Mensen"), numeric=True)],
        lines=[_line(one, viewer, numbers[one.ref]) for one in counted],
        figure=sum(number for one in counted if isinstance(number := numbers[one.ref], int)),
        unit=_("mensen"),
        weighed=True,
    )


def _figure(report: FollowUpReport, choice: PeopleChoice) -> Figure:
    """Give the figure as the report shows it; hidden when no report of ours has it."""
    groups = (report.total, *report.by_kind, *report.by_mode, *report.by_province, *report.by_span)
    lines: tuple[GroupLine | MeetingLine, ...] = (*groups, *report.held)
    wanted = choice.asked()
    for line in lines:
        if PeopleChoice.at(line.choice, choice.people).asked() == wanted:
            return _of_line(line, choice.people)
    return NoFigure.SHIELDED


def _of_line(line: GroupLine | MeetingLine, which: People) -> Figure:
    if which is People.ABSENT:
        return line.absent_percent if isinstance(line, GroupLine) else NoFigure.SHIELDED
    return line.registered if which is People.REGISTERED else line.came


def _absent(choice: PeopleChoice, viewer: Viewer, found: Sequence[Meeting]) -> Listing:
    """List the meetings behind a share of people who stayed away."""
    whole = sum(one.expected for one in found)
    more = [Head(_("Met kaartje"), numeric=True), Head(_("Niet gekomen"), numeric=True)]
    return Listing(
        title=_("Niet gekomen"),
        told=told(choice),
        heads=[*heads(), *(more if viewer.is_team else ())],
        lines=[
            _line(one, viewer, *((one.expected, one.absent) if viewer.is_team else ()))
            for one in found
        ],
        figure=percent(sum(one.absent for one in found), whole) if whole else 0,
        unit=_("procent van de mensen met een kaartje"),
        note=_("Dit zijn de bijeenkomsten waar kaartjes zijn gescand."),
    )


def in_the_room(choice: RoomChoice, viewer: Viewer) -> Listing:
    """List the meetings behind a number of people of one group or sector.

    How many of them were at one meeting is for the project team alone: such groups are small.

    Raises:
        HiddenFigureError: the figure is hidden from them.
    """
    held = MeetingChoice(first=choice.first, last=choice.last, state=MeetingState.HELD)
    everything = queries.meetings(choice.period)
    by_ref = {one.ref: one for one in held.of(everything, viewer.now)}
    room = audiences.room(by_ref)
    report = build_report(
        choice.period, as_of=viewer.now, meetings=everything, evaluation=Overall(), outcomes=()
    )
    total = _of_line(report.total, choice.people)
    figure = room.figures(choice.people, total).get(choice.cell, 0)
    if isinstance(figure, NoFigure) and not viewer.is_team:
        raise HiddenFigureError
    numbers: dict[str, int] = {}
    for party in room.behind(choice):
        numbers[party.event] = numbers.get(party.event, 0) + party.number(choice.people)
    return Listing(
        title=str(choice.people.label),
        told=told(choice),
        heads=[*heads(), *([Head(_("Mensen"), numeric=True)] if viewer.is_team else ())],
        lines=[
            _line(one, viewer, *((numbers[ref],) if viewer.is_team else ()))
            for ref, one in by_ref.items()
            if ref in numbers
        ],
        figure=room.count(choice) if viewer.is_team else figure,
        unit=_("mensen"),
        weighed=viewer.is_team,
    )


def heads() -> list[Head]:
    """Name the columns that tell which meeting it is."""
    return [Head(_("Bijeenkomst")), Head(_("Dag"))]


def line(viewer: Viewer, ref: str, slug: str | None, title: str, day: date, *cells: Cell) -> Line:
    """Give a meeting as a record of a list; who may not manage it reads its public page."""
    if viewer.manages(ref):
        return Line(url_for("events_manage.edit", ref=ref), (title, day, *cells))
    url = url_for("events.show", slug=slug) if slug else None
    return Line(url, (title, day, *cells))


def _line(meeting: Meeting, viewer: Viewer, *cells: Cell) -> Line:
    return line(viewer, meeting.ref, meeting.slug, meeting.title, meeting.day, *cells)

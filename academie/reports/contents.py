"""The chapters of the follow-up report: which tables it has, and what they say."""

from dataclasses import replace

from flask_babel import gettext as _

from academie.reports import evaluation_tables, meeting_tables, method, outcome_tables
from academie.reports.choices import Days
from academie.reports.counting import counted, counted_people, number_of
from academie.reports.document import Document
from academie.reports.figures import FollowUpReport
from academie.reports.meetings import MeetingState, People
from academie.reports.outcomes import OutcomeChoice
from academie.reports.tables import Cell, Chapter, Table, count_columns


def title(report: FollowUpReport) -> str:
    """Name the report."""
    year = report.period.year
    return _("Opvolgverslag %(year)s", year=year) if year else _("Opvolgverslag")


def document(report: FollowUpReport) -> Document:
    """Put the report together, to be shown and taken along."""
    period = report.period
    return Document(
        key=f"opvolgverslag-{period.first}-{period.last}",
        title=title(report),
        period=period.words,
        as_of=report.as_of,
        chapters=_chapters(report),
        method=method.subjects(),
    )


def _chapters(report: FollowUpReport) -> list[Chapter]:
    return [
        Chapter(
            title=_("In het kort"),
            intro=_("Elk cijfer komt uit de administratie. Hoe we tellen, staat achteraan."),
            tables=[_key_figures(report)],
        ),
        Chapter(
            title=_("Bijeenkomsten en mensen"),
            intro=_("Wat er is gehouden, en hoeveel mensen er kwamen."),
            tables=meeting_tables.tables(report),
        ),
        Chapter(
            title=_("Wat mensen ervan vonden"),
            intro=_("Na een bijeenkomst stellen we een paar vragen. We vragen niet naar een naam."),
            tables=evaluation_tables.tables(report.period, report.evaluation),
        ),
        Chapter(
            title=_("Wat er is veranderd"),
            intro=_("Een opbrengst is iets wat een ander nu anders doet."),
            tables=outcome_tables.tables(report.period, report.outcomes),
        ),
    ]


def _key_figures(report: FollowUpReport) -> Table:
    total, choice = report.total, report.choice
    days: Days = {"first": report.period.first, "last": report.period.last}
    counting = OutcomeChoice(**days, counts=True)
    disputed = OutcomeChoice(**days, disputed=True)
    states = {
        _("Bijeenkomsten gehouden"): (total.held, MeetingState.HELD),
        _("Bijeenkomsten niet doorgegaan"): (report.cancelled, MeetingState.CANCELLED),
        _("Bijeenkomsten uitgesteld"): (report.postponed, MeetingState.POSTPONED),
        _("Bijeenkomsten die nog komen"): (report.planned, MeetingState.PLANNED),
    }
    rows: list[tuple[str, Cell]] = [
        *(
            (words, counted(number, replace(choice, state=state)))
            for words, (number, state) in states.items()
        ),
        (_("Mensen aangemeld"), counted_people(total.registered, total.choice, People.REGISTERED)),
        (_("Mensen gekomen"), counted_people(total.came, total.choice, People.CAME)),
        (_("Niet gekomen (%)"), meeting_tables.percent_cell(total)),
        (_("Opbrengsten"), number_of(counting.of(report.outcomes), counting)),
        (
            _("Opbrengsten betwist (tellen niet mee)"),
            number_of(disputed.of(report.outcomes), disputed),
        ),
    ]
    return Table(
        key="in-het-kort",
        title=_("In het kort"),
        columns=count_columns(),
        rows=rows,
        empty="",
    )

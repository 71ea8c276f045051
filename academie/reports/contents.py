"""The chapters of the follow-up report: which tables it has, and what they say."""

from dataclasses import replace
from datetime import date
from itertools import count

from babel.dates import format_date
from flask_babel import gettext as _

from academie.core import formats
from academie.reports import evaluation_tables, meeting_tables, method, outcome_tables
from academie.reports.figures import FollowUpReport
from academie.reports.tables import Cell, Chapter, Column, Table

_DAY = "d MMMM y"


def title(report: FollowUpReport) -> str:
    """Name the report."""
    year = report.period.year
    return _("Opvolgverslag %(year)s", year=year) if year else _("Opvolgverslag")


def period_words(report: FollowUpReport) -> str:
    """Write the period: `1 januari tot en met 9 maart 2027`, or one day."""
    period = report.period
    if period.first == period.last:
        return _day(period.last)
    same_year = period.first.year == period.last.year
    first, last = _day(period.first, "d MMMM" if same_year else _DAY), _day(period.last)
    return _("%(first)s tot en met %(last)s", first=first, last=last)


def _day(day: date, pattern: str = _DAY) -> str:
    return format_date(day, pattern, locale=formats.LOCALE)


def chapters(report: FollowUpReport) -> tuple[Chapter, ...]:
    """Give all chapters in order, their tables numbered."""
    numbers = count(1)
    return tuple(
        replace(
            chapter,
            tables=[replace(table, number=next(numbers)) for table in chapter.tables],
        )
        for chapter in _chapters(report)
    )


def _chapters(report: FollowUpReport) -> tuple[Chapter, ...]:
    return (
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
            tables=evaluation_tables.tables(report.evaluation),
        ),
        Chapter(
            title=_("Wat er is veranderd"),
            intro=_("Een opbrengst is iets wat een ander nu anders doet."),
            tables=outcome_tables.tables(report),
        ),
        Chapter(
            title=_("Verantwoording"),
            intro=_("Zo zijn de cijfers gemaakt, en dit kun je er niet uit lezen."),
            tables=[method.table(report, period_words(report))],
        ),
    )


def tables(report: FollowUpReport) -> tuple[Table, ...]:
    """Give all tables in order."""
    return tuple(table for chapter in chapters(report) for table in chapter.tables)


def _key_figures(report: FollowUpReport) -> Table:
    total = report.total
    disputed = sum(not outcome.counts for outcome in report.outcomes)
    rows: list[tuple[str, Cell]] = [
        (_("Bijeenkomsten gehouden"), total.held),
        (_("Bijeenkomsten niet doorgegaan"), report.cancelled),
        (_("Bijeenkomsten uitgesteld"), report.postponed),
        (_("Bijeenkomsten die nog komen"), report.planned),
        (_("Mensen aangemeld"), total.registered),
        (_("Mensen gekomen"), total.came),
        (_("Niet gekomen (%)"), total.absent_percent),
        (_("Opbrengsten"), len(report.outcomes) - disputed),
        (_("Opbrengsten betwist (tellen niet mee)"), disputed),
    ]
    return Table(
        key="in-het-kort",
        title=_("In het kort"),
        columns=[
            Column(_("Wat"), _("Wat we telden.")),
            Column(_("Aantal"), _("Hoeveel het er waren."), numeric=True),
        ],
        rows=rows,
        empty="",
    )

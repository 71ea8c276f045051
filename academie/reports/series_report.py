"""How many meetings of each series there were a year, and how many people came."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from flask_babel import gettext as _

from academie.core.clock import to_local
from academie.events.models import Series
from academie.events.queries import every_series
from academie.events.terms import EventKind
from academie.reports import standing
from academie.reports.counting import counted, number_of
from academie.reports.document import Document, about_small_groups
from academie.reports.standing import Part, SeriesChoice
from academie.reports.tables import Cell, Chapter, Column, Table
from academie.reports.wanted import Wanted
from academie.series import queries


def document(wanted: Wanted) -> Document:
    """Write the counter of the kenniskringen, and of other series."""
    series = every_series()
    rings = [one for one in series if one.kind is EventKind.KENNISKRING]
    others = [one for one in series if one.kind is not EventKind.KENNISKRING]
    return Document(
        key="kenniskringen",
        title=_("Kenniskringen"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Kenniskringen"),
                intro=_(
                    "We tellen per kalenderjaar, ook de dagen buiten de periode. "
                    "Naast hoeveel mensen er kwamen staat hoeveel dat er gewoonlijk zijn."
                ),
                tables=[_table("kenniskringen", _("Kenniskringen"), rings, wanted)],
            ),
            Chapter(
                title=_("Andere reeksen"),
                intro="",
                tables=[_table("andere-reeksen", _("Andere reeksen"), others, wanted)],
            ),
        ],
        method=[
            (_("Gepland"), _("Bijeenkomsten die nog komen, ook die nog niet gepubliceerd zijn.")),
            (
                _("Gemiddeld gekomen"),
                _("Alleen bijeenkomsten waar geteld is wie kwam. Het is een heel getal."),
            ),
            about_small_groups(),
        ],
    )


def _table(key: str, name: str, series: Sequence[Series], wanted: Wanted) -> Table:
    return Table(
        key=key,
        title=name,
        columns=[
            Column(_("Reeks"), _("De naam van de reeks.")),
            Column(_("Jaar"), _("Een kalenderjaar.")),
            Column(_("Gepland"), _("Bijeenkomsten die nog komen."), numeric=True),
            Column(_("Gehouden"), _("Bijeenkomsten die er waren."), numeric=True),
            Column(_("Niet doorgegaan"), _("Bijeenkomsten die zijn afgezegd."), numeric=True),
            Column(_("Doel"), _("Hoeveel het er ten minste moeten zijn."), numeric=True),
            Column(_("Nog te plannen"), _("Hoeveel er ontbreken tot het doel."), numeric=True),
            Column(_("Gemiddeld gekomen"), _("Mensen, waar geteld is."), numeric=True),
            Column(_("Gewoonlijk"), _("Hoeveel er vroeger gemiddeld kwamen."), numeric=True),
        ],
        rows=[
            row
            for one in series
            for year in _years(one, wanted)
            for row in [_row(one, year, wanted.now)]
        ],
        empty=_("Er zijn geen reeksen met bijeenkomsten in deze periode."),
    )


def _years(series: Series, wanted: Wanted) -> list[int]:
    """List the years of the period in which a series had meetings, and the present one."""
    years = {to_local(event.starts_at).year for event in queries.of_series(series)} | {
        wanted.today.year
    }
    return [
        one for one in sorted(years) if wanted.period.first.year <= one <= wanted.period.last.year
    ]


def _row(series: Series, year: int, now: datetime) -> tuple[Cell, ...]:
    held = SeriesChoice(
        first=date(year, 1, 1), last=date(year, 12, 31), series=series.ref, part=Part.HELD
    )
    choices = (replace(held, part=Part.PLANNED), held, replace(held, part=Part.CANCELLED))
    events = queries.of_year(series, year)
    found = queries.year_of(series, events, now)
    counted_at = replace(held, attendance=True)
    return (
        series.title,
        str(year),
        *(number_of(choice.among(events, now), choice) for choice in choices),
        found.target,
        found.missing,
        counted(standing.average(held.among(events, now)), counted_at),
        series.usual_attendance,
    )

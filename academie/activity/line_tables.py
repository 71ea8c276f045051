"""The tables of an activity report about its plan: the lines, and what nobody may leave out."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _

from academie.activity import queries
from academie.activity.rows import Row
from academie.core import clock
from academie.core.period import Period
from academie.core.small_groups import Figure
from academie.reports.tables import Cell, Column, Table

LINES, FIGURE = "regels", 4
"""The key of the table of lines, and the number of its column that says what was done."""


def lines(rows: Sequence[Row]) -> Table:
    """Set done beside planned."""
    return Table(
        key=LINES,
        title=_("Gepland en gedaan"),
        columns=[
            Column(_("Regel"), _("Het nummer in dit verslag."), numeric=True),
            Column(_("Activiteit"), _("Wat we zouden doen.")),
            Column(_("Dagen"), _("Over welke dagen deze regel gaat.")),
            Column(_("Gepland"), _("Wat er in het plan staat.")),
            Column(
                _("Gedaan"), _("Wat er is gedaan. Hoe we tellen, staat per regel."), numeric=True
            ),
            Column(_("Verschil"), _("Gedaan min gepland. Minder is negatief."), numeric=True),
        ],
        rows=[_line(row) for row in rows],
        empty=_("Dit plan heeft geen regels. Er valt niets te verantwoorden."),
    )


def _line(row: Row) -> tuple[Cell, ...]:
    return (
        row.number,
        row.target.line.activity,
        stretch(row.target.period),
        row.planned,
        _cell(row.figure),
        _cell(row.difference),
    )


def _cell(figure: Figure | None) -> Cell:
    return "" if figure is None else figure


def explanations(rows: Sequence[Row]) -> Table:
    """Give the words beside each line: its goal, why it differs, and where the figure is from."""
    return Table(
        key="toelichting",
        title=_("Toelichting per regel"),
        columns=[
            Column(_("Regel"), _("Het nummer in dit verslag."), numeric=True),
            Column(_("Activiteit"), _("Wat we zouden doen.")),
            Column(_("Doel"), _("Waarvoor we het deden.")),
            Column(_("Toelichting"), _("Waarom er een verschil is, of wat er is gedaan.")),
            Column(_("Hoe geteld"), _("Hoe het getal is gemaakt, of waar het staat.")),
        ],
        rows=[
            (
                row.number,
                row.target.line.activity,
                row.target.line.goal or _("Niet vermeld in de bron"),
                row.explanation or _("Geen"),
                _counted(row),
            )
            for row in rows
        ],
        empty=_("Dit plan heeft geen regels."),
        as_cards=True,
    )


def _counted(row: Row) -> str:
    cut = _("Het doel geldt voor %(days)s.", days=stretch(row.target.term))
    return f"{row.source} {cut}" if row.target.is_cut else row.source


def overrides(period: Period) -> Table:
    """List the meetings that were published without their wish or a pledge, and why."""
    return Table(
        key="zonder-wens-of-toezegging",
        title=_("Zonder wens of toezegging"),
        full_title=_("Gepubliceerd zonder volledige wens of toezegging"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop de bijeenkomst begon of zou beginnen.")),
            Column(_("Reden"), _("Waarom de bijeenkomst toch is gepubliceerd.")),
        ],
        rows=[
            (event.title, _day(event.starts_at), event.gate_override or "")
            for event in queries.overrides(period)
        ],
        empty=_("Bij geen bijeenkomst staat dat die zonder wens of toezegging is gepubliceerd."),
    )


def called_off(period: Period) -> Table:
    """List the meetings that were not held."""
    return Table(
        key="niet-gehouden",
        title=_("Niet gehouden bijeenkomsten"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop het zou zijn.")),
            Column(_("Soort"), _("Wat voor bijeenkomst het is.")),
            Column(_("Wat er gebeurde"), _("Afgezegd of uitgesteld.")),
            Column(_("Reden"), _("Wat we daarover zeiden.")),
        ],
        rows=[
            (
                event.title,
                _day(event.starts_at),
                str(event.kind.label),
                str(event.status.label),
                event.cancel_reason or _("Niet vermeld"),
            )
            for event in queries.called_off(period)
        ],
        empty=_("Geen bijeenkomst is afgezegd of uitgesteld."),
    )


def open_checkpoints(period: Period, now: datetime) -> Table:
    """List the questions after a meeting that nobody answered yet."""
    return Table(
        key="open-vervolgvragen",
        title=_("Open vervolgvragen"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Vraag"), _("Hoe lang na de bijeenkomst we vroegen wat er veranderde.")),
            Column(_("Te stellen op"), _("De dag waarop de vraag aan de beurt was.")),
        ],
        rows=[
            (one.event.title, str(one.label), one.due_on)
            for one in queries.open_checkpoints(period, now)
        ],
        empty=_("Elke vervolgvraag van deze periode is beantwoord of afgesloten."),
    )


def stretch(period: Period) -> str:
    """Write a stretch of days in figures, or as its year."""
    if period.year:
        return str(period.year)
    return _("%(first)s t/m %(last)s", first=_figures(period.first), last=_figures(period.last))


def _figures(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _day(moment: datetime) -> Cell:
    return clock.to_local(moment).date()

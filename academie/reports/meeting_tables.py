"""The tables on meetings and the people there."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _

from academie.reports.counting import counted, counted_people
from academie.reports.figures import FollowUpReport, GroupLine
from academie.reports.meetings import People
from academie.reports.tables import Cell, Column, Table


def tables(report: FollowUpReport) -> list[Table]:
    """Give the tables of the chapter on meetings."""
    return [
        group_table("per-soort", _("Per soort"), _("Soort"), report.by_kind, report.total),
        group_table("per-vorm", _("Per vorm"), _("Vorm"), report.by_mode, report.total),
        group_table(
            "per-provincie", _("Per provincie"), _("Provincie"), report.by_province, report.total
        ),
        _held_table(report),
        _not_held_table(report),
        _override_table(report),
    ]


def group_table(
    key: str,
    name: str,
    head: str,
    lines: Sequence[GroupLine],
    total: GroupLine,
    *,
    in_time: bool = False,
) -> Table:
    """Set groups of meetings under each other, with the people there."""
    columns = [
        Column(head, _("De groep bijeenkomsten.")),
        Column(_("Gehouden"), _("Bijeenkomsten die begonnen zijn."), numeric=True),
        Column(_("Aangemeld"), _("Mensen met een plek."), numeric=True),
        Column(_("Gekomen"), _("Mensen die er waren."), numeric=True),
        Column(
            _("Met telling"), _("Bijeenkomsten waar geteld is wie kwam."), numeric=True, detail=True
        ),
        Column(_("Niet gekomen (%)"), _("Deel met een kaartje dat niet kwam."), numeric=True),
    ]
    return Table(
        key=key,
        title=name,
        columns=columns,
        rows=[_group_row(line) for line in (*lines, total)] if total.held else [],
        empty=_("Er zijn geen bijeenkomsten gehouden in deze periode."),
        barred=3,
        in_time=in_time,
        last_is_total=bool(total.held),
    )


def _group_row(line: GroupLine) -> tuple[Cell, ...]:
    return (
        line.label,
        counted(line.held, line.choice),
        counted_people(line.registered, line.choice, People.REGISTERED),
        counted_people(line.came, line.choice, People.CAME),
        counted(line.counted, replace(line.choice, counted=True)),
        percent_cell(line),
    )


def percent_cell(line: GroupLine) -> Cell:
    """Give the share that stayed away the address of its meetings."""
    return counted_people(line.absent_percent, line.choice, People.ABSENT)


def _held_table(report: FollowUpReport) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            meeting.title,
            meeting.day,
            str(meeting.kind.label),
            str(meeting.mode.label),
            meeting.place,
            meeting.province.label if meeting.province else "",
            counted_people(meeting.registered, meeting.choice, People.REGISTERED),
            counted_people(meeting.came, meeting.choice, People.CAME),
        )
        for meeting in report.held
    ]
    return Table(
        key="bijeenkomsten",
        title=_("Gehouden bijeenkomsten"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop de bijeenkomst begon.")),
            Column(_("Soort"), _("Wat voor bijeenkomst het is."), detail=True),
            Column(_("Vorm"), _("Op locatie, online of allebei."), detail=True),
            Column(_("Plaats"), _("De plaats van de zaal.")),
            Column(_("Provincie"), _("De provincie waar het om gaat."), detail=True),
            Column(_("Aangemeld"), _("Mensen met een plek."), numeric=True),
            Column(_("Gekomen"), _("Mensen die er waren."), numeric=True),
        ],
        rows=rows,
        empty=_("Er zijn geen bijeenkomsten gehouden in deze periode."),
    )


def _not_held_table(report: FollowUpReport) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            meeting.title,
            meeting.day,
            str(meeting.kind.label),
            meeting.province.label if meeting.province else "",
            str(meeting.status.label),
        )
        for meeting in report.not_held
    ]
    return Table(
        key="niet-gehouden",
        title=_("Niet gehouden bijeenkomsten"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop het zou zijn.")),
            Column(_("Soort"), _("Wat voor bijeenkomst het is.")),
            Column(_("Provincie"), _("De provincie waar het om gaat.")),
            Column(_("Wat er gebeurde"), _("Afgezegd of uitgesteld.")),
        ],
        rows=rows,
        empty=_("Geen bijeenkomst is afgezegd of uitgesteld."),
    )


def _override_table(report: FollowUpReport) -> Table:
    return Table(
        key="zonder-wens-of-toezegging",
        title=_("Zonder wens of toezegging"),
        full_title=_("Gepubliceerd zonder volledige wens of toezegging"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop de bijeenkomst begon of zou beginnen.")),
            Column(_("Reden"), _("Waarom de bijeenkomst toch is gepubliceerd.")),
        ],
        rows=[(one.title, one.day, one.gate_override) for one in report.overrides],
        empty=_("Bij geen bijeenkomst staat dat die zonder wens of toezegging is gepubliceerd."),
    )

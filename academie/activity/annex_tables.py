"""The annexes of an activity report: confirmations, attendance, method and limits."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from flask_babel import gettext as _

from academie.activity import queries
from academie.core import clock
from academie.core.period import Period
from academie.core.small_groups import Figure, NoFigure
from academie.followups.terms import Agreement
from academie.plans.figures import Account, Crowd
from academie.plans.records import Record
from academie.plans.terms import Measure
from academie.reports import outcome_tables
from academie.reports.document import about_small_groups
from academie.reports.outcomes import OutcomeEntry
from academie.reports.tables import Cell, Chapter, Column, Table

ATTENDANCE = "opkomst"
"""The key of the table of who came."""

MOST_CARDS = 200
"""Outcomes that are told in full on paper; of more than these, paper has a line each."""
_ON_A_LINE = 0, 1, 6, 10, 12
"""The columns of the register that such a line has: number, title, line, status, evidence."""


def outcomes(period: Period, entries: Sequence[OutcomeEntry]) -> Chapter:
    """Give the adopted outcomes of the period; files to work with always have all of each."""
    tables = outcome_tables.tables(period, entries)
    intro = _("Een opbrengst is iets wat een ander nu anders doet.")
    if len(entries) > MOST_CARDS:
        more = _("Alles over elke opbrengst staat in de bestanden voor Excel, CSV en JSON.")
        intro, tables = f"{intro} {more}", [in_lines(table) for table in tables]
    return Chapter(title=_("Bijlage: opbrengsten"), intro=intro, tables=tables)


def in_lines(table: Table) -> Table:
    """Give what is told in full a line each."""
    if not table.as_cards:
        return table
    columns = [
        replace(column, detail=number not in _ON_A_LINE)
        for number, column in enumerate(table.columns)
    ]
    return replace(table, as_cards=False, columns=columns)


def confirmations(period: Period) -> Table:
    """List what people from outside said, by role and party; nobody is named."""
    return Table(
        key="bevestigingen",
        title=_("Bevestigingen"),
        columns=[
            Column(_("Opbrengst"), _("Het vaste nummer van de opbrengst.")),
            Column(_("Wie"), _("De rol en de partij van wie antwoordde.")),
            Column(_("Onafhankelijk"), _("Of die partij los staat van de opbrengst.")),
            Column(_("Klopt het?"), _("Of de verandering er echt is.")),
            Column(_("Betekenis"), _("Of het zo belangrijk is als er staat.")),
            Column(_("Bijdrage"), _("Of de bijeenkomst zo hielp als er staat.")),
            Column(_("Dag"), _("De dag van het antwoord.")),
        ],
        rows=[
            (
                outcome,
                said.who,
                _("Ja") if independent else _("Nee"),
                _said(said.what),
                _said(said.significance),
                _said(said.contribution),
                _day(said.answered_at),
            )
            for outcome, said, independent in queries.confirmations(period)
        ],
        empty=_("Niemand van buiten antwoordde in deze periode."),
    )


def _said(agreement: Agreement | None) -> str:
    return str(agreement.label) if agreement else _("Niet gevraagd")


def _day(moment: datetime | None) -> Cell:
    return clock.to_local(moment).date() if moment else ""


def attendance(account: Account, period: Period) -> Chapter:
    """List all meetings that were held, with who had a place and who came where that was counted.

    Above it stands of how many nobody knows who had a place, or counted who came.
    """
    intro = _("Per bijeenkomst: wie een plek had, en wie er kwam.")
    remarks = (account.crowds[one].remark for one in (Measure.REGISTERED, Measure.ATTENDANCE))
    return Chapter(
        title=_("Bijlage: opkomst"),
        intro=" ".join([intro, *filter(None, remarks)]),
        tables=[_attendance(account, period)],
    )


def _attendance(account: Account, period: Period) -> Table:
    places, came = (account.crowds[one] for one in (Measure.REGISTERED, Measure.ATTENDANCE))
    rows: list[tuple[Cell, ...]] = [_attended(one, places, came) for one in account.held]
    if rows:
        rows.append((_("Samen"), "", "", _total(places, period), _total(came, period)))
    return Table(
        key=ATTENDANCE,
        title=_("Opkomst"),
        columns=[
            Column(_("Bijeenkomst"), _("De titel.")),
            Column(_("Dag"), _("De dag waarop de bijeenkomst begon.")),
            Column(_("Soort"), _("Wat voor bijeenkomst het is.")),
            Column(_("Aangemeld"), _("Mensen met een plek."), numeric=True),
            Column(_("Gekomen"), _("Mensen die er waren."), numeric=True),
        ],
        rows=rows,
        empty=_("In deze periode is geen bijeenkomst gehouden."),
        last_is_total=bool(rows),
    )


def _attended(one: Record, places: Crowd, came: Crowd) -> tuple[Cell, ...]:
    return (one.title, one.day or "", one.about, _of(places, one.key), _of(came, one.key))


def _of(crowd: Crowd, key: str) -> Figure:
    return crowd.people.get(key, NoFigure.UNCOUNTED)


def _total(crowd: Crowd, period: Period) -> Figure:
    return crowd.totals[period] if crowd.records else NoFigure.UNCOUNTED


def method() -> list[tuple[str, str]]:
    """Say how the report is made, and what it does not say."""
    return [
        (
            _("Gepland"),
            _("De getallen komen uit het plan. Geeft het plan geen getal? Dan staat er geen."),
        ),
        (
            _("Gedaan"),
            _(
                "De getallen komen uit de administratie van Academie. Is er met de hand geteld? "
                "Dan staat de bron erbij."
            ),
        ),
        (
            _("Verschil"),
            _(
                "Gedaan min gepland. Is er meer of minder gedaan dan gepland? "
                "Dan staat er een toelichting. Zonder toelichting stellen we niets vast."
            ),
        ),
        about_small_groups(),
        (
            _("Opbrengsten en bijdrage"),
            _(
                "Een opbrengst is iets wat een ander nu anders doet. Een verband met een "
                "bijeenkomst is geen bewijs. Anderen en ander beleid hielpen vaak ook."
            ),
        ),
        (
            _("Wat je hier niet uit leest"),
            _(
                "Wie bij twee bijeenkomsten was, telt twee keer. We weten niet van elke "
                "verandering. Een laag cijfer zegt dus niet alles."
            ),
        ),
    ]

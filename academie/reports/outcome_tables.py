"""The tables on outcomes: totals first, then each of them in full."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core.period import Period
from academie.followups.terms import OutcomeStatus, ReachKind, Strength
from academie.reference.models import ChangeLine
from academie.reports.counting import counted, number_of
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry, Reach
from academie.reports.tables import Cell, Column, Table

REGISTER = "opbrengsten"
"""The key of the table that has each of them."""

_REACH = {
    ReachKind.COUNTED: lazy_gettext("Bereikt, en geteld."),
    ReachKind.ESTIMATED: lazy_gettext("Bereikt, naar schatting."),
    ReachKind.PLANNED: lazy_gettext("Het plan. Dit is nog niet bereikt."),
}


def tables(period: Period, outcomes: Sequence[OutcomeEntry]) -> list[Table]:
    """Give the tables of the chapter on outcomes; a disputed one is listed, never counted."""
    counting = OutcomeChoice(first=period.first, last=period.last, counts=True)
    return [
        line_matrix(
            "stand-en-lijn",
            _("Opbrengsten per stand en lijn"),
            Column(_("Stand"), _("Hoe ver het was toen het voor het laatst is gezien.")),
            rows=[(str(one.label), replace(counting, status=one)) for one in OutcomeStatus],
            total=counting,
            outcomes=outcomes,
        ),
        line_matrix(
            "bewijs-en-lijn",
            _("Opbrengsten per bewijs en lijn"),
            Column(_("Bewijs"), _("Hoe goed de opbrengst is aangetoond.")),
            rows=[(str(one.label), replace(counting, strength=one)) for one in _COUNTING],
            total=counting,
            outcomes=outcomes,
        ),
        _register(outcomes),
        _reach_table(period, outcomes),
    ]


_COUNTING = [strength for strength in Strength if strength is not Strength.DISPUTED]


def line_matrix(
    key: str,
    name: str,
    head: Column,
    *,
    rows: Sequence[tuple[str, OutcomeChoice]],
    total: OutcomeChoice,
    outcomes: Sequence[OutcomeEntry],
) -> Table:
    """Set choices against the lines of change, empty cells shown; below them all together."""
    meaning = _("Opbrengsten met deze lijn van de verandertheorie.")
    return Table(
        key=key,
        title=name,
        columns=[
            head,
            *(Column(str(line.label), meaning, numeric=True) for line in ChangeLine),
            Column(_("Samen"), _("Opbrengsten van alle lijnen."), numeric=True),
        ],
        rows=[_by_line(*row, outcomes) for row in (*rows, (_("Samen"), total))]
        if total.of(outcomes)
        else [],
        empty=_("Er zijn geen opbrengsten die tellen in deze periode."),
        barred=len(ChangeLine) + 1,
        last_is_total=bool(total.of(outcomes)),
    )


def _by_line(
    words: str, choice: OutcomeChoice, outcomes: Sequence[OutcomeEntry]
) -> tuple[Cell, ...]:
    found = choice.of(outcomes)
    by_line = [replace(choice, line=line) for line in ChangeLine]
    cells = [number_of(one.of(found), one) for one in by_line]
    return (words, *cells, number_of(found, choice))


def _register(outcomes: Sequence[OutcomeEntry]) -> Table:
    return Table(
        key=REGISTER,
        title=_("Opbrengsten"),
        columns=[
            Column(_("Nummer"), _("Het vaste nummer van de opbrengst.")),
            Column(_("Titel"), _("De opbrengst in een paar woorden.")),
            Column(_("Wat is er veranderd?"), _("Wie nu wat anders doet.")),
            Column(_("Wie"), _("De partijen die iets anders doen.")),
            Column(_("Waar"), _("Gemeenten, een regio of heel Nederland.")),
            Column(_("Wanneer"), _("Zo precies als bekend is.")),
            Column(_("Lijn"), _("De lijn van de verandertheorie.")),
            Column(_("Opgaven"), _("De opgaven waar het om gaat.")),
            Column(_("Bijeenkomst"), _("De bijeenkomst, en wat die ermee te maken heeft.")),
            Column(_("Bijdrage"), _("Hoeveel de bijeenkomst hielp.")),
            Column(_("Stand"), _("Hoe ver het was toen het voor het laatst is gezien.")),
            Column(_("Gezien"), _("Wanneer het voor het laatst is gezien.")),
            Column(_("Bewijs"), _("Hoe goed de opbrengst is aangetoond.")),
        ],
        rows=[_register_row(outcome) for outcome in outcomes],
        empty=_("Er zijn geen opbrengsten in deze periode."),
        as_cards=True,
    )


def _register_row(outcome: OutcomeEntry) -> tuple[Cell, ...]:
    return (
        outcome.number,
        outcome.title,
        outcome.what_changed,
        "; ".join(outcome.actors),
        "; ".join(outcome.places),
        outcome.when,
        str(outcome.line.label),
        "; ".join(outcome.challenges) or _("Geen"),
        _meetings(outcome),
        _contribution(outcome),
        str(outcome.status.label),
        outcome.observed or _("Nog niet"),
        str(outcome.strength.label),
    )


def _meetings(outcome: OutcomeEntry) -> str:
    ties = [f"{tie.title} ({tie.link.label})" for tie in outcome.events]
    return "; ".join(ties) or _("Geen bijeenkomst")


def _contribution(outcome: OutcomeEntry) -> str:
    if outcome.contribution is not None:
        return str(outcome.contribution.label)
    if not outcome.events:
        return _("Geen bijeenkomst")
    return _("Niet vermeld door de bron")


def _reach_table(period: Period, outcomes: Sequence[OutcomeEntry]) -> Table:
    """List who is reached, a column a kind: what is planned is never read as reached."""
    return Table(
        key="bereik",
        title=_("Bereik"),
        columns=[
            Column(_("Opbrengst"), _("Het vaste nummer van de opbrengst.")),
            Column(_("Wie of wat"), _("Wat er geteld is.")),
            *(Column(str(kind.label), str(_REACH[kind]), numeric=True) for kind in ReachKind),
        ],
        rows=[
            _reach_row(period, outcome.number, outcome.reach)
            for outcome in outcomes
            if outcome.reach is not None
        ],
        empty=_("Van geen opbrengst is het bereik bekend."),
    )


def _reach_row(period: Period, number: str, reach: Reach) -> tuple[Cell, ...]:
    choice = OutcomeChoice(first=period.first, last=period.last, number=number, reach=reach.kind)
    cell = counted(reach.number, choice)
    return (number, reach.unit, *(cell if kind is reach.kind else "" for kind in ReachKind))

"""The tables on outcomes: totals first, then each of them in full."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.followups.terms import OutcomeStatus, ReachKind, Strength, Term
from academie.reference.models import ChangeLine
from academie.reports.figures import FollowUpReport, OutcomeEntry, Reach
from academie.reports.tables import Cell, Column, Table

_REACH = {
    ReachKind.COUNTED: lazy_gettext("Bereikt, en geteld."),
    ReachKind.ESTIMATED: lazy_gettext("Bereikt, naar schatting."),
    ReachKind.PLANNED: lazy_gettext("Het plan. Dit is nog niet bereikt."),
}


def tables(report: FollowUpReport) -> list[Table]:
    """Give the tables of the chapter on outcomes; a disputed one is listed, never counted."""
    counted = [outcome for outcome in report.outcomes if outcome.counts]
    strengths = [strength for strength in Strength if strength is not Strength.DISPUTED]
    return [
        _matrix(
            "stand-en-lijn",
            _("Opbrengsten per stand en lijn"),
            Column(_("Stand"), _("Hoe ver het was toen het voor het laatst is gezien.")),
            list(OutcomeStatus),
            [(outcome.status, outcome.line) for outcome in counted],
        ),
        _matrix(
            "bewijs-en-lijn",
            _("Opbrengsten per bewijs en lijn"),
            Column(_("Bewijs"), _("Hoe goed de opbrengst is aangetoond.")),
            strengths,
            [(outcome.strength, outcome.line) for outcome in counted],
        ),
        _register(report.outcomes),
        _reach_table(report.outcomes),
    ]


def _matrix(
    key: str,
    name: str,
    head: Column,
    terms: Sequence[Term],
    found: Sequence[tuple[Term, ChangeLine]],
) -> Table:
    """Set words against the lines of change, empty cells shown."""
    counts = Counter(found)
    rows: list[tuple[Cell, ...]] = []
    for term in terms:
        numbers = [counts[term, line] for line in ChangeLine]
        rows.append((str(term.label), *numbers, sum(numbers)))
    below = [sum(counts[term, line] for term in terms) for line in ChangeLine]
    rows.append((_("Samen"), *below, len(found)))
    meaning = _("Opbrengsten met deze lijn van de verandertheorie.")
    return Table(
        key=key,
        title=name,
        columns=[
            head,
            *(Column(str(line.label), meaning, numeric=True) for line in ChangeLine),
            Column(_("Samen"), _("Opbrengsten van alle lijnen."), numeric=True),
        ],
        rows=rows if found else [],
        empty=_("Er zijn geen opbrengsten die tellen in deze periode."),
        barred=len(ChangeLine) + 1,
        last_is_total=bool(found),
    )


def _register(outcomes: Sequence[OutcomeEntry]) -> Table:
    return Table(
        key="opbrengsten",
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


def _reach_table(outcomes: Sequence[OutcomeEntry]) -> Table:
    """List who is reached, a column a kind: what is planned is never read as reached."""
    kinds = list(ReachKind)
    return Table(
        key="bereik",
        title=_("Bereik"),
        columns=[
            Column(_("Opbrengst"), _("Het vaste nummer van de opbrengst.")),
            Column(_("Wie of wat"), _("Wat er geteld is.")),
            *(Column(str(kind.label), str(_REACH[kind]), numeric=True) for kind in kinds),
        ],
        rows=[
            _reach_row(outcome.number, outcome.reach, kinds)
            for outcome in outcomes
            if outcome.reach is not None
        ],
        empty=_("Van geen opbrengst is het bereik bekend."),
    )


def _reach_row(number: str, reach: Reach, kinds: Sequence[ReachKind]) -> tuple[Cell, ...]:
    return (number, reach.unit, *(reach.number if kind is reach.kind else "" for kind in kinds))

"""Lines of change against opgaven: where there are outcomes, and where there are none yet."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from sqlalchemy import select

from academie.core.db import db
from academie.reference.models import Challenge, ChangeLine
from academie.reference.queries import current_challenges
from academie.reports import method, outcome_queries
from academie.reports.document import Document
from academie.reports.outcome_tables import line_matrix
from academie.reports.outcomes import OutcomeChoice, OutcomeEntry
from academie.reports.tables import Chapter, Column, Table
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write the matrix of a period."""
    outcomes = outcome_queries.entries(wanted.period, wanted.now)
    challenges = [*current_challenges(), *_older(outcomes)]
    return Document(
        key="lijnen-en-opgaven",
        title=_("Lijnen en opgaven"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Opbrengsten per opgave en lijn"),
                intro=_(
                    "Een nul is een lege plek: daar is nog niets gevonden. "
                    "Een opbrengst met twee opgaven telt in beide rijen. "
                    "In de rij Samen telt elke opbrengst een keer."
                ),
                tables=[_matrix(wanted, challenges, outcomes)],
            ),
            Chapter(
                title=_("Lege plekken"),
                intro=_("Bij deze opgaven en lijnen is er nog geen opbrengst die telt."),
                tables=[_empty(wanted, challenges, outcomes)],
            ),
        ],
        method=method.about_outcomes(),
    )


def _older(outcomes: Sequence[OutcomeEntry]) -> Sequence[Challenge]:
    """List the opgaven of older lists that outcomes still name, each once."""
    current = {one.slug for one in current_challenges()}
    slugs = {slug for one in outcomes for slug in one.slugs} - current
    found = db.session.scalars(
        select(Challenge).where(Challenge.slug.in_(slugs)).order_by(Challenge.valid_from)
    )
    return list({one.slug: one for one in found}.values())


def _matrix(
    wanted: Wanted, challenges: Sequence[Challenge], outcomes: Sequence[OutcomeEntry]
) -> Table:
    counting = OutcomeChoice(**wanted.days, counts=True)
    rows = [
        (f"{one.number}. {one.name}", replace(counting, challenge=one.slug)) for one in challenges
    ]
    return line_matrix(
        "opgave-en-lijn",
        _("Opbrengsten per opgave en lijn"),
        Column(_("Opgave"), _("Een van de opgaven van de alliantie.")),
        rows=[*rows, (_("Geen opgave"), replace(counting, no_challenge=True))],
        total=counting,
        outcomes=outcomes,
    )


def _empty(
    wanted: Wanted, challenges: Sequence[Challenge], outcomes: Sequence[OutcomeEntry]
) -> Table:
    counting = OutcomeChoice(**wanted.days, counts=True)
    rows = []
    for one in challenges:
        choice = replace(counting, challenge=one.slug)
        lines = [line for line in ChangeLine if not replace(choice, line=line).of(outcomes)]
        if lines:
            rows.append((f"{one.number}. {one.name}", ", ".join(str(line.label) for line in lines)))
    return Table(
        key="lege-plekken",
        title=_("Lege plekken"),
        columns=[
            Column(_("Opgave"), _("Een van de opgaven van de alliantie.")),
            Column(_("Lijnen zonder opbrengst"), _("Waar nog niets is gevonden.")),
        ],
        rows=rows,
        empty=_("Bij elke opgave en elke lijn is er een opbrengst."),
    )

"""The register of outcomes: a row an outcome, with every field that it has."""

from collections import defaultdict
from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from academie.core.db import db
from academie.followups.outcome_links import LIVE, OutcomeLink
from academie.followups.queries import OutcomeRow
from academie.reports import method, outcome_queries
from academie.reports.counting import number_of
from academie.reports.document import Document
from academie.reports.outcomes import OutcomeChoice
from academie.reports.register_fields import FIELDS, Entry
from academie.reports.tables import Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted


def document(wanted: Wanted) -> Document:
    """Write the register of a period."""
    rows = outcome_queries.rows(wanted.period)
    return Document(
        key="opbrengstenregister",
        title=_("Opbrengstenregister"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("In het kort"),
                intro=_("Alleen vastgestelde opbrengsten staan in het register."),
                tables=[_numbers(wanted, rows)],
            ),
            Chapter(
                title=_("Alle opbrengsten"),
                intro=_(
                    "Hier staat van elke opbrengst het belangrijkste. "
                    "Alle velden staan in het Excel-bestand, de CSV-bestanden en de JSON."
                ),
                tables=[_register(rows)],
            ),
        ],
        method=method.about_outcomes(),
    )


def _numbers(wanted: Wanted, rows: Sequence[OutcomeRow]) -> Table:
    entries = outcome_queries.entries_of(rows, wanted.now)
    choices = [
        (_("Opbrengsten in het register"), OutcomeChoice(**wanted.days)),
        (_("Die meetellen"), OutcomeChoice(**wanted.days, counts=True)),
        (_("Betwist: die tellen niet mee"), OutcomeChoice(**wanted.days, disputed=True)),
    ]
    return Table(
        key="aantallen",
        title=_("Aantallen"),
        columns=count_columns(),
        rows=[(words, number_of(choice.of(entries), choice)) for words, choice in choices],
        empty="",
    )


def _register(rows: Sequence[OutcomeRow]) -> Table:
    links = _links([row.outcome.id for row in rows])
    entries = [Entry(row, links[row.outcome.id]) for row in rows]
    return Table(
        key="opbrengsten",
        title=_("Opbrengsten"),
        columns=[
            Column(str(one.title), str(one.meaning), numeric=one.numeric, detail=not one.short)
            for one in FIELDS
        ],
        rows=[[field.of(entry) for field in FIELDS] for entry in entries],
        empty=_("Er zijn geen opbrengsten in deze periode."),
        as_cards=True,
    )


def _links(ids: Sequence[int]) -> dict[int, list[OutcomeLink]]:
    """List the links from and to each outcome, in one query."""
    found: dict[int, list[OutcomeLink]] = defaultdict(list)
    links = db.session.scalars(
        select(OutcomeLink)
        .where(LIVE, OutcomeLink.from_id.in_(ids) | OutcomeLink.to_id.in_(ids))
        .options(joinedload(OutcomeLink.source), joinedload(OutcomeLink.target))
        .order_by(OutcomeLink.from_id, OutcomeLink.to_id)
    )
    for link in links:
        found[link.from_id].append(link)
        found[link.to_id].append(link)
    return found

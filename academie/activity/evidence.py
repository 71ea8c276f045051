"""What each figure of a report counts, as a table: the evidence goes along with every file."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from academie.activity.rows import Row
from academie.plans.figures import is_open
from academie.plans.records import Record
from academie.reports.tables import Cell, Chapter, Column, Table

MOST_ON_PAGE = 200
"""Records that a page lists; of more than these it says in which files they are."""


def chapter(rows: Sequence[Row]) -> Chapter:
    """List what the figures of the lines count, but for what the project team alone may open."""
    return Chapter(
        title=_("Bijlage: bewijs per regel"),
        intro=_(
            "Dit telt mee in elk cijfer. Van beloften, afspraken, vervolgvragen en kleine groepen "
            "staat hier geen lijst. Die ziet alleen het projectteam."
        ),
        tables=[_table([_evidence(row.number, one) for row in rows for one in _told(row)])],
    )


def _table(found: Sequence[tuple[Cell, ...]]) -> Table:
    too_many = len(found) > MOST_ON_PAGE
    return Table(
        key="bewijs-per-regel",
        title=_("Bewijs per regel"),
        full_title=_("Wat we telden, per regel"),
        columns=[
            Column(_("Regel"), _("Het nummer in dit verslag."), numeric=True, detail=too_many),
            Column(_("Wat"), _("Wat er meetelt."), detail=too_many),
            Column(_("Dag"), _("De dag waarop het was, als die bekend is."), detail=too_many),
            Column(_("Meer"), _("Wat het onderscheidt van de rest."), detail=too_many),
        ],
        rows=found,
        empty=_("Geen enkel cijfer heeft een lijst die iedereen mag zien."),
    )


def _told(row: Row) -> Iterator[Record]:
    measure, figure = row.target.line.measure, row.figure
    if row.count and measure and figure is not None and is_open(measure, figure):
        yield from row.count.records


def _evidence(number: int, one: Record) -> tuple[Cell, ...]:
    return (number, one.title, one.day or "", one.about)

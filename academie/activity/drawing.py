"""An activity report as its page and its files show it."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext as _

from academie.activity import annex_tables, line_tables
from academie.activity.frozen import published_before
from academie.activity.models import ActivityReport
from academie.activity.rows import Row, rows_of
from academie.core import clock, formats
from academie.core.small_groups import NoFigure
from academie.plans import figures
from academie.plans.figures import Account
from academie.reports.document import Document
from academie.reports.tables import Chapter, Counted, Table, plain


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A draft as it is at one moment: all that adopting it would keep."""

    report: ActivityReport
    account: Account
    rows: Sequence[Row]
    document: Document

    @property
    def gaps(self) -> Sequence[str]:
        """What is missing before it can be adopted, in sentences about the whole report."""
        report, found = self.report, []
        if not self.rows:
            found.append(
                _("Het plan heeft geen regels. Zonder regels valt er niets vast te stellen.")
            )
        if not report.plan.period.holds(report.period):
            found.append(_("De dagen van dit verslag liggen niet meer binnen het plan."))
        if report.first_on > clock.to_local(self.document.as_of).date():
            found.append(_("De periode van dit verslag moet nog beginnen."))
        return found

    @property
    def open_rows(self) -> Sequence[Row]:
        """The lines to which something has to be added."""
        return [row for row in self.rows if row.gap]

    @property
    def is_complete(self) -> bool:
        """Whether it can be adopted."""
        return not self.gaps and not self.open_rows


def draw(report: ActivityReport, now: datetime, *, final: bool = False) -> Drawing:
    """Gather a draft as it is now.

    Args:
        final: say that it is adopted at this moment.
    """
    before = published_before(report)
    account = figures.account(report.plan, report.period, now, earlier=before)
    rows = rows_of(report, account)
    document = _document(report, account, rows, now)
    state = _("Vastgesteld op %(moment)s", moment=formats.moment(now)) if final else _("Concept")
    document = replace(document, facts=[*document.facts, (_("Stand van het verslag"), state)])
    return Drawing(report=report, account=account, rows=rows, document=document)


def _document(
    report: ActivityReport, account: Account, rows: Sequence[Row], now: datetime
) -> Document:
    period = report.period
    return Document(
        key=f"activiteitenverslag-{report.first_on}-{report.last_on}-versie-{report.version}",
        title=_("Activiteitenverslag %(stretch)s", stretch=line_tables.stretch(period)),
        period=period.words,
        as_of=now,
        facts=_facts(report),
        method=annex_tables.method(),
        chapters=[
            Chapter(
                title=_("Wat we zouden doen, en wat er is gedaan"),
                intro=_("Per regel van het plan. Waar het anders liep, staat waarom."),
                tables=[line_tables.lines(rows), line_tables.explanations(rows)],
            ),
            Chapter(
                title=_("Wat anders liep"),
                intro=_("Dit komt vanzelf in het verslag. Niemand kan het weglaten."),
                tables=_about_what_went_otherwise(report, now),
            ),
            annex_tables.outcomes(period, now),
            Chapter(
                title=_("Bijlage: bevestigingen"),
                intro=_("Wat mensen van buiten zeggen over de opbrengsten."),
                tables=[annex_tables.confirmations(period)],
            ),
            Chapter(
                title=_("Bijlage: opkomst"),
                intro=_("Per bijeenkomst: wie een plek had, en wie er kwam."),
                tables=[annex_tables.attendance(account, period)],
            ),
        ],
    )


def _about_what_went_otherwise(report: ActivityReport, now: datetime) -> list[Table]:
    period = report.period
    return [
        line_tables.overrides(period),
        line_tables.called_off(period),
        line_tables.open_checkpoints(period, now),
    ]


def _facts(report: ActivityReport) -> list[tuple[str, str]]:
    plan, unknown = report.plan, _("Niet vermeld in de bron")
    facts = [
        (_("Plan"), plan.title),
        (_("Subsidie"), plan.grant_name or unknown),
        (_("Gever"), plan.funder or unknown),
        (_("Nummer van de subsidie"), plan.grant_number or unknown),
        (_("Bron van het plan"), plan.source),
        (_("Versie"), str(report.version)),
    ]
    if report.what_changed:
        facts.append((_("Anders dan in de vorige versie"), report.what_changed))
    return facts


def linked(document: Document, numbers: Collection[int], address: Callable[[int], str]) -> Document:
    """Give the figures of lines the address of the list of what they count.

    Args:
        numbers: the lines that have such a list.
        address: of the list, by the number of the line.
    """

    def with_links(table: Table) -> Table:
        if table.key != line_tables.LINES:
            return table
        rows = []
        for row in table.rows:
            cells, number = list(row), plain(row[0])
            figure = plain(cells[line_tables.FIGURE])
            if isinstance(number, int) and number in numbers and isinstance(figure, int | NoFigure):
                cells[line_tables.FIGURE] = Counted(figure, address(number))
            rows.append(cells)
        return replace(table, rows=rows)

    chapters = [
        replace(chapter, tables=[with_links(table) for table in chapter.tables])
        for chapter in document.chapters
    ]
    return replace(document, chapters=chapters)

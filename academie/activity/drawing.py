"""An activity report as its page and its files show it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _

from academie.activity import annex_tables, evidence, line_tables
from academie.activity.behind import Behind, Place, of_annexes
from academie.activity.frozen import published_before
from academie.activity.models import ActivityReport
from academie.activity.rows import Row, rows_of
from academie.core import clock, formats
from academie.core.small_groups import NoFigure
from academie.plans import figures
from academie.plans.figures import Account
from academie.reports import outcome_queries
from academie.reports.document import Document
from academie.reports.outcomes import OutcomeEntry
from academie.reports.tables import Cell, Chapter, Counted, Table, plain


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A draft as it is at one moment: all that adopting it would keep.

    Attributes:
        behind: what the figures of its annexes count.
    """

    report: ActivityReport
    account: Account
    rows: Sequence[Row]
    document: Document
    behind: Mapping[Place, Behind]

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


def draw(
    report: ActivityReport,
    now: datetime,
    *,
    final: bool = False,
    tell: Callable[[float], None] = lambda _part: None,
) -> Drawing:
    """Gather a draft as it is now.

    Args:
        final: say that it is adopted at this moment.
        tell: is told how far it is, from 0 to 1.
    """
    before = published_before(report)
    tell(0)
    account = figures.account(report.plan, report.period, now, earlier=before)
    tell(1 / 4)
    rows = rows_of(report, account)
    outcomes = outcome_queries.entries(report.period, now)
    tell(2 / 4)
    document = _document(report, account, rows, outcomes, now)
    tell(3 / 4)
    state = _("Vastgesteld op %(moment)s", moment=formats.moment(now)) if final else _("Concept")
    document = replace(document, facts=[*document.facts, (_("Stand van het verslag"), state)])
    behind = of_annexes(document, outcomes)
    tell(1)
    return Drawing(report=report, account=account, rows=rows, document=document, behind=behind)


def _document(
    report: ActivityReport,
    account: Account,
    rows: Sequence[Row],
    outcomes: Sequence[OutcomeEntry],
    now: datetime,
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
            annex_tables.outcomes(period, outcomes),
            Chapter(
                title=_("Bijlage: bevestigingen"),
                intro=_("Wat mensen van buiten zeggen over de opbrengsten."),
                tables=[annex_tables.confirmations(period)],
            ),
            annex_tables.attendance(account, period),
            evidence.chapter(rows),
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


def linked(document: Document, addresses: Mapping[Place, str]) -> Document:
    """Give figures the addresses of the lists of what they count; no others have one."""

    def cell(place: Place, value: Cell) -> Cell:
        figure, address = plain(value), addresses.get(place)
        if address and isinstance(figure, int | Decimal | NoFigure):
            return Counted(figure, address)
        return figure

    def table(one: Table) -> Table:
        rows = [
            [cell(Place(one.key, row, column), value) for column, value in enumerate(cells)]
            for row, cells in enumerate(one.rows)
        ]
        return replace(one, rows=rows)

    chapters = [
        replace(chapter, tables=[table(one) for one in chapter.tables])
        for chapter in document.chapters
    ]
    return replace(document, chapters=chapters)

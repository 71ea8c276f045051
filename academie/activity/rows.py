"""The lines of an activity report: planned, done, the difference, and what is still missing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext

from academie.activity.models import ActivityLine, ActivityReport
from academie.core import formats
from academie.core.small_groups import Figure, NoFigure
from academie.plans import measures
from academie.plans.figures import Account, Realised
from academie.plans.records import Count
from academie.plans.targets import Target, planned_words


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line as the report has it.

    Attributes:
        number: its place in the report, counted from 1.
        figure: what was done; None while nobody filled it in.
        difference: done less planned; None where the plan has no number or nothing was filled in.
        source: where the figure comes from, in words.
    """

    number: int
    target: Target
    count: Count | None
    people: Mapping[str, Figure]
    figure: Figure | None
    difference: Figure | None
    explanation: str
    source: str
    written: ActivityLine | None

    @property
    def planned(self) -> str:
        """What the plan says, in words."""
        return planned_words(self.target.line)

    @property
    def differs(self) -> bool:
        """Whether a difference has to be explained; of a hidden figure nobody can tell."""
        return self.difference not in {None, 0}

    @property
    def gap(self) -> str:
        """What is missing before the report can be adopted, in a sentence; empty if nothing is."""
        line = self.target.line
        if line.is_by_hand and self.figure is None and line.planned_text is None:
            return _("Vul in hoeveel er is gedaan, en waar dat staat.")
        if self.explanation:
            return ""
        if line.planned_text is not None:
            return _("Schrijf op wat hiervan is gedaan.")
        return self._unexplained

    @property
    def _unexplained(self) -> str:
        if not self.differs:
            return ""
        if isinstance(self.difference, NoFigure):
            return _("Leg het verschil met het plan uit.")
        more = self.difference or 0
        if more > 0:
            return ngettext(
                "Er is %(count)s meer gedaan dan gepland. Leg uit hoe dat komt.",
                "Er zijn er %(count)s meer dan gepland. Leg uit hoe dat komt.",
                more,
                count=formats.number(more),
            )
        return ngettext(
            "Er is %(count)s minder gedaan dan gepland. Leg uit hoe dat komt.",
            "Er zijn er %(count)s minder dan gepland. Leg uit hoe dat komt.",
            -more,
            count=formats.number(-more),
        )


def rows_of(report: ActivityReport, account: Account) -> Sequence[Row]:
    """Set what was written beside what was counted."""
    return [
        _row(number, done, report.line_of(done.target.line, done.target.part))
        for number, done in enumerate(account.rows, start=1)
    ]


def _row(number: int, done: Realised, written: ActivityLine | None) -> Row:
    line = done.target.line
    by_hand = written.number if written else None
    figure = done.figure if line.measure else by_hand
    return Row(
        number=number,
        target=done.target,
        count=done.count,
        people=done.people,
        figure=figure,
        difference=_difference(line.planned, figure),
        explanation=(written and written.explanation) or "",
        source=_source(done, written),
        written=written,
    )


def _difference(planned: int | None, figure: Figure | None) -> Figure | None:
    if planned is None or figure is None:
        return None
    return NoFigure.SHIELDED if isinstance(figure, NoFigure) else figure - planned


def _source(done: Realised, written: ActivityLine | None) -> str:
    """Say how a figure was counted, and what is not known of it."""
    measure = done.target.line.measure
    if measure is None:
        return (written and written.source) or done.target.line.source or ""
    remark = done.count.remark if done.count else ""
    return f"{measures.definition_of(measure).how} {remark}".strip()

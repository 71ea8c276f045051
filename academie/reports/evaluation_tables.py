"""The tables on what people thought of the meetings, and what they need."""

from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core.period import Period
from academie.core.small_groups import Figure, NoFigure
from academie.evaluations import figures as evaluations
from academie.evaluations.figures import Overall, QuestionTable
from academie.evaluations.terms import CHOICES, Question
from academie.reports import method, queries
from academie.reports.answered import AnswerChoice, Share
from academie.reports.counting import counted
from academie.reports.document import Document, about_small_groups
from academie.reports.tables import Cell, Chapter, Column, Table, count_columns
from academie.reports.wanted import Wanted

_NAMES = {
    Question.OPINION: ("oordeel", lazy_gettext("Oordeel")),
    Question.WELCOME: ("welkom", lazy_gettext("Welkom")),
    Question.NEEDED: ("nodig-van-anderen", lazy_gettext("Nodig van anderen")),
}
"""What the table of a question is called as a file and as a sheet."""


def document(wanted: Wanted) -> Document:
    """Write what people thought of the meetings of a period."""
    found = evaluations.overall(queries.held(wanted.period, wanted.now))
    return Document(
        key="evaluatie",
        title=_("Wat mensen ervan vonden"),
        period=wanted.period.words,
        as_of=wanted.now,
        chapters=[
            Chapter(
                title=_("Wat mensen ervan vonden"),
                intro=_(
                    "Na een bijeenkomst stellen we een paar vragen. We vragen niet naar een naam."
                ),
                tables=tables(wanted.period, found),
            )
        ],
        method=[method.about_evaluation(), about_small_groups()],
    )


def tables(period: Period, found: Overall) -> list[Table]:
    """Give the tables on the evaluation: how many answered, then each question."""
    answered = {table.question: table for table in found.tables}
    everything = AnswerChoice(first=period.first, last=period.last)
    return [
        _responses(everything, found),
        *(_question(everything, one, answered.get(one)) for one in CHOICES),
    ]


def _cell(figure: Figure, choice: AnswerChoice) -> Cell:
    """Give a figure its list; a hidden one has none for anybody: who answers does so unseen."""
    return figure if isinstance(figure, NoFigure) else counted(figure, choice)


def _responses(everything: AnswerChoice, found: Overall) -> Table:
    enough, few = replace(everything, share=Share.ENOUGH), replace(everything, share=Share.FEW)
    return Table(
        key="evaluatie",
        title=_("Evaluatie"),
        columns=count_columns(),
        rows=[
            (_("Bijeenkomsten met 5 antwoorden of meer"), _cell(found.meetings, enough)),
            (_("Bijeenkomsten met minder antwoorden (tellen niet mee)"), _cell(found.small, few)),
            (_("Mensen die antwoordden"), _cell(found.responses, everything)),
        ],
        empty="",
    )


def _question(everything: AnswerChoice, question: Question, found: QuestionTable | None) -> Table:
    key, name = _NAMES[question]
    several = _("Mensen die dit kozen. Je mocht er meer kiezen.")
    return Table(
        key=key,
        title=str(name),
        full_title=str(question.label),
        columns=[
            Column(_("Antwoord"), _("Wat mensen konden kiezen.")),
            Column(
                _("Mensen"),
                several if question is Question.NEEDED else _("Mensen die dit kozen."),
                numeric=True,
            ),
        ],
        rows=_rows(replace(everything, question=question), found) if found else [],
        empty=_("Niemand beantwoordde de vraag: %(question)s", question=question.label),
        barred=1,
    )


def _rows(choice: AnswerChoice, found: QuestionTable) -> Sequence[Sequence[Cell]]:
    rows: list[tuple[Cell, ...]] = [
        (str(row.choice.label), _cell(row.figure, replace(choice, answer=row.choice)))
        for row in found.rows
    ]
    if found.silent is not None:
        rows.append((_("geen antwoord"), _cell(found.silent, replace(choice, silent=True))))
    return rows

"""The tables on what people thought of the meetings, and what they need."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.evaluations.figures import Overall, QuestionTable
from academie.evaluations.terms import CHOICES, Question
from academie.reports.tables import Cell, Column, Table

_NAMES = {
    Question.OPINION: ("oordeel", lazy_gettext("Oordeel")),
    Question.WELCOME: ("welkom", lazy_gettext("Welkom")),
    Question.NEEDED: ("nodig-van-anderen", lazy_gettext("Nodig van anderen")),
}
"""What the table of a question is called as a file and as a sheet."""


def tables(found: Overall) -> list[Table]:
    """Give the tables of the chapter on the evaluation: how many answered, then each question."""
    answered = {table.question: table for table in found.tables}
    return [_responses(found), *(_question(one, answered.get(one)) for one in CHOICES)]


def _responses(found: Overall) -> Table:
    return Table(
        key="evaluatie",
        title=_("Evaluatie"),
        columns=[
            Column(_("Wat"), _("Wat we telden.")),
            Column(_("Aantal"), _("Hoeveel het er waren."), numeric=True),
        ],
        rows=[
            (_("Bijeenkomsten met 5 antwoorden of meer"), found.meetings),
            (_("Bijeenkomsten met minder antwoorden (tellen niet mee)"), found.small),
            (_("Mensen die antwoordden"), found.responses),
        ],
        empty="",
    )


def _question(question: Question, found: QuestionTable | None) -> Table:
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
        rows=_rows(found) if found else [],
        empty=_("Niemand beantwoordde de vraag: %(question)s", question=question.label),
        barred=1,
    )


def _rows(found: QuestionTable) -> Sequence[Sequence[Cell]]:
    rows: list[tuple[Cell, ...]] = [(str(row.choice.label), row.figure) for row in found.rows]
    if found.silent is not None:
        rows.append((_("geen antwoord"), found.silent))
    return rows

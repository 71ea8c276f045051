"""What people answered after meetings: how a figure says which answers it counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _

from academie.core.small_groups import SMALLEST_GROUP, Figure
from academie.core.terms import Term
from academie.evaluations import figures, queries
from academie.evaluations.figures import Overall, QuestionTable
from academie.evaluations.terms import Choice as Answer
from academie.evaluations.terms import Question
from academie.reports.choices import Choice


class Share(Term):
    """Which meetings a figure counts: those with answers enough to be told, or the others."""

    ENOUGH = "enough", _("met 5 antwoorden of meer")
    FEW = "few", _("met minder antwoorden")


@dataclass(frozen=True, kw_only=True)
class AnswerChoice(Choice):
    """Which answers a figure counts, of the meetings held in these days.

    Attributes:
        share: it counts meetings, and not people.
        silent: those who skipped the question.
    """

    name = "antwoorden"

    share: Share | None = None
    question: Question | None = None
    answer: Answer | None = None
    silent: bool = False

    def figure_in(self, responses: Figure, tables: Sequence[QuestionTable]) -> Figure:
        """Find the figure among those of one meeting, or of all."""
        if self.question is None:
            return responses
        table = next((one for one in tables if one.question is self.question), None)
        if table is None:
            return 0
        if self.silent:
            return 0 if table.silent is None else table.silent
        return next((row.figure for row in table.rows if row.choice is self.answer), 0)

    def figure_of(self, overall: Overall) -> Figure:
        """Find the figure of all meetings."""
        if self.share is not None:
            return overall.meetings if self.share is Share.ENOUGH else overall.small
        return self.figure_in(overall.responses, overall.tables)


def behind(choice: AnswerChoice, event_ids: Sequence[int]) -> dict[int, Figure]:
    """Give the figure of each meeting behind one of all meetings, as its own page shows it."""
    answers = queries.answers(event_ids)
    wants_few = choice.share is Share.FEW
    return {
        event: choice.figure_in(*told)
        for event, told in figures.of_each(event_ids).items()
        if (answers[event].responses < SMALLEST_GROUP) is wants_few
    }

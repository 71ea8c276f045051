"""What was answered, in numbers that give nobody away.

Every count of a meeting is shielded at once, so that no two pages tell more together than each by
itself: the public page and the market place show some of the very same figures.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from academie.checkin.queries import attendance
from academie.core.small_groups import SMALLEST_GROUP, Cell, Figure, NoFigure, Sum, shield, shown
from academie.evaluations import queries
from academie.evaluations.queries import Answers, Counts
from academie.evaluations.terms import CHOICES, Choice, Need, Question
from academie.events.models import Event

QUOTES = 5
_ALL = "all"
_SILENT = "silent"


class Row(NamedTuple):
    """An answer to choose, with how many people chose it."""

    choice: Choice
    figure: Figure


class QuestionTable(NamedTuple):
    """The counts of one question.

    Attributes:
        silent: how many said nothing; None where people choose several answers.
    """

    question: Question
    rows: Sequence[Row]
    silent: Figure | None

    @property
    def longest(self) -> int:
        """The greatest count that shows, at least one: it fills a bar."""
        return max((row.figure for row in self.rows if isinstance(row.figure, int)), default=0) or 1


class Result(NamedTuple):
    """What people said of one meeting, in numbers.

    Attributes:
        people: how many came; None when nobody counted them.
        tables: empty while fewer than five people answered.
    """

    responses: Figure
    people: int | None
    tables: Sequence[QuestionTable]

    @property
    def share(self) -> int | None:
        """The responses in a hundred people who came; None when either is not known."""
        if self.people is None or not isinstance(self.responses, int):
            return None
        return round(100 * self.responses / self.people)


class Overall(NamedTuple):
    """What people said of several meetings together, in numbers.

    Attributes:
        meetings: how many count: those with at least five responses.
        small: how many had fewer, and are left out.
        tables: empty while no meeting counts.
    """

    meetings: int = 0
    small: int = 0
    responses: Figure = 0
    tables: Sequence[QuestionTable] = ()


class PublicResult(NamedTuple):
    """What the world may know of what people said."""

    responses: Figure
    tables: Sequence[QuestionTable]
    quotes: Sequence[str]


def result(event: Event) -> Result:
    """Give the figures of one meeting."""
    people = attendance([event.id])[event.id].people
    answers = queries.answers([event.id])[event.id]
    asked = queries.questions(event)
    responses, tables = _tables(answers)
    shown_tables = [
        table for table in tables if table.question in asked or _was_answered(answers, table)
    ]
    return Result(responses, people or None, shown_tables)


def public_result(event: Event) -> PublicResult | None:
    """Give what the page of a meeting tells; None when there is nothing to tell.

    What people need is between them and the team.
    """
    responses, _people, tables = result(event)
    quotes = queries.quotes(event, QUOTES)
    public = [table for table in tables if table.question is not Question.NEEDED]
    return PublicResult(responses, public, quotes) if public or quotes else None


def overall(event_ids: Collection[int]) -> Overall:
    """Add up what was answered after these meetings.

    What a meeting hides on its own page cannot be found here by subtracting what others show.
    """
    answered = [one for one in queries.answers(event_ids).values() if one.responses]
    large = [one for one in answered if one.responses >= SMALLEST_GROUP]
    if not large:
        return Overall(small=len(answered))
    counts = sum((one.counts for one in large), Counts())
    total = Answers(sum(one.responses for one in large), counts)
    responses, tables = _tables(total, hidden=_telling(large))
    told = [table for table in tables if _was_answered(total, table)]
    return Overall(len(large), len(answered) - len(large), responses, told)


def of_each(event_ids: Collection[int]) -> dict[int, tuple[Figure, Sequence[QuestionTable]]]:
    """Give how many answered and what, of each meeting with answers, as its own page shows it."""
    found = queries.answers(event_ids)
    return {event: _tables(answers) for event, answers in found.items() if answers.responses}


def _telling(large: Sequence[Answers]) -> Collection[Cell]:
    """List the totals that would tell what a meeting hides by itself.

    Others show theirs, so a reader knows how many are hidden together. That must be a group of at
    least five, of more than one meeting, and of which not each can be one or four.
    """
    hidden: dict[Cell, list[int]] = {}
    for one in large:
        counts, sums = _cells(one)
        for cell, figure in shield(counts, sums).items():
            if isinstance(figure, NoFigure):
                hidden.setdefault(cell, []).append(counts[cell])
    most = SMALLEST_GROUP - 1
    return [
        cell
        for cell, numbers in hidden.items()
        if len(numbers) == 1
        or sum(numbers) < SMALLEST_GROUP
        or sum(numbers) in {len(numbers), most * len(numbers)}
    ]


def needs(events: Collection[Event]) -> list[tuple[Event, dict[Need, Figure]]]:
    """Count per meeting who chose which need, where at least five people answered."""
    found = queries.answers([event.id for event in events])
    tables = [(event, table) for event in events for table in _tables(found[event.id])[1]]
    return [
        (event, {Need(row.choice): row.figure for row in table.rows})
        for event, table in tables
        if table.question is Question.NEEDED and _was_answered(found[event.id], table)
    ]


def _was_answered(answers: Answers, table: QuestionTable) -> bool:
    return any(answers.counts[table.question, row.choice] for row in table.rows)


def _tables(answers: Answers, hidden: Collection[Cell] = ()) -> tuple[Figure, list[QuestionTable]]:
    """Shield all counts of a meeting together; of fewer than five people there are none."""
    if answers.responses < SMALLEST_GROUP:
        return shown(answers.responses), []
    figures = shield(*_cells(answers), hidden)
    tables = [
        QuestionTable(
            question,
            [Row(choice, figures[question, choice]) for choice in choices],
            None if question is Question.NEEDED else figures[_SILENT, question],
        )
        for question, choices in CHOICES.items()
    ]
    return figures[_ALL], tables


def _cells(answers: Answers) -> tuple[dict[Cell, int], list[Sum]]:
    """Give every count of a meeting, with those who said nothing, and how they add up."""
    counts: dict[Cell, int] = {_ALL: answers.responses}
    sums: list[Sum] = []
    for question, choices in CHOICES.items():
        parts: dict[Cell, int] = {
            (question, choice): answers.counts[question, choice] for choice in choices
        }
        counts |= parts
        if question is Question.NEEDED:
            for cell, number in parts.items():
                counts[_SILENT, cell] = answers.responses - number
                sums.append(Sum(_ALL, (cell, (_SILENT, cell))))
        else:
            counts[_SILENT, question] = answers.responses - sum(parts.values())
            sums.append(Sum(_ALL, (*parts, (_SILENT, question))))
    return counts, sums

"""What people said of several meetings together: no meeting's small group can be worked out."""

from collections.abc import Sequence

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from academie.core.small_groups import Figure, NoFigure
from academie.evaluations import figures
from academie.evaluations.figures import Overall
from academie.evaluations.queries import Answers, Counts
from academie.evaluations.terms import Choice, Question
from academie.events.models import Event
from tests.evaluations.factories import LATER, answers, count_in
from tests.factories import make_event

FEW, SHIELDED = NoFigure.FEW, NoFigure.SHIELDED


def overall(*events: Event) -> Overall:
    return figures.overall([event.id for event in events])


def opinions(found: Overall) -> list[Figure]:
    """Give the figures of the first question, and how many said nothing."""
    (table,) = (one for one in found.tables if one.question is Question.OPINION)
    assert table.silent is not None
    return [*(row.figure for row in table.rows), table.silent]


def held(*numbers: int) -> Event:
    """Hold a meeting after which so many people chose each answer of the first question."""
    event = make_event()
    for choice, number in zip(Question.OPINION.choices, numbers, strict=True):
        answers(event, number, choice)
    count_in(LATER)
    return event


def test_answers_of_meetings_are_added_up(app: Flask) -> None:  # noqa: ARG001
    first, second = held(6, 5, 0, 0), held(10, 0, 7, 0)

    found = overall(first, second)

    assert (found.meetings, found.small, found.responses) == (2, 0, 28)
    assert opinions(found) == [16, 5, 7, 0, 0]


def test_a_meeting_with_few_answers_is_left_out_whole(app: Flask) -> None:  # noqa: ARG001
    large, small, silent = held(6, 5, 0, 0), held(0, 0, 0, 4), make_event()

    found = overall(large, small, silent)

    assert (found.meetings, found.small, found.responses) == (1, 1, 11)
    assert opinions(found) == [6, 5, 0, 0, 0]


def test_of_meetings_without_enough_answers_nothing_is_told(app: Flask) -> None:  # noqa: ARG001
    assert overall(held(3, 0, 0, 0)) == Overall(small=1)
    assert overall() == Overall()


def test_one_meeting_tells_here_what_its_own_page_does(app: Flask) -> None:  # noqa: ARG001
    event = held(12, 6, 2, 0)

    found = overall(event)

    assert found.tables == figures.result(event).tables[:1]


def test_what_one_meeting_hides_is_not_told_by_its_sum_with_others(app: Flask) -> None:  # noqa: ARG001
    hiding, open_hearted = held(12, 6, 2, 0), held(10, 10, 10, 0)

    found = overall(hiding, open_hearted)

    assert opinions(found)[2] is SHIELDED


def test_small_groups_of_several_meetings_make_a_large_one(app: Flask) -> None:  # noqa: ARG001
    found = overall(held(12, 6, 3, 0), held(12, 6, 4, 0), held(12, 6, 2, 0))

    assert opinions(found)[2] == 9


def test_four_and_four_stay_hidden(app: Flask) -> None:  # noqa: ARG001
    found = overall(held(12, 6, 4, 0), held(12, 6, 4, 0))

    assert opinions(found)[2] is SHIELDED


NUMBERS = st.lists(st.integers(0, 9), min_size=4, max_size=4).filter(lambda found: sum(found) > 4)


@settings(max_examples=100, deadline=None)
@given(meetings=st.lists(NUMBERS, min_size=1, max_size=4))
def test_what_is_left_when_others_are_subtracted_is_never_a_small_group(
    meetings: Sequence[Sequence[int]],
) -> None:
    large = [answers_of(numbers) for numbers in meetings]
    total = Answers(
        sum(one.responses for one in large), sum((one.counts for one in large), Counts())
    )

    _responses, (table, *_others) = figures._tables(total, figures._telling(large))  # noqa: SLF001 - without a database

    for row in table.rows:
        if isinstance(row.figure, int):
            left = row.figure - sum(known(one, row.choice) for one in large)
            assert left == 0 or left >= 5


def answers_of(numbers: Sequence[int]) -> Answers:
    chosen = zip(Question.OPINION.choices, numbers, strict=True)
    counts = Counts({(Question.OPINION, choice): number for choice, number in chosen})
    return Answers(sum(numbers), counts)


def known(one: Answers, choice: Choice) -> int:
    """Give what the page of a meeting shows of a choice; zero when it hides it."""
    _responses, (table, *_others) = figures._tables(one)  # noqa: SLF001 - without a database
    (figure,) = (row.figure for row in table.rows if row.choice is choice)
    return figure if isinstance(figure, int) else 0

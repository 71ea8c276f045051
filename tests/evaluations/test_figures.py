"""What is told in numbers: never a small group, not by subtracting and not by looking every day."""

from datetime import timedelta

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from academie.core.db import db
from academie.core.small_groups import Figure, NoFigure
from academie.evaluations import figures, queries, service
from academie.evaluations.figures import QuestionTable, Result
from academie.evaluations.models import EvaluationAnswer, EvaluationResponse, EvaluationText
from academie.evaluations.queries import Answers, Counts
from academie.evaluations.terms import Choice, Need, Question
from tests.evaluations.factories import (
    EVENING,
    LATER,
    NEXT_DAY,
    answer,
    answers,
    count_in,
)
from tests.factories import make_event

FEW, SHIELDED = NoFigure.FEW, NoFigure.SHIELDED


def rows(result: Result, question: Question) -> list[Figure]:
    """Give the figures of one question, and how many said nothing."""
    (table,) = (one for one in result.tables if one.question is question)
    return [row.figure for row in table.rows] + ([] if table.silent is None else [table.silent])


def test_counts_stand_beside_how_many_came(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 12, Choice.GOOD, Choice.YES)
    answers(event, 8, Choice.VERY_GOOD)
    count_in()

    result = figures.result(event)

    assert (result.responses, result.people, result.share) == (20, None, None)
    assert rows(result, Question.OPINION) == [8, 12, 0, 0, 0]
    assert rows(result, Question.WELCOME) == [12, 0, 0, 8]


def test_one_to_four_people_are_hidden_and_cannot_be_subtracted(
    app: Flask,  # noqa: ARG001
) -> None:
    event = make_event()
    answers(event, 12, Choice.GOOD)
    answers(event, 8, Choice.VERY_GOOD)
    answers(event, 2, Choice.NOT_GOOD)
    count_in()

    assert rows(figures.result(event), Question.OPINION) == [SHIELDED, 12, 0, FEW, 0]


def test_who_did_not_choose_a_need_is_no_small_group_either(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 19, Choice.REACH, Choice.INCOME)
    answer(event, Choice.INCOME)
    count_in()

    needed = rows(figures.result(event), Question.NEEDED)

    assert needed == [20, 0, SHIELDED, 0, 0]


def test_of_fewer_than_five_people_nothing_is_told(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 4, Choice.GOOD)
    count_in(LATER)

    result = figures.result(event)

    assert (result.responses, result.share, list(result.tables)) == (FEW, None, [])
    assert figures.public_result(event) is None


def test_new_answers_are_seen_the_next_day_and_five_at_a_time(
    app: Flask,  # noqa: ARG001
) -> None:
    event = make_event()
    answers(event, 5, Choice.GOOD)
    count_in(EVENING + timedelta(minutes=30))
    same_evening = figures.result(event).responses
    count_in()
    next_day = figures.result(event).responses
    answers(event, 4, Choice.FAIR, now=NEXT_DAY)
    count_in(NEXT_DAY + timedelta(days=1))
    with_four_more = figures.result(event).responses
    answer(event, Choice.FAIR, now=NEXT_DAY + timedelta(days=1))
    count_in(NEXT_DAY + timedelta(days=2))
    with_five_more = figures.result(event).responses

    assert (same_evening, next_day, with_four_more, with_five_more) == (0, 5, 5, 10)


def test_the_last_few_are_counted_when_no_more_can_come(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 10, Choice.GOOD)
    count_in()
    answers(event, 2, Choice.GOOD, now=NEXT_DAY)

    count_in(LATER)

    assert figures.result(event).responses == 12


def test_once_counted_nothing_tells_the_day_any_more(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 5, Choice.GOOD, tomorrow="Bellen.")

    count_in()

    for table in (EvaluationResponse, EvaluationAnswer, EvaluationText):
        assert set(db.session.scalars(select(table.given_on))) == {None}


def test_open_answers_are_read_together_with_others(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answer(event, tomorrow="Bellen.")
    count_in()
    alone = len(queries.texts(event))
    answers(event, 4, Choice.GOOD)
    count_in()

    assert (alone, len(queries.texts(event))) == (0, 1)


def test_the_share_of_who_came_is_told_when_both_numbers_are() -> None:
    shares = [
        Result(responses, people, []).share
        for responses, people in ((20, 80), (FEW, 80), (20, None))
    ]

    assert shares == [25, None, None]


def test_a_question_nobody_was_asked_has_no_table(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    service.choose_questions(event, [Question.OPINION, Question.TOMORROW, Question.OFFERED])
    answers(event, 6, Choice.GOOD)
    count_in()

    assert [table.question for table in figures.result(event).tables] == [Question.OPINION]


def test_a_question_that_is_no_longer_asked_keeps_its_answers(
    app: Flask,  # noqa: ARG001
) -> None:
    event = make_event()
    answers(event, 6, Choice.GOOD, Choice.YES)
    service.choose_questions(event, [Question.OPINION, Question.TOMORROW, Question.OFFERED])
    count_in()

    assert rows(figures.result(event), Question.WELCOME) == [6, 0, 0, 0]


def test_the_world_reads_the_same_figures_but_not_what_people_need(
    app: Flask,  # noqa: ARG001
) -> None:
    event = make_event()
    answers(event, 9, Choice.GOOD, Choice.YES, Choice.REACH)
    answers(event, 2, Choice.FAIR, Choice.NO)
    count_in()

    told, result = figures.public_result(event), figures.result(event)

    assert told is not None
    assert [table.question for table in told.tables] == [Question.OPINION, Question.WELCOME]
    assert told.tables == result.tables[:2]


def test_the_market_place_counts_needs_as_the_meeting_does(app: Flask) -> None:  # noqa: ARG001
    small, large = make_event(), make_event(title="Groot")
    answers(small, 3, Choice.REACH)
    answers(large, 9, Choice.REACH)
    answers(large, 9, Choice.GOOD)
    count_in(LATER)

    ((event, counts),) = figures.needs([small, large])

    assert event is large
    assert [counts[Need.REACH], counts[Need.INCOME]] == [9, 0]


CHOOSING = st.lists(st.integers(0, 8), min_size=4, max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    opinion=CHOOSING,
    welcome=CHOOSING,
    ticked=st.lists(st.integers(0, 12), min_size=5, max_size=5),
)
def test_no_small_group_can_be_worked_out(
    opinion: list[int], welcome: list[int], ticked: list[int]
) -> None:
    responses = max(sum(opinion[:4]), sum(welcome[:3]), *ticked)
    counts = Counts()
    for question, numbers in (
        (Question.OPINION, opinion),
        (Question.WELCOME, welcome),
        (Question.NEEDED, ticked),
    ):
        for choice, number in zip(question.choices, numbers, strict=False):
            counts[question, choice] = number

    total, tables = figures._tables(Answers(responses, counts))  # noqa: SLF001 - without a database

    told = [row.figure for table in tables for row in table.rows]
    told += [table.silent for table in tables if table.silent is not None]
    assert not [figure for figure in told if isinstance(figure, int) and 0 < figure < 5]
    for table in tables:
        assert not found_out(total, table)


def found_out(total: object, table: QuestionTable) -> bool:
    """Tell whether one hidden count of a table follows from the others and the total."""
    if not isinstance(total, int):
        return False
    if table.question is Question.NEEDED:
        return any(isinstance(row.figure, int) and 0 < total - row.figure < 5 for row in table.rows)
    cells = [*(row.figure for row in table.rows), table.silent]
    hidden = [cell for cell in cells if not isinstance(cell, int)]
    left = total - sum(cell for cell in cells if isinstance(cell, int))
    few = hidden.count(FEW)
    if len(hidden) == 1 or (few and len(hidden) == few):
        return True
    return bool(hidden) and left == few

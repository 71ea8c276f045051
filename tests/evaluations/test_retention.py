"""Open answers are forgotten in time; what counts stays."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.core.db import db
from academie.evaluations import retention, review
from academie.evaluations.models import EvaluationText
from academie.evaluations.terms import Choice, LeaveOutReason, Question, TextState
from tests.evaluations.factories import LATER, NEXT_DAY, answers, count_in, make_text
from tests.factories import make_event


def the_text() -> EvaluationText:
    db.session.commit()
    return db.session.scalars(select(EvaluationText)).one()


@pytest.mark.parametrize(("days", "kept"), [(83, True), (85, False)])
def test_what_was_left_out_is_emptied_after_84_days(
    app: Flask,  # noqa: ARG001
    days: int,
    kept: bool,
) -> None:
    text = make_text(make_event(), Question.TOMORROW)
    review.leave_out(text, LeaveOutReason.SENSITIVE, now=NEXT_DAY)

    retention.erase_due(NEXT_DAY + timedelta(days=days))
    db.session.commit()

    assert (the_text().text is not None) is kept
    assert the_text().state is TextState.LEFT_OUT


@pytest.mark.parametrize(("weeks", "kept"), [(25, True), (27, False)])
def test_what_nobody_read_is_emptied_after_half_a_year(
    app: Flask,  # noqa: ARG001
    weeks: int,
    kept: bool,
) -> None:
    event = make_event()
    make_text(event, Question.TOMORROW)

    retention.erase_due(event.ends_at + timedelta(weeks=weeks))
    db.session.commit()

    assert (the_text().text is not None) is kept


def test_what_was_approved_stays_and_counts_do_not_change(app: Flask) -> None:  # noqa: ARG001
    event = make_event()
    answers(event, 6, Choice.GOOD)
    count_in(LATER)
    review.approve(make_text(event, Question.TOMORROW, "Ik bel de school."), now=LATER)

    retention.erase_due(event.ends_at + timedelta(days=2000))
    db.session.commit()

    assert the_text().text == "Ik bel de school."
    assert db.session.scalar(select(func.count()).select_from(EvaluationText)) == 1

"""The verbs of an evaluation: ask, answer, and count in what was answered."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from flask_babel import lazy_gettext as _
from sqlalchemy import Table, delete, select, update

from academie.core.db import db, insert_or_ignore
from academie.core.errors import DomainError
from academie.core.small_groups import SMALLEST_GROUP
from academie.evaluations import queries
from academie.evaluations.models import (
    EvaluationAnswer,
    EvaluationQuestion,
    EvaluationResponse,
    EvaluationText,
)
from academie.evaluations.terms import (
    FEWEST_QUESTIONS,
    Choice,
    Question,
    WindowState,
)
from academie.events import queries as events
from academie.events.models import Event
from academie.events.service import show_anew


class NotAskedError(DomainError):
    """The meeting takes no answers now."""

    message = _("Je kunt de vragen nu niet beantwoorden.")


class TooFewQuestionsError(DomainError):
    """An evaluation of fewer questions says too little."""

    message = _("Kies 3, 4 of 5 vragen.")
    status = 422


def choose_questions(event: Event, chosen: Collection[Question]) -> None:
    """Say what is asked after a meeting; answers to other questions stay.

    Raises:
        TooFewQuestionsError: fewer than three were chosen.
    """
    if len(set(chosen)) < FEWEST_QUESTIONS:
        raise TooFewQuestionsError
    events.lock(event)
    db.session.execute(delete(EvaluationQuestion).where(EvaluationQuestion.event_id == event.id))
    db.session.add_all(
        EvaluationQuestion(event_id=event.id, question=question) for question in set(chosen)
    )
    db.session.flush()


def answer(
    event: Event,
    *,
    nonce: str,
    choices: Mapping[Question, Collection[Choice]],
    texts: Mapping[Question, str],
    now: datetime,
) -> None:
    """Keep what somebody answered, each answer by itself; the same form again adds nothing.

    Args:
        nonce: random, of the page that was filled in.

    Raises:
        NotAskedError: the meeting takes no answers now.
    """
    if queries.window(event, now) is not WindowState.OPEN:
        raise NotAskedError
    day = queries.today(now)
    table = cast("Table", EvaluationResponse.__table__)
    if not insert_or_ignore(table, {"nonce": nonce, "event_id": event.id, "given_on": day}):
        return
    for question, chosen in choices.items():
        db.session.add_all(
            EvaluationAnswer(event_id=event.id, question=question, choice=choice, given_on=day)
            for choice in set(chosen)
        )
    for question, text in texts.items():
        db.session.add(
            EvaluationText(event_id=event.id, question=question, text=text, given_on=day)
        )
    db.session.flush()


def count_in(now: datetime) -> None:
    """Let answers be seen, at least five of a meeting at a time, and forget their day.

    Whoever looks every day would else see what each next person answered. When a meeting takes
    no more answers, the last few are counted in as well. A duty of the worker.
    """
    for event_id, number in queries.waiting(now).items():
        event = db.session.scalars(select(Event).where(Event.id == event_id)).one()
        if number < SMALLEST_GROUP and queries.window(event, now) is WindowState.OPEN:
            continue
        for table in (EvaluationResponse, EvaluationAnswer, EvaluationText):
            db.session.execute(
                update(table)
                .where(table.event_id == event_id, table.given_on < queries.today(now))
                .values(given_on=None)
            )
        show_anew(event, now=now)

"""Questions about what forms ask."""

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Select, bindparam, func, select

from academie.core.db import db
from academie.events.models import Event
from academie.questions.models import (
    USUAL_FIELDS,
    FormChoice,
    OptionalField,
    OwnAnswer,
    OwnQuestion,
)


def asked_fields(event: Event) -> frozenset[OptionalField]:
    """Tell which optional fields the form of a meeting asks."""
    choice = db.session.get(FormChoice, event.id)
    return frozenset(map(OptionalField, choice.fields)) if choice else USUAL_FIELDS


def of_event(event: Event) -> Sequence[OwnQuestion]:
    """List the questions of a meeting's own in their order."""
    return db.session.scalars(_of_event(), {"event_id": event.id}).all()


@cache
def _of_event() -> Select[OwnQuestion]:
    """Write the question once: every form asks it."""
    return (
        select(OwnQuestion)
        .where(OwnQuestion.event_id == bindparam("event_id"))
        .order_by(OwnQuestion.id)
    )


def by_ref(event: Event, ref: str) -> OwnQuestion | None:
    """Find a question of a meeting by its ref."""
    return next((question for question in of_event(event) if question.ref == ref), None)


def of_guest(registration_id: int) -> Sequence[tuple[OwnQuestion, int]]:
    """List what a guest answered: each question with the number of the option."""
    rows = db.session.execute(
        select(OwnQuestion, OwnAnswer.choice)
        .join(OwnAnswer, OwnAnswer.question_id == OwnQuestion.id)
        .where(OwnAnswer.registration_id == registration_id)
        .order_by(OwnQuestion.id)
    )
    return [(question, choice) for question, choice in rows]


def counts(event: Event) -> dict[int, dict[int, int]]:
    """Count the answers: by question, how many chose each option."""
    rows = db.session.execute(
        select(OwnAnswer.question_id, OwnAnswer.choice, func.count())
        .join(OwnQuestion, OwnQuestion.id == OwnAnswer.question_id)
        .where(OwnQuestion.event_id == event.id)
        .group_by(OwnAnswer.question_id, OwnAnswer.choice)
    )
    found: dict[int, dict[int, int]] = {question.id: {} for question in of_event(event)}
    for question_id, choice, people in rows:
        found[question_id][choice] = people
    return found

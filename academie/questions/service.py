"""Choosing what a form asks, and keeping what guests answer."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.questions import queries
from academie.questions.models import (
    MOST_QUESTIONS,
    FormChoice,
    OptionalField,
    OwnAnswer,
    OwnQuestion,
    QuestionKind,
)

LONGEST = timedelta(weeks=12)
"""How long after a meeting answers may be kept at most, as the names they belong to."""


class EraseDateError(DomainError):
    """Answers would go too early to be of use, or be kept too long."""

    def __init__(self, last: date) -> None:
        """Say until when they may be kept."""
        super().__init__(
            _(
                "Kies een dag na de bijeenkomst, uiterlijk %(last)s.",
                last=f"{last.day}-{last.month}-{last.year}",
            )
        )


def is_asked(event: Event) -> bool:
    """Tell whether it still makes sense to change the form of a meeting."""
    return event.status not in {EventStatus.CANCELLED, EventStatus.CLOSED}


def choose_fields(event: Event, fields: Iterable[OptionalField]) -> None:
    """Let the form of a meeting ask these optional fields and no others.

    Raises:
        IllegalMoveError: the meeting is over or off.
    """
    _require_asked(event)
    chosen = sorted(fields, key=list(OptionalField).index)
    db.session.merge(FormChoice(event_id=event.id, fields=[field.value for field in chosen]))
    db.session.flush()


def add(
    event: Event,
    *,
    kind: QuestionKind,
    text: str,
    options: Sequence[str],
    reason: str,
    erase_on: date,
    now: datetime,
) -> OwnQuestion:
    """Add a question of one's own to the form of a meeting.

    Raises:
        IllegalMoveError: there are three already, or the meeting is over or off.
        EraseDateError: the answers would go before the meeting ends, or stay too long.
    """
    event_queries.lock(event)
    _require_asked(event)
    if len(queries.of_event(event)) >= MOST_QUESTIONS:
        raise IllegalMoveError(_("Je kunt hooguit drie eigen vragen stellen."))
    ends_on = to_local(event.ends_at).date()
    if not ends_on < erase_on <= ends_on + LONGEST:
        raise EraseDateError(ends_on + LONGEST)
    question = OwnQuestion(
        event_id=event.id,
        kind=kind,
        text=text,
        options=list(options) if kind is QuestionKind.ONE_OF else [],
        reason=reason,
        erase_on=erase_on,
        created_at=now,
    )
    db.session.add(question)
    db.session.flush()
    return question


def copy(source: Event, target: Event, *, now: datetime) -> None:
    """Let a copy of a meeting ask what the first one asked, and forget as long after it."""
    choose_fields(target, queries.asked_fields(source))
    later = to_local(target.ends_at).date() - to_local(source.ends_at).date()
    db.session.add_all(
        OwnQuestion(
            event_id=target.id,
            kind=question.kind,
            text=question.text,
            options=list(question.options),
            reason=question.reason,
            erase_on=question.erase_on + later,
            created_at=now,
        )
        for question in queries.of_event(source)
    )
    db.session.flush()


def erase_day(question: OwnQuestion, event: Event) -> date:
    """Tell on which day answers go: the chosen one, or another when the meeting moved past it."""
    return erase_day_after(question, to_local(event.ends_at).date())


def erase_day_after(question: OwnQuestion, ends_on: date) -> date:
    """Tell on which day answers go, when the meeting ends on a day."""
    return min(max(question.erase_on, ends_on + timedelta(days=1)), ends_on + LONGEST)


def remove(question: OwnQuestion) -> None:
    """Take a question off the form, with every answer to it."""
    db.session.execute(delete(OwnAnswer).where(OwnAnswer.question_id == question.id))
    db.session.delete(question)
    db.session.flush()


def answer(registration_id: int, choices: Mapping[int, int]) -> None:
    """Keep what a guest answered, instead of what it answered before.

    Args:
        choices: for each question by its id the number of the option; what is not in it was
            left open.
    """
    forget(registration_id)
    db.session.add_all(
        OwnAnswer(registration_id=registration_id, question_id=question_id, choice=choice)
        for question_id, choice in choices.items()
    )
    db.session.flush()


def forget(registration_id: int) -> None:
    """Forget all that a guest answered."""
    db.session.execute(delete(OwnAnswer).where(OwnAnswer.registration_id == registration_id))


def answers_to(question: OwnQuestion) -> list[str]:
    """Give what can be answered to a question, in its order."""
    if question.kind is QuestionKind.YES_NO:
        return [gettext("Ja"), gettext("Nee")]
    return list(question.options)


def _require_asked(event: Event) -> None:
    if not is_asked(event):
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Het formulier verandert niet meer."))

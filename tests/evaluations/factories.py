"""Makers of evaluations for tests: name only what matters to the test."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.core.db import db
from academie.evaluations import joining, queries, service
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import Choice, Need, Question
from academie.events.models import Event
from tests.factories import WHEN, make_event

EVENING = WHEN + timedelta(hours=3)
"""Just after the meeting."""
NEXT_DAY = EVENING + timedelta(days=1)
LATER = WHEN + timedelta(weeks=5)
"""When no more answers are taken."""


def answer(
    event: Event, *choices: Choice, now: datetime = EVENING, nonce: str = "", **texts: str
) -> None:
    """Answer what these choices belong to, and say something by the name of its question."""
    chosen: dict[Question, list[Choice]] = {}
    for choice in choices:
        (question,) = (one for one in Question if choice in one.choices)
        chosen.setdefault(question, []).append(choice)
    words = {Question(name): text for name, text in texts.items()}
    service.answer(
        event, nonce=nonce or secrets.token_hex(16), choices=chosen, texts=words, now=now
    )
    db.session.commit()


def answers(event: Event, number: int, *choices: Choice, **fields: Any) -> None:
    """Let a number of people answer the same."""
    for _each in range(number):
        answer(event, *choices, **fields)


def count_in(now: datetime = NEXT_DAY) -> None:
    """Let the worker count in what was answered."""
    service.count_in(now)
    db.session.commit()


def make_text(
    event: Event, question: Question = Question.NEEDED, text: str = "Een plek", **fields: Any
) -> EvaluationText:
    """Write down an open answer that may be read."""
    found = EvaluationText(
        event_id=event.id, question=question, text=text, **({"given_on": None} | fields)
    )
    db.session.add(found)
    db.session.commit()
    return found


def make_joiner(event: Event, email: str = "samira@voorbeeld.nl", **fields: Any) -> Joiner:
    """Let Samira say that she wants to go on, just after the meeting."""
    values: dict[str, Any] = {
        "name": "Samira",
        "needs": [Need.REACH],
        "needed": "Een school die meedoet",
        "offered": "Ik kan goed koken",
        "now": event.ends_at + timedelta(minutes=30),
    } | fields
    joining.join(event, email=email, **values)
    db.session.commit()
    return db.session.scalars(
        select(Joiner).where(Joiner.event_id == event.id, Joiner.email == email)
    ).one()


def questions_url(event: Event) -> str:
    """Give the address of the questions of a meeting."""
    return f"/vragen/{queries.answer_token(event)}"


def join_url(event: Event) -> str:
    """Give the address of the form for who wants to go on."""
    return f"/verder-meedoen/{queries.join_token(event)}"


def my_url(joiner: Joiner) -> str:
    """Give the address of somebody's own page."""
    return f"/meedoener/{queries.joiner_token(joiner)}"


def held(**fields: Any) -> Event:
    """Make a meeting; with `EVENING` as the present it is over."""
    return make_event(**fields)

"""One form that is sent twice at the same instant."""

import threading

from flask import Flask
from sqlalchemy import func, select

from academie.core.db import db, write_transaction
from academie.evaluations import service
from academie.evaluations.models import EvaluationAnswer, EvaluationResponse
from academie.evaluations.terms import Choice, Question
from academie.events import queries as events
from academie.events.models import Event
from tests.evaluations.factories import EVENING
from tests.factories import make_event


def send(event: Event) -> None:
    choices = {Question.OPINION: [Choice.GOOD]}
    service.answer(event, nonce="a" * 32, choices=choices, texts={}, now=EVENING)


def test_a_form_that_is_sent_twice_at_once_counts_once(app: Flask) -> None:
    event = make_event()
    ref, done = event.ref, threading.Event()

    def again() -> None:
        """Send it, as a request of its own would."""
        with app.app_context():
            with write_transaction():
                found = events.by_ref(ref)
                assert found
                send(found)
            done.set()
            db.session.remove()

    with write_transaction():
        send(event)
        second = threading.Thread(target=again)
        second.start()
        second.join(timeout=0.5)
        assert second.is_alive()
    second.join(timeout=10)

    tables = (EvaluationResponse, EvaluationAnswer)
    assert done.is_set()
    assert [db.session.scalar(select(func.count()).select_from(table)) for table in tables] == [
        1,
        1,
    ]

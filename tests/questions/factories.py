"""Makers of questions for tests."""

from datetime import timedelta
from typing import Any

from academie.core.db import db
from academie.events.models import Event
from academie.questions import service
from academie.questions.models import OwnQuestion, QuestionKind
from tests.factories import NOW


def make_question(event: Event, text: str = "Kom je met de bus?", **fields: Any) -> OwnQuestion:
    """Ask yes or no until two weeks after the meeting, unless said otherwise, and commit."""
    values: dict[str, Any] = {
        "kind": QuestionKind.YES_NO,
        "options": [],
        "reason": "Dan weten we of er een extra bus nodig is.",
        "erase_on": (event.ends_at + timedelta(weeks=2)).date(),
        "now": NOW,
    } | fields
    question = service.add(event, text=text, **values)
    db.session.commit()
    return question

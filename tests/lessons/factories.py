"""Makers of lessons for tests."""

from datetime import datetime
from typing import Any

from academie.core.db import db
from academie.events.models import Event
from academie.lessons import service
from academie.lessons.models import Lesson
from academie.lessons.terms import LessonFactor
from tests.factories import NOW
from tests.followups.factories import author


def make_lesson(
    event: Event | None = None, *, published: bool = True, now: datetime = NOW, **fields: Any
) -> Lesson:
    """Write a lesson down, published unless said otherwise, and commit it."""
    values: dict[str, Any] = {
        "factor": LessonFactor.SUCCESS,
        "text": "Vraag eerst aan ouders wat zij nodig hebben.",
        "transferable_to": None,
        "event": event,
        "outcome": None,
        "line": None,
        "challenges": [],
    } | fields
    lesson = service.add(author=values.pop("author", None) or author(), now=now, **values)
    if published:
        service.publish(lesson, now=now)
    db.session.commit()
    return lesson

"""The verbs of lessons: write down, change, publish among staff, take back."""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.db import db
from academie.core.errors import DomainError
from academie.core.names import key_of
from academie.lessons.models import Lesson


class LearnedNowhereError(DomainError):
    """A lesson comes from a meeting or an outcome."""

    message = _("Kies een bijeenkomst of vul het nummer van een opbrengst in.")


def add(*, author: User, now: datetime, **fields: Any) -> Lesson:
    """Write a lesson down as a draft.

    Args:
        fields: the columns of `Lesson` that people fill in.

    Raises:
        LearnedNowhereError: it has neither a meeting nor an outcome.
    """
    _check(fields)
    key = _key_of(fields["text"], fields["transferable_to"])
    lesson = Lesson(author=author, created_at=now, changed_at=now, search_key=key, **fields)
    db.session.add(lesson)
    db.session.flush()
    return lesson


def change(lesson: Lesson, *, now: datetime, **fields: Any) -> None:
    """Change a lesson, published or not.

    Args:
        fields: the columns of `Lesson` that people fill in.

    Raises:
        LearnedNowhereError: it has neither a meeting nor an outcome.
    """
    _check(fields)
    for name, value in fields.items():
        setattr(lesson, name, value)
    lesson.search_key = _key_of(lesson.text, lesson.transferable_to)
    lesson.changed_at = now
    db.session.flush()


def publish(lesson: Lesson, *, now: datetime) -> None:
    """Let all staff read a lesson."""
    lesson.published_at = lesson.published_at or now
    db.session.flush()


def take_back(lesson: Lesson) -> None:
    """Make a lesson a draft again."""
    lesson.published_at = None
    db.session.flush()


def _check(fields: dict[str, Any]) -> None:
    if fields["event"] is None and fields["outcome"] is None:
        raise LearnedNowhereError


def _key_of(*texts: str | None) -> str:
    return key_of(" ".join(text for text in texts if text))

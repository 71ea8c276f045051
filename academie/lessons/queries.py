"""Questions about lessons: searched by words, opgave and line, and cut into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.core.names import key_of
from academie.core.paging import Cut, cut
from academie.events.models import Event
from academie.followups import queries as followups
from academie.followups.models import Outcome
from academie.followups.terms import outcome_number
from academie.lessons.models import Lesson
from academie.lessons.terms import LessonFactor
from academie.reference.models import Challenge, ChangeLine

PER_PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which lessons somebody looks for; None is all.

    Attributes:
        challenge: slug of an opgave, whichever its wording.
    """

    words: str | None = None
    factor: LessonFactor | None = None
    challenge: str | None = None
    line: ChangeLine | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it to the database; every word must be in the lesson."""
        found: list[ColumnElement[bool]] = [
            Lesson.search_key.contains(word, autoescape=True)
            for word in key_of(self.words or "").split()
        ]
        if self.factor is not None:
            found.append(Lesson.factor == self.factor)
        if self.challenge:
            found.append(Lesson.challenges.any(Challenge.slug == self.challenge))
        if self.line is not None:
            found.append(Lesson.line == self.line)
        return found


class Page(NamedTuple):
    """A page of a list of lessons."""

    lessons: Sequence[Lesson]
    cut: Cut


def search(user: User, choice: Choice, number: int = 1) -> Page:
    """Give a page of the lessons that somebody may read, the newest first.

    Args:
        number: of the page; one beyond the last gives the last.
    """
    where = [_readable(user), *choice.conditions()]
    total = db.session.scalar(select(func.count()).select_from(Lesson).where(*where)) or 0
    page = cut(number, PER_PAGE, total)
    rows = _whole().where(*where).order_by(Lesson.created_at.desc(), Lesson.id.desc())
    return Page(db.session.scalars(rows.limit(page.size).offset(page.skipped)).all(), page)


def readable_by(user: User, ref: str) -> Lesson | None:
    """Find a lesson that this member of staff may read."""
    return db.session.scalar(_whole().where(Lesson.ref == ref, _readable(user)))


def writable(user: User, lesson: Lesson) -> bool:
    """Tell whether somebody may change a lesson: the project team, its author, or who runs it."""
    if user.holds(RoleName.PROJECT_TEAM):
        return True
    runs = lesson.event is not None and user in lesson.event.organisers
    return user.holds(RoleName.ORGANISER) and (runs or lesson.author_id == user.id)


def of_event(event: Event) -> Sequence[Lesson]:
    """List what was published of the lessons of a meeting, the newest first."""
    return _published(Lesson.event_id == event.id)


def of_outcome(outcome: Outcome) -> Sequence[Lesson]:
    """List what was published of the lessons of an outcome, the newest first."""
    return _published(Lesson.outcome_id == outcome.id)


def outcome_of(user: User, label: str) -> Outcome | None:
    """Find the outcome that bears a number like `OPB-0012`, if somebody may read it."""
    number = outcome_number(label)
    ref = db.session.scalar(select(Outcome.ref).where(Outcome.number == number))
    return followups.readable_by(user, ref) if ref else None


def _published(about: ColumnElement[bool]) -> Sequence[Lesson]:
    found = _whole().where(about, Lesson.published_at.is_not(None))
    return db.session.scalars(found.order_by(Lesson.created_at.desc(), Lesson.id.desc())).all()


def _whole() -> Select[Lesson]:
    return select(Lesson).options(
        joinedload(Lesson.event), joinedload(Lesson.outcome), selectinload(Lesson.challenges)
    )


def _readable(user: User) -> ColumnElement[bool]:
    """Tell in SQL which lessons somebody may read."""
    if user.holds(RoleName.PROJECT_TEAM):
        return Lesson.id.is_not(None)
    own: ColumnElement[bool] = false()
    if user.holds(RoleName.ORGANISER):
        runs = Lesson.event.has(Event.organisers.contains(user))
        own = or_(Lesson.author_id == user.id, runs)
    return or_(Lesson.published_at.is_not(None), own)

"""Lessons: what helped or stood in the way, and who else can use that."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.events.models import Event
from academie.followups.models import Outcome
from academie.lessons.terms import LessonFactor
from academie.reference.models import Challenge, ChangeLine

lesson_challenge = Table(
    "lesson_challenge",
    Base.metadata,
    Column("lesson_id", ForeignKey("lesson.id"), primary_key=True),
    Column("challenge_id", ForeignKey("challenge.id"), primary_key=True),
)


class Lesson(Base):
    """What was learned at a meeting or from an outcome.

    A draft is for its author and the project team; what has a `published_at` is for all staff.
    `search_key` holds its words as they are compared.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("event_id IS NOT NULL OR outcome_id IS NOT NULL", name="learned_from"),
        Index("ix_lesson_published", "published_at"),
        Index("ix_lesson_event_id", "event_id"),
        Index("ix_lesson_outcome_id", "outcome_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    factor: Mapped[LessonFactor]
    text: Mapped[str]
    transferable_to: Mapped[str | None] = mapped_column(default=None)
    search_key: Mapped[str]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event | None] = relationship(default=None)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome | None] = relationship(default=None)
    line: Mapped[ChangeLine | None] = mapped_column(default=None)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    author: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=lesson_challenge, order_by=Challenge.number
    )

    @property
    def is_published(self) -> bool:
        """Whether all staff may read it."""
        return self.published_at is not None

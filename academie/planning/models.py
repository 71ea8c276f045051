"""Tables of planning: formats, what a meeting makes of one, its checklist and its contacts."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventKind
from academie.planning.terms import IngredientState, Letter, Part
from academie.programme.terms import SessionKind


class Format(Base):
    """How meetings of a kind are planned, in one version; the newest issued version counts.

    The database refuses to change an issued version. `made_by` is None for those that came with
    the product.
    """

    __tablename__ = "format"
    __table_args__ = (
        UniqueConstraint("kind", "version"),
        CheckConstraint("version >= 1", name="version"),
        Index(
            "uq_format_draft",
            "kind",
            unique=True,
            sqlite_where=text("issued_at IS NULL"),
            postgresql_where=text("issued_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    kind: Mapped[EventKind]
    version: Mapped[int]
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    made_by: Mapped[User | None] = relationship(default=None)
    note: Mapped[str | None] = mapped_column(default=None)
    issued_at: Mapped[datetime | None] = mapped_column(default=None)
    ingredients: Mapped[list["FormatIngredient"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="FormatIngredient.position",
        back_populates="format",
    )

    @property
    def is_draft(self) -> bool:
        """Whether it may still change; meetings cannot begin from it yet."""
        return self.issued_at is None

    def of(self, part: Part) -> list["FormatIngredient"]:
        """Its ingredients of one part, in their order."""
        return [row for row in self.ingredients if row.part is part]


class FormatIngredient(Base):
    """One ingredient of a format.

    Attributes:
        key: the same in every version, so that versions can be compared.
        offset_minutes: begin of a programme item, counted from the meeting's start.
        minutes: length of a programme item.
        days: when a task or mail is due, counted from the day of the meeting; before it negative.
        number: seats.
        mode: the way to take part that the seats are for; a format says it once for each.
        sentence: what a mail says besides its own words.
    """

    __tablename__ = "format_ingredient"
    __table_args__ = (
        UniqueConstraint("format_id", "key"),
        Index("uq_format_ingredient_mode", "format_id", "mode", unique=True),
        CheckConstraint(
            "(part = 'programme') = (session_kind IS NOT NULL)"
            " AND (part = 'programme') = (offset_minutes IS NOT NULL)"
            " AND (part = 'programme') = (minutes IS NOT NULL)",
            name="programme",
        ),
        CheckConstraint(
            "(part = 'capacity') = (number IS NOT NULL)"
            " AND (part = 'capacity') = (mode IS NOT NULL)",
            name="capacity",
        ),
        CheckConstraint("part <> 'task' OR days IS NOT NULL", name="task"),
        CheckConstraint("days IS NULL OR part IN ('task', 'mail')", name="dated"),
        CheckConstraint("offset_minutes BETWEEN -1440 AND 10080", name="offset_minutes"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        CheckConstraint("days BETWEEN -730 AND 1100", name="days"),
        CheckConstraint("number BETWEEN 0 AND 100000", name="number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    format_id: Mapped[int] = mapped_column(ForeignKey("format.id", ondelete="CASCADE"), init=False)
    format: Mapped[Format] = relationship(back_populates="ingredients", default=None)
    key: Mapped[str] = mapped_column(default_factory=new_ref)
    part: Mapped[Part]
    position: Mapped[int]
    title: Mapped[str]
    details: Mapped[str | None] = mapped_column(default=None)
    session_kind: Mapped[SessionKind | None] = mapped_column(default=None)
    offset_minutes: Mapped[int | None] = mapped_column(default=None)
    minutes: Mapped[int | None] = mapped_column(default=None)
    days: Mapped[int | None] = mapped_column(default=None)
    number: Mapped[int | None] = mapped_column(default=None)
    sentence: Mapped[str | None] = mapped_column(default=None)
    mode: Mapped[AttendanceMode | None] = mapped_column(default=None)

    @property
    def always_goes(self) -> bool:
        """Whether it is a mail about the seat that somebody has: no meeting goes without."""
        letter = Letter.of(self.key) if self.part is Part.MAIL else None
        return letter is not None and not letter.is_optional


CONTENT = (
    *("part", "title", "details", "session_kind", "offset_minutes", "minutes"),
    *("days", "number", "sentence", "mode"),
)
"""What an ingredient says: a new version copies it, and a difference is one of these."""


class EventPlan(Base):
    """How one meeting is planned: from which version of a format, and its words for an emergency.

    Without a format it only holds those words.
    """

    __tablename__ = "event_plan"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    event: Mapped[Event] = relationship()
    format_id: Mapped[int | None] = mapped_column(ForeignKey("format.id"), init=False)
    format: Mapped[Format | None] = relationship(default=None)
    emergency: Mapped[str | None] = mapped_column(default=None)


class EventIngredient(Base):
    """What a meeting does with one ingredient of its format.

    `note` says what was adapted, or why it was left out; `sentence` is what its mail adds to the
    usual words, which began as that of the format.
    """

    __tablename__ = "event_ingredient"
    __table_args__ = (
        UniqueConstraint("event_id", "ingredient_id"),
        CheckConstraint("(state = 'as_format') = (note IS NULL)", name="note"),
        Index("uq_event_ingredient_meeting", "id", "event_id", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    ingredient_id: Mapped[int] = mapped_column(ForeignKey("format_ingredient.id"), init=False)
    ingredient: Mapped[FormatIngredient] = relationship()
    state: Mapped[IngredientState] = mapped_column(default=IngredientState.AS_FORMAT)
    note: Mapped[str | None] = mapped_column(default=None)
    sentence: Mapped[str | None] = mapped_column(default=None)


class Task(Base):
    """Something to do for a meeting.

    Attributes:
        origin: the ingredient it came from; None when staff added it. Such a task goes with its
            ingredient when that is left out.
        days: when it is due, counted from the day of the meeting, so that it moves along.
        due_on: when it is due on a day of its own.
    """

    __tablename__ = "task"
    __table_args__ = (
        CheckConstraint("(days IS NULL) <> (due_on IS NULL)", name="due"),
        CheckConstraint("(origin_id IS NULL) = (days IS NULL)", name="moves_with_format"),
        CheckConstraint("(done_at IS NULL) = (done_by_id IS NULL)", name="done"),
        ForeignKeyConstraint(
            ["origin_id", "event_id"],
            ["event_ingredient.id", "event_ingredient.event_id"],
            ondelete="CASCADE",
        ),
        Index("ix_task_event", "event_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    origin_id: Mapped[int | None] = mapped_column(init=False)
    origin: Mapped[EventIngredient | None] = relationship(
        primaryjoin=lambda: Task.origin_id == EventIngredient.id,
        foreign_keys=lambda: [Task.__table__.c.origin_id],
        default=None,
    )
    title: Mapped[str]
    owner: Mapped[str | None] = mapped_column(default=None)
    days: Mapped[int | None] = mapped_column(default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    done_by: Mapped[User | None] = relationship(default=None)


class Contact(Base):
    """Whom to call about what on the day of a meeting."""

    __tablename__ = "contact"
    __table_args__ = (Index("ix_contact_event", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    role: Mapped[str]
    name: Mapped[str]
    phone: Mapped[str | None] = mapped_column(default=None)

"""Tables of the questions about what came of a meeting: who is asked, when, and what they say."""

from datetime import date, datetime
from typing import Any

from flask_babel import LazyString
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.checkpoints.terms import Channel, CheckpointResult, months_label
from academie.core.db import Base, new_ref, only
from academie.events.models import Event
from academie.followups import confirmations  # noqa: F401 - an outcome names them
from academie.followups.models import Outcome
from academie.planning.models import Task


class FollowUp(Base):
    """Who follows what comes of a meeting: the local contact we ask, and the owner who sees to it.

    Attributes:
        wanted: staff want questions after a meeting of a kind that has none by itself.
        counted_from: the end of the meeting that the questions count from, once they are made.
        task: to collect what was agreed, within two weeks; made once.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("contact_email = lower(contact_email)", name="email_lowercase"),
        CheckConstraint(
            "contact_name IS NOT NULL OR (contact_email IS NULL AND contact_phone IS NULL)",
            name="emptied_whole",
        ),
    )

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    event: Mapped[Event] = relationship()
    contact_name: Mapped[str | None] = mapped_column(default=None)
    contact_email: Mapped[str | None] = mapped_column(default=None, index=True)
    contact_phone: Mapped[str | None] = mapped_column(default=None)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    owner: Mapped[User | None] = relationship(default=None)
    wanted: Mapped[bool] = mapped_column(default=False, server_default=false())
    counted_from: Mapped[datetime | None] = mapped_column(default=None)
    task_id: Mapped[int | None] = mapped_column(
        ForeignKey("task.id", ondelete="SET NULL"), init=False
    )
    task: Mapped[Task | None] = relationship(default=None)
    task_made_at: Mapped[datetime | None] = mapped_column(default=None)


class Checkpoint(Base):
    """One question about what came of a meeting, so many months after its end.

    Attributes:
        due_on: the day in Amsterdam; it is asked at nine o'clock.
        asked_at: when the question to the present contact was put in the outbox.
        sent_at: when the first mail with it really left; `last_sent_at` the last one.
        tasked_at: since when it waits for a person, because mail does not help any more.
        told: how what was agreed and what came of it was said to stand: a status by each ref.
        answered_by: who of the staff wrote the answer down; None for an answer by link.
        given_up_by: who gave up on an answer; None when the next question was due first.
        outcome: the draft that a reported change became.
    """

    __tablename__ = "checkpoint"
    __table_args__ = (
        UniqueConstraint("event_id", "months"),
        CheckConstraint("months IN (3, 6, 12, 24)", name="months"),
        CheckConstraint(
            "(answered_at IS NULL) = (result IS NULL OR result IN ('contact_lost', 'no_answer'))",
            name="answered",
        ),
        CheckConstraint(
            "(given_up_at IS NULL) = (result IS NULL OR result IN"
            " ('change', 'no_change', 'too_early'))",
            name="given_up",
        ),
        CheckConstraint("(answered_at IS NULL) = (channel IS NULL)", name="channel_known"),
        CheckConstraint(
            "channel IS NULL OR (channel = 'link') = (answered_by_id IS NULL)", name="answered_by"
        ),
        CheckConstraint("sent_at IS NULL OR last_sent_at IS NOT NULL", name="sent"),
        CheckConstraint(
            "outcome_id IS NULL OR (result IS NOT NULL AND result = 'change')",
            name="outcome_of_change",
        ),
        Index("ix_checkpoint_due_on", "due_on"),
        Index("ix_checkpoint_open", "due_on", "event_id", **only("result IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    months: Mapped[int]
    due_on: Mapped[date]
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    reminded_again_at: Mapped[datetime | None] = mapped_column(default=None)
    last_sent_at: Mapped[datetime | None] = mapped_column(default=None)
    tasked_at: Mapped[datetime | None] = mapped_column(default=None)
    result: Mapped[CheckpointResult | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    answered_by: Mapped[User | None] = relationship(default=None, foreign_keys=[answered_by_id])
    channel: Mapped[Channel | None] = mapped_column(default=None)
    child_view: Mapped[str | None] = mapped_column(default=None)
    remark: Mapped[str | None] = mapped_column(default=None)
    told: Mapped[dict[str, Any] | None] = mapped_column(default=None)
    given_up_at: Mapped[datetime | None] = mapped_column(default=None)
    given_up_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    given_up_by: Mapped[User | None] = relationship(default=None, foreign_keys=[given_up_by_id])
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome | None] = relationship(default=None)
    link_version: Mapped[int] = mapped_column(default=1)
    late_answers: Mapped[list["LateAnswer"]] = relationship(
        default_factory=list, order_by="LateAnswer.id", back_populates="checkpoint"
    )

    @property
    def label(self) -> LazyString:
        """How long after the meeting it comes."""
        return months_label(self.months)

    @property
    def queued_at(self) -> datetime | None:
        """When the last mail about it was put in the outbox."""
        return self.reminded_again_at or self.reminded_at or self.asked_at


class LateAnswer(Base):
    """What somebody said to a question that had been answered already; nothing is overwritten.

    Attributes:
        told: as that of a `Checkpoint`.
    """

    __tablename__ = "late_answer"
    __table_args__ = (Index("ix_late_answer_checkpoint", "checkpoint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    checkpoint_id: Mapped[int] = mapped_column(ForeignKey("checkpoint.id"), init=False)
    checkpoint: Mapped[Checkpoint] = relationship(back_populates="late_answers", default=None)
    result: Mapped[CheckpointResult]
    child_view: Mapped[str | None]
    remark: Mapped[str | None]
    told: Mapped[dict[str, Any] | None]
    said_at: Mapped[datetime]

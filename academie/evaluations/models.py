"""Tables of evaluations: answers that belong to a meeting and to nobody, and who wants to go on.

Nothing joins the answers of one person: not to each other, and not to a registration. Their keys
are random and SQLite stores them in that order, so that their place says nothing of the time.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.evaluations.terms import (
    CHOICES,
    Choice,
    LeaveOutReason,
    Need,
    Question,
    TextState,
)
from academie.events.models import Event


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)


CHOICE_FITS = " OR ".join(
    f"(question = '{question.value}' AND choice IN ({_listed(choices)}))"
    for question, choices in CHOICES.items()
)
TAKES_TEXT = f"question IN ({_listed(tuple(one for one in Question if one.takes_text))})"


class EvaluationQuestion(Base):
    """A question that the organiser chose for a meeting; without any, all are asked."""

    __tablename__ = "evaluation_question"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[Question] = mapped_column(primary_key=True)


class EvaluationResponse(Base):
    """A form that came in: that it came, and nothing of what it said.

    Attributes:
        nonce: random, of the page that was filled in, so that a second press adds nothing.
        given_on: None once the answers of that day are counted with others.
    """

    __tablename__ = "evaluation_response"
    __table_args__ = (
        Index("ix_evaluation_response_event", "event_id"),
        {"sqlite_with_rowid": False},
    )

    nonce: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    given_on: Mapped[date | None]


class EvaluationAnswer(Base):
    """One choice that somebody made for one question; `given_on` as in `EvaluationResponse`."""

    __tablename__ = "evaluation_answer"
    __table_args__ = (
        CheckConstraint(CHOICE_FITS, name="choice_fits"),
        Index("ix_evaluation_answer_event", "event_id"),
        {"sqlite_with_rowid": False},
    )

    ref: Mapped[str] = mapped_column(default_factory=new_ref, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    question: Mapped[Question]
    choice: Mapped[Choice]
    given_on: Mapped[date | None]


class EvaluationText(Base):
    """What somebody wrote in answer to one question; nobody ever changes their words.

    Attributes:
        text: None once it is erased.
        given_on: as in `EvaluationResponse`.
        need: what staff say it is about, so that needs and offers find each other.
        connected_on: since when somebody was found for it, with a note for colleagues.
    """

    __tablename__ = "evaluation_text"
    __table_args__ = (
        CheckConstraint(TAKES_TEXT, name="takes_text"),
        CheckConstraint("(state = 'unread') = (reviewed_on IS NULL)", name="reviewed"),
        CheckConstraint("(state = 'left_out') = (reason IS NOT NULL)", name="reason_given"),
        CheckConstraint("connected_on IS NOT NULL OR connected_note IS NULL", name="connected"),
        Index("ix_evaluation_text_event", "event_id"),
        {"sqlite_with_rowid": False},
    )

    ref: Mapped[str] = mapped_column(default_factory=new_ref, primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    event: Mapped[Event] = relationship(init=False)
    question: Mapped[Question]
    text: Mapped[str | None]
    given_on: Mapped[date | None]
    state: Mapped[TextState] = mapped_column(default=TextState.UNREAD)
    reason: Mapped[LeaveOutReason | None] = mapped_column(default=None)
    reviewed_on: Mapped[date | None] = mapped_column(default=None)
    need: Mapped[Need | None] = mapped_column(default=None)
    connected_on: Mapped[date | None] = mapped_column(default=None)
    connected_note: Mapped[str | None] = mapped_column(default=None)


class Joiner(Base):
    """Somebody who wants to go on after a meeting, and said so on a form apart.

    `needed` and `offered` are what they choose to say. Who leaves is emptied at once; the row
    stays and counts.
    """

    __tablename__ = "joiner"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint(
            "email IS NOT NULL OR (name IS NULL AND needed IS NULL AND offered IS NULL"
            " AND connected_note IS NULL)",
            name="emptied_whole",
        ),
        CheckConstraint("connected_on IS NOT NULL OR connected_note IS NULL", name="connected"),
        Index("uq_joiner_address", "event_id", "email", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"))
    event: Mapped[Event] = relationship(init=False)
    name: Mapped[str | None]
    email: Mapped[str | None]
    needed: Mapped[str | None]
    offered: Mapped[str | None]
    consent_version: Mapped[str]
    joined_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    connected_on: Mapped[date | None] = mapped_column(default=None)
    connected_note: Mapped[str | None] = mapped_column(default=None)
    needs: Mapped[list["JoinerNeed"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="JoinerNeed.need"
    )


class JoinerNeed(Base):
    """One of the needs that somebody who wants to go on has."""

    __tablename__ = "joiner_need"

    joiner_id: Mapped[int] = mapped_column(
        ForeignKey("joiner.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    need: Mapped[Need] = mapped_column(primary_key=True)

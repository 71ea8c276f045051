"""Requests: a local wish for an academy, and the conversation about it."""

from datetime import date, datetime
from itertools import takewhile

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.events.local_money import MONEY_AMOUNTS, LocalMoney
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.reference.models import Province
from academie.requests.terms import OPEN, LetterKind, MoneyLine, RequestStatus, Side


class AcademyRequest(LocalMoney):
    """Somebody's wish for an academy in their place.

    `decision` is what the requester was told: the next steps, or why not. `source_outcome_id` is
    the outcome elsewhere that made them want this too. Who asked is forgotten in time; what was
    asked for stays.
    """

    __tablename__ = "academy_request"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint(
            "status = 'draft' OR (sent_at IS NOT NULL AND organisation IS NOT NULL"
            " AND place IS NOT NULL AND wish IS NOT NULL AND mode IS NOT NULL)",
            name="complete_when_sent",
        ),
        CheckConstraint(
            "(status IN ('accepted', 'declined', 'withdrawn')) = (ended_at IS NOT NULL)",
            name="ended",
        ),
        CheckConstraint(
            "(status IN ('accepted', 'declined')) = (decision IS NOT NULL)", name="decided"
        ),
        CheckConstraint("status = 'accepted' OR event_id IS NULL", name="event_when_accepted"),
        CheckConstraint("period_until >= period_from", name="period"),
        CheckConstraint(MONEY_AMOUNTS, name="money_amounts"),
        Index("ix_academy_request_status", "status", "sent_at"),
        Index("ix_academy_request_source_outcome_id", "source_outcome_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    link_version: Mapped[int] = mapped_column(default=1)
    status: Mapped[RequestStatus] = mapped_column(default=RequestStatus.DRAFT)
    organisation: Mapped[str | None] = mapped_column(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    province: Mapped[Province | None] = mapped_column(default=None)
    wish: Mapped[str | None] = mapped_column(default=None)
    partners: Mapped[str | None] = mapped_column(default=None)
    audience: Mapped[str | None] = mapped_column(default=None)
    mode: Mapped[EventMode | None] = mapped_column(default=None)
    period_from: Mapped[date | None] = mapped_column(default=None)
    period_until: Mapped[date | None] = mapped_column(default=None)
    saved_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    decision: Mapped[str | None] = mapped_column(default=None)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    decided_by: Mapped[User | None] = relationship(default=None)
    event_id: Mapped[int | None] = mapped_column(
        ForeignKey("event.id", ondelete="SET NULL"), unique=True, init=False
    )
    event: Mapped[Event | None] = relationship(default=None)
    source_outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), default=None)
    messages: Mapped[list["RequestMessage"]] = relationship(
        default_factory=list, order_by="RequestMessage.id", back_populates="request"
    )
    letters: Mapped[list["RequestLetter"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        passive_deletes=True,
        order_by="RequestLetter.line.desc()",
        back_populates="request",
    )

    @property
    def is_open(self) -> bool:
        """Whether it was sent in and nothing is decided yet."""
        return self.status in OPEN

    @property
    def open_questions(self) -> list["RequestMessage"]:
        """The questions since the last answer."""
        newest_first = takewhile(lambda message: message.side is Side.TEAM, reversed(self.messages))
        return list(newest_first)[::-1]

    def said_last(self, side: Side, text: str, *, since: datetime) -> bool:
        """Tell whether this is the last word of the conversation, said since a moment."""
        last = self.messages[-1] if self.messages else None
        return last is not None and (last.side, last.text) == (side, text) and last.at >= since


class RequestMessage(Base):
    """A question of the project team or an answer of the requester; append only.

    Its text may be emptied when the requester is forgotten, and nothing else may change.
    """

    __tablename__ = "request_message"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("academy_request.id"), index=True, init=False
    )
    request: Mapped[AcademyRequest] = relationship(back_populates="messages", default=None)
    side: Mapped[Side]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    user: Mapped[User | None] = relationship(default=None)
    text: Mapped[str | None]
    at: Mapped[datetime]


class RequestLetter(Base):
    """The letter that pledges a line of money, as a file for the project team alone.

    It bears no name of a file: what it is called says too much, and what it is, its content says.
    """

    __tablename__ = "request_letter"
    __table_args__ = (
        UniqueConstraint("request_id", "line"),
        CheckConstraint("size > 0", name="size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    request_id: Mapped[int] = mapped_column(
        ForeignKey("academy_request.id", ondelete="CASCADE"), init=False
    )
    request: Mapped[AcademyRequest] = relationship(back_populates="letters", default=None)
    line: Mapped[MoneyLine]
    kind: Mapped[LetterKind]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)
    added_at: Mapped[datetime]

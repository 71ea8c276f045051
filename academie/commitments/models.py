"""Tables of commitments: what people said in the room that they will do."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.commitments.terms import (
    CommitmentLevel,
    CommitmentSource,
    CommitmentStatus,
    PartyAnswer,
)
from academie.core.db import Base, new_ref
from academie.events.models import BreakoutGroup, Event
from academie.followups.models import Outcome
from academie.reference.models import Challenge

MOST_PARTIES = 5

commitment_challenge = Table(
    "commitment_challenge",
    Base.metadata,
    Column("commitment_id", ForeignKey("commitment.id", ondelete="CASCADE"), primary_key=True),
    Column("challenge_id", ForeignKey("challenge.id"), primary_key=True),
)


class CommitmentPage(Base):
    """The page of a meeting on which anybody writes down a commitment.

    Attributes:
        days: how long after the end of the meeting it stays open.
        renewed_at: when its address was last replaced; who wrote before that may still bring it.
    """

    __tablename__ = "commitment_page"
    __table_args__ = (CheckConstraint("days BETWEEN 1 AND 60", name="days"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, init=False)
    event: Mapped[Event] = relationship()
    days: Mapped[int]
    link_version: Mapped[int] = mapped_column(default=1)
    renewed_at: Mapped[datetime | None] = mapped_column(default=None)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    made_by: Mapped[User] = relationship()


class Commitment(Base):
    """Who will do what, with whom, by when. The world sees only what a party confirmed.

    Attributes:
        uuid: which the device gave, so that what is sent twice is kept once; of staff, none.
        struck_at: when staff put it aside, as something that is no commitment.
    """

    __tablename__ = "commitment"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("(struck_at IS NULL) = (struck_by_id IS NULL)", name="struck"),
        CheckConstraint("(source = 'room') = (recorded_by_id IS NULL)", name="recorder"),
        CheckConstraint(
            "(approved_by_id IS NULL OR approved_at IS NOT NULL)"
            " AND (approved_at IS NULL OR source = 'room')",
            name="approved",
        ),
        Index("ix_commitment_event", "event_id", "recorded_at"),
        Index("uq_commitment_uuid", "event_id", "uuid", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    uuid: Mapped[str | None] = mapped_column(default=None)
    text: Mapped[str]
    due_on: Mapped[date | None] = mapped_column(default=None)
    level: Mapped[CommitmentLevel]
    status: Mapped[CommitmentStatus] = mapped_column(default=CommitmentStatus.OPEN)
    source: Mapped[CommitmentSource]
    recorded_at: Mapped[datetime]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    recorded_by: Mapped[User | None] = relationship(default=None, foreign_keys=[recorded_by_id])
    group_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakout_group.id", ondelete="SET NULL"), init=False
    )
    group: Mapped[BreakoutGroup | None] = relationship(default=None)
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome | None] = relationship(default=None)
    struck_at: Mapped[datetime | None] = mapped_column(default=None)
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    struck_by: Mapped[User | None] = relationship(default=None, foreign_keys=[struck_by_id])
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    approved_by: Mapped[User | None] = relationship(default=None, foreign_keys=[approved_by_id])
    parties: Mapped[list["CommitmentParty"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="CommitmentParty.position",
        back_populates="commitment",
    )
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=commitment_challenge, order_by=Challenge.number
    )
    moves: Mapped[list["CommitmentMove"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="CommitmentMove.id",
        back_populates="commitment",
    )

    @property
    def confirmed(self) -> list["CommitmentParty"]:
        """The parties that said that it is theirs."""
        return [party for party in self.parties if party.answer is PartyAnswer.CONFIRMED]

    @property
    def is_disowned(self) -> bool:
        """Whether a party said that it is not theirs."""
        return any(party.answer is PartyAnswer.NOT_OURS for party in self.parties)

    @property
    def is_public(self) -> bool:
        """Whether the world may read it: a party confirmed it, none disowned it, staff looked."""
        fits = bool(self.confirmed) and not self.is_disowned and self.struck_at is None
        return fits and not self.waits_for_approval

    @property
    def waits_for_approval(self) -> bool:
        """Whether staff have to look first: in the room anybody types any name and any address."""
        return self.source is CommitmentSource.ROOM and self.approved_at is None


class CommitmentParty(Base):
    """A party that a commitment names, and what it said of that.

    Attributes:
        name: of an organisation, or as somebody called themselves; None once forgotten.
        email: where the party is asked; gone once it answered.
    """

    __tablename__ = "commitment_party"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered"),
        CheckConstraint("answer IS NULL OR email IS NULL", name="answered_without_email"),
        Index("ix_commitment_party_commitment", "commitment_id", "position"),
        Index("ix_commitment_party_email", "email"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id", ondelete="CASCADE"), init=False
    )
    commitment: Mapped[Commitment] = relationship(back_populates="parties", default=None)
    position: Mapped[int]
    name: Mapped[str | None]
    email: Mapped[str | None] = mapped_column(default=None)
    link_version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    answer: Mapped[PartyAnswer | None] = mapped_column(default=None)
    answered_at: Mapped[datetime | None] = mapped_column(default=None)


class CommitmentMove(Base):
    """That somebody said what became of a commitment, and when.

    `by` is None when the local contact of the meeting said so at a checkpoint.
    """

    __tablename__ = "commitment_move"
    __table_args__ = (Index("ix_commitment_move_commitment", "commitment_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    commitment_id: Mapped[int] = mapped_column(
        ForeignKey("commitment.id", ondelete="CASCADE"), init=False
    )
    commitment: Mapped[Commitment] = relationship(back_populates="moves", default=None)
    status: Mapped[CommitmentStatus]
    moved_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    by: Mapped[User | None] = relationship()

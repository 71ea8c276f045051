"""Local alliances with what shows them, and the pledges of partners with the talks about them.

How far an alliance is and what was said about a pledge only grow: the database refuses to change
or delete those rows.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core.db import Base, new_ref, only
from academie.events.models import Event
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.terms import Precision
from academie.partners.models import Organisation
from academie.reference.models import Challenge, Province

pledge_challenge = Table(
    "pledge_challenge",
    Base.metadata,
    Column("pledge_id", ForeignKey("pledge.id"), primary_key=True),
    Column("challenge_id", ForeignKey("challenge.id"), primary_key=True),
)


class LocalAlliance(Base):
    """Parties in one place that fight child poverty together; one a place.

    `place_key` is the name of the place as it is compared. `event` is the meeting that kicked it
    off, or none: many began without us.
    """

    __tablename__ = "local_alliance"
    __table_args__ = (
        CheckConstraint("place <> '' AND initiator <> ''", name="said"),
        CheckConstraint("place_key <> ''", name="place_key"),
        CheckConstraint(
            "(started_precision = 'unknown') = (started_on IS NULL)", name="started_precision"
        ),
        Index("ix_local_alliance_event_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    place: Mapped[str]
    place_key: Mapped[str] = mapped_column(unique=True)
    province: Mapped[Province | None] = mapped_column(default=None)
    initiator: Mapped[str]
    started_on: Mapped[date | None] = mapped_column(default=None)
    started_precision: Mapped[Precision] = mapped_column(default=Precision.UNKNOWN)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event | None] = relationship(default=None)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    added_by: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    phases: Mapped[list["PhaseChange"]] = relationship(
        default_factory=list,
        order_by="PhaseChange.known_until, PhaseChange.id",
        back_populates="alliance",
    )
    evidence: Mapped[list["CriterionEvidence"]] = relationship(
        default_factory=list, order_by="CriterionEvidence.id", back_populates="alliance"
    )

    @property
    def current(self) -> "PhaseChange":
        """How far it is, by the latest of its phases."""
        return self.phases[-1]


class PhaseChange(Base):
    """Since when a local alliance is how far; append only, the latest one holds.

    `since_on` is the first day of the period that `precision` names, `known_until` the last day of
    it that was known when it was written down: that day says which one is the latest.
    """

    __tablename__ = "alliance_phase"
    __table_args__ = (
        CheckConstraint("precision <> 'unknown'", name="day_known"),
        CheckConstraint("known_until >= since_on", name="known_until"),
        Index("ix_alliance_phase_alliance", "alliance_id", "known_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    alliance_id: Mapped[int] = mapped_column(ForeignKey("local_alliance.id"), init=False)
    alliance: Mapped[LocalAlliance] = relationship(back_populates="phases", default=None)
    phase: Mapped[AlliancePhase]
    since_on: Mapped[date]
    known_until: Mapped[date]
    precision: Mapped[Precision] = mapped_column(default=Precision.DAY)
    note: Mapped[str | None] = mapped_column(default=None)
    by_user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    by_user: Mapped[User] = relationship()
    recorded_at: Mapped[datetime]


class CriterionEvidence(Base):
    """What shows that a local alliance meets a criterion.

    Either evidence of an outcome, or a source of its own with a title. What proves wrong is
    withdrawn and stays to be seen.
    """

    __tablename__ = "criterion_evidence"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        CheckConstraint("(evidence_id IS NULL) <> (title IS NULL)", name="one_source"),
        CheckConstraint(
            "evidence_id IS NULL OR (link IS NULL AND dated_on IS NULL)", name="own_source"
        ),
        CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)", name="withdrawn"),
        Index(
            "uq_criterion_evidence_live",
            "alliance_id",
            "criterion",
            "evidence_id",
            unique=True,
            **only("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    alliance_id: Mapped[int] = mapped_column(ForeignKey("local_alliance.id"), init=False)
    alliance: Mapped[LocalAlliance] = relationship(back_populates="evidence", default=None)
    criterion: Mapped[Criterion]
    evidence_id: Mapped[int | None] = mapped_column(ForeignKey("evidence.id"), init=False)
    evidence: Mapped[Evidence | None] = relationship(default=None)
    outcome: Mapped[Outcome | None] = relationship(
        secondary="evidence",
        primaryjoin="CriterionEvidence.evidence_id == Evidence.id",
        secondaryjoin="Evidence.outcome_id == Outcome.id",
        viewonly=True,
        init=False,
    )
    title: Mapped[str | None] = mapped_column(default=None)
    link: Mapped[str | None] = mapped_column(default=None)
    dated_on: Mapped[date | None] = mapped_column(default=None)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    added_by: Mapped[User] = relationship(foreign_keys=[added_by_id])
    added_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    withdrawn_by: Mapped[User | None] = relationship(default=None, foreign_keys=[withdrawn_by_id])


class Pledge(Base):
    """What an organisation promised to do for children in poverty.

    `event` is the meeting where it was signed, or none. `ended_on` is the day from which the
    pledge no longer holds.
    """

    __tablename__ = "pledge"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("ended_on >= signed_on", name="ended_on"),
        Index("ix_pledge_organisation_id", "organisation_id"),
        Index("ix_pledge_event_id", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), init=False)
    organisation: Mapped[Organisation] = relationship()
    text: Mapped[str]
    signed_on: Mapped[date]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event | None] = relationship(default=None)
    ended_on: Mapped[date | None] = mapped_column(default=None)
    added_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    added_by: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=pledge_challenge, order_by=Challenge.number
    )
    talks: Mapped[list["PledgeTalk"]] = relationship(
        default_factory=list,
        order_by="PledgeTalk.talked_on, PledgeTalk.id",
        back_populates="pledge",
    )


class PledgeTalk(Base):
    """A talk with an organisation about its pledge, and what was agreed; append only."""

    __tablename__ = "pledge_talk"
    __table_args__ = (Index("ix_pledge_talk_pledge", "pledge_id", "talked_on"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), init=False)
    pledge: Mapped[Pledge] = relationship(back_populates="talks", default=None)
    talked_on: Mapped[date]
    agreed: Mapped[str]
    by_user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    by_user: Mapped[User] = relationship()
    recorded_at: Mapped[datetime]

"""Outcomes: who does what differently, what a meeting had to do with it, and how we know.

What the database must know for itself stands here as checks, or in the migration as triggers:
`outcome.event_links` counts the meetings an outcome is linked to, observations only grow,
outcomes never lead to themselves, and nothing is realised without evidence.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.core.small_groups import Figure, shown
from academie.events.models import Event
from academie.followups.evidence import Evidence
from academie.followups.history import OutcomeMove
from academie.followups.parts import (
    OutcomeActor,
    OutcomeContributor,
    OutcomeKind,
    OutcomeLine,
    OutcomePlace,
    OutcomeSource,
    outcome_challenge,
)
from academie.followups.terms import (
    Contribution,
    Direction,
    EventLink,
    Intended,
    Level,
    Nature,
    OutcomeState,
    OutcomeStatus,
    Precision,
    ReachKind,
    Significance,
    Visibility,
    outcome_label,
)
from academie.reference.models import Challenge, ChangeLine

if TYPE_CHECKING:
    from academie.followups.confirmations import Confirmation

_UNREVIEWED = "state IN ('draft', 'returned', 'withdrawn')"
_READ_ALONG = "save-update, merge, refresh-expire"
"""What changes beside an outcome is read afresh with it; what only grows need not be."""


class Outcome(Base):
    """A change in what somebody else does. Reports count only what is adopted.

    `changed_on` is the first day of the period that `changed_precision` names.
    """

    __tablename__ = "outcome"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint(
            "title <> '' AND what_changed <> '' AND significance <> '' AND contribution <> ''"
            " AND without_us <> '' AND other_factors <> ''",
            name="written",
        ),
        CheckConstraint(
            "(changed_precision = 'unknown') = (changed_on IS NULL)", name="changed_precision"
        ),
        CheckConstraint(
            "(reach_number IS NULL) = (reach_unit IS NULL)"
            " AND (reach_number IS NULL) = (reach_kind IS NULL)",
            name="reach_whole",
        ),
        CheckConstraint("reach_number >= 0", name="reach_number"),
        CheckConstraint(
            "significance IS NULL OR NOT significance_not_stated", name="significance_one"
        ),
        CheckConstraint(
            f"{_UNREVIEWED} OR significance IS NOT NULL OR significance_not_stated",
            name="significance_before_review",
        ),
        CheckConstraint(
            "(significance_score IS NULL) = (significance_scored_by_id IS NULL)",
            name="significance_scorer",
        ),
        CheckConstraint(
            "contribution IS NULL OR NOT contribution_not_stated", name="contribution_one"
        ),
        CheckConstraint(
            f"{_UNREVIEWED} OR event_links = 0"
            " OR contribution IS NOT NULL OR contribution_not_stated",
            name="contribution_before_review",
        ),
        CheckConstraint("event_links >= 0", name="event_links"),
        CheckConstraint(
            "contribution_score IS NULL OR event_links > 0", name="contribution_needs_event"
        ),
        CheckConstraint(
            "contribution_score IS NULL OR contribution_score NOT IN ('substantial', 'decisive')"
            " OR without_us IS NOT NULL",
            name="without_us",
        ),
        CheckConstraint(
            "contribution_score IS NULL OR contribution_score IN ('none', 'unknown')"
            " OR other_factors IS NOT NULL",
            name="other_factors",
        ),
        CheckConstraint(
            "nature = 'outcome' OR state IN ('draft', 'withdrawn')", name="activity_unreviewed"
        ),
        CheckConstraint("reviewer_id <> author_id", name="author_does_not_review"),
        CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="submitted"
        ),
        CheckConstraint(
            "state <> 'returned' OR (reviewer_id IS NOT NULL AND review_note IS NOT NULL)",
            name="returned",
        ),
        CheckConstraint(
            "state <> 'adopted' OR (adopted_at IS NOT NULL AND reviewer_id IS NOT NULL)",
            name="adopted",
        ),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name="withdrawn"),
        CheckConstraint(
            "state <> 'withdrawn' OR (withdrawn_by_id IS NOT NULL AND withdraw_reason IS NOT NULL)",
            name="withdrawn_why",
        ),
        Index("ix_outcome_state", "state", "adopted_at"),
        Index("ix_outcome_changed_at", "changed_at"),
        Index("ix_outcome_state_number", "state", "number"),
        Index("ix_outcome_line_number", "line", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    number: Mapped[int] = mapped_column(unique=True)
    nature: Mapped[Nature] = mapped_column(default=Nature.OUTCOME)
    title: Mapped[str]
    what_changed: Mapped[str]
    changed_on: Mapped[date | None] = mapped_column(default=None)
    changed_precision: Mapped[Precision] = mapped_column(default=Precision.UNKNOWN)
    level: Mapped[Level]
    line: Mapped[ChangeLine]
    direction: Mapped[Direction] = mapped_column(default=Direction.POSITIVE)
    intended: Mapped[Intended] = mapped_column(default=Intended.UNKNOWN)
    reach_number: Mapped[int | None] = mapped_column(default=None)
    reach_unit: Mapped[str | None] = mapped_column(default=None)
    reach_kind: Mapped[ReachKind | None] = mapped_column(default=None)
    significance: Mapped[str | None] = mapped_column(default=None)
    significance_not_stated: Mapped[bool] = mapped_column(default=False)
    significance_score: Mapped[Significance | None] = mapped_column(default=None)
    significance_scored_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id"), init=False
    )
    significance_scored_by: Mapped[User | None] = relationship(
        default=None, foreign_keys=[significance_scored_by_id]
    )
    contribution: Mapped[str | None] = mapped_column(default=None)
    contribution_not_stated: Mapped[bool] = mapped_column(default=False)
    contribution_score: Mapped[Contribution | None] = mapped_column(default=None)
    event_links: Mapped[int] = mapped_column(server_default="0", init=False)
    without_us: Mapped[str | None] = mapped_column(default=None)
    other_factors: Mapped[str | None] = mapped_column(default=None)
    child_view: Mapped[str | None] = mapped_column(default=None)
    transferable: Mapped[str | None] = mapped_column(default=None)
    visibility: Mapped[Visibility] = mapped_column(default=Visibility.INTERNAL)
    state: Mapped[OutcomeState] = mapped_column(default=OutcomeState.DRAFT)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(default=None)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    reviewer: Mapped[User | None] = relationship(default=None, foreign_keys=[reviewer_id])
    reviewed_at: Mapped[datetime | None] = mapped_column(default=None)
    review_note: Mapped[str | None] = mapped_column(default=None)
    adopted_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    withdrawn_by: Mapped[User | None] = relationship(default=None, foreign_keys=[withdrawn_by_id])
    withdraw_reason: Mapped[str | None] = mapped_column(default=None)
    actors: Mapped[list[OutcomeActor]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by=OutcomeActor.name
    )
    contributors: Mapped[list[OutcomeContributor]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by=OutcomeContributor.name
    )
    places: Mapped[list[OutcomePlace]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by=OutcomePlace.id
    )
    kinds: Mapped[list[OutcomeKind]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )
    other_lines: Mapped[list[OutcomeLine]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )
    sources: Mapped[list[OutcomeSource]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=outcome_challenge, order_by=Challenge.number
    )
    events: Mapped[list["OutcomeEvent"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", back_populates="outcome"
    )
    observations: Mapped[list["Observation"]] = relationship(
        default_factory=list,
        order_by="Observation.known_until, Observation.id",
        back_populates="outcome",
    )
    evidence: Mapped[list[Evidence]] = relationship(
        default_factory=list, cascade=_READ_ALONG, order_by=Evidence.id
    )
    moves: Mapped[list[OutcomeMove]] = relationship(default_factory=list, order_by=OutcomeMove.id)
    confirmations: Mapped[list["Confirmation"]] = relationship(
        default_factory=list,
        cascade=_READ_ALONG,
        order_by="Confirmation.id",
        back_populates="outcome",
    )

    @property
    def reach(self) -> Figure | None:
        """How many it reaches, as everybody reads it; `reach_number` is for who may write it."""
        return None if self.reach_number is None else shown(self.reach_number)

    @property
    def label(self) -> str:
        """The number as people call it: `OPB-0012`."""
        return outcome_label(self.number)

    @property
    def is_open(self) -> bool:
        """Whether its words may still change."""
        return self.state in {OutcomeState.DRAFT, OutcomeState.RETURNED}

    def may_be(self, status: OutcomeStatus) -> bool:
        """Whether somebody may see it so far: what is done is shown by something that stands."""
        return not status.needs_evidence or any(item.stands for item in self.evidence)

    @property
    def is_published(self) -> bool:
        """Whether the world may read it."""
        return self.state is OutcomeState.ADOPTED and self.visibility is Visibility.PUBLIC


class OutcomeEvent(Base):
    """How an outcome hangs together with a meeting. An outcome may have none."""

    __tablename__ = "outcome_event"
    __table_args__ = (Index("ix_outcome_event_event", "event_id"),)

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    outcome: Mapped[Outcome] = relationship(back_populates="events", default=None)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, init=False)
    event: Mapped[Event] = relationship()
    link: Mapped[EventLink]


class Observation(Base):
    """What was seen of an outcome on a day. The last one says how far it is.

    `observed_on` is the first day of the period that `precision` names, `known_until` the last day
    of it that was known when it was written down: that day says which one is the last.
    """

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("(by_party IS NULL) <> (by_user_id IS NULL)", name="one_observer"),
        CheckConstraint("precision <> 'unknown'", name="day_known"),
        CheckConstraint("known_until >= observed_on", name="known_until"),
        CheckConstraint("text <> ''", name="text"),
        Index("ix_observation_outcome", "outcome_id", "known_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome] = relationship(back_populates="observations")
    observed_on: Mapped[date]
    precision: Mapped[Precision] = mapped_column(default=Precision.DAY)
    known_until: Mapped[date]
    status: Mapped[OutcomeStatus]
    text: Mapped[str]
    by_party: Mapped[str | None] = mapped_column(default=None)
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    by_user: Mapped[User | None] = relationship(default=None)
    checkpoint_id: Mapped[int | None] = mapped_column(ForeignKey("checkpoint.id"), default=None)
    recorded_at: Mapped[datetime]

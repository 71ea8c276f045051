"""What people from outside say of an outcome, and how a "no" was settled in writing.

What was answered never changes and never goes: triggers of the migration see to it. Only the
address may be emptied, at any time.
"""

from datetime import datetime, timedelta
from typing import Any, Optional

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only, words_of
from academie.followups.bonds import bond_in, names_in
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, ConfirmationState, OutcomeState
from academie.followups.wording import same_change, what_is, wording_of

AT_MOST = 3
"""People who may be asked about one outcome; who was taken back counts no more."""
OPEN_FOR = timedelta(days=60)
ASKABLE = frozenset({OutcomeState.SUBMITTED, OutcomeState.ADOPTED})
"""When the words have settled: not while they are being written, nor when taken back."""
_WAITING = "answered_at IS NULL AND revoked_at IS NULL"


class Confirmation(Base):
    """The question to one person outside the alliance whether an outcome is true, and the answer.

    The person is known by role and party alone; `email` is emptied long before the rest.
    `wording` is what they had read when they answered. `independence` says why staff hold them to
    be independent, or why not; `bound` what we knew that bound them when they answered. Who took
    the question back is empty when the person did so. `lapsed_at` is when the worker saw that the
    time to answer was over.
    """

    __tablename__ = "confirmation"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint("role <> '' AND party <> '' AND independence <> ''", name="said"),
        CheckConstraint("sent_at >= asked_at AND expires_at > sent_at", name="order"),
        CheckConstraint(
            "(answered_at IS NULL) = (what IS NULL)"
            " AND (answered_at IS NULL) = (significance IS NULL)"
            " AND (answered_at IS NULL) = (wording IS NULL)",
            name="answered_whole",
        ),
        CheckConstraint(
            "answered_at IS NOT NULL OR (contribution IS NULL AND remark IS NULL)",
            name="unanswered_empty",
        ),
        CheckConstraint(
            "answered_at IS NULL OR (revoked_at IS NULL AND answered_at <= expires_at)",
            name="answered_in_time",
        ),
        CheckConstraint("revoked_by_id IS NULL OR revoked_at IS NOT NULL", name="revoked"),
        Index("ix_confirmation_outcome", "outcome_id"),
        Index("ix_confirmation_answered_at", "answered_at"),
        Index("ix_confirmation_waiting", "sent_at", **only(_WAITING)),
        Index("ix_confirmation_email", "email", **only("email IS NOT NULL")),
        Index(
            "uq_confirmation_address",
            "outcome_id",
            "email",
            unique=True,
            **only("email IS NOT NULL AND revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome] = relationship(back_populates="confirmations")
    role: Mapped[str]
    party: Mapped[str]
    email: Mapped[str | None]
    independent: Mapped[bool]
    independence: Mapped[str]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    reminded_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    revoked_by: Mapped[User | None] = relationship(default=None, foreign_keys=[revoked_by_id])
    answered_at: Mapped[datetime | None] = mapped_column(default=None)
    what: Mapped[Agreement | None] = mapped_column(words_of(Agreement, "what"), default=None)
    significance: Mapped[Agreement | None] = mapped_column(
        words_of(Agreement, "significance"), default=None
    )
    contribution: Mapped[Agreement | None] = mapped_column(
        words_of(Agreement, "contribution"), default=None
    )
    remark: Mapped[str | None] = mapped_column(default=None)
    wording: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
    bound: Mapped[str | None] = mapped_column(default=None)
    lapsed_at: Mapped[datetime | None] = mapped_column(default=None)
    resolution: Mapped[Optional["Resolution"]] = relationship(
        default=None, back_populates="confirmation", lazy="joined"
    )

    def state(self, now: datetime) -> ConfirmationState:
        """Tell how far the question is."""
        if self.answered_at is not None:
            return ConfirmationState.ANSWERED
        if self.revoked_at is not None:
            taken_back = self.revoked_by_id is not None
            return ConfirmationState.REVOKED if taken_back else ConfirmationState.DECLINED
        return ConfirmationState.ASKED if now <= self.expires_at else ConfirmationState.EXPIRED

    @property
    def bond(self) -> str | None:
        """What binds them, asked as independent: as was known when they answered, or since.

        Who is written into the record afterwards had a part in it all the time.
        """
        if not self.independent or self.bound is not None:
            return self.bound
        since = bond_in(names_in(self.outcome), self.party)
        return str(since) if since else None

    @property
    def is_independent(self) -> bool:
        """Whether they were asked as independent, and nothing is known that binds them."""
        return self.independent and self.bond is None

    @property
    def denies(self) -> bool:
        """Whether somebody asked as independent says that it did not happen.

        Whoever is written into the outcome after that still says so.
        """
        return self.independent and self.what is Agreement.NO

    @property
    def disputes(self) -> bool:
        """Whether that has not been settled in writing yet."""
        return self.denies and self.resolution is None

    @property
    def is_of_today(self) -> bool:
        """Whether the outcome still says what changed in the words that were read."""
        return self.wording is not None and same_change(self.wording, what_is(self.outcome))

    @property
    def confirms(self) -> bool:
        """Whether somebody independent says that all of what it tells happened."""
        return self.is_independent and self.what is Agreement.FULLY and self.is_of_today

    @property
    def who(self) -> str:
        """What is shown of the person, who has no name here."""
        return f"{self.role}, {self.party}"

    @property
    def read(self) -> dict[str, Any]:
        """What was read when it was answered; before that, what there is to read."""
        return self.wording or wording_of(self.outcome)


class Resolution(Base):
    """How the project team settled the "no" of somebody independent: in writing, once, for good."""

    __tablename__ = "confirmation_resolution"
    __table_args__ = (
        UniqueConstraint("confirmation_id"),
        CheckConstraint("text <> ''", name="text"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    confirmation_id: Mapped[int] = mapped_column(ForeignKey("confirmation.id"), init=False)
    confirmation: Mapped[Confirmation] = relationship(back_populates="resolution")
    text: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    by: Mapped[User] = relationship()
    at: Mapped[datetime]

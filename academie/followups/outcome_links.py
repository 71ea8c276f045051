"""How outcomes hang together: what led to what, and what stands beside it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeLinkKind


class OutcomeLink(Base):
    """How one outcome hangs together with another; no outcome leads back to itself.

    A link that proves wrong is withdrawn with the reason, stays to be seen, and ties nothing.
    """

    __tablename__ = "outcome_link"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="two_outcomes"),
        CheckConstraint("explanation <> ''", name="explanation"),
        CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_by_id IS NULL)"
            " AND (withdrawn_at IS NULL) = (withdraw_reason IS NULL) AND withdraw_reason <> ''",
            name="withdrawn",
        ),
        Index(
            "uq_outcome_link_live", "from_id", "to_id", unique=True, **only("withdrawn_at IS NULL")
        ),
        Index("ix_outcome_link_to", "to_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    from_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    source: Mapped[Outcome] = relationship(foreign_keys=[from_id])
    to_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    target: Mapped[Outcome] = relationship(foreign_keys=[to_id])
    kind: Mapped[OutcomeLinkKind]
    explanation: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    withdrawn_by: Mapped[User | None] = relationship(default=None)
    withdraw_reason: Mapped[str | None] = mapped_column(default=None)


LIVE = OutcomeLink.withdrawn_at.is_(None)
"""Which links hold: what was withdrawn ties nothing."""

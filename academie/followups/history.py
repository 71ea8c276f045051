"""The way of an outcome from note to figure: who moved it on, when, and with which words."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base
from academie.followups.terms import OutcomeState


class OutcomeMove(Base):
    """One step of an outcome to another state; append only.

    `by` is empty where an older version of the house did not note who handed it in.
    """

    __tablename__ = "outcome_move"
    __table_args__ = (
        CheckConstraint("state NOT IN ('returned', 'withdrawn') OR note IS NOT NULL", name="why"),
        Index("ix_outcome_move_outcome", "outcome_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    state: Mapped[OutcomeState]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    by: Mapped[User | None] = relationship()
    note: Mapped[str | None] = mapped_column(default=None)

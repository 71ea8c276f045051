"""What a member of staff typed in a step and has not saved yet: kept apart, for them alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref, only
from academie.followups.models import Outcome
from academie.followups.terms import Step


class TypedForm(Base):
    """The fields of one form as they were typed, finished or not.

    It stands beside the outcome, so that it overwrites nothing; saving the step throws it away.
    `revision` rises with each time that it was kept: who keeps over an older one is told.
    """

    __tablename__ = "typed_form"
    __table_args__ = (
        CheckConstraint("revision >= 1", name="revision"),
        CheckConstraint("outcome_id IS NOT NULL OR step = 'what'", name="new"),
        Index(
            "uq_typed_form_step",
            "user_id",
            "outcome_id",
            "step",
            unique=True,
            **only("outcome_id IS NOT NULL"),
        ),
        Index("ix_typed_form_typed_at", "typed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    user: Mapped[User] = relationship()
    outcome_id: Mapped[int | None] = mapped_column(ForeignKey("outcome.id"), init=False)
    outcome: Mapped[Outcome | None] = relationship()
    step: Mapped[Step]
    fields: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=1)
    typed_at: Mapped[datetime]

    @property
    def title(self) -> str | None:
        """What it would be called, as far as it was typed."""
        words: list[str] = self.fields.get("title") or self.fields.get("what_changed") or [""]
        return words[0].strip()[:80] or None

"""Tables of plans: what a grant asks for, a line an activity."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.core.period import Period
from academie.plans.terms import Bound, Measure, Unit


class Plan(Base):
    """What we said we would do in a period, for whom we account for it, and where that stands.

    What the source does not state of the grant is empty.
    """

    __tablename__ = "grant_plan"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="period"),
        CheckConstraint("title <> '' AND source <> ''", name="said"),
        Index("ix_grant_plan_first_on", "first_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    title: Mapped[str]
    grant_name: Mapped[str | None] = mapped_column(default=None)
    funder: Mapped[str | None] = mapped_column(default=None)
    grant_number: Mapped[str | None] = mapped_column(default=None)
    first_on: Mapped[date]
    last_on: Mapped[date]
    source: Mapped[str]
    note: Mapped[str | None] = mapped_column(default=None)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    made_by: Mapped[User] = relationship()
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    lines: Mapped[list["PlanLine"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="PlanLine.position, PlanLine.id",
        back_populates="plan",
    )

    @property
    def period(self) -> Period:
        """The days it is about."""
        return Period(first=self.first_on, last=self.last_on)


class PlanLine(Base):
    """One activity: the number or the words that were planned, and how it is counted.

    A line may have neither, when the source gives no target. A planned number holds `per` year or
    for all of the plan. Without a `measure` it is counted by hand, and `source` says from what.
    """

    __tablename__ = "grant_plan_line"
    __table_args__ = (
        CheckConstraint("position >= 1", name="position"),
        CheckConstraint("activity <> ''", name="activity"),
        CheckConstraint("planned IS NULL OR planned_text IS NULL", name="number_or_words"),
        CheckConstraint("planned >= 0", name="planned"),
        CheckConstraint(
            "(planned IS NULL) = (per IS NULL) AND (planned IS NULL) = (bound IS NULL)",
            name="number_whole",
        ),
        CheckConstraint("measure IS NOT NULL OR source IS NOT NULL", name="source_by_hand"),
        Index("ix_grant_plan_line_plan", "plan_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("grant_plan.id"), init=False)
    plan: Mapped[Plan] = relationship(back_populates="lines")
    position: Mapped[int]
    activity: Mapped[str]
    goal: Mapped[str | None] = mapped_column(default=None)
    planned: Mapped[int | None] = mapped_column(default=None)
    per: Mapped[Unit | None] = mapped_column(default=None)
    bound: Mapped[Bound | None] = mapped_column(default=None)
    planned_text: Mapped[str | None] = mapped_column(default=None)
    measure: Mapped[Measure | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody has to fill in what was done."""
        return self.measure is None

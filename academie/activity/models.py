"""Tables of activity reports; triggers of the migration keep what is adopted as it is."""

from datetime import date, datetime
from typing import Optional

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.activity.terms import FileKind
from academie.core.db import Base, new_ref, only
from academie.core.period import Period
from academie.plans.models import Plan, PlanLine


class ActivityReport(Base):
    """The account of a plan over a period: a draft until somebody else adopts it.

    A correction is a new version that `replaces` the one before, and says what changed. A plan has
    one line of versions for each period.
    """

    __tablename__ = "activity_report"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="period"),
        CheckConstraint("version >= 1", name="version"),
        CheckConstraint("(version = 1) = (replaces_id IS NULL)", name="first_replaces_none"),
        CheckConstraint("(version = 1) = (what_changed IS NULL)", name="correction_says_what"),
        CheckConstraint("what_changed <> ''", name="what_changed"),
        CheckConstraint("(adopted_at IS NULL) = (adopted_by_id IS NULL)", name="adopted"),
        CheckConstraint("adopted_by_id <> author_id", name="author_does_not_adopt"),
        CheckConstraint("replaces_id <> id", name="replaces_another"),
        UniqueConstraint("replaces_id"),
        Index(
            "uq_activity_report_first",
            *("plan_id", "first_on", "last_on"),
            unique=True,
            **only("replaces_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("grant_plan.id"), init=False)
    plan: Mapped[Plan] = relationship()
    first_on: Mapped[date]
    last_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("activity_report.id"), init=False)
    replaces: Mapped[Optional["ActivityReport"]] = relationship(
        default=None, remote_side="ActivityReport.id", back_populates="replaced_by"
    )
    replaced_by: Mapped[Optional["ActivityReport"]] = relationship(
        default=None, init=False, back_populates="replaces", uselist=False
    )
    what_changed: Mapped[str | None] = mapped_column(default=None)
    author_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), init=False)
    author: Mapped[User] = relationship(foreign_keys=[author_id])
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=0)
    adopted_at: Mapped[datetime | None] = mapped_column(default=None)
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"), init=False)
    adopted_by: Mapped[User | None] = relationship(default=None, foreign_keys=[adopted_by_id])
    lines: Mapped[list["ActivityLine"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="ActivityLine.id",
        back_populates="report",
    )
    wrote: Mapped[list["ActivityWriter"]] = relationship(
        default_factory=list, passive_deletes="all", order_by="ActivityWriter.by_id"
    )
    files: Mapped[list["ActivityFile"]] = relationship(
        default_factory=list, order_by="ActivityFile.kind"
    )

    @property
    def period(self) -> Period:
        """The days it accounts for."""
        return Period(first=self.first_on, last=self.last_on)

    @property
    def writers(self) -> set[User]:
        """Everybody who ever wrote a word in it, or in the version it began with."""
        return {self.author, *(one.by for one in self.wrote)}

    @property
    def is_adopted(self) -> bool:
        """Whether it is final."""
        return self.adopted_at is not None

    @property
    def is_replaced(self) -> bool:
        """Whether an adopted correction took its place."""
        return self.replaced_by is not None and self.replaced_by.is_adopted

    def line_of(self, line: PlanLine, part: int) -> Optional["ActivityLine"]:
        """Find what was written beside a line of the plan."""
        wanted = (line.id, part)
        return next((one for one in self.lines if (one.plan_line_id, one.part) == wanted), None)

    def file_of(self, kind: FileKind) -> Optional["ActivityFile"]:
        """Find one of its finished files."""
        return next((one for one in self.files if one.kind is kind), None)


class ActivityLine(Base):
    """What somebody wrote beside a line of the plan; `part` is as that of a `Target`.

    `number` and its `source` are of lines that are counted by hand.
    """

    __tablename__ = "activity_line"
    __table_args__ = (
        UniqueConstraint("report_id", "plan_line_id", "part"),
        CheckConstraint("part >= 0", name="part"),
        CheckConstraint("number >= 0", name="number"),
        CheckConstraint("number IS NULL OR source IS NOT NULL", name="number_has_source"),
        Index("ix_activity_line_plan_line", "plan_line_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    report_id: Mapped[int] = mapped_column(ForeignKey("activity_report.id"), init=False)
    report: Mapped[ActivityReport] = relationship(back_populates="lines")
    plan_line_id: Mapped[int] = mapped_column(
        ForeignKey("grant_plan_line.id", ondelete="CASCADE"), init=False
    )
    plan_line: Mapped[PlanLine] = relationship()
    part: Mapped[int]
    explanation: Mapped[str | None] = mapped_column(default=None)
    number: Mapped[int | None] = mapped_column(default=None)
    source: Mapped[str | None] = mapped_column(default=None)


class ActivityWriter(Base):
    """Somebody who wrote in a report, whatever became of the words; goes with a draft alone."""

    __tablename__ = "activity_writer"

    report_id: Mapped[int] = mapped_column(
        ForeignKey("activity_report.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True, init=False)
    by: Mapped[User] = relationship()


class ActivityFile(Base):
    """A finished file of an adopted report, in the store under its hash; append only."""

    __tablename__ = "activity_file"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256"),
        CheckConstraint("size > 0", name="size"),
    )

    report_id: Mapped[int] = mapped_column(
        ForeignKey("activity_report.id"), primary_key=True, init=False
    )
    kind: Mapped[FileKind] = mapped_column(primary_key=True)
    name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]

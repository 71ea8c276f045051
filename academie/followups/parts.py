"""The lists an outcome has: parties, places, sorts of change, lines, opgaven, sources."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from academie.core.db import Base
from academie.followups.terms import ChangeKind, ContributorRole, PlaceKind
from academie.reference.models import ChangeLine, KnowledgeSource

_NATIONAL = text("kind = 'national'")

outcome_challenge = Table(
    "outcome_challenge",
    Base.metadata,
    Column("outcome_id", ForeignKey("outcome.id"), primary_key=True),
    Column("challenge_id", ForeignKey("challenge.id"), primary_key=True),
)


class OutcomeActor(Base):
    """A party that does something differently; never a person."""

    __tablename__ = "outcome_actor"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(primary_key=True)


class OutcomeContributor(Base):
    """A party that helped to make the change possible."""

    __tablename__ = "outcome_contributor"
    __table_args__ = (CheckConstraint("name <> ''", name="name"),)

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[ContributorRole] = mapped_column(primary_key=True)


class OutcomePlace(Base):
    """Where the change is: a municipality, a region, or the whole country."""

    __tablename__ = "outcome_place"
    __table_args__ = (
        CheckConstraint("(kind = 'national') = (name IS NULL)", name="name"),
        UniqueConstraint("outcome_id", "kind", "name"),
        Index(
            "uq_outcome_place_national",
            "outcome_id",
            unique=True,
            sqlite_where=_NATIONAL,
            postgresql_where=_NATIONAL,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), init=False)
    kind: Mapped[PlaceKind]
    name: Mapped[str | None] = mapped_column(default=None)


class OutcomeKind(Base):
    """A sort of change that an outcome is."""

    __tablename__ = "outcome_kind"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    kind: Mapped[ChangeKind] = mapped_column(primary_key=True)


class OutcomeLine(Base):
    """A line of change beside the main one."""

    __tablename__ = "outcome_line"
    __table_args__ = (Index("ix_outcome_line_line", "line", "outcome_id"),)

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    line: Mapped[ChangeLine] = mapped_column(primary_key=True)


class OutcomeSource(Base):
    """A source of knowledge that an outcome is built on."""

    __tablename__ = "outcome_source"

    outcome_id: Mapped[int] = mapped_column(ForeignKey("outcome.id"), primary_key=True, init=False)
    source: Mapped[KnowledgeSource] = mapped_column(primary_key=True)


class OutcomeCounter(Base):
    """The number given last; its one row makes numbers unique without gaps."""

    __tablename__ = "outcome_counter"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]

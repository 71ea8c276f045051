"""Tables of the programme: its items, who contributes, and what is left to read."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    Column,
    Enum,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Table,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.events.models import Event
from academie.programme.terms import (
    ContributorRole,
    ContributorState,
    MaterialKind,
    SessionKind,
)
from academie.reference.models import KnowledgeSource

_APPROVED_ROLE = Enum(
    ContributorRole,
    name="approvedrole",  # the table has two roles, and PostgreSQL wants each check its own name
    native_enum=False,
    length=32,
    create_constraint=True,
    values_callable=lambda members: [member.value for member in members],
)
session_contributor = Table(
    "session_contributor",
    Base.metadata,
    Column("item_id", ForeignKey("session_item.id", ondelete="CASCADE"), primary_key=True),
    Column("contributor_id", ForeignKey("contributor.id", ondelete="CASCADE"), primary_key=True),
)


class SessionItem(Base):
    """One part of a meeting's programme.

    Times are kept from the start of the meeting, so that the programme moves along with it.

    Attributes:
        offset_minutes: begin, counted from the meeting's start and negative before it;
            None begins where the item before it ends (the first one at the start).
        minutes: length.
        link: where participants of this item meet or read; never public.
        origin_id: what the meeting does with the ingredient of its format that the item came with;
            None when staff added it.
    """

    __tablename__ = "session_item"
    __table_args__ = (
        CheckConstraint("offset_minutes BETWEEN -1440 AND 10080", name="offset_minutes"),
        CheckConstraint("minutes BETWEEN 1 AND 1440", name="minutes"),
        Index("ix_session_item_order", "event_id", "position"),
        Index("uq_session_item_origin", "origin_id", unique=True),
        ForeignKeyConstraint(
            ["origin_id", "event_id"], ["event_ingredient.id", "event_ingredient.event_id"]
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    position: Mapped[int]
    offset_minutes: Mapped[int | None] = mapped_column(default=None)
    minutes: Mapped[int]
    kind: Mapped[SessionKind]
    title: Mapped[str]
    text: Mapped[str | None] = mapped_column(default=None)
    room: Mapped[str | None] = mapped_column(default=None)
    link: Mapped[str | None] = mapped_column(default=None)
    origin_id: Mapped[int | None] = mapped_column(default=None)
    contributors: Mapped[list["Contributor"]] = relationship(
        default_factory=list,
        secondary=session_contributor,
        order_by="(Contributor.position, Contributor.id)",
        back_populates="items",
    )


class Contributor(Base):
    """Somebody who contributes to one meeting.

    `name`, `role` and `text` are what the organiser proposes; the world sees the approved copy
    and nothing else. Withdrawing empties the names, the texts and the address.

    Attributes:
        name: as the person wants to be called; a first name or stage name will do.
        asked_at: when approval of the present proposal was last asked for.
        wording: what the person would rather read, until the organiser has dealt with it.
    """

    __tablename__ = "contributor"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint(
            "(approved_at IS NULL) = (approved_name IS NULL)"
            " AND (approved_at IS NULL) = (approved_role IS NULL)"
            " AND (approved_at IS NOT NULL OR approved_text IS NULL)",
            name="approved_whole",
        ),
        CheckConstraint(
            "withdrawn_at IS NULL OR (approved_at IS NULL AND name IS NULL AND email IS NULL"
            " AND text IS NULL AND wording IS NULL)",
            name="withdrawn_empty",
        ),
        Index("ix_contributor_order", "event_id", "position"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    position: Mapped[int]
    name: Mapped[str | None]
    role: Mapped[ContributorRole]
    knowledge: Mapped[KnowledgeSource | None] = mapped_column(default=None)
    text: Mapped[str | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(default=None)
    link_version: Mapped[int] = mapped_column(default=1)
    asked_at: Mapped[datetime | None] = mapped_column(default=None)
    declined_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_at: Mapped[datetime | None] = mapped_column(default=None)
    approved_name: Mapped[str | None] = mapped_column(default=None)
    approved_role: Mapped[ContributorRole | None] = mapped_column(_APPROVED_ROLE, default=None)
    approved_text: Mapped[str | None] = mapped_column(default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    wording: Mapped[str | None] = mapped_column(default=None)
    items: Mapped[list[SessionItem]] = relationship(
        default_factory=list,
        secondary=session_contributor,
        order_by=SessionItem.position,
        back_populates="contributors",
    )

    @property
    def proposal(self) -> tuple[str | None, ContributorRole, str | None]:
        """What the organiser would show: name, role and text."""
        return (self.name, self.role, self.text)

    @property
    def approved(self) -> tuple[str | None, ContributorRole | None, str | None]:
        """What the person approved; the world sees this and nothing else."""
        return (self.approved_name, self.approved_role, self.approved_text)

    @property
    def state(self) -> ContributorState:
        """How far the present proposal is; an older approved copy may be shown meanwhile."""
        if self.withdrawn_at:
            return ContributorState.WITHDRAWN
        if self.name is None:
            return ContributorState.ERASED
        if self.approved_at and self.approved == self.proposal:
            return ContributorState.APPROVED
        if self.declined_at:
            return ContributorState.DECLINED
        return ContributorState.ASKED if self.asked_at else ContributorState.NOT_ASKED

    @property
    def state_since(self) -> datetime | None:
        """When it came into its state, where that is a moment."""
        return {
            ContributorState.WITHDRAWN: self.withdrawn_at,
            ContributorState.APPROVED: self.approved_at,
            ContributorState.DECLINED: self.declined_at,
            ContributorState.ASKED: self.asked_at,
        }.get(self.state)


class Material(Base):
    """Something of a meeting to read or see afterwards: a link, never a file."""

    __tablename__ = "material"
    __table_args__ = (Index("ix_material_event", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship()
    kind: Mapped[MaterialKind]
    title: Mapped[str]
    link: Mapped[str]
    public: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime]

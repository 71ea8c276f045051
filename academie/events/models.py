"""Meetings: what, where, when, and how many fit."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Table,
    UniqueConstraint,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.events.local_money import MONEY_AMOUNTS, LocalMoney
from academie.events.seating import ModeSeats, SeatPool, by_mode
from academie.events.terms import (
    EventKind,
    EventMode,
    EventStatus,
    SchoolRegion,
)
from academie.partners.models import Organisation
from academie.reference.models import Challenge, ChangeLine, Province

CLOSES_AFTER = timedelta(hours=24)
REOPENS_WITHIN = timedelta(hours=24)


event_challenge = Table(
    "event_challenge",
    Base.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("challenge_id", ForeignKey("challenge.id"), primary_key=True),
)

event_organiser = Table(
    "event_organiser",
    Base.metadata,
    Column("event_id", ForeignKey("event.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("user_account.id"), primary_key=True),
)


class Series(Base):
    """Meetings that belong together and return, such as a kenniskring.

    `usual_attendance` is how many came on average before. One that ended takes no more members.
    """

    __tablename__ = "series"
    __table_args__ = (
        CheckConstraint("target_per_year >= 1", name="target_per_year"),
        CheckConstraint("usual_attendance >= 1", name="usual_attendance"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    slug: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[EventKind]
    title: Mapped[str]
    summary: Mapped[str | None] = mapped_column(default=None)
    target_per_year: Mapped[int] = mapped_column(default=8)
    usual_attendance: Mapped[int] = mapped_column(default=40)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class Event(LocalMoney):
    """One meeting.

    One that is not `listed` stands in no agenda or feed; its own address works.
    `sequence` rises with every change that guests must hear of; each sequence has its
    `EventVersion`, so that a mail can set old and new side by side. `revision` rises with every
    saved change of its details; each revision has its `EventEdit`. `pools` holds the seats of
    each way to take part, general and kept for an audience; a breakout group has its own. An
    academy goes public only with a local wish and both lines of money pledged, or with the project
    team's reason in `gate_override`.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint(
            "registration_closes_at > registration_opens_at", name="registration_window"
        ),
        CheckConstraint("max_party BETWEEN 1 AND 10", name="max_party"),
        CheckConstraint("sequence >= 0", name="sequence"),
        CheckConstraint("status = 'draft' OR slug IS NOT NULL", name="slug_when_public"),
        CheckConstraint("status = 'draft' OR published_at IS NOT NULL", name="published"),
        CheckConstraint("(status = 'cancelled') = (cancelled_at IS NOT NULL)", name="cancelled"),
        CheckConstraint("(status = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        CheckConstraint("mode = 'online' OR status = 'draft' OR place IS NOT NULL", name="place"),
        CheckConstraint("revision >= 0", name="revision"),
        CheckConstraint(MONEY_AMOUNTS, name="money_amounts"),
        CheckConstraint(
            "kind <> 'publieksacademie' OR status = 'draft' OR gate_override IS NOT NULL OR"
            " (wish IS NOT NULL AND meeting_money = 'pledged' AND campaign_money = 'pledged')",
            name="gate",
        ),
        Index("ix_event_agenda", "status", "starts_at"),
        Index("ix_event_lists", "status", "starts_at", "ends_at", "listed"),
        Index("ix_event_ends_at", "ends_at"),
        Index("ix_event_changed_at", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    slug: Mapped[str | None] = mapped_column(default=None, unique=True)
    status: Mapped[EventStatus] = mapped_column(default=EventStatus.DRAFT)
    kind: Mapped[EventKind]
    title: Mapped[str]
    theme: Mapped[str | None] = mapped_column(default=None)
    summary: Mapped[str | None] = mapped_column(default=None)
    description: Mapped[str | None] = mapped_column(default=None)
    province: Mapped[Province | None] = mapped_column(default=None)
    mode: Mapped[EventMode]
    venue: Mapped[str | None] = mapped_column(default=None)
    address: Mapped[str | None] = mapped_column(default=None)
    place: Mapped[str | None] = mapped_column(default=None)
    access_notes: Mapped[str | None] = mapped_column(default=None)
    travel: Mapped[str | None] = mapped_column(default=None)
    join_link: Mapped[str | None] = mapped_column(default=None)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    registration_opens_at: Mapped[datetime | None] = mapped_column(default=None)
    registration_closes_at: Mapped[datetime | None] = mapped_column(default=None)
    max_party: Mapped[int] = mapped_column(default=4)
    listed: Mapped[bool] = mapped_column(default=True, server_default=true())
    organisation: Mapped[str]
    reply_address: Mapped[str]
    phone: Mapped[str]
    school_region: Mapped[SchoolRegion | None] = mapped_column(default=None)
    wish: Mapped[str | None] = mapped_column(default=None)
    gate_override: Mapped[str | None] = mapped_column(default=None)
    sequence: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[str | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    reopened_at: Mapped[datetime | None] = mapped_column(default=None)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("series.id"), init=False)
    series: Mapped[Series | None] = relationship(default=None)
    municipalities: Mapped[list["EventMunicipality"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="EventMunicipality.name"
    )
    partners: Mapped[list["EventPartner"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="EventPartner.name"
    )
    lines: Mapped[list["EventLine"]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=event_challenge, order_by=Challenge.number
    )
    pools: Mapped[list[SeatPool]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="SeatPool.id",
        primaryjoin="and_(SeatPool.event_id == Event.id, SeatPool.breakout_group_id.is_(None))",
    )
    groups: Mapped[list["BreakoutGroup"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="BreakoutGroup.position",
        back_populates="event",
    )
    organisers: Mapped[list[User]] = relationship(default_factory=list, secondary=event_organiser)
    versions: Mapped[list["EventVersion"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="EventVersion.sequence"
    )

    @property
    def closes_at(self) -> datetime:
        """The moment at which it closes by itself."""
        return max(self.ends_at, self.reopened_at or self.ends_at) + CLOSES_AFTER

    @property
    def is_public(self) -> bool:
        """Whether the world may see it."""
        return self.status is not EventStatus.DRAFT

    @property
    def seats(self) -> list[ModeSeats]:
        """How full each way to take part is, with the seats that are kept for a group."""
        return by_mode(self.pools)

    def open_for_registration(self, now: datetime) -> bool:
        """Tell whether it takes registrations at `now`; without an end, until it starts."""
        opens_at = self.registration_opens_at or self.published_at
        closes_at = self.registration_closes_at or self.starts_at
        return (
            self.status is EventStatus.PUBLISHED
            and opens_at is not None
            and opens_at <= now < min(closes_at, self.ends_at)
        )

    def open_for_callers(self, now: datetime) -> bool:
        """Tell whether staff can still register somebody who calls, until it ends."""
        return self.status is EventStatus.PUBLISHED and now < self.ends_at


class EventMunicipality(Base):
    """A municipality that a meeting is for; a region may be several."""

    __tablename__ = "event_municipality"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    name: Mapped[str] = mapped_column(primary_key=True)


class EventPartner(Base):
    """An organisation that takes part in a meeting; for staff alone.

    `organisation` is our record of it, if we have one: that goes with it when it is renamed or
    merged.
    """

    __tablename__ = "event_partner"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    name: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[int | None] = mapped_column(
        ForeignKey("organisation.id"), index=True, init=False
    )
    organisation: Mapped[Organisation | None] = relationship(default=None, lazy="joined")

    @property
    def called(self) -> str:
        """The name by which we know it now."""
        return self.organisation.name if self.organisation else self.name


class EventLine(Base):
    """A line of change that a meeting works on."""

    __tablename__ = "event_line"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    line: Mapped[ChangeLine] = mapped_column(primary_key=True)


class EventVersion(Base):
    """What guests were told under one sequence, kept to say later what changed.

    `facts` holds the words of that moment (when, where, how), never a join link.
    """

    __tablename__ = "event_version"
    __table_args__ = (UniqueConstraint("event_id", "sequence"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    sequence: Mapped[int]
    made_at: Mapped[datetime]
    facts: Mapped[dict[str, Any]]


class BreakoutGroup(Base):
    """A small group within a meeting, which a party may choose beforehand.

    `facilitator` names a person and is for staff alone. So are the notes (`problems`, `what_works`,
    `agreements`): what a group said is told to the world as an outcome, never from here.
    """

    __tablename__ = "breakout_group"
    __table_args__ = (Index("ix_breakout_group_event", "event_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship(back_populates="groups", default=None)
    position: Mapped[int]
    title: Mapped[str]
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"), init=False)
    challenge: Mapped[Challenge | None] = relationship(default=None)
    facilitator: Mapped[str | None] = mapped_column(default=None)
    problems: Mapped[str | None] = mapped_column(default=None)
    what_works: Mapped[str | None] = mapped_column(default=None)
    agreements: Mapped[str | None] = mapped_column(default=None)
    pool: Mapped[SeatPool] = relationship(
        cascade="all, delete-orphan", single_parent=True, lazy="joined", innerjoin=True
    )

"""Meetings: what, where, when, and how many fit."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.accounts.models import User
from academie.core.db import Base, new_ref
from academie.reference.models import Challenge, ChangeLine, Province

CLOSES_AFTER = timedelta(hours=24)
REOPENS_WITHIN = timedelta(hours=24)


class EventKind(StrEnum):
    """What sort of meeting it is; proper names stay Dutch."""

    PUBLIEKSACADEMIE = "publieksacademie"
    KENNISKRING = "kenniskring"
    LEERNETWERK = "leernetwerk"
    INFORMATIEBIJEENKOMST = "informatiebijeenkomst"
    PARTNERBIJEENKOMST = "partnerbijeenkomst"
    LOKALE_BIJEENKOMST = "lokale_bijeenkomst"

    @property
    def label(self) -> LazyString:
        """The name people know."""
        return _KIND_LABELS[self]

    @property
    def for_partners(self) -> bool:
        """Whether it is meant for partners of the alliance, not for everyone."""
        return self in {self.KENNISKRING, self.LEERNETWERK, self.PARTNERBIJEENKOMST}


_KIND_LABELS = {
    EventKind.PUBLIEKSACADEMIE: _("Publieksacademie"),
    EventKind.KENNISKRING: _("Kenniskring"),
    EventKind.LEERNETWERK: _("Leernetwerk lokale allianties"),
    EventKind.INFORMATIEBIJEENKOMST: _("Informatiebijeenkomst"),
    EventKind.PARTNERBIJEENKOMST: _("Partnerbijeenkomst"),
    EventKind.LOKALE_BIJEENKOMST: _("Lokale bijeenkomst"),
}


class AttendanceMode(StrEnum):
    """How one person takes part."""

    ONSITE = "onsite"
    ONLINE = "online"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _("Op locatie") if self is AttendanceMode.ONSITE else _("Online")


class EventMode(StrEnum):
    """How a meeting is held."""

    ONSITE = "onsite"
    ONLINE = "online"
    HYBRID = "hybrid"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _MODE_LABELS[self]

    @property
    def attendance_modes(self) -> tuple[AttendanceMode, ...]:
        """The ways in which people can take part."""
        if self is EventMode.HYBRID:
            return (AttendanceMode.ONSITE, AttendanceMode.ONLINE)
        return (AttendanceMode(self.value),)


_MODE_LABELS = {
    EventMode.ONSITE: _("Op locatie"),
    EventMode.ONLINE: _("Online"),
    EventMode.HYBRID: _("Op locatie en online"),
}


class EventStatus(StrEnum):
    """Where a meeting is on its way from plan to past."""

    DRAFT = "draft"
    PUBLISHED = "published"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    CLOSED = "closed"

    @property
    def label(self) -> LazyString:
        """The word people know."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    EventStatus.DRAFT: _("Concept"),
    EventStatus.PUBLISHED: _("Gepubliceerd"),
    EventStatus.POSTPONED: _("Uitgesteld"),
    EventStatus.CANCELLED: _("Gaat niet door"),
    EventStatus.CLOSED: _("Afgesloten"),
}

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


class Event(Base):
    """One meeting.

    `sequence` rises with every change that guests must hear of; each sequence has its
    `EventVersion`, so that a mail can set old and new side by side.
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
        Index("ix_event_agenda", "status", "starts_at"),
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
    organisation: Mapped[str]
    reply_address: Mapped[str]
    phone: Mapped[str]
    sequence: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    published_at: Mapped[datetime | None] = mapped_column(default=None)
    cancelled_at: Mapped[datetime | None] = mapped_column(default=None)
    cancel_reason: Mapped[str | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(default=None)
    reopened_at: Mapped[datetime | None] = mapped_column(default=None)
    municipalities: Mapped[list["EventMunicipality"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", order_by="EventMunicipality.name"
    )
    lines: Mapped[list["EventLine"]] = relationship(
        default_factory=list, cascade="all, delete-orphan"
    )
    challenges: Mapped[list[Challenge]] = relationship(
        default_factory=list, secondary=event_challenge, order_by=Challenge.number
    )
    pools: Mapped[list["SeatPool"]] = relationship(
        default_factory=list,
        cascade="all, delete-orphan",
        order_by="SeatPool.id",
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

    def open_for_registration(self, now: datetime) -> bool:
        """Tell whether it takes registrations at `now`; without an end, until it starts."""
        opens_at = self.registration_opens_at or self.published_at
        closes_at = self.registration_closes_at or self.starts_at
        return (
            self.status is EventStatus.PUBLISHED
            and opens_at is not None
            and opens_at <= now < min(closes_at, self.ends_at)
        )


class EventMunicipality(Base):
    """A municipality that a meeting is for; a region may be several."""

    __tablename__ = "event_municipality"

    event_id: Mapped[int] = mapped_column(
        ForeignKey("event.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    name: Mapped[str] = mapped_column(primary_key=True)


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


class SeatPool(Base):
    """Seats of one mode. `taken` always equals the sum of the claims on it."""

    __tablename__ = "seat_pool"
    __table_args__ = (
        CheckConstraint("taken >= 0 AND (capacity IS NULL OR taken <= capacity)", name="taken"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity"),
        Index("uq_seat_pool_mode", "event_id", "mode", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), init=False)
    event: Mapped[Event] = relationship(back_populates="pools", default=None)
    mode: Mapped[AttendanceMode]
    capacity: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)

    @property
    def left(self) -> int | None:
        """Seats that are free; None when there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

"""Registrations: who wants to come, and the seats they hold."""

from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.events.models import BreakoutGroup, Event, SeatPool
from academie.events.terms import AttendanceMode


class RegistrationStatus(StrEnum):
    """The states of a registration; coming through the door is no state but a check-in."""

    CONFIRMED = "confirmed"
    WAITLISTED = "waitlisted"
    OFFERED = "offered"
    CANCELLED = "cancelled"

    @property
    def label(self) -> LazyString:
        """The words people know."""
        return _STATUS_LABELS[self]


_STATUS_LABELS = {
    RegistrationStatus.CONFIRMED: _("Aangemeld"),
    RegistrationStatus.WAITLISTED: _("Op de wachtlijst"),
    RegistrationStatus.OFFERED: _("Plek aangeboden"),
    RegistrationStatus.CANCELLED: _("Afgemeld"),
}
_LIVE_ADDRESS = text("status <> 'cancelled' AND email IS NOT NULL")


class Registration(Base):
    """One party's place at one event, or in its waiting list.

    What is personal can be emptied; `ref` and the counts stay. `organisation_name` is what
    somebody typed, `organisation_id` the organisation of that name, when we know it.
    `told_sequence` is the event's sequence that the party last heard of, `invite_sequence` that
    of its own calendar invite. `moved` says that it was then told the
    other way to take part. `breakout_group` is its choice; who waits for the meeting holds no seat
    in the group yet.
    """

    __tablename__ = "registration"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lowercase"),
        CheckConstraint("people BETWEEN 1 AND 10", name="people"),
        CheckConstraint("invite_sequence >= 0", name="invite_sequence"),
        UniqueConstraint("event_id", "code"),
        Index(
            "uq_registration_live_address",
            "event_id",
            "email",
            unique=True,
            sqlite_where=_LIVE_ADDRESS,
            postgresql_where=_LIVE_ADDRESS,
        ),
        Index("ix_registration_line", "event_id", "mode", "status", "queued_at"),
        Index("ix_registration_breakout_group_id", "breakout_group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    given_name: Mapped[str | None]
    family_name: Mapped[str | None]
    email: Mapped[str | None]
    organisation_name: Mapped[str | None] = mapped_column(default=None)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), default=None)
    people: Mapped[int]
    mode: Mapped[AttendanceMode]
    status: Mapped[RegistrationStatus]
    code: Mapped[str]
    registered_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    status_changed_at: Mapped[datetime]
    privacy_version: Mapped[str]
    link_version: Mapped[int] = mapped_column(default=1)
    told_sequence: Mapped[int] = mapped_column(default=0)
    invite_sequence: Mapped[int | None] = mapped_column(default=None)
    moved: Mapped[bool] = mapped_column(default=False, server_default=false())
    breakout_group_id: Mapped[int | None] = mapped_column(
        ForeignKey("breakout_group.id"), init=False
    )
    breakout_group: Mapped[BreakoutGroup | None] = relationship(default=None)
    claims: Mapped[list["SeatClaim"]] = relationship(
        default_factory=list, cascade="all, delete-orphan", back_populates="registration"
    )

    @property
    def is_live(self) -> bool:
        """Whether it holds, waits for or is offered a place."""
        return self.status is not RegistrationStatus.CANCELLED

    @property
    def told_mode(self) -> AttendanceMode:
        """The way to take part that the party last heard of."""
        online = (self.mode is AttendanceMode.ONLINE) is not self.moved
        return AttendanceMode.ONLINE if online else AttendanceMode.ONSITE

    @property
    def full_name(self) -> str:
        """The name as it was given; empty once it is erased."""
        return " ".join(name for name in (self.given_name, self.family_name) if name)

    @property
    def spaced_code(self) -> str:
        """The code in two halves, as people read it aloud."""
        return f"{self.code[:3]} {self.code[3:]}"


class SeatClaim(Base):
    """The seats that a registration holds in one pool."""

    __tablename__ = "seat_claim"
    __table_args__ = (
        UniqueConstraint("registration_id", "pool_id"),
        CheckConstraint("seats >= 1", name="seats"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), init=False)
    registration: Mapped[Registration] = relationship(back_populates="claims", default=None)
    pool_id: Mapped[int] = mapped_column(ForeignKey("seat_pool.id"), init=False)
    pool: Mapped[SeatPool] = relationship()
    seats: Mapped[int]

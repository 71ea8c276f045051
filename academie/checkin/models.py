"""The door: links for volunteers, scans, and who came in."""

from datetime import datetime
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.core.db import Base, new_ref
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration


class Verdict(StrEnum):
    """What the door says of a ticket."""

    WELCOME = "welcome"
    ALREADY_IN = "already_in"
    CANCELLED = "cancelled"
    WAITING = "waiting"
    OTHER_EVENT = "other_event"
    UNKNOWN = "unknown"

    @property
    def label(self) -> LazyString:
        """The words of a list; the door itself says more."""
        return _VERDICT_LABELS[self]


_VERDICT_LABELS = {
    Verdict.WELCOME: _("Welkom"),
    Verdict.ALREADY_IN: _("Was al binnen"),
    Verdict.CANCELLED: _("Afgezegd"),
    Verdict.WAITING: _("Op de wachtlijst"),
    Verdict.OTHER_EVENT: _("Andere bijeenkomst"),
    Verdict.UNKNOWN: _("Onbekend"),
}


class ScanMethod(StrEnum):
    """How a ticket was read."""

    QR = "qr"
    CODE = "code"


class DoorLink(Base):
    """A link that opens the door of one meeting, without an account.

    `name` says who stands where ("Anna, hoofdingang"), so it can be emptied.
    """

    __tablename__ = "door_link"
    __table_args__ = (Index("ix_door_link_event", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    name: Mapped[str | None]
    created_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class Scan(Base):
    """One reading of a ticket, under the UUID the device gave it; a repeat adds nothing."""

    __tablename__ = "scan"
    __table_args__ = (Index("ix_scan_event", "event_id", "scanned_at"),)

    uuid: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    door_link_id: Mapped[int] = mapped_column(ForeignKey("door_link.id"))
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    method: Mapped[ScanMethod]
    verdict: Mapped[Verdict]
    scanned_at: Mapped[datetime]


class CheckIn(Base):
    """A party that took part: once per registration, whatever is scanned or pressed later.

    `mode` says where it came in: through a door, with the `scan_uuid` of that reading, or online,
    with one made of its own ref.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint("people >= 1", name="people"),
        Index("ix_check_in_event", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    registration_id: Mapped[int] = mapped_column(
        ForeignKey("registration.id"), unique=True, init=False
    )
    registration: Mapped[Registration] = relationship()
    scan_uuid: Mapped[str] = mapped_column(unique=True)
    people: Mapped[int]
    checked_in_at: Mapped[datetime]
    mode: Mapped[AttendanceMode] = mapped_column(
        default=AttendanceMode.ONSITE, server_default=AttendanceMode.ONSITE.value
    )


class HeadCount(Base):
    """People counted without tickets, such as at a meeting from before Academie."""

    __tablename__ = "head_count"
    __table_args__ = (CheckConstraint("people >= 0", name="people"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True, init=False)
    event: Mapped[Event] = relationship()
    people: Mapped[int]
    source: Mapped[str]
    counted_at: Mapped[datetime]

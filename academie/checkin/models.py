"""The door: links for volunteers, scans, and who came in."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from academie.checkin.terms import DoorKind, ScanMethod, Verdict
from academie.core.db import Base, new_ref, words_of
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations.models import Registration


class DoorLink(Base):
    """A link that opens the door of one meeting, without an account.

    `name` says where it is ("Hoofdingang"), so it can be emptied.
    """

    __tablename__ = "door_link"
    __table_args__ = (Index("ix_door_link_event", "event_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    name: Mapped[str | None]
    kind: Mapped[DoorKind] = mapped_column(
        default=DoorKind.SCAN, server_default=DoorKind.SCAN.value
    )
    created_at: Mapped[datetime]
    link_version: Mapped[int] = mapped_column(default=1)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)


class DoorDevice(Base):
    """A telephone that a volunteer opened a door with, until they are done or the link ends.

    `seen_at` is when it last brought its scans; `clock_offset_ms` how far its clock was ahead then.
    """

    __tablename__ = "door_device"
    __table_args__ = (Index("ix_door_device_door_link_id", "door_link_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ref: Mapped[str] = mapped_column(default_factory=new_ref, unique=True)
    door_link_id: Mapped[int] = mapped_column(ForeignKey("door_link.id"), init=False)
    door_link: Mapped[DoorLink] = relationship()
    volunteer: Mapped[str | None]
    paired_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    clock_offset_ms: Mapped[int | None] = mapped_column(BigInteger, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(default=None)


class DoorBook(Base):
    """How many lines the doors of a meeting have written down.

    Who writes the next line holds this row until it is committed, so that lines become visible in
    the order of their numbers and a device misses none.
    """

    __tablename__ = "door_book"
    __table_args__ = (CheckConstraint("lines >= 0", name="lines"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    lines: Mapped[int]


class Scan(Base):
    """One thing done at a door, under the UUID the device gave it; a repeat adds nothing.

    `people` is how many it let in. `scanned_at` is when it happened, by our clock, and
    `received_at` when we heard. A device that judged by itself `said` a verdict; when that let
    somebody in and ours did not, or the other way round, it is a `conflict`. `late` came after the
    meeting was closed. `reason` is why somebody came in all the same. `undoes` is the reading that
    was taken back; what was refused has a line too, and so has what nobody could read.
    """

    __tablename__ = "scan"
    __table_args__ = (
        CheckConstraint("people >= 0", name="people"),
        CheckConstraint("received_at >= scanned_at", name="received"),
        CheckConstraint("undoes IS NULL OR method = 'undo'", name="undoes"),
        UniqueConstraint("event_id", "number"),
        Index("ix_scan_event", "event_id", "scanned_at"),
        Index("ix_scan_registration_id", "registration_id"),
    )

    uuid: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[int]
    door_link_id: Mapped[int] = mapped_column(ForeignKey("door_link.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("door_device.id"), default=None)
    registration_id: Mapped[int | None] = mapped_column(ForeignKey("registration.id"))
    method: Mapped[ScanMethod]
    verdict: Mapped[Verdict] = mapped_column(words_of(Verdict, "verdict"))
    said: Mapped[Verdict | None] = mapped_column(words_of(Verdict, "said"), default=None)
    people: Mapped[int] = mapped_column(default=0)
    scanned_at: Mapped[datetime]
    received_at: Mapped[datetime]
    reason: Mapped[str | None] = mapped_column(default=None)
    conflict: Mapped[bool] = mapped_column(default=False)
    late: Mapped[bool] = mapped_column(default=False)
    undoes: Mapped[str | None] = mapped_column(ForeignKey("scan.uuid"), unique=True, default=None)


class CheckIn(Base):
    """A party that took part: once per registration, whatever is scanned or pressed later.

    `people` grows while the rest of a party comes in. `mode` says where it came in: through a door,
    with the `scan_uuid` of the first reading, or online, with one made of its own ref. Who was
    online before coming to the door was so `online_at`. Who has no registration came without a
    ticket, and may have left a first `name`.
    """

    __tablename__ = "check_in"
    __table_args__ = (
        CheckConstraint("people >= 1", name="people"),
        CheckConstraint("registration_id IS NULL OR name IS NULL", name="name"),
        CheckConstraint("registration_id IS NOT NULL OR mode = 'onsite'", name="walk_in"),
        CheckConstraint("online_at IS NULL OR mode = 'onsite'", name="online_at"),
        Index("ix_check_in_event", "event_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), init=False)
    event: Mapped[Event] = relationship()
    registration_id: Mapped[int | None] = mapped_column(
        ForeignKey("registration.id"), unique=True, init=False
    )
    registration: Mapped[Registration | None] = relationship(default=None)
    name: Mapped[str | None] = mapped_column(default=None)
    scan_uuid: Mapped[str] = mapped_column(unique=True)
    people: Mapped[int]
    checked_in_at: Mapped[datetime]
    online_at: Mapped[datetime | None] = mapped_column(default=None)
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


class RoomLimit(Base):
    """How many people the room of a meeting may hold, for safety; without a row nobody said."""

    __tablename__ = "room_limit"
    __table_args__ = (CheckConstraint("people >= 1", name="people"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    people: Mapped[int]

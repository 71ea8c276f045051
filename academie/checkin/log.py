"""The log of a meeting's doors, as its organiser reads it: each thing that was done, and by whom.

It is complete: what was refused or could not be read has a line too. No line names a guest.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, and_, false, func, or_, select
from sqlalchemy.orm import aliased

from academie.checkin.lookup import LATE_UNTIL
from academie.checkin.models import CheckIn, DoorDevice, DoorLink, Scan
from academie.checkin.terms import ScanMethod, Verdict
from academie.core import formats
from academie.core.db import db
from academie.events.models import Event


class ScanLine(NamedTuple):
    """A line in the log of the doors: no name and nothing to reach somebody by.

    Attributes:
        people: how many it let in.
        undid: it took something back.
        undone: that was taken back later.
        revoked: it reached us when the link of the door had been revoked.
        first_door: where the same party came in, when that was by another reading.
        first_at: when that was.
    """

    scanned_at: datetime
    received_at: datetime
    method: ScanMethod
    verdict: Verdict
    said: Verdict | None
    door_name: str | None
    volunteer: str | None
    people: int
    reason: str | None
    conflict: bool
    late: bool
    undid: bool
    undone: bool
    revoked: bool
    first_door: str | None
    first_at: datetime | None

    @property
    def outcome(self) -> LazyString:
        """What was done, or what became of the ticket."""
        is_ticket = self.method in {ScanMethod.QR, ScanMethod.CODE, ScanMethod.GUEST}
        return self.verdict.label if is_ticket else self.method.label

    @property
    def remarks(self) -> list[str]:
        """What the organiser should know of it."""
        found = (
            (self.reason and self.people, _("Toch binnen: %(reason)s.", reason=self.reason)),
            (self.conflict, self._disagreed),
            (self.conflict and self.first_at, self._before),
            (self.late, _("Kwam binnen na de sluiting.")),
            (self.revoked, _("Kwam binnen toen de deurlink was ingetrokken.")),
            (self.undone, _("Ongedaan gemaakt.")),
            (
                self.method is ScanMethod.UNDO and not self.undid,
                _("Er was niets om terug te nemen."),
            ),
        )
        return [str(words) for holds, words in found if holds]

    @property
    def _before(self) -> LazyString:
        time = formats.time_of_day(self.first_at) if self.first_at else ""
        return _(
            "Kwam om %(time)s al binnen bij: %(door)s.",
            time=time,
            door=self.first_door or _("een andere deur"),
        )

    @property
    def _disagreed(self) -> LazyString:
        if self.people and (self.method is ScanMethod.WALK_IN or self.reason):
            return _("De zaal was al vol.")
        if self.people:
            return _("Er kwamen meer mensen dan er nog verwacht werden.")
        if self.said and self.said.lets_in:
            return _("Het toestel liet deze gast binnen.")
        return _("Het toestel liet deze gast niet binnen.")


class DeviceLine(NamedTuple):
    """A telephone at a door, and when it last brought its scans; `over` says why it has ended."""

    volunteer: str | None
    door_name: str | None
    paired_at: datetime
    seen_at: datetime
    clock_offset_ms: int | None
    ended_at: datetime | None
    revoked_at: datetime | None

    @property
    def over(self) -> LazyString | None:
        """Why it has ended; what it did before may still be on it."""
        if self.revoked_at:
            return _("ingetrokken")
        return _("klaar") if self.ended_at else None


_AFTER_REVOKING = func.coalesce(Scan.received_at > DoorLink.revoked_at, false())


def devices(event: Event, *, now: datetime) -> Sequence[DeviceLine]:
    """List the telephones at the doors of a meeting, with those that ended of late."""
    lately = now - LATE_UNTIL
    rows = db.session.execute(
        select(
            DoorDevice.volunteer,
            DoorLink.name,
            DoorDevice.paired_at,
            DoorDevice.seen_at,
            DoorDevice.clock_offset_ms,
            DoorDevice.ended_at,
            DoorLink.revoked_at,
        )
        .join(DoorLink, DoorLink.id == DoorDevice.door_link_id)
        .where(
            DoorLink.event_id == event.id,
            or_(DoorLink.revoked_at.is_(None), DoorLink.revoked_at > lately),
            or_(DoorDevice.ended_at.is_(None), DoorDevice.ended_at > lately),
        )
        .order_by(DoorDevice.id)
    )
    return [DeviceLine._make(row) for row in rows]


def latest_scans(event: Event, limit: int) -> Sequence[ScanLine]:
    """List what happened last at a meeting's doors."""
    return _log(event, limit)


def notable_scans(event: Event, limit: int) -> Sequence[ScanLine]:
    """List what the organiser should know: conflicts, what came late, and who came in anyway."""
    return _log(
        event, limit, or_(Scan.conflict, Scan.late, Scan.reason.is_not(None), _AFTER_REVOKING)
    )


def _log(event: Event, limit: int, *which: ColumnElement[bool]) -> Sequence[ScanLine]:
    undoing, first, first_door = aliased(Scan), aliased(Scan), aliased(DoorLink)
    rows = db.session.execute(
        select(
            Scan.scanned_at,
            Scan.received_at,
            Scan.method,
            Scan.verdict,
            Scan.said,
            DoorLink.name,
            DoorDevice.volunteer,
            Scan.people,
            Scan.reason,
            Scan.conflict,
            Scan.late,
            Scan.undoes.is_not(None),
            undoing.uuid.is_not(None),
            _AFTER_REVOKING,
            first_door.name,
            first.scanned_at,
        )
        .join(DoorLink, DoorLink.id == Scan.door_link_id)
        .outerjoin(DoorDevice, DoorDevice.id == Scan.device_id)
        .outerjoin(undoing, undoing.undoes == Scan.uuid)
        .outerjoin(CheckIn, CheckIn.registration_id == Scan.registration_id)
        .outerjoin(first, and_(first.uuid == CheckIn.scan_uuid, first.uuid != Scan.uuid))
        .outerjoin(first_door, first_door.id == first.door_link_id)
        .where(Scan.event_id == event.id, *which)
        .order_by(Scan.scanned_at.desc(), Scan.number.desc())
        .limit(limit)
    )
    return [ScanLine._make(row) for row in rows]

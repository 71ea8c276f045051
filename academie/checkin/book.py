"""The book of a meeting's doors: what happened at them, line after line.

Whoever begins a line holds the book until the transaction ends, so the doors of one meeting write
one after the other, in the order of their numbers, and what is read meanwhile stays true. With the
book they hold the meeting, as signing off does: nobody is let in while they sign off.
"""

from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from flask_babel import lazy_gettext
from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite

from academie.checkin import lookup
from academie.checkin.lookup import Device
from academie.checkin.models import DoorBook, Scan
from academie.checkin.readings import Reading
from academie.checkin.terms import Verdict
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.events.service import show_anew

AT_ONCE = timedelta(minutes=1)
"""What reaches us within this time, its volunteer still waits for."""

_SCAN = cast("Table", Scan.__table__)
_BOOK = cast("Table", DoorBook.__table__)
_NEW_LINE = _SCAN.insert().inline()


class ForeignScanError(DomainError):
    """A device sent something under a UUID that was used at another meeting."""

    message = lazy_gettext("Deze scan hoort bij de deur van een andere bijeenkomst.")


class Line:
    """A line of the book that is being written; whoever makes one waits for the line before."""

    def __init__(self, device: Device, reading: Reading, now: datetime) -> None:
        """Take the next number, hold the meeting, and see what was `stored` under the UUID."""
        self.device, self.door, self.reading, self.now = device, device.door, reading, now
        asked = {"event_id": device.door.event_id, "lines": 1}
        self._connection = db.session.connection()
        statement = _next_line(self._connection.dialect.name)
        self.number: int = self._connection.scalar(statement, asked) or 0
        self.stored = lookup.held_with(device.door.event_id, reading.uuid)

    @property
    def is_fresh(self) -> bool:
        """Whether a volunteer still waits for the answer."""
        return self.now - self.reading.at <= AT_ONCE

    def write(self, verdict: Verdict, registration_id: int | None, **more: Any) -> None:
        """Write the line; pages that tell how many came learn of it when that was final.

        Raises:
            IntegrityError: another meeting used its UUID at this very moment.
        """
        reading = self.reading
        row = {
            "uuid": reading.uuid,
            "event_id": self.door.event_id,
            "number": self.number,
            "door_link_id": self.door.id,
            "device_id": self.device.id,
            "registration_id": registration_id,
            "method": reading.method,
            "verdict": verdict,
            "said": reading.said,
            "people": 0,
            "scanned_at": reading.at,
            "received_at": self.now,
            "reason": None,
            "conflict": False,
            "late": self.now > self.door.shuts_at,
            "undoes": None,
        }
        self._connection.execute(_NEW_LINE, row | more)
        if row["late"]:
            show_anew(db.session.get_one(Event, self.door.event_id), now=self.now)


@cache
def _next_line(dialect: str) -> Executable:
    """Write the statement that gives the next number and keeps others waiting for theirs."""
    insert = (sqlite.insert if dialect == "sqlite" else postgresql.insert)(_BOOK)
    return insert.on_conflict_do_update(
        index_elements=[_BOOK.c.event_id], set_={"lines": _BOOK.c.lines + 1}
    ).returning(_BOOK.c.lines)

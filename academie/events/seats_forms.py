"""What we ask of staff about places that are kept for a group."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _

from academie.core.clock import from_local, to_local
from academie.core.forms import DutchDateField
from academie.core.together import SharedForm
from academie.events import pools
from academie.events.fields import MAX_SEATS, whole_number
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, Audience

AUDIENCES = (Audience.RESIDENT, Audience.PROFESSIONAL, Audience.PARTNER)
OPENS = time(9)
"""At what time of the day kept places become everybody's."""


class Row(NamedTuple):
    """The places of one way to take part that may be kept for an audience.

    Attributes:
        pool: what is kept now.
    """

    mode: AttendanceMode
    audience: Audience
    pool: SeatPool | None

    @property
    def number(self) -> str:
        """The name of the field that asks how many."""
        return f"{self.mode.value}_{self.audience.value}"

    @property
    def until(self) -> str:
        """The name of the field that asks until which day."""
        return f"{self.number}_until"

    @property
    def released_at(self) -> datetime | None:
        """The moment at which they became everybody's."""
        return self.pool.released_at if self.pool else None


class Change(NamedTuple):
    """How many places to keep for whom, and until when."""

    row: Row
    capacity: int
    release_at: datetime | None


class SeatsForm(SharedForm):
    """How many places are kept, for each way to take part and each audience."""

    rows: Sequence[Row] = ()

    def of_mode(self, mode: AttendanceMode) -> list[Row]:
        """List the rows of one way to take part."""
        return [row for row in self.rows if row.mode is mode]

    def changes(self) -> list[Change]:
        """Give what to keep; where fewer are kept comes first, for others may need those."""
        found = [self._change(row) for row in self.rows if not row.released_at]
        return sorted(found, key=lambda change: change.capacity - _kept(change.row))

    def _change(self, row: Row) -> Change:
        number, day = self[row.number].data, self[row.until].data
        return Change(row, number or 0, from_local(day, OPENS) if day else None)


def form_for(event: Event) -> SeatsForm:
    """Make the form of one meeting, with what is kept now filled in."""
    rows = [
        Row(mode, audience, pools.reserved(event, mode, audience))
        for mode in event.mode.attendance_modes
        for audience in AUDIENCES
    ]
    fields = {name: field for row in rows for name, field in _fields(row)}
    form: SeatsForm = type("SeatsForm", (SeatsForm,), fields)(data=_data(rows))
    form.rows = rows
    return form


def _fields(row: Row) -> Iterator[tuple[str, Any]]:
    if row.released_at:
        return
    label = _("Plekken voor %(whom)s", whom=row.audience.plural)
    yield row.number, whole_number(label, most=MAX_SEATS)
    yield row.until, DutchDateField(_("Die voor %(whom)s komen vrij op", whom=row.audience.plural))


def _data(rows: Sequence[Row]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for row in rows:
        pool = row.pool
        data |= {row.number: None, row.until: None}
        if pool and pool.capacity and pool.release_at and not pool.released_at:
            data |= {row.number: pool.capacity, row.until: to_local(pool.release_at).date()}
    return data


def _kept(row: Row) -> int:
    return row.pool.capacity or 0 if row.pool else 0

"""What tests do to meetings."""

from datetime import datetime
from typing import Any

from academie.core.db import db
from academie.events import service
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from tests.factories import NOW


def change(event: Event, *, now: datetime = NOW, capacity: int | None = 100, **fields: Any) -> None:
    """Change a meeting, with as many seats for each way to take part, and commit."""
    capacities = {AttendanceMode.ONSITE: capacity, AttendanceMode.ONLINE: capacity}
    service.change(event, now=now, capacities=capacities, **fields)
    db.session.commit()

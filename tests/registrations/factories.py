"""Makers of registrations for tests."""

from typing import Any

from academie.core.db import db
from academie.events import groups
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.registrations import service
from academie.registrations.models import Registration
from tests.factories import NOW


def register(event: Event, email: str = "fatima@voorbeeld.nl", **fields: Any) -> Registration:
    """Register Fatima alone on site, unless said otherwise, and commit."""
    values: dict[str, Any] = {
        "given_name": "Fatima",
        "family_name": "el Idrissi",
        "email": email,
        "people": 1,
        "mode": AttendanceMode.ONSITE,
        "now": NOW,
    } | fields
    registration = service.register(event, **values)
    db.session.commit()
    return registration


def make_group(event: Event, title: str = "Schulden", **fields: Any) -> BreakoutGroup:
    """Add a breakout group on site without a limit, unless said otherwise, and commit."""
    values = {"mode": AttendanceMode.ONSITE, "capacity": None, "now": NOW} | fields
    group = groups.add(event, title=title, **values)
    db.session.commit()
    return group

"""An invented local meeting with small groups, of which some are full."""

from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.demo.people import Visitors
from academie.events import groups, service
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.reference.models import Challenge, Province
from academie.registrations import service as registrations
from academie.registrations.seats import GroupFullError

TUESDAY = 1
SEATS = 60
CHRISTMAS_WEEKS = (52, 53, 1)
GROUPS = (
    (1, 8, "Anouk Visser"),
    (8, 4, "Bram Postma"),
    (5, 12, None),
    (10, None, "Esra Demir"),
)
"""Number of the opgave, seats, and who leads the group."""

TEXT = """Partners vertellen wat zij dit jaar deden. Daarna praat je in een kleine groep.

Elke groep sluit af met afspraken. Die werken we later uit.
"""


def load_groups(now: datetime, organiser: User, visitors: Visitors) -> Event:
    """Plan the meeting with its groups, and let invented visitors choose one."""
    before = now - timedelta(days=12)
    event = service.plan(now=before, organisers=[organiser], **_details(now))
    for number, capacity, facilitator in GROUPS:
        challenge = db.session.scalars(select(Challenge).filter_by(number=number)).first()
        groups.add(
            event,
            mode=AttendanceMode.ONSITE,
            capacity=capacity,
            challenge=challenge,
            title=challenge.name if challenge else "",
            facilitator=facilitator,
            now=before,
        )
    service.publish(event, now=before)
    for turn in range(24):
        _register(event, turn, visitors.next(), before + timedelta(hours=5 * turn))
    return event


def _register(event: Event, turn: int, visitor: dict[str, Any], now: datetime) -> None:
    """Register a visitor for the next group, or for none when that is full."""
    asked: dict[str, Any] = {"mode": AttendanceMode.ONSITE, "now": now} | visitor
    try:
        registrations.register(event, group=event.groups[turn % len(GROUPS)], **asked)
    except GroupFullError:
        registrations.register(event, **asked)


def _details(now: datetime) -> dict[str, Any]:
    day = clock.to_local(now).date() + timedelta(weeks=5)
    day += timedelta(days=(TUESDAY - day.weekday()) % 7)
    while day.isocalendar().week in CHRISTMAS_WEEKS:
        day += timedelta(weeks=1)
    return {
        "title": "Lokale bijeenkomst Utrecht",
        "theme": "Samen afspraken maken",
        "kind": EventKind.LOKALE_BIJEENKOMST,
        "mode": EventMode.ONSITE,
        "venue": "Congrescentrum De Boomgaard",
        "address": "Lindelaan 15",
        "place": "Utrecht",
        "province": Province.UTRECHT,
        "description": TEXT,
        "starts_at": clock.from_local(day, time(13, 30)),
        "ends_at": clock.from_local(day, time(16, 30)),
        "capacities": {AttendanceMode.ONSITE: SEATS},
        "organisation": "Alliantie Kinderarmoede",
        "reply_address": "academie@voorbeeld.nl",
        "phone": "058-234 56 78",
    }

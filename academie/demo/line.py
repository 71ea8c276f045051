"""A waiting list at work: an offer that nobody answered, one that is open, and kept places."""

from datetime import datetime, timedelta

from sqlalchemy import select

from academie.core import clock
from academie.core.db import db
from academie.events import pools, reservations
from academie.events.models import Event
from academie.events.seats_forms import OPENS
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import offers, queries, service
from academie.registrations.models import Registration

FULL = "Publieksacademie Zeeuws-Vlaanderen"
WITH_KEPT_PLACES = "Publieksacademie Oost-Groningen"
FOR_RESIDENTS, DAYS_BEFORE = 8, 3


def load_line(now: datetime) -> None:
    """Let a party of the full meeting sign off, and keep places for residents at another one."""
    event = _meeting(FULL)
    signed_off_at = now - timedelta(hours=27)
    service.cancel(_who_makes_room(event), now=signed_off_at)
    offers.expire_due(now - timedelta(hours=3))
    _keep_places(_meeting(WITH_KEPT_PLACES), now)


def _meeting(title: str) -> Event:
    return db.session.scalars(select(Event).where(Event.title == title)).one()


def _who_makes_room(event: Event) -> Registration:
    """Find a party as large as the first two that wait for its seats."""
    parties = queries.of_event(event)
    waiting = [party.people for party in parties if party.waits_for]
    sizes = {size for size in waiting if waiting.count(size) > 1}
    return next(party for party in queries.confirmed(event) if party.people in sizes)


def _keep_places(event: Event, now: datetime) -> None:
    general = pools.general(event, AttendanceMode.ONSITE)
    free = (general.left or 0) if general else 0
    day = clock.to_local(event.starts_at).date() - timedelta(days=DAYS_BEFORE)
    reservations.reserve(
        event,
        AttendanceMode.ONSITE,
        Audience.RESIDENT,
        capacity=min(FOR_RESIDENTS, free),
        release_at=clock.from_local(day, OPENS),
        now=now,
    )

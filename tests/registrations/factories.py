"""Makers of registrations for tests."""

from datetime import datetime, timedelta
from typing import Any

from academie.core.db import db
from academie.events import groups, reservations
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience
from academie.registrations import offers, queries, service
from academie.registrations.guest_links import token_of
from academie.registrations.models import Registration, SeatOffer
from academie.registrations.more import More
from tests.factories import NOW, WHEN


def register(
    event: Event, email: str | None = "fatima@voorbeeld.nl", **fields: Any
) -> Registration:
    """Register Fatima alone on site, unless said otherwise, and commit."""
    if phone := fields.pop("phone", None):
        fields["more"] = More(phone=phone)
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


def reserve(
    event: Event,
    capacity: int,
    audience: Audience = Audience.RESIDENT,
    **fields: Any,
) -> None:
    """Keep places on site for residents until two days before, unless said otherwise."""
    values = {"release_at": WHEN - timedelta(days=2), "now": NOW} | fields
    mode = values.pop("mode", AttendanceMode.ONSITE)
    reservations.reserve(event, mode, audience, capacity=capacity, **values)
    db.session.commit()


def open_offer(registration: Registration) -> SeatOffer:
    """Give the offer that a party can answer."""
    offer = queries.open_offer(registration)
    assert offer
    return offer


def accept_offer(registration: Registration, now: datetime = NOW) -> None:
    """Take the seats that a party is offered, and commit."""
    offers.accept(open_offer(registration), now=now)
    db.session.commit()


def make_group(event: Event, title: str = "Schulden", **fields: Any) -> BreakoutGroup:
    """Add a breakout group on site without a limit, unless said otherwise, and commit."""
    values = {"mode": AttendanceMode.ONSITE, "capacity": None, "now": NOW} | fields
    group = groups.add(event, title=title, **values)
    db.session.commit()
    return group


def own_url(registration: Registration, tail: str = "") -> str:
    """Give the address of a guest's own page, or of one below it."""
    return f"/aanmelding/{token_of(registration)}{tail}"

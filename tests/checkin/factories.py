"""Makers of guests and doors for tests of the door."""

from itertools import count
from typing import Any
from uuid import uuid4

from academie.checkin import queries, service
from academie.checkin.models import DoorLink, Verdict
from academie.checkin.queries import Door
from academie.checkin.verdicts import ScanResult
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import tokens
from academie.registrations.models import Registration, RegistrationStatus
from tests.factories import NOW, WHEN

_numbers = count()


def make_guest(event: Event, **fields: Any) -> Registration:
    """Make a confirmed party of three, Fatima's, unless said otherwise."""
    values: dict[str, Any] = {
        "given_name": "Fatima",
        "family_name": "el Idrissi",
        "email": f"gast{next(_numbers)}@voorbeeld.nl",
        "people": 3,
        "mode": AttendanceMode.ONSITE,
        "status": RegistrationStatus.CONFIRMED,
        "code": f"K7M{next(_numbers):03}",
        "registered_at": NOW,
        "queued_at": NOW,
        "status_changed_at": NOW,
        "privacy_version": "1",
    } | fields
    guest = Registration(event=event, **values)
    db.session.add(guest)
    db.session.commit()
    return guest


def make_door(event: Event, name: str = "Anna, hoofdingang") -> DoorLink:
    """Make a door link."""
    made = service.make_door(event, name=name, now=NOW)
    db.session.commit()
    return made


def opened(link: DoorLink) -> Door:
    """Open a door as its volunteer does."""
    return service.open_door(service.door_token(link))


def address(link: DoorLink) -> str:
    """Give the path of a door's page."""
    return f"/deur/{service.door_token(link)}"


def ticket(guest: Registration) -> str:
    """Give what the QR code of a guest's ticket holds."""
    return tokens.sign(tokens.TicketClaim(guest.event.ref, guest.ref))


def scan(link: DoorLink, guest: Registration, *, uuid: str | None = None) -> ScanResult:
    """Scan a guest's ticket when the meeting begins."""
    return service.scan(opened(link), uuid=uuid or str(uuid4()), token=ticket(guest), now=WHEN)


def verdict(link: DoorLink, guest: Registration) -> Verdict:
    """Scan a guest's ticket and keep the verdict alone."""
    return scan(link, guest).verdict


def people_in(event: Event) -> int:
    """Count who is in by now, also what others wrote."""
    db.session.commit()
    return queries.attendance([event.id])[event.id].checked_in

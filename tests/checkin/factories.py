"""Makers of guests and doors for tests of the door."""

import base64
import hashlib
import hmac
from collections.abc import Callable
from contextvars import Context
from datetime import datetime
from itertools import count
from typing import Any
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from academie.checkin import queries, scanning, service
from academie.checkin.lookup import Device
from academie.checkin.models import DoorDevice, DoorLink
from academie.checkin.readings import Reading
from academie.checkin.terms import DoorKind, ScanMethod, Verdict
from academie.checkin.verdicts import ScanResult
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import tickets
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim
from tests.factories import NOW, WHEN

OTHER = "A"
"""A QR code of something else."""

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


def make_door(
    event: Event, name: str = "Hoofdingang", kind: DoorKind = DoorKind.SEARCH
) -> DoorLink:
    """Make a door link; unless said otherwise, one where first names are shown."""
    made = service.make_door(event, name=name, kind=kind, now=NOW)
    db.session.commit()
    return made


def make_device(link: DoorLink, volunteer: str | None = "Anna") -> DoorDevice:
    """Pair a telephone with a door."""
    made = DoorDevice(door_link=link, volunteer=volunteer, paired_at=NOW, seen_at=NOW)
    db.session.add(made)
    db.session.commit()
    return made


def paired(link: DoorLink, volunteer: str | None = "Anna") -> Device:
    """Pair a telephone with a door, and open it as its volunteer does."""
    return service.open_device(service.device_token(make_device(link, volunteer)))


def address(link: DoorLink) -> str:
    """Give the path of the page where a telephone is paired with a door."""
    return f"/deur/{service.door_token(link)}"


def device_address(link: DoorLink) -> str:
    """Pair a telephone with a door and give the path of its page."""
    return f"/deur/toestel/{service.device_token(make_device(link))}"


def ticket(guest: Registration) -> str:
    """Give what the QR code of a guest's ticket holds."""
    return tickets.token_for(guest)


def reading(**fields: Any) -> Reading:
    """Make a reading at the moment the meeting begins; by its token or code."""
    method = ScanMethod.QR if "token" in fields else ScanMethod.CODE
    values: dict[str, Any] = {"uuid": str(uuid4()), "at": WHEN, "method": method} | fields
    return Reading(**values)


def take(device: Device, now: datetime | None = None, **fields: Any) -> ScanResult:
    """Do one thing at a door, heard at once unless said otherwise."""
    done = reading(**fields)
    return scanning.take(device, done, now=now or done.at)


def scan(
    link: DoorLink, guest: Registration, *, uuid: str | None = None, volunteer: str | None = None
) -> ScanResult:
    """Scan a guest's ticket when the meeting begins."""
    device = paired(link, volunteer)
    return take(device, uuid=uuid or str(uuid4()), token=ticket(guest))


def verdict(link: DoorLink, guest: Registration) -> Verdict:
    """Scan a guest's ticket and keep the verdict alone."""
    return scan(link, guest).verdict


def walk_in(device: Device, people: int = 1, **fields: Any) -> ScanResult:
    """Let people in without a ticket."""
    return take(device, method=ScanMethod.WALK_IN, people=people, **fields)


def undo(device: Device, of: str, **fields: Any) -> ScanResult:
    """Take back what a reading did."""
    return take(device, method=ScanMethod.UNDO, of=of, **fields)


def taken(event: Event) -> int:
    """Count the seats of the room, and check that somebody holds each."""
    pool = event.pools[0]
    db.session.refresh(pool)
    held = select(func.coalesce(func.sum(SeatClaim.seats), 0)).where(SeatClaim.pool_id == pool.id)
    assert db.session.scalar(held) == pool.taken
    return pool.taken


def people_in(event: Event) -> int:
    """Count who is in by now, also what others wrote."""
    db.session.commit()
    return queries.attendance([event.id])[event.id].checked_in


def milliseconds(moment: datetime) -> int:
    """Write a moment as a device's clock does."""
    return int(moment.timestamp() * 1000)


def entry(**fields: Any) -> dict[str, Any]:
    """Make a scan as a device sends it, made when the meeting begins."""
    return {"uuid": str(uuid4()), "at": milliseconds(WHEN), "kind": "qr"} | fields


class Phone:
    """A telephone at the door: a stranger to the test's own context, without a cookie."""

    def __init__(self, app: Flask) -> None:
        """Start without having asked anything."""
        self._client = app.test_client(use_cookies=False)

    def get(self, url: str, **how: Any) -> TestResponse:
        """Ask for something."""
        return self._ask(self._client.get, url, how)

    def post(self, url: str, **how: Any) -> TestResponse:
        """Bring something."""
        return self._ask(self._client.post, url, how)

    def _ask(
        self, method: Callable[..., TestResponse], url: str, how: dict[str, Any]
    ) -> TestResponse:
        db.session.commit()
        answer = Context().run(method, url, **how)
        db.session.commit()
        return answer


def bring(phone: Phone, url: str, *scans: Any, at: datetime = WHEN) -> TestResponse:
    """Bring scans as a device does whose clock says `at`."""
    return phone.post(f"{url}/scans", json={"clock": milliseconds(at), "scans": scans})


def answers(response: TestResponse) -> list[dict[str, Any]]:
    """Read what a device hears."""
    assert response.status_code == 200
    found: list[dict[str, Any]] = response.get_json()["answers"]
    return found


def hashed(salt: str, text: str) -> str:
    """Hash a ref or a code as a browser would."""
    secret = base64.urlsafe_b64decode(salt + "==")
    digest = hmac.new(secret, text.encode(), hashlib.sha256).digest()[:8]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")

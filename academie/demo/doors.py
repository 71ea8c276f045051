"""Doors of the demo: an evening that was, with all that happens at a door, and one to try now."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from academie.checkin import queries, scanning, service
from academie.checkin.lookup import Device
from academie.checkin.readings import Reading
from academie.checkin.terms import DoorKind, ScanMethod, Verdict
from academie.events.models import Event
from academie.registrations import tickets
from academie.registrations.models import Registration

_EARLY = timedelta(minutes=40)
_A_PARTY_EACH = timedelta(seconds=45)
_WITHOUT_INTERNET = timedelta(minutes=50)


class Doors(NamedTuple):
    """A main entrance where volunteers may search, and a side door where they only scan."""

    main: Device
    side: Device


def make_doors(event: Event, *, now: datetime) -> None:
    """Make the door links of a meeting to come."""
    service.make_door(event, name="Hoofdingang", kind=DoorKind.SEARCH, now=now)
    service.make_door(event, name="Zijdeur", kind=DoorKind.SCAN, now=now)


def let_in(event: Event, guests: Sequence[Registration]) -> None:
    """Let guests in at two doors: a party in halves, mistakes undone, and some without a ticket."""
    doors = _staffed(event)
    at = event.starts_at - _EARLY
    *_others, mistaken, twice = (guest for guest in guests if guest.people == 1)
    halved = next(guest for guest in guests if guest.people > 1)
    for number, guest in enumerate(guests):
        door = doors.side if number % 3 == 0 else doors.main
        at += _A_PARTY_EACH
        first = _take(door, at, **_ticket(guest), people=1 if guest is halved else None)
        if guest is mistaken:
            _take(door, at + _A_PARTY_EACH / 2, method=ScanMethod.UNDO, of=first)
            _take(door, at + _A_PARTY_EACH, **_ticket(guest))
    _take(doors.main, at, **_ticket(halved))
    for people, name in ((2, "Joke"), (1, None)):
        _take(doors.main, at, method=ScanMethod.WALK_IN, people=people, name=name)
    _disagree(doors, twice, at)


def _staffed(event: Event) -> Doors:
    """Pair a telephone with each of two doors."""
    now = event.starts_at - timedelta(hours=1)
    make_doors(event, now=now - timedelta(days=2))
    links = reversed(queries.doors(event))
    names = ("Joke", "Hasan")
    devices = [
        service.pair(service.open_door(service.door_token(link)), volunteer=name, now=now)
        for link, name in zip(links, names, strict=True)
    ]
    return Doors(*(service.open_device(service.device_token(device)) for device in devices))


def _ticket(guest: Registration) -> dict[str, Any]:
    return {"method": ScanMethod.QR, "token": tickets.token_for(guest), "said": Verdict.WELCOME}


def _disagree(doors: Doors, guest: Registration, at: datetime) -> None:
    """Let a door without internet let in who had come in by the other one."""
    _take(doors.side, at, heard=at + _WITHOUT_INTERNET, **_ticket(guest))


def _take(door: Device, at: datetime, *, heard: datetime | None = None, **done: Any) -> str:
    """Do one thing at a door; tell under which UUID."""
    own = str(uuid.uuid4())
    scanning.take(door, Reading(uuid=own, at=at, **done), now=heard or at)
    return own

"""What the benchmark plays: a meeting, a door with tickets, and the steps of visitors."""

import html
import json
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from flask_migrate import upgrade
from sqlalchemy import update

from academie.app import create_app
from academie.checkin import service as doors
from academie.config import load_settings
from academie.core import clock, links
from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import AttendanceMode, Event, EventKind, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import service as registrations
from academie.registrations import tokens
from tools.bench_load import Client

TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
META = re.compile(rb'name="csrf-token"[^>]*content="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True)
class Scene:
    """A published meeting tomorrow, with guests who hold tickets and a door that is open."""

    slug: str
    door: str
    tickets: list[str]
    guests: list[str]

    def event_page(self, client: Client, _number: int) -> None:
        """Read the meeting's page."""
        client.get(f"/bijeenkomsten/{self.slug}")

    def register(self, client: Client, number: int) -> None:
        """Fetch the form, send it, and read the page after it, from an address of one's own."""
        path = f"/bijeenkomsten/{self.slug}/aanmelden"
        client.cookies.clear()
        source = {"X-Forwarded-For": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"}
        form = {
            "csrf_token": _token(TOKEN, client.get(path, source)),
            "given_name": "Fatima",
            "family_name": "el Idrissi",
            "email": f"bezoeker{number}@voorbeeld.nl",
            "people": "1",
        }
        _, target = client.post(path, urlencode(form), FORM | source, expected=303)
        client.get(str(target), source)

    def check_in(self, client: Client, number: int) -> None:
        """Scan a ticket at the door; each client opens the door's page once."""
        path = f"/deur/{self.door}"
        if not client.token:
            client.token = _token(META, client.get(path))
        body = json.dumps({"uuid": str(uuid.uuid4()), "token": self.tickets[number]})
        client.post(f"{path}/scan", body, JSON | {"X-CSRFToken": client.token}, expected=200)

    def ticket(self, client: Client, number: int) -> None:
        """Fetch a ticket as PDF."""
        client.get(f"/aanmelding/{self.guests[number]}/kaartje.pdf")


def build_scene(settings: dict[str, str], guests: int) -> Scene:
    """Make the database the server will run on.

    Args:
        settings: the environment of the server.
        guests: how many people hold a ticket.
    """
    with _environment(settings):
        app = create_app(load_settings())
    with app.app_context():
        upgrade()
        with write_transaction():
            scene = _fill(guests)
        db.session.remove()
        db.engine.dispose()
    return scene


def _token(place: re.Pattern[bytes], page: bytes) -> str:
    match = place.search(page)
    if match is None:
        raise RuntimeError("the page has no token")
    return html.unescape(match[1].decode())


def _fill(guests: int) -> Scene:
    now = clock.now()
    event = _meeting(now)
    door = doors.make_door(event, name="Voordeur", now=now)
    held = [
        registrations.register(
            event,
            given_name="Bram",
            family_name="de Vries",
            email=f"gast{number}@voorbeeld.nl",
            people=1,
            mode=AttendanceMode.ONSITE,
            now=now,
        )
        for number in range(guests)
    ]
    db.session.flush()
    db.session.execute(update(OutboxMessage).values(status=MessageStatus.DROPPED))
    return Scene(
        slug=str(event.slug),
        door=doors.door_token(door),
        tickets=[tokens.sign(tokens.TicketClaim(event.ref, guest.ref)) for guest in held],
        guests=[links.sign("registration", guest.ref, guest.link_version) for guest in held],
    )


def _meeting(now: datetime) -> Event:
    event = events.plan(
        now=now,
        capacities={AttendanceMode.ONSITE: None},
        kind=EventKind.PUBLIEKSACADEMIE,
        title="Publieksacademie Leeuwarden",
        theme="Verborgen armoede",
        description="Je ziet niet altijd dat een gezin weinig geld heeft.\n\nWe luisteren.",
        mode=EventMode.ONSITE,
        venue="Dorpshuis De Terphoeve",
        address="Hemrikweg 4",
        place="Leeuwarden",
        starts_at=now + timedelta(hours=12),
        ends_at=now + timedelta(hours=14),
        organisation="Alliantie Kinderarmoede",
        reply_address="academie@voorbeeld.nl",
        phone="058-234 56 78",
    )
    events.publish(event, now=now)
    return event


@contextmanager
def _environment(settings: dict[str, str]) -> Iterator[None]:
    before = os.environ.copy()
    os.environ.update(settings)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)

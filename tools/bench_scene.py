"""What the benchmark plays: a meeting, a door with tickets, and the steps of visitors."""

import html
import json
import re
import time
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode

from flask_migrate import upgrade
from sqlalchemy import update

from academie.app import create_app
from academie.checkin import service as doors
from academie.checkin.terms import DoorKind
from academie.config import load_settings
from academie.core import clock, links
from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, EventKind, EventMode, EventStatus, MoneyState
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations import service as registrations
from academie.registrations import tokens
from tools.bench_crowd import crowd, settle
from tools.bench_load import Client
from tools.bench_servers import environment

HIDDEN = re.compile(rb'<input[^>]*name="(csrf_token|seen_at)"[^>]*value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MEETINGS = 1000
FAR_AWAY = timedelta(days=60)
"""Until the first of the crowded meetings: none of them mails a reminder meanwhile."""

JSON = {"Content-Type": "application/json"}


class Form(NamedTuple):
    """A form that a visitor has open."""

    hidden: dict[str, str]
    cookies: dict[str, str]


@dataclass(frozen=True)
class Scene:
    """A published meeting tomorrow, with guests who hold tickets and a door that is open."""

    slug: str
    door: str
    tickets: list[str]
    guests: list[str]
    forms: dict[int, Form] = field(default_factory=dict)

    def event_page(self, client: Client, _number: int) -> None:
        """Read the meeting's page."""
        client.get(f"/bijeenkomsten/{self.slug}")

    def agenda(self, client: Client, _number: int) -> None:
        """Read the agenda."""
        client.get("/")

    def feed(self, client: Client, _number: int) -> None:
        """Ask for the calendar again, of which nothing has changed."""
        known = client.etag
        client.get("/agenda.ics", {"If-None-Match": known}, 304 if known else 200)

    def open_form(self, client: Client, number: int) -> None:
        """Fetch the form, as a new visitor, and keep it to send later."""
        client.cookies.clear()
        page = client.get(f"/bijeenkomsten/{self.slug}/aanmelden", _network(number))
        self.forms[number] = Form(_hidden(page), dict(client.cookies))

    def send_form(self, client: Client, number: int) -> None:
        """Send in the form that was kept, and read the page after it."""
        form = self.forms.pop(number)
        client.cookies = form.cookies
        typed = form.hidden | {
            "given_name": "Fatima",
            "family_name": "el Idrissi",
            "email": f"bezoeker{number}@voorbeeld.nl",
            "people": "1",
            "told_full": "onsite online",  # so that who comes too late waits, and is not asked
        }
        path, network = f"/bijeenkomsten/{self.slug}/aanmelden", _network(number)
        _, target = client.post(path, urlencode(typed), FORM | network, expected=303)
        client.get(str(target), network)

    def check_in(self, client: Client, number: int) -> None:
        """Scan a ticket at the door, as its script does: without a cookie."""
        at = int(time.time() * 1000)
        scan = {"uuid": str(uuid.uuid4()), "at": at, "kind": "qr", "token": self.tickets[number]}
        body = json.dumps({"clock": at, "scans": [scan]})
        client.post(f"/deur/toestel/{self.door}/scans", body, JSON, expected=200)

    def ticket(self, client: Client, number: int) -> None:
        """Fetch a ticket as PDF."""
        client.get(f"/aanmelding/{self.guests[number]}/kaartje.pdf")


def build_scene(settings: dict[str, str], guests: int, crowded: int = 0) -> Scene:
    """Make the database the server will run on.

    Args:
        settings: the environment of the server.
        guests: how many people hold a ticket.
        crowded: how many meetings there are besides for which 500 parties registered each.
    """
    with environment(settings):
        app = create_app(load_settings())
    with app.app_context():
        upgrade()
        with write_transaction():
            scene = _fill(guests, crowded)
        db.session.remove()
        settle()
        db.engine.dispose()
    return scene


def _network(number: int) -> dict[str, str]:
    """Let each visitor come from a network of their own: registrations are limited by network."""
    return {"X-Forwarded-For": f"10.{number // 65536}.{number // 256 % 256}.{number % 256}"}


def _hidden(page: bytes) -> dict[str, str]:
    """Give what the form sends along without being typed."""
    found = {name.decode(): html.unescape(value.decode()) for name, value in HIDDEN.findall(page)}
    if not found:
        raise RuntimeError("the page has no form")
    return found


def _fill(guests: int, crowded: int) -> Scene:
    now = clock.now()
    planned_at = now - timedelta(hours=1)
    event = _meeting(planned_at, starts_at=now + timedelta(hours=12))
    _plan_ahead(planned_at, MEETINGS, planned_at + timedelta(days=1))
    door = doors.make_door(event, name="Voordeur", kind=DoorKind.SEARCH, now=now)
    device = doors.pair(doors.open_door(doors.door_token(door)), volunteer="Anna", now=now)
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
    if crowded:
        crowd(held[0], _plan_ahead(planned_at, crowded, planned_at + FAR_AWAY))
    return Scene(
        slug=str(event.slug),
        door=doors.device_token(device),
        tickets=[tokens.sign(tokens.TicketClaim(event.ref, guest.ref)) for guest in held],
        guests=[links.sign("registration", guest.ref, guest.link_version) for guest in held],
    )


def _meeting(now: datetime, *, starts_at: datetime) -> Event:
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
        wish="Scholen en gemeente willen elkaar beter vinden.",
        meeting_money=MoneyState.PLEDGED,
        campaign_money=MoneyState.PLEDGED,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        organisation="Alliantie Kinderarmoede",
        reply_address="academie@voorbeeld.nl",
        phone="058-234 56 78",
    )
    events.publish(event, now=now)
    return event


def _plan_ahead(now: datetime, meetings: int, first: datetime) -> list[Event]:
    """Fill the agenda: so many meetings that each thing it does for one of them shows."""
    planned = []
    for number in range(meetings):
        starts_at = first + timedelta(days=number // 4, hours=number % 4)
        pool = SeatPool(mode=AttendanceMode.ONSITE, capacity=600)
        event = Event(
            slug=f"bijeenkomst-{first:%y%m%d}-{number}",
            status=EventStatus.PUBLISHED,
            kind=EventKind.LOKALE_BIJEENKOMST,
            title=f"Lokale bijeenkomst {number}",
            theme="Verborgen armoede",
            mode=EventMode.ONSITE,
            venue="Dorpshuis De Terphoeve",
            place="Leeuwarden",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            organisation="Alliantie Kinderarmoede",
            reply_address="academie@voorbeeld.nl",
            phone="058-234 56 78",
            created_at=now,
            changed_at=now,
            published_at=now,
            pools=[pool],
        )
        planned.append(event)
    db.session.add_all(planned)
    return planned

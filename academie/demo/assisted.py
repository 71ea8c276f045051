"""A food bank that registers people, somebody who called, and an address that takes no mail."""

import uuid
from datetime import datetime, timedelta

from sqlalchemy import select

from academie.accounts.models import User
from academie.assisted import calls, queries, service
from academie.assisted.models import AssistedVisit, HelperLink
from academie.assisted.service import Party
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations import addresses
from academie.registrations import queries as registrations
from academie.registrations import service as registration_service
from academie.registrations.more import More

FOOD_BANK = "Voedselbank Oldambt (voorbeeld)"
LIBRARY = "Bibliotheek Winschoten (voorbeeld)"
AT_THE_FOOD_BANK = (("Joke", 2, None), ("Abdel", 2, "+31612345678"), ("Truus", 1, None))
NEXT_WEEK = (("Willem", 1, "+31597123456"), ("Naima", 1, None))
ON_THE_PHONE = (("Geert", 1, "+31612345679"), ("Alie", 1, "+31597123457"))


def load_assisted(now: datetime, organiser: User) -> None:
    """Register for others at the hybrid meeting, which then moves to another hall."""
    event = db.session.scalars(
        select(Event).where(
            Event.title == "Publieksacademie Oost-Groningen", Event.status == EventStatus.PUBLISHED
        )
    ).one()
    before = now - timedelta(days=9)
    service.make_link(event, organisation=LIBRARY, seats=None, now=before)
    bank = service.make_link(event, organisation=FOOD_BANK, seats=20, now=before)
    _send(event, AT_THE_FOOD_BANK, bank, before + timedelta(hours=2))
    _send(event, NEXT_WEEK, bank, before + timedelta(days=6))
    called = _send(event, ON_THE_PHONE, organiser, before + timedelta(days=5))
    _find_a_wrong_address(event, now)
    _change_the_hall(event, now - timedelta(days=2))
    calls.note_call(queries.registered(called)[0], by=organiser, now=now - timedelta(days=1))


def _send(
    event: Event,
    parties: tuple[tuple[str, int, str | None], ...],
    by: User | HelperLink,
    now: datetime,
) -> AssistedVisit:
    onsite = AttendanceMode.ONSITE
    visit, _is_new = service.register_all(
        event,
        [
            Party(given_name=name, people=people, mode=onsite, more=More(phone=phone))
            for name, people, phone in parties
        ],
        by=by,
        key=str(uuid.uuid4()),
        now=now,
    )
    return visit


def _find_a_wrong_address(event: Event, now: datetime) -> None:
    """Let the mail of one guest come back."""
    guest = next(party for party in registrations.confirmed(event) if party.email)
    addresses.note_return(guest, now=now - timedelta(days=3))


def _change_the_hall(event: Event, now: datetime) -> None:
    """Change what guests must hear: mail tells most of them, a call the others."""
    capacities = {seats.mode: seats.capacity for seats in event.seats}
    events.change(event, now=now, capacities=capacities, venue="Cultuurhuis De Graanzolder")
    registration_service.tell_about_changes(now)

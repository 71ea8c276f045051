"""A small world for tests that look at every page: one of each thing a page can be about."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from academie.accounts import service as account_service
from academie.accounts.models import RoleName, User
from academie.checkin.models import DoorLink
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event, EventMode
from academie.followups import review
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeStatus
from academie.registrations.models import Registration, RegistrationStatus
from tests.accounts.factories import make_staff
from tests.checkin.factories import make_door, make_guest
from tests.factories import make_event
from tests.followups.factories import adopted, make_outcome, see, show


class World(NamedTuple):
    """What the pages are about: a meeting of tomorrow with all that belongs to it, and others."""

    event: Event
    others: list[Event]
    guests: list[Registration]
    doors: list[DoorLink]
    outcome: Outcome
    submitted: Outcome
    member: User
    newcomer: User


def make_world() -> World:
    """Make and commit it, around the real present."""
    now = clock.now()
    event = meeting(now + timedelta(hours=20), title="Publieksacademie Noardeast-Fryslân")
    others = other_meetings()
    told = adopted(event, now=now)
    show(told)
    see(told, OutcomeStatus.ONGOING, clock.to_local(now).date())
    submitted = make_outcome(event, now=now)
    review.submit(submitted, now=now)
    member = make_staff()
    account_service.ask_new_password(member.email, now=now)
    db.session.commit()
    return World(
        event,
        others,
        guests=[make_guest(event, status=status) for status in RegistrationStatus],
        doors=[make_door(event), make_door(others[0])],
        outcome=make_outcome(event, now=now),
        submitted=submitted,
        member=member,
        newcomer=make_staff(RoleName.READER, "nieuw@voorbeeld.nl", app=False),
    )


def meeting(starts_at: datetime, **fields: Any) -> Event:
    """Make a meeting with every fact that a page can show."""
    return make_event(
        now=clock.now() - timedelta(days=1),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        **{
            "summary": "Wat helpt kinderen die opgroeien met weinig geld?",
            "description": "Een avond over **armoede**.\n\n- voor bewoners\n- voor scholen",
            "access_notes": "Het gebouw heeft een lift.",
            "travel": "Bus 12 stopt voor de deur.",
        }
        | fields,
    )


def other_meetings() -> list[Event]:
    """Make a full meeting, one online and in a room, one put off and one called off."""
    now = clock.now()
    soon = now + timedelta(days=9)
    full = meeting(soon, title="Kenniskring", capacity=0)
    hybrid = meeting(soon, title="Leernetwerk", mode=EventMode.HYBRID, join_link="https://a.nl")
    put_off, called_off = meeting(soon, title="Uitgesteld"), meeting(soon, title="Afgezegd")
    events.postpone(put_off, now=now)
    events.cancel(called_off, reason="De zaal is dicht.", now=now)
    db.session.commit()
    return [full, hybrid, put_off, called_off]

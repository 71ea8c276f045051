"""Meetings and guests of the small world: one of each kind that a page can show."""

from datetime import datetime, timedelta
from typing import Any

from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.programme import contributors
from academie.programme.models import Contributor
from academie.registrations import offers, queries, service
from academie.registrations.models import Registration, SeatOffer
from academie.series import service as series_service
from academie.series.models import SeriesInvitation
from tests.factories import make_event
from tests.programme.factories import make_contributor, make_item
from tests.registrations.factories import register
from tests.series.factories import invite, make_member, make_series


def waiting_line(now: datetime) -> tuple[list[Registration], list[SeatOffer]]:
    """Let people wait for a room: one is offered a seat, one was too late, one is online too."""
    event = make_event(
        now=now - timedelta(days=2),
        starts_at=now + timedelta(days=9),
        ends_at=now + timedelta(days=9, hours=2),
        title="Vol",
        mode=EventMode.HYBRID,
        capacity=1,
        online_capacity=9,
    )
    first, *parties = (
        register(event, f"rij{number}@voorbeeld.nl", now=now - timedelta(hours=30))
        for number in range(4)
    )
    offers.join_online_meanwhile(parties[2], now=now)
    service.cancel(first, now=now - timedelta(hours=29))
    offers.expire_due(now)
    db.session.commit()
    return [first, *parties], list(queries.offers_of(event))


def make_contributors(event: Event) -> list[Contributor]:
    """Make somebody who has to answer, one who agreed, one who said no and one who withdrew."""
    item = make_item(event, "Een verhaal", minutes=20)
    asked, declined, withdrawn = (
        make_contributor(event, name=name) for name in ("Anna", "Bram", "Daan")
    )
    agreed = make_contributor(event, approved=True, items=[item])
    contributors.ask(asked, now=clock.now())
    contributors.reword(asked, wording="Moeder van drie.", now=clock.now())
    contributors.decline(declined, read=contributors.fingerprint(declined), now=clock.now())
    contributors.withdraw(withdrawn, now=clock.now())
    db.session.commit()
    return [asked, agreed, declined, withdrawn]


def soon_enough(now: datetime) -> datetime:
    """Find a start at which the door is open by now, of a meeting that ends before midnight."""
    late, early = now + timedelta(hours=11), now + timedelta(hours=8)
    ends = late + timedelta(hours=2)
    return late if clock.to_local(late).date() == clock.to_local(ends).date() else early


def meeting(starts_at: datetime, **fields: Any) -> Event:
    """Make a meeting with every fact that a page can show."""
    facts: dict[str, Any] = {
        "summary": "Wat helpt kinderen die opgroeien met weinig geld?",
        "description": "Een avond over **armoede**.\n\n- voor bewoners\n- voor scholen",
        "access_notes": "Het gebouw heeft een lift.",
        "travel": "Bus 12 stopt voor de deur.",
        "now": clock.now() - timedelta(days=1),
    }
    return make_event(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **(facts | fields)
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


def invitations_to_a_series(now: datetime) -> list[SeriesInvitation]:
    """Invite three members of a series: one comes, one does not, one is asked whether they stay."""
    series = make_series()
    members = [make_member(series, f"lid{number}@voorbeeld.nl", now=now) for number in range(3)]
    event = meeting(now + timedelta(days=9), kind=series.kind, title="Kenniskring", series=series)
    found = invite(event, now)
    series_service.come(found[0], mode=event.mode.attendance_modes[0], now=now)
    series_service.decline(found[1], now=now)
    members[2].asked_at = now
    make_member(series, "nieuw@voorbeeld.nl", confirmed=False, now=now)
    db.session.commit()
    return found

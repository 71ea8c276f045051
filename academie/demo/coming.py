"""Invented meetings around today: one of every sort that a visitor of the demo wants to see."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.checkin import online
from academie.core import clock
from academie.core.db import db
from academie.demo import doors
from academie.demo.partners import ORGANISATIONS, load_series
from academie.demo.people import Visitors
from academie.demo.texts import ACADEMY_TEXT, ACCESS, CIRCLE_TEXT, CONDITIONS
from academie.events import groups, parties, service
from academie.events.models import Event, EventLine, EventMunicipality
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.reference.models import Challenge, ChangeLine, Province
from academie.registrations import queries as registration_queries
from academie.registrations import service as registrations

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
EVENING = (time(19, 30), time(21, 45))
AFTERNOON = (time(14, 0), time(16, 30))
MORNING = (time(10, 0), time(11, 30))
TUESDAY_TO_THURSDAY = (1, 2, 3)
CHRISTMAS_WEEKS = (52, 53, 1)
APART = 8


def load_coming(now: datetime, organiser: User, visitors: Visitors) -> None:
    """Plan the coming meetings and let invented visitors register."""
    today = clock.to_local(now).date()
    before = now - timedelta(days=20)
    for meeting, capacities, count in _coming(today):
        event = _publish(before, organiser, capacities, **meeting)
        _register(event, visitors, count, before + timedelta(days=2))
        if ONSITE in capacities:
            doors.make_doors(event, now=before + timedelta(days=3))
    called_off = _publish(
        before, organiser, {ONSITE: 60}, **_haarlem(next(_days(today + timedelta(weeks=2))))
    )
    _register(called_off, visitors, 6, before + timedelta(days=1))
    service.cancel(
        called_off, reason="De zaal is onverwacht niet te gebruiken.", now=now - timedelta(days=1)
    )
    registrations.tell_about_changes(now)
    circle = db.session.scalars(
        select(Event).where(Event.kind == EventKind.KENNISKRING, Event.starts_at > now)
    ).one()
    load_series(now, organiser, circle)


def load_just_held(now: datetime, organiser: User, visitors: Visitors) -> Event:
    """Hold a meeting three weeks ago: registered, let in at the door and online, and closed."""
    day = next(_days(clock.to_local(now).date() - timedelta(days=32)))
    before = now - timedelta(days=67)
    event = _publish(
        before,
        organiser,
        {ONSITE: 140, ONLINE: None},
        title="Publieksacademie Emmen",
        theme="Samen om het kind",
        kind=EventKind.PUBLIEKSACADEMIE,
        mode=EventMode.HYBRID,
        join_link="https://meet.voorbeeld.nl/emmen",
        venue="Zalencentrum De Heidehof",
        address="Esweg 10",
        place="Emmen",
        province=Province.DRENTHE,
        municipalities=[EventMunicipality(name="Emmen")],
        description=ACADEMY_TEXT,
        access_notes=ACCESS,
        challenges=_challenges(4, 7),
        lines=[EventLine(line=ChangeLine.VERSTERKEN)],
        **_hours(day, EVENING),
    )
    groups.add(
        event,
        mode=AttendanceMode.ONSITE,
        capacity=20,
        challenge=None,
        title="Wie kent wie in de wijk?",
        facilitator=None,
        now=before,
    )
    _register(event, visitors, 60, before + timedelta(days=3))
    _let_in(event)
    service.close(event, now=event.closes_at)
    return event


def _coming(today: date) -> Sequence[tuple[dict[str, Any], dict[AttendanceMode, int | None], int]]:
    """List meetings with their seats and the number of parties that register."""
    days = _days(today)
    return (
        (
            {
                "title": "Publieksacademie Leeuwarden",
                "theme": "Verborgen armoede",
                "kind": EventKind.PUBLIEKSACADEMIE,
                "mode": EventMode.ONSITE,
                "venue": "Dorpshuis De Terphoeve",
                "address": "Hemrikweg 4",
                "place": "Leeuwarden",
                "province": Province.FRIESLAND,
                "municipalities": [EventMunicipality(name="Leeuwarden")],
                "description": ACADEMY_TEXT,
                "access_notes": ACCESS,
                "travel": "Bus 4 stopt voor de deur. Fietsen en parkeren is gratis.",
                "challenges": _challenges(1, 7),
                "lines": [
                    EventLine(line=ChangeLine.VERZACHTEN),
                    EventLine(line=ChangeLine.VERSTERKEN),
                ],
                **_hours(today + timedelta(days=1), EVENING),
            },
            {ONSITE: 140},
            30,
        ),
        (
            {
                "title": "Kenniskring: schulden en schaamte",
                "theme": "Zo maak je geldzorgen bespreekbaar",
                "kind": EventKind.KENNISKRING,
                "mode": EventMode.ONLINE,
                "join_link": "https://meet.voorbeeld.nl/kenniskring-schulden",
                "description": CIRCLE_TEXT,
                "challenges": _challenges(8),
                "lines": [EventLine(line=ChangeLine.VERSTERKEN)],
                **_hours(next(days), MORNING),
            },
            {ONLINE: None},
            14,
        ),
        (
            {
                "title": "Publieksacademie Oost-Groningen",
                "theme": "Kansrijk opgroeien op het platteland",
                "kind": EventKind.PUBLIEKSACADEMIE,
                "mode": EventMode.HYBRID,
                "venue": "Cultuurhuis De Graanschuur",
                "address": "Molenpad 2",
                "place": "Winschoten",
                "province": Province.GRONINGEN,
                "municipalities": [
                    EventMunicipality(name="Oldambt"),
                    EventMunicipality(name="Westerwolde"),
                ],
                "join_link": "https://meet.voorbeeld.nl/oost-groningen",
                "description": ACADEMY_TEXT,
                "access_notes": ACCESS,
                "challenges": _challenges(4, 5),
                "lines": [EventLine(line=ChangeLine.VERANDEREN)],
                **_hours(next(days), AFTERNOON),
            },
            {ONSITE: 40, ONLINE: 200},
            24,
        ),
        (
            {
                "title": "Informatiebijeenkomst lokale allianties",
                "theme": "Zo begin je samen in je gemeente",
                "kind": EventKind.INFORMATIEBIJEENKOMST,
                "mode": EventMode.ONLINE,
                "join_link": "https://meet.voorbeeld.nl/lokale-allianties",
                "description": CIRCLE_TEXT,
                "challenges": _challenges(7),
                **_hours(next(days), MORNING),
            },
            {ONLINE: 300},
            160,
        ),
        (
            {
                "title": "Publieksacademie Zeeuws-Vlaanderen",
                "theme": "Rust door grip op schulden",
                "kind": EventKind.PUBLIEKSACADEMIE,
                "mode": EventMode.ONSITE,
                "venue": "Wijkcentrum De Schelp",
                "address": "Dijkje 28",
                "place": "Terneuzen",
                "province": Province.ZEELAND,
                "municipalities": [EventMunicipality(name="Terneuzen")],
                "partners": parties.rows(["Fonds Lichtpunt", "Jeugdgezondheid Polderland"]),
                "description": ACADEMY_TEXT,
                "access_notes": ACCESS,
                "challenges": _challenges(8, 10),
                "lines": [EventLine(line=ChangeLine.VERZACHTEN)],
                **_hours(next(days), EVENING),
            },
            {ONSITE: 24},
            20,
        ),
    )


def _haarlem(day: date) -> dict[str, Any]:
    return {
        "title": "Lokale bijeenkomst Haarlem",
        "theme": "Partners vinden en binden",
        "kind": EventKind.LOKALE_BIJEENKOMST,
        "mode": EventMode.ONSITE,
        "venue": "Buurthuis De Tulp",
        "address": "Tulpenkade 1",
        "place": "Haarlem",
        "province": Province.NOORD_HOLLAND,
        "municipalities": [EventMunicipality(name="Haarlem")],
        **_hours(day, AFTERNOON),
    }


def _publish(
    now: datetime, organiser: User, capacities: dict[AttendanceMode, int | None], **fields: Any
) -> Event:
    wished = CONDITIONS if fields["kind"] is EventKind.PUBLIEKSACADEMIE else {}
    event = service.plan(
        now=now,
        capacities=capacities,
        **wished,
        organisation="Alliantie Kinderarmoede",
        reply_address="academie@voorbeeld.nl",
        phone="058-234 56 78",
        organisers=[organiser],
        **fields,
    )
    service.publish(event, now=now + timedelta(days=1))
    return event


def _days(today: date) -> Iterator[date]:
    """Yield days for meetings: Tuesdays to Thursdays outside the Christmas weeks, well apart."""
    day = today + timedelta(days=APART)
    while True:
        if day.weekday() in TUESDAY_TO_THURSDAY and day.isocalendar().week not in CHRISTMAS_WEEKS:
            yield day
            day += timedelta(days=APART)
        else:
            day += timedelta(days=1)


def _hours(day: date, hours: tuple[time, time]) -> dict[str, datetime]:
    start, end = hours
    return {
        "starts_at": clock.from_local(day, start),
        "ends_at": clock.from_local(day, end),
    }


def _challenges(*numbers: int) -> list[Challenge]:
    return list(db.session.scalars(select(Challenge).where(Challenge.number.in_(numbers))))


def _register(event: Event, visitors: Visitors, parties: int, now: datetime) -> None:
    """Let parties register one after the other; at a hybrid meeting one in three stays online."""
    modes = event.mode.attendance_modes
    for number in range(parties):
        registrations.register(
            event,
            mode=modes[-1] if number % 3 == 0 else modes[0],
            now=now + timedelta(minutes=11 * number),
            organisation=_organisation(event, number),
            **visitors.next(),
        )


def _organisation(event: Event, number: int) -> str | None:
    """Name for whom somebody comes, where that is asked."""
    return ORGANISATIONS[number % len(ORGANISATIONS)][0] if event.kind.for_partners else None


def _let_in(event: Event) -> None:
    """Let nine out of ten confirmed parties in, through the door or by their own link."""
    confirmed = registration_queries.confirmed(event)
    came = [party for number, party in enumerate(confirmed) if number % 10]
    for number, party in enumerate(each for each in came if each.mode is ONLINE):
        online.arrive(party, now=event.starts_at + timedelta(minutes=number % 20 - 10))
    doors.let_in(event, [party for party in came if party.mode is ONSITE])

"""Invented partners for the demo, and a series with its list; none of them exists."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from academie.accounts.models import User
from academie.checkin.models import HeadCount
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event, Series
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.partners import queries, service
from academie.partners.models import Scope
from academie.series import service as series_service
from academie.series.models import SeriesInvitation

LOCAL, NATIONAL = Scope.LOCAL, Scope.NATIONAL
CORE = ("Kenniscentrum Jonge Jaren", "Vereniging Sociale Steden", "Adviesgroep De Leerladder")
ORGANISATIONS = (
    ("Kenniscentrum Jonge Jaren", "kennis_en_onderzoek", None, NATIONAL, 2019),
    ("Vereniging Sociale Steden", "brancheorganisatie", None, NATIONAL, 2019),
    ("Adviesgroep De Leerladder", "onderwijs", None, NATIONAL, 2019),
    ("Gemeente Waterdrecht", "gemeente", "Waterdrecht", LOCAL, 2020),
    ("Gemeente Heideveen", "gemeente", "Heideveen", LOCAL, 2021),
    ("Gemeente Meeuwenstad", "gemeente", "Meeuwenstad", LOCAL, 2023),
    (
        "Stichting Voedselkast Meeuw",
        "maatschappelijke_organisatie",
        "Meeuwenstad",
        LOCAL,
        2022,
    ),
    ("Voedselkast Meeuw", "maatschappelijke_organisatie", None, LOCAL, None),
    ("Fonds Lichtpunt", "fonds", None, NATIONAL, 2019),
    ("Fonds De Spaarpot", "fonds", None, NATIONAL, 2021),
    ("Basisschool De Regenkraan", "onderwijs", "Waterdrecht", LOCAL, 2022),
    ("Hogeschool Noorderkade", "kennis_en_onderzoek", "Heideveen", LOCAL, 2020),
    ("Bibliotheek De Bladzij", "cultuur_sport_recreatie", "Heideveen", LOCAL, 2021),
    ("Sportkoepel Samen Bewegen", "cultuur_sport_recreatie", None, NATIONAL, 2020),
    ("Jeugdgezondheid Polderland", "zorg", "Waterdrecht", LOCAL, 2019),
    ("Wijkteam De Linde", "zorg", "Meeuwenstad", LOCAL, 2023),
    ("Welzijn Polderland", "maatschappelijke_organisatie", "Waterdrecht", LOCAL, 2020),
    ("Bakkerij Van Korrel", "bedrijfsleven", "Heideveen", LOCAL, 2024),
    ("Koepel Kinderopvang Samen", "brancheorganisatie", None, NATIONAL, 2021),
    ("Buurtcoöperatie Ons Plein", "overig", "Meeuwenstad", LOCAL, None),
)
"""Name, sector, municipality, where it works, and since when it is a partner, or None."""

MEMBERS = (
    ("Aisha", "Gemeente Waterdrecht"),
    ("Bas", "Welzijn Polderland"),
    ("Carlijn", "Jeugdgezondheid Polderland"),
    ("Dirk", "Basisschool De Regenkraan"),
    ("Elif", "Fonds Lichtpunt"),
    ("Femke", "Bibliotheek De Bladzij"),
    ("Gijs", "Hogeschool Noorderkade"),
    ("Hatice", "Wijkteam De Linde"),
    ("Iris", "Buurtcoöperatie Ons Plein"),
)
HELD = (
    (170, "Kenniskring: ouders aan het werk", 37),
    (115, "Kenniskring: gezond ontbijt op school", 44),
    (60, "Kenniskring: jongeren en schulden", 41),
)
"""How many days ago each was, and how many people were counted."""


def load_partners(now: datetime) -> None:
    """Note the organisations down."""
    for name, sector, place, scope, since in ORGANISATIONS:
        found = queries.sector_by_slug(sector)
        if found is None:
            raise LookupError(sector)
        service.add(
            name=name,
            sector=found,
            place=place,
            scope=scope,
            partner=since is not None,
            partner_since=date(since, 1, 1) if since else None,
            core=name in CORE,
            now=now,
        )


def load_series(now: datetime, organiser: User, ahead: Event) -> None:
    """Start a kenniskring with meetings of before and one ahead, to which its list is invited."""
    before = now - timedelta(days=200)
    series = series_service.start(
        title="Kenniskring Kinderarmoede",
        kind=EventKind.KENNISKRING,
        summary="Partners laten elkaar zien wat werkt. Online, in anderhalf uur.",
        now=before,
    )
    for number, (given_name, organisation) in enumerate(MEMBERS):
        member = series_service.join(
            series,
            given_name=given_name,
            email=f"{given_name.lower()}@example.nl",
            organisation=organisation,
            now=before + timedelta(days=number),
        )
        if number < len(MEMBERS) - 1:
            series_service.confirm(member, now=before + timedelta(days=number))
    for days, title, people in HELD:
        _hold(series, organiser, title, now - timedelta(days=days), people)
    ahead.series = series
    _plan_learning_network(now, organiser)
    series_service.invite(ahead, now=now - timedelta(days=2))
    _answer(now - timedelta(days=1))


def _hold(series: Series, organiser: User, title: str, about: datetime, people: int) -> None:
    """Hold a meeting of the past; people were counted and not registered."""
    event = _publish(
        about - timedelta(days=30),
        organiser,
        title=title,
        kind=series.kind,
        series=series,
        day=clock.to_local(about).date(),
    )
    events.close(event, now=event.closes_at)
    db.session.add(HeadCount(event=event, people=people, source="geteld", counted_at=event.ends_at))


def _plan_learning_network(now: datetime, organiser: User) -> None:
    """Plan a meeting that stands in no agenda: who has its address can register."""
    _publish(
        now - timedelta(days=10),
        organiser,
        title="Leernetwerk lokale allianties",
        theme="Wat werkt, en wat niet?",
        kind=EventKind.LEERNETWERK,
        listed=False,
        day=clock.to_local(now).date() + timedelta(days=33),
    )


def _publish(now: datetime, organiser: User, *, day: date, **fields: object) -> Event:
    event = events.plan(
        now=now,
        capacities={AttendanceMode.ONLINE: None},
        mode=EventMode.ONLINE,
        join_link="https://meet.voorbeeld.nl/partners",
        organisation="Alliantie Kinderarmoede",
        reply_address="academie@voorbeeld.nl",
        phone="058-234 56 78",
        organisers=[organiser],
        starts_at=clock.from_local(day, time(10, 0)),
        ends_at=clock.from_local(day, time(11, 30)),
        **fields,
    )
    events.publish(event, now=now)
    return event


def _answer(now: datetime) -> None:
    """Let four come, and one not."""
    invitations = _invitations()
    for invitation in invitations[:4]:
        series_service.come(invitation, mode=AttendanceMode.ONLINE, now=now)
    series_service.decline(invitations[4], now=now)


def _invitations() -> Sequence[SeriesInvitation]:
    return db.session.scalars(select(SeriesInvitation).order_by(SeriesInvitation.id)).all()

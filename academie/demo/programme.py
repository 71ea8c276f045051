"""What an evening of the demo looks like, with invented people who did and did not agree."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.core.db import db
from academie.events.models import Event
from academie.programme import contributors, materials, service
from academie.programme.models import Contributor, SessionItem
from academie.programme.terms import ContributorRole, MaterialKind, SessionKind
from academie.reference.models import KnowledgeSource

BEFORE = timedelta(days=6)
EVENING: tuple[dict[str, Any], ...] = (
    {
        "kind": SessionKind.ARRIVAL,
        "title": "Inloop met koffie en thee",
        "offset_minutes": -30,
        "minutes": 30,
    },
    {"kind": SessionKind.OPENING, "title": "Welkom", "offset_minutes": 0, "minutes": 10},
    {
        "kind": SessionKind.STORY,
        "title": "Een verhaal uit eigen ervaring",
        "minutes": 15,
        "text": "Iemand die armoede kent, vertelt wat hielp en wat niet.",
    },
    {"kind": SessionKind.PRESENTATION, "title": "Cijfers uit de regio", "minutes": 15},
    {
        "kind": SessionKind.PANEL,
        "title": "Gesprek met gemeente, school en kinderarts",
        "minutes": 20,
    },
    {"kind": SessionKind.BREAK, "title": "Pauze", "minutes": 10},
    {
        "kind": SessionKind.BREAKOUT,
        "title": "In kleine groepen",
        "minutes": 40,
        "room": "De zalen op de begane grond",
    },
    {
        "kind": SessionKind.HARVEST,
        "title": "Wat doe je morgen, wat doen we samen?",
        "minutes": 15,
    },
    {"kind": SessionKind.CLOSING, "title": "Muziek en afsluiting", "minutes": 10},
)


def load_programmes(now: datetime) -> None:
    """Fill the evenings in Leeuwarden and Emmen; in Leeuwarden not everybody has answered."""
    coming, held = _event("Publieksacademie Leeuwarden"), _event("Publieksacademie Emmen")
    _welcome, story, figures, panel = _programme(coming, now)[1:5]
    for person in _people_who_agreed(coming, story):
        contributors.ask(person, now=now - BEFORE)
        read = contributors.fingerprint(person)
        contributors.approve(person, read=read, now=now - BEFORE + timedelta(hours=5))
    doctor = contributors.add(
        coming,
        name="Jelle Postma",
        role=ContributorRole.PANEL_MEMBER,
        knowledge=KnowledgeSource.PRACTICE,
        text="Kinderarts in Leeuwarden.",
        email="jelle@voorbeeld.nl",
        items=[panel],
    )
    contributors.ask(doctor, now=now - timedelta(days=2))
    contributors.add(
        coming,
        name="Ineke van der Laan",
        role=ContributorRole.SPEAKER,
        knowledge=None,
        text=None,
        email="ineke@voorbeeld.nl",
        items=[figures],
    )
    _look_back(held, now)


def _look_back(held: Event, now: datetime) -> None:
    """Leave something to read of the evening in Emmen."""
    _programme(held, now)
    materials.add(
        held,
        kind=MaterialKind.REPORT,
        title="Verslag van de avond",
        link="https://voorbeeld.nl/emmen/verslag",
        public=True,
        now=now,
    )
    materials.add(
        held,
        kind=MaterialKind.SLIDES,
        title="Dia's over de cijfers van de regio",
        link="https://voorbeeld.nl/emmen/cijfers",
        public=False,
        now=now,
    )


def _event(title: str) -> Event:
    return db.session.scalars(select(Event).where(Event.title == title)).one()


def _programme(event: Event, now: datetime) -> Sequence[SessionItem]:
    return [service.add_item(event, now=now, **fields) for fields in EVENING]


def _people_who_agreed(event: Event, story: SessionItem) -> Sequence[Contributor]:
    moderator = contributors.add(
        event,
        name="Wytske Hofstra",
        role=ContributorRole.MODERATOR,
        knowledge=None,
        text="Leidt de avond.",
        email="wytske@voorbeeld.nl",
        items=[],
    )
    teller = contributors.add(
        event,
        name="Samira",
        role=ContributorRole.LIVED_EXPERIENCE,
        knowledge=KnowledgeSource.LIVED_EXPERIENCE,
        text="Vertelt hoe haar kinderen toch mee op schoolreis konden.",
        email="samira@voorbeeld.nl",
        items=[story],
    )
    return moderator, teller

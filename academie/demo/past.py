"""Meetings that were really held, with the dates their sources give, and no attendees.

Where a source names no hour, the afternoon or evening stands for it and the text says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from academie.core import clock
from academie.core.db import db
from academie.events import service
from academie.events.models import Event, EventMunicipality
from academie.events.terms import EventKind, EventMode
from academie.reference.models import Province

CONTACT = {"reply_address": "academie@voorbeeld.nl", "phone": "058-234 56 78"}
BEFORE_THE_GATE = "Gehouden voordat deze regel bestond."
HOUR_UNKNOWN = "De bron noemt geen tijd. De tijd hierboven is een schatting."
END_UNKNOWN = "De bron noemt geen eindtijd. De eindtijd hierboven is een schatting."


@dataclass(frozen=True, kw_only=True)
class Held:
    """One meeting as its source gives it."""

    key: str
    title: str
    day: date
    start: time
    end: time
    mode: EventMode
    source: str
    kind: EventKind = EventKind.PUBLIEKSACADEMIE
    theme: str | None = None
    venue: str | None = None
    place: str | None = None
    province: Province | None = None
    municipalities: tuple[str, ...] = ()
    organisation: str = "Alliantie Kinderarmoede"
    notes: tuple[str, ...] = field(default=())


HELD = (
    Held(
        key="first",
        title="Publieksacademie Groningen",
        day=date(2019, 6, 3),
        start=time(18, 30),
        end=time(21, 0),
        mode=EventMode.ONSITE,
        venue="Stadsschouwburg",
        place="Groningen",
        province=Province.GRONINGEN,
        municipalities=("Groningen",),
        organisation="Dagblad van het Noorden en de Alliantie Kinderarmoede",
        source="accare.nl en datisgroningen.com",
        notes=("De vroegste publieksacademie die openbaar te vinden is.", END_UNKNOWN),
    ),
    Held(
        key="webcast",
        title="Publieksacademie online: webcast",
        day=date(2020, 6, 29),
        start=time(14, 0),
        end=time(16, 0),
        mode=EventMode.ONLINE,
        source="perssupport.nl en kvdvk.nl",
        notes=(HOUR_UNKNOWN,),
    ),
    Held(
        key="friesland",
        title="Publieksacademie Friesland",
        theme="Verborgen armoede",
        day=date(2020, 9, 15),
        start=time(19, 30),
        end=time(22, 0),
        mode=EventMode.HYBRID,
        venue="Zaal in Leeuwarden",
        place="Leeuwarden",
        province=Province.FRIESLAND,
        municipalities=("Leeuwarden",),
        source="publieksacademie.alliantiekinderarmoede.nl",
        notes=(HOUR_UNKNOWN,),
    ),
    Held(
        key="twente_2021",
        title="Publieksacademie Twente",
        day=date(2021, 3, 24),
        start=time(14, 0),
        end=time(16, 0),
        mode=EventMode.ONLINE,
        province=Province.OVERIJSSEL,
        source="swtd.nl",
        notes=("Live vanuit het Wilminktheater. In 2020 ging de zaaleditie niet door.",),
    ),
    Held(
        key="utrecht",
        title="Publieksacademie Utrecht",
        day=date(2021, 4, 1),
        start=time(16, 0),
        end=time(18, 30),
        mode=EventMode.ONLINE,
        province=Province.UTRECHT,
        municipalities=("Utrecht",),
        organisation="Armoedecoalitie Utrecht, drie schoolbesturen en de Alliantie Kinderarmoede",
        source="armoedecoalitie-utrecht.nl",
    ),
    Held(
        key="de_volgende_stap",
        title="De Volgende Stap",
        theme="Twee jaar Alliantie Kinderarmoede",
        kind=EventKind.PARTNERBIJEENKOMST,
        day=date(2021, 4, 15),
        start=time(13, 30),
        end=time(16, 30),
        mode=EventMode.ONLINE,
        source="verslag van de bijeenkomst (001_a5d7a3ee76cf368e.txt)",
        notes=(HOUR_UNKNOWN,),
    ),
    Held(
        key="brabant",
        title="Publieksacademie Brabant",
        theme="Een toekomst zonder geldzorgen",
        day=date(2021, 9, 9),
        start=time(14, 0),
        end=time(16, 45),
        mode=EventMode.HYBRID,
        venue="Theater De Leest",
        place="Waalwijk",
        province=Province.NOORD_BRABANT,
        municipalities=("Waalwijk",),
        source="waalwijk.nl",
    ),
    Held(
        key="twente_2023",
        title="Publieksacademie Twente",
        day=date(2023, 11, 15),
        start=time(13, 30),
        end=time(16, 30),
        mode=EventMode.ONSITE,
        venue="Zaal in Oldenzaal",
        place="Oldenzaal",
        province=Province.OVERIJSSEL,
        municipalities=("Oldenzaal",),
        organisation="FNV, lokale partners en de Alliantie Kinderarmoede",
        source="publieksacademie.alliantiekinderarmoede.nl/twente-2023",
        notes=(HOUR_UNKNOWN,),
    ),
)


def load_held(now: datetime) -> Mapping[str, Event]:
    """Record the meetings, each closed the day after; give them by their keys.

    When they were announced no source says, so they count as published when recorded: now.
    """
    return {held.key: _record(held, now) for held in HELD}


def _record(held: Held, now: datetime) -> Event:
    starts_at = clock.from_local(held.day, held.start)
    ends_at = clock.from_local(held.day, held.end)
    before = starts_at - timedelta(days=1)
    event = service.plan(
        now=before,
        capacities={},
        kind=held.kind,
        title=held.title,
        theme=held.theme,
        description="\n\n".join((*held.notes, f"Bron: {held.source}.")),
        mode=held.mode,
        venue=held.venue,
        place=held.place,
        province=held.province,
        municipalities=[EventMunicipality(name=name) for name in held.municipalities],
        starts_at=starts_at,
        ends_at=ends_at,
        organisation=held.organisation,
        gate_override=BEFORE_THE_GATE if held.kind is EventKind.PUBLIEKSACADEMIE else None,
        **CONTACT,
    )
    service.publish(event, now=before)
    service.close(event, now=event.closes_at)
    event.created_at = event.published_at = now
    db.session.flush()
    return event

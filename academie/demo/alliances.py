"""Local alliances, pledges and lessons for the demo.

Haarlem and Dongen are told as 004_6b43313f35af3e89.txt tells them, and so are lessons that name
their source. All other places, partners and promises are invented.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.alliances import pledging, service
from academie.alliances.models import LocalAlliance, Pledge
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.followups.demo import PLAN, SEEN
from academie.followups.models import Outcome
from academie.followups.terms import Precision
from academie.lessons import service as lessons
from academie.lessons.terms import LessonFactor
from academie.partners import queries as partners
from academie.reference.models import Challenge, ChangeLine, Province

BRABANT, EMMEN = "Publieksacademie Brabant", "Publieksacademie Emmen"
NEXT_STEP = "De Volgende Stap"
PLEDGES = (
    ("Fonds Lichtpunt", "Wij betalen elk jaar tien kleine plannen van ouders.", 800, 430, 1),
    ("Fonds De Spaarpot", "Wij leren jongeren omgaan met geld.", 470, None, 6),
    ("Bibliotheek De Bladzij", "Elk kind leent bij ons gratis, zonder boete.", 900, 60, 5),
    ("Basisschool De Regenkraan", "Geen kind begint de dag zonder ontbijt.", 300, None, 3),
)
"""Who promises what, how many days ago it was signed and last spoken of, and its opgave."""
LESSONS: Sequence[dict[str, Any]] = (
    {
        "factor": LessonFactor.SUCCESS,
        "text": (
            "Geen van de vijf partijen kon het ontbijt alleen regelen. Het lukte doordat elke"
            " partij een deel deed en dat met de anderen afstemde."
            " Bron: 004_6b43313f35af3e89.txt."
        ),
        "transferable_to": "Andere gemeenten met een school die dit wil.",
        "outcome": 5,
        "line": ChangeLine.VERZACHTEN,
        "opgaven": (3,),
    },
    {
        "factor": LessonFactor.SUCCESS,
        "text": (
            "Een grote opgave wordt te doen als je haar in kleine vragen knipt. Partners kozen"
            " van tevoren zelf bij welke groep ze wilden zitten."
            " Bron: 001_a5d7a3ee76cf368e.txt."
        ),
        "transferable_to": "Elke bijeenkomst met veel verschillende partners.",
        "event": NEXT_STEP,
        "opgaven": (),
    },
    {
        "factor": LessonFactor.FAILURE,
        "text": (
            "Plannen blijven ver van het leven van gezinnen als beleidsmakers ze maken zonder"
            " ervaringsdeskundigen. Bron: 001_a5d7a3ee76cf368e.txt."
        ),
        "transferable_to": "Gemeenten die nieuw beleid maken.",
        "event": NEXT_STEP,
        "line": ChangeLine.VERANDEREN,
        "opgaven": (7,),
    },
)


def load_alliances(now: datetime, team: User, organiser: User) -> None:
    """Note down local alliances, pledges with talks, and lessons."""
    _of_the_plan(now, team)
    _invented(now, team)
    _pledges(now, team)
    for lesson in LESSONS:
        _learn(dict(lesson), now, team)
    lessons.add(
        author=organiser,
        now=now,
        factor=LessonFactor.FAILURE,
        text="De oproep kwam te laat bij ouders. De volgende keer hangen we eerder posters op.",
        transferable_to=None,
        event=_meeting(EMMEN),
        outcome=None,
        line=None,
        challenges=[],
    )


def _of_the_plan(now: datetime, team: User) -> None:
    since_on, since_precision = SEEN[PLAN]
    seen: dict[str, Any] = {
        "since_on": since_on,
        "since_precision": since_precision,
        "by": team,
        "now": now,
    }
    service.add(
        place="Haarlem",
        province=Province.NOORD_HOLLAND,
        initiator="Kerkelijk welzijnswerk",
        phase=AlliancePhase.EXPLORE,
        note=f"Het initiatief is genomen. De werkagenda en de partners komen nog. Bron: {PLAN}.",
        **seen,
    )
    service.add(
        place="Dongen",
        province=Province.NOORD_BRABANT,
        initiator="Gemeente Dongen",
        event=_meeting(BRABANT),
        phase=AlliancePhase.WISH,
        note=f"De gemeente wil samenwerken met private partijen. Bron: {PLAN}.",
        **seen,
    )


def _invented(now: datetime, team: User) -> None:
    today = clock.to_local(now).date()
    young = service.add(
        place="Waterdrecht",
        province=Province.DRENTHE,
        initiator="Welzijn Polderland",
        event=_meeting(EMMEN),
        phase=AlliancePhase.WISH,
        since_on=today - timedelta(days=30),
        by=team,
        now=now,
    )
    service.move_on(
        young,
        phase=AlliancePhase.EXPLORE,
        since_on=today - timedelta(days=9),
        by=team,
        now=now,
    )
    _show(young, now, team, {Criterion.SECTORS: "Lijst van wie meedoet"})
    begun = date(today.year - 2, 4, 1)
    old = service.add(
        place="Meeuwenstad",
        province=Province.ZEELAND,
        initiator="Wijkteam De Linde",
        started_on=begun,
        started_precision=Precision.QUARTER,
        phase=AlliancePhase.BUILD,
        since_on=begun,
        since_precision=Precision.QUARTER,
        by=team,
        now=now,
    )
    shown = {
        Criterion.SECTORS: "Werkagenda van Meeuwenstad",
        Criterion.NEEDS: "Verslag van drie avonden met ouders",
        Criterion.CHILD: "Werkagenda van Meeuwenstad",
    }
    _show(old, now, team, shown)


def _show(alliance: LocalAlliance, now: datetime, team: User, titles: dict[Criterion, str]) -> None:
    for criterion, title in titles.items():
        day = clock.to_local(now).date() - timedelta(days=20)
        service.show(alliance, criterion, title=title, dated_on=day, by=team, now=now)


def _pledges(now: datetime, team: User) -> None:
    today, held = clock.to_local(now).date(), _meeting(EMMEN)
    for name, text, signed, talked, opgave in PLEDGES:
        day = today - timedelta(days=signed)
        pledge = _sign(name, text=text, signed_on=day, opgave=opgave, by=team, now=now)
        if talked is not None:
            pledging.talk(
                pledge,
                talked_on=today - timedelta(days=talked),
                agreed="Het loopt goed. Volgend jaar spreken we elkaar weer.",
                by=team,
                now=now,
            )
    _sign(
        "Bakkerij Van Korrel",
        text="Wij bakken elke week brood voor de school.",
        signed_on=clock.to_local(held.starts_at).date(),
        event=held,
        opgave=3,
        by=team,
        now=now,
    )


def _sign(name: str, *, opgave: int, **fields: Any) -> Pledge:
    organisation = partners.by_name(name)
    if organisation is None:
        raise LookupError(name)
    return pledging.sign(organisation=organisation, challenges=_challenges((opgave,)), **fields)


def _learn(lesson: dict[str, Any], now: datetime, team: User) -> None:
    event, number = lesson.pop("event", None), lesson.pop("outcome", None)
    told = db.session.scalar(select(Outcome).where(Outcome.number == number))
    written = lessons.add(
        author=team,
        now=now,
        event=_meeting(event) if event else None,
        outcome=told,
        challenges=_challenges(lesson.pop("opgaven")),
        line=lesson.pop("line", None),
        **lesson,
    )
    lessons.publish(written, now=now)


def _meeting(title: str) -> Event:
    found = select(Event).where(Event.title.startswith(title), Event.starts_at < clock.now())
    return db.session.scalars(found).one()


def _challenges(numbers: Sequence[int]) -> list[Challenge]:
    current = select(Challenge).where(Challenge.number.in_(numbers), Challenge.valid_to.is_(None))
    return list(db.session.scalars(current))

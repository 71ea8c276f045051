"""Invented requests for an academy: some in every column of the board."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventMode, MoneyState
from academie.followups import transfer
from academie.reference.models import Province
from academie.requests import service
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus

PLEDGED, IN_TALKS, NOT_YET = MoneyState.PLEDGED, MoneyState.IN_TALKS, MoneyState.NOT_YET
UNTIL_DATE = timedelta(days=47)
NEXT_STEPS = "We bellen je deze week. Dan kiezen we samen de zaal en de sprekers."
WHY_NOT = (
    "Een week eerder is er al een publieksacademie in de buurt. Doe daar gerust aan mee."
    " Volgend jaar kijken we opnieuw."
)
QUESTION = "Welke werkgevers doen al mee? En wie betaalt de campagne?"
ANSWER = "Twee bakkerijen en een bouwbedrijf. Over de campagne praten we met het fonds."


def load_wishes(now: datetime, team: User, organiser: User) -> None:
    """Let invented people ask for an academy, and the project team answer some of them."""
    _new(now)
    _in_conversation(now, team)
    _decided(now, team, organiser)


def _new(now: datetime) -> None:
    _ask(
        now - timedelta(days=2),
        organisation="Bibliotheek Emmen",
        place="Emmen",
        province=Province.DRENTHE,
        wish="Scholen en gemeente willen elkaar beter vinden.",
        meeting_money=IN_TALKS,
    )
    _ask(
        now - timedelta(days=4),
        organisation="Stichting De Brug",
        place="Súdwest-Fryslân",
        province=Province.FRIESLAND,
        wish="Werkgevers bij het gesprek krijgen.",
        meeting_money=PLEDGED,
        meeting_money_amount=3500,
        meeting_money_proof="Brief van de gemeente",
    )
    _ask(
        now - timedelta(days=5),
        organisation="Stichting Voedselkast Meeuw",
        place="Meeuwenstad",
        wish="Een ontbijt op school, zoals in Zoetermeer.",
        source_outcome_id=_breakfast(),
    )


def _in_conversation(now: datetime, team: User) -> None:
    oss = _ask(
        now - timedelta(days=44),
        organisation="Gemeente Oss",
        place="Noordoost-Brabant",
        province=Province.NOORD_BRABANT,
        wish="Een lokale alliantie beginnen.",
        meeting_money=PLEDGED,
        meeting_money_amount=5000,
        campaign_money=IN_TALKS,
    )
    service.ask(oss, user=team, text=QUESTION, now=now - timedelta(days=20))
    service.answer(oss, text=ANSWER, now=now - timedelta(days=6))
    breakfast = _ask(
        now - timedelta(days=59),
        organisation="Welzijn Zoetermeer",
        place="Zoetermeer",
        province=Province.ZUID_HOLLAND,
        wish="Schoolontbijt op meer scholen.",
    )
    text = "Welke scholen willen dit graag?"
    service.ask(breakfast, user=team, text=text, now=now - timedelta(days=57))


def _decided(now: datetime, team: User, organiser: User) -> None:
    _link(
        "Publieksacademie Leeuwarden",
        team,
        organisation="Gemeente Leeuwarden",
        place="Leeuwarden",
        province=Province.FRIESLAND,
        campaign_money=PLEDGED,
    )
    _link(
        "Publieksacademie Oost-Groningen",
        team,
        organisation="Stichting Samen Ontbijten (verzonnen)",
        place="Winschoten",
        province=Province.GRONINGEN,
        source_outcome_id=_breakfast(),
    )
    _accept(now, team, organiser)
    refused = _ask(
        now - timedelta(days=70),
        organisation="Buurthuis De Waag",
        place="Assen",
        province=Province.DRENTHE,
        wish="Meer mensen die de regelingen kennen.",
    )
    service.decline(refused, user=team, reason=WHY_NOT, now=now - timedelta(days=60))


def _accept(now: datetime, team: User, organiser: User) -> None:
    """Say yes to a request whose campaign is not paid for yet, so that it stays a draft."""
    almere = _ask(
        now - timedelta(days=25),
        organisation="Welzijn Almere",
        place="Almere",
        province=Province.FLEVOLAND,
        wish="Ouders en scholen willen samen praten over geldzorgen.",
        email=organiser.email,
        meeting_money=PLEDGED,
        meeting_money_amount=4000,
        meeting_money_proof="https://voorbeeld.nl/toezegging",
        campaign_money=IN_TALKS,
    )
    starts_at = clock.from_local(_day(now, 120), time(19, 30))
    service.accept(
        almere,
        user=team,
        title="Publieksacademie Almere",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        next_steps=NEXT_STEPS,
        organiser=True,
        now=now - timedelta(days=12),
    )


def _breakfast() -> int | None:
    """Find what others may take over."""
    found = transfer.offered("OPB-0005")
    return found.id if found else None


def _link(title: str, team: User, **asked: Any) -> None:
    """Say that a meeting on the agenda came from a request."""
    event = db.session.scalars(select(Event).where(Event.title == title)).one()
    published_at = event.published_at or event.created_at
    request = _ask(
        clock.from_local(clock.to_local(published_at).date() - UNTIL_DATE, time(12)),
        wish=event.wish,
        meeting_money=PLEDGED,
        **asked,
    )
    request.status = RequestStatus.ACCEPTED
    request.decision = NEXT_STEPS
    request.decided_by = team
    request.ended_at = request.sent_at
    request.event = event
    db.session.flush()


def _ask(at: datetime, **fields: Any) -> AcademyRequest:
    usual = {
        "name": "Sanne de Groot",
        "email": "aanvrager@voorbeeld.nl",
        "phone": "06-12 34 56 78",
        "partners": "Fonds Lichtpunt\nBibliotheek De Bladzij\nTwee scholen",
        "audience": "Ouders, scholen en werkgevers",
        "mode": EventMode.ONSITE,
        "period_from": _day(at, 120),
        "period_until": _day(at, 180),
    }
    return service.send(now=at, **(usual | fields))


def _day(at: datetime, days: int) -> date:
    return clock.to_local(at + timedelta(days=days)).date()

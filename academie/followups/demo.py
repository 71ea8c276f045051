"""The eight outcomes of the sources: facts and figures only, each as exact as the source is.

All are the alliance's own reporting, so none is shown strongly, and nobody knows what the
meetings contributed. What a source does not tell is marked so.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.followups import linking, proving, review, service
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Party, Place
from academie.followups.terms import (
    ChangeKind,
    Contribution,
    ContributorRole,
    EventLink,
    EvidenceKind,
    Level,
    OutcomeLinkKind,
    OutcomeStatus,
    PlaceKind,
    Precision,
    ReachKind,
    Visibility,
)
from academie.reference.models import Challenge, ChangeLine

REPORT = "Verslag van De Volgende Stap (001_a5d7a3ee76cf368e.txt)"
PLAN = "Projectplan 2022-2023 van de alliantie (004_6b43313f35af3e89.txt)"
SEEN = {
    REPORT: (date(2021, 4, 15), Precision.DAY),
    PLAN: (date(2021, 10, 1), Precision.QUARTER),
}
ALLIANCE = "Alliantie Kinderarmoede"

_RECORDS: Sequence[dict[str, Any]] = (
    {
        "title": "Leeuwarden werkt aan een doe-agenda",
        "what_changed": "Partners in Leeuwarden werkten aan een nieuwe beleids- en doe-agenda.",
        "actors": ["Partners in Leeuwarden"],
        "towns": ["Leeuwarden"],
        "kinds": [ChangeKind.POLICY],
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERANDEREN,
        "meeting": ("friesland", EventLink.LATER),
        "status": OutcomeStatus.ONGOING,
        "source": PLAN,
    },
    {
        "title": "Leeuwarden in landelijk project",
        "what_changed": (
            "Leeuwarden doet mee aan het project Samenwerken in de aanpak van kinderarmoede."
        ),
        "changed_on": date(2022, 1, 1),
        "changed_precision": Precision.HALF_YEAR,
        "actors": ["Gemeente Leeuwarden"],
        "towns": ["Leeuwarden"],
        "kinds": [ChangeKind.ACTIVITY],
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERZACHTEN,
        "meeting": ("friesland", EventLink.LATER),
        "status": OutcomeStatus.ANNOUNCED,
        "source": PLAN,
    },
    {
        "title": "Dongen wil samenwerken met private partijen",
        "what_changed": "De gemeente Dongen wil gaan samenwerken met private partijen.",
        "actors": ["Gemeente Dongen"],
        "contributors": [Party(ALLIANCE, ContributorRole.CONNECTOR)],
        "towns": ["Dongen"],
        "kinds": [ChangeKind.RELATIONSHIP],
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERZACHTEN,
        "meeting": ("brabant", EventLink.DIRECT),
        "status": OutcomeStatus.ANNOUNCED,
        "source": PLAN,
    },
    {
        "title": "Kerkelijk welzijnswerk begint alliantie in Haarlem",
        "what_changed": (
            "In Haarlem nam het kerkelijk welzijnswerk het initiatief voor een lokale alliantie."
        ),
        "actors": ["Kerkelijk welzijnswerk in Haarlem"],
        "contributors": [Party(ALLIANCE, ContributorRole.FACILITATOR)],
        "towns": ["Haarlem"],
        "kinds": [ChangeKind.ACTION],
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERZACHTEN,
        "status": OutcomeStatus.STARTED,
        "source": PLAN,
    },
    {
        "title": "Gezond ontbijt op twee scholen in Zoetermeer",
        "what_changed": (
            "Vijf partijen in Zoetermeer regelen samen een gezond ontbijt"
            " voor ruim 300 leerlingen van twee scholen."
        ),
        "changed_on": date(2022, 1, 1),
        "changed_precision": Precision.MONTH,
        "actors": [
            "Gemeente Zoetermeer",
            "Twee basisscholen in Zoetermeer",
            "ALDI",
            "De Nederlandse Uitdaging",
            "Rode Kruis",
        ],
        "towns": ["Zoetermeer"],
        "kinds": [ChangeKind.ACTIVITY, ChangeKind.RELATIONSHIP],
        "level": Level.ORGANISATION,
        "line": ChangeLine.VERZACHTEN,
        "opgaven": ["gezonde_dag"],
        "reach_number": 300,
        "reach_unit": "leerlingen",
        "reach_kind": ReachKind.PLANNED,
        "transferable": "Volgens de bron kunnen andere gemeenten dit ook doen.",
        "status": OutcomeStatus.ANNOUNCED,
        "source": PLAN,
    },
    {
        "title": "Training voor alle basisscholen in Zoetermeer",
        "what_changed": "Alle basisscholen in Zoetermeer krijgen een training over armoede.",
        "actors": ["Basisscholen in Zoetermeer"],
        "towns": ["Zoetermeer"],
        "kinds": [ChangeKind.ACTIVITY],
        "level": Level.ORGANISATION,
        "line": ChangeLine.VERSTERKEN,
        "status": OutcomeStatus.ANNOUNCED,
        "source": PLAN,
    },
    {
        "title": "De eerste academie wordt het voorbeeld",
        "what_changed": (
            "De eerste publieksacademie werd de vorm voor de academies die erna op maat kwamen."
        ),
        "actors": [ALLIANCE],
        "kinds": [ChangeKind.PRACTICE],
        "level": Level.NATIONAL,
        "line": ChangeLine.VERZACHTEN,
        "meeting": ("first", EventLink.DIRECT),
        "status": OutcomeStatus.SECURED,
        "source": REPORT,
        "location": "Het deel over de eerste publieksacademie",
    },
    {
        "title": "Zeven nieuwe partners tekenen de belofte",
        "what_changed": "Zeven nieuwe partners ondertekenden tijdens de bijeenkomst de belofte.",
        "changed_on": date(2021, 4, 15),
        "changed_precision": Precision.DAY,
        "actors": [
            "Sint Laurensfonds",
            "Stichting Burgerinitiatief Nederland",
            "Nederlandse Uitdaging",
            "Stichting Lezen",
            "Voedselbank Stad Groningen",
            "Gemeente Nissewaard",
            "Childfriendly Cities Nederland",
        ],
        "kinds": [ChangeKind.RELATIONSHIP],
        "level": Level.NATIONAL,
        "line": ChangeLine.VERZACHTEN,
        "reach_number": 7,
        "reach_unit": "partners",
        "reach_kind": ReachKind.COUNTED,
        "meeting": ("de_volgende_stap", EventLink.DIRECT),
        "status": OutcomeStatus.REALISED,
        "source": REPORT,
        "location": "Het deel over de nieuwe partners",
    },
)


def load_outcomes(
    events: Mapping[str, Event], *, author: User, reviewer: User, now: datetime
) -> list[Outcome]:
    """Write down and adopt the eight outcomes.

    Args:
        events: the meetings of the past, as `friesland`, `brabant`, `first`, `de_volgende_stap`.
        reviewer: of the project team, and not the author.
    """
    outcomes = [_load(dict(record), events, author, now) for record in _RECORDS]
    linking.link(
        outcomes[4],
        outcomes[5],
        kind=OutcomeLinkKind.BESIDE,
        explanation="De bron noemt de training als aanvulling op het ontbijt.",
        now=now,
    )
    for outcome in outcomes:
        review.submit(outcome, now=now)
        review.adopt(outcome, reviewer=reviewer, now=now)
    return outcomes


def _load(
    record: dict[str, Any], events: Mapping[str, Event], author: User, now: datetime
) -> Outcome:
    towns, source = record.pop("towns", ()), record.pop("source")
    status, location = record.pop("status"), record.pop("location", None)
    key, link = record.pop("meeting", (None, None))
    meetings = [MeetingLink(events[key], link)] if key else []
    outcome = service.draft(
        author=author,
        now=now,
        places=[Place(PlaceKind.MUNICIPALITY, town) for town in towns]
        or [Place(PlaceKind.NATIONAL)],
        events=meetings,
        challenges=_challenges(record.pop("opgaven", ())),
        significance_not_stated=True,
        contribution_not_stated=bool(meetings),
        contribution_score=Contribution.UNKNOWN if meetings else None,
        visibility=Visibility.PUBLIC,
        **record,
    )
    if location:
        _show(outcome, source, location, author, now)
    _observe(outcome, source, status, now)
    return outcome


def _challenges(slugs: Sequence[str]) -> Sequence[Challenge]:
    current = select(Challenge).where(Challenge.slug.in_(slugs), Challenge.valid_to.is_(None))
    return db.session.scalars(current).all()


def _show(outcome: Outcome, source: str, location: str, author: User, now: datetime) -> None:
    proving.add_evidence(
        outcome,
        added_by=author,
        now=now,
        kind=EvidenceKind.OWN_REPORT,
        title=source,
        location=location,
        public=True,
    )


def _observe(outcome: Outcome, source: str, status: OutcomeStatus, now: datetime) -> None:
    day, precision = SEEN[source]
    service.observe(
        outcome,
        observed_on=day,
        precision=precision,
        status=status,
        text=f"Zo staat het in de bron: {source}.",
        observer=ALLIANCE,
        now=now,
    )

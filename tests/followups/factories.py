"""Makers of outcomes for tests: name only what matters to the test."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.followups import review, service
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Place
from academie.followups.terms import (
    ChangeKind,
    EventLink,
    EvidenceKind,
    Level,
    OutcomeStatus,
    PlaceKind,
    Visibility,
)
from academie.reference.models import ChangeLine
from tests.factories import NOW, WHEN, make_user

LATER = WHEN + timedelta(days=365)
SEEN_ON = date(2027, 9, 1)


def known_user(email: str) -> User:
    """Give a member of the project team, made when first asked for."""
    return db.session.scalar(select(User).where(User.email == email)) or make_user(email=email)


def author() -> User:
    """Give the one who writes outcomes in tests."""
    return known_user("schrijver@voorbeeld.nl")


def reviewer() -> User:
    """Give the one who judges them."""
    return known_user("lezer@voorbeeld.nl")


def make_outcome(
    *meetings: Event, link: EventLink = EventLink.LATER, now: datetime = NOW, **fields: Any
) -> Outcome:
    """Make a complete draft about Leeuwarden, linked to these meetings."""
    values: dict[str, Any] = {
        "title": "Leeuwarden werkt aan een doe-agenda",
        "what_changed": "Partners werken aan een doe-agenda.",
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERANDEREN,
        "actors": ["Partners in Leeuwarden"],
        "places": [Place(PlaceKind.MUNICIPALITY, "Leeuwarden")],
        "kinds": [ChangeKind.POLICY],
        "significance_not_stated": True,
        "contribution_not_stated": bool(meetings),
        "visibility": Visibility.PUBLIC,
        "events": [MeetingLink(meeting, link) for meeting in meetings],
    } | fields
    writer = values.pop("author", None) or author()
    outcome = service.draft(author=writer, now=now, **values)
    db.session.commit()
    return outcome


def adopted(*meetings: Event, now: datetime = NOW, **fields: Any) -> Outcome:
    """Make an outcome that counts."""
    outcome = make_outcome(*meetings, now=now, **fields)
    review.submit(outcome, now=now)
    review.adopt(outcome, reviewer=reviewer(), now=now)
    db.session.commit()
    return outcome


def show(outcome: Outcome, kind: EvidenceKind = EvidenceKind.OWN_REPORT, **fields: Any) -> None:
    """Add evidence."""
    values = {"title": "Verslag", "public": True} | fields
    service.add_evidence(outcome, added_by=author(), now=NOW, kind=kind, **values)
    db.session.commit()


def see(outcome: Outcome, status: OutcomeStatus, day: date = SEEN_ON) -> None:
    """Add an observation."""
    service.observe(
        outcome, observed_on=day, status=status, text="Zo is het.", observer="Gemeente", now=NOW
    )
    db.session.commit()

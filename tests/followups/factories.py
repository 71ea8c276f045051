"""Makers of outcomes for tests: name only what matters to the test."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db
from academie.events.models import Event
from academie.followups import confirming, drafting, linking, proving, review, service
from academie.followups.confirmation_queries import token_of
from academie.followups.confirmations import Confirmation
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.outcome_links import OutcomeLink
from academie.followups.service import MeetingLink, Place
from academie.followups.terms import (
    Agreement,
    ChangeKind,
    EventLink,
    EvidenceKind,
    Level,
    OutcomeLinkKind,
    OutcomeStatus,
    PlaceKind,
    Step,
    Visibility,
)
from academie.followups.typed import TypedForm
from academie.followups.wording import fingerprint
from academie.reference.models import ChangeLine
from tests.core import files
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
    values: dict[str, Any] = {
        "title": "Verslag",
        "location": "Bladzijde 1",
        "public": True,
    } | fields
    proving.add_evidence(outcome, added_by=author(), now=NOW, kind=kind, **values)
    db.session.commit()


def make_joint(outcome: Outcome, other: Outcome | None = None) -> OutcomeLink:
    """Tell that an outcome led to another one."""
    kind, why = OutcomeLinkKind.LEADS_TO, "Zo zegt de wethouder."
    joint = linking.link(outcome, other or make_outcome(), kind=kind, explanation=why, now=NOW)
    db.session.commit()
    return joint


def show_file(outcome: Outcome, content: bytes | None = None, **fields: Any) -> Evidence:
    """Add a file as evidence, a PDF unless other bytes are given."""
    about: dict[str, Any] = {"kind": EvidenceKind.DECISION, "title": "Besluit", "public": True}
    with proving.intake(BytesIO(content or files.pdf())) as file:
        evidence = proving.add_evidence(
            outcome, added_by=author(), now=NOW, file=file, **(about | fields)
        )
        db.session.commit()
    return evidence


def typed_before(now: datetime = NOW) -> TypedForm:
    """Let somebody begin a new outcome and not save it."""
    typed = drafting.keep(
        user=author(),
        step=Step.WHAT,
        outcome=None,
        known=None,
        revision=0,
        fields={"title": ["Nog een idee"]},
        now=now,
    )
    db.session.commit()
    return typed


def see(outcome: Outcome, status: OutcomeStatus, day: date = SEEN_ON) -> None:
    """Add an observation."""
    service.observe(
        outcome, observed_on=day, status=status, text="Zo is het.", observer="Gemeente", now=NOW
    )
    db.session.commit()


def submitted(*meetings: Event, now: datetime = NOW, **fields: Any) -> Outcome:
    """Make an outcome that waits for its reviewer."""
    outcome = make_outcome(*meetings, now=now, **fields)
    review.submit(outcome, now=now)
    db.session.commit()
    return outcome


def ask_outsider(outcome: Outcome, *, now: datetime = NOW, **fields: Any) -> Confirmation:
    """Ask somebody independent about an outcome."""
    values: dict[str, Any] = {
        "role": "Schooldirecteur",
        "party": "Basisschool De Vlieger",
        "email": "directeur@vlieger.example",
        "independent": True,
        "independence": "De school deed niet mee.",
        "by": author(),
    } | fields
    confirmation = confirming.ask(outcome, now=now, **values)
    db.session.commit()
    return confirmation


def say(confirmation: Confirmation, *, now: datetime = NOW, **fields: Any) -> Confirmation:
    """Let somebody say that it is all true, or what matters to the test."""
    values: dict[str, Any] = {
        "what": Agreement.FULLY,
        "significance": Agreement.FULLY,
        "contribution": Agreement.CANNOT_JUDGE,
        "remark": None,
        "read": fingerprint(confirmation.outcome),
    } | fields
    confirming.answer(confirmation, now=now, **values)
    db.session.commit()
    return confirmation


def denied(outcome: Outcome, **fields: Any) -> Confirmation:
    """Let somebody independent say that it is not so."""
    return say(ask_outsider(outcome, **fields), what=Agreement.NO, remark="Dit gebeurde niet.")


def link_of(confirmation: Confirmation) -> str:
    """Give the address behind which somebody answers."""
    return f"/bevestiging/{token_of(confirmation)}"

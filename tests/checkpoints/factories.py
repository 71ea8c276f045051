"""Makers of meetings whose questions are due, for tests: name only what matters to the test."""

from datetime import UTC, datetime, timedelta
from typing import Any

from academie.accounts.models import RoleName, User
from academie.checkpoints import asking, contacts, days, queries, service
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.service import Answer
from academie.checkpoints.terms import CheckpointResult
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentLevel, CommitmentSource
from academie.core.db import db
from academie.events import service as events
from academie.events.models import Event
from tests.factories import WHEN, make_event, make_user

ENDS = WHEN + timedelta(hours=2, minutes=15)
CLOSED = WHEN + timedelta(days=2)
THREE_MONTHS = datetime(2027, 6, 9, 7, 0, tzinfo=UTC)
"""Nine o'clock in Amsterdam, three months after the meeting of the other makers."""
CONTACT: dict[str, Any] = {
    "name": "Sietske",
    "email": "sietske@voorbeeld.nl",
    "phone": "+31582345678",
}


def make_closed(*, owner: User | None = None, contact: bool = True, **fields: Any) -> Event:
    """Make a meeting of 9 March 2027 that was held and closed, with a contact."""
    event = make_event(**fields)
    if contact:
        contacts.assign(event, **CONTACT, owner=owner, now=CLOSED)
    events.close(event, now=CLOSED)
    db.session.commit()
    return event


def make_owner(email: str = "eigenaar@voorbeeld.nl") -> User:
    """Make a member of the project team who sees to follow-up."""
    return make_user(RoleName.PROJECT_TEAM, email)


def keep_up(now: datetime) -> None:
    """Let the worker do what is due."""
    asking.keep_up(now)
    db.session.commit()


def first_of(event: Event) -> Checkpoint:
    """Give the question after three months."""
    return queries.of_event(event)[0]


def make_checkpoint(event: Event | None = None, now: datetime = THREE_MONTHS) -> Checkpoint:
    """Make a question that was just asked."""
    event = event or make_closed()
    keep_up(now)
    return first_of(event)


def address(checkpoint: Checkpoint, rest: str = "") -> str:
    """Give the address of the contact's page."""
    return f"/vervolg/{queries.token_of(checkpoint)}{rest}"


def make_question(
    event: Event, *, months: int = 3, now: datetime, said: bool = False
) -> Checkpoint:
    """Make a question that was just asked, whatever the state of its meeting; perhaps answered."""
    if queries.follow_up_of(event) is None:
        contacts.assign(event, **CONTACT, owner=None, now=now)
    checkpoint = Checkpoint(event=event, months=months, due_on=days.today(now), asked_at=now)
    db.session.add(checkpoint)
    db.session.flush()
    if said:
        service.answer(checkpoint, Answer(result=CheckpointResult.NO_CHANGE), now=now)
    db.session.commit()
    return checkpoint


def make_commitment(
    event: Event, text: str = "De bieb regelt elke week huiswerkhulp."
) -> Commitment:
    """Make something that was agreed in the room."""
    commitment = Commitment(
        event=event,
        text=text,
        level=CommitmentLevel.TOGETHER,
        source=CommitmentSource.ROOM,
        recorded_at=ENDS,
    )
    db.session.add(commitment)
    db.session.commit()
    return commitment

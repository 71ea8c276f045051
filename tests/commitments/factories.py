"""Makers of commitments for tests: name only what matters to the test."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from academie.accounts.models import User
from academie.commitments import asking, queries, service
from academie.commitments.models import Commitment, CommitmentPage, CommitmentParty
from academie.commitments.service import NamedParty, Said
from academie.commitments.terms import CommitmentLevel, PartyAnswer
from academie.core.db import db
from academie.events.models import Event
from tests.factories import WHEN, make_user

DURING = WHEN + timedelta(hours=2)
"""At the end of the evening."""
TYPED = {
    "text": "Wij zetten op alle scholen een kast met gratis spullen.",
    "party_1": "Stichting De Brug",
    "level": "together",
}


def somebody() -> User:
    """Find a member of staff, or make one."""
    known = db.session.scalars(select(User)).first()
    return known or make_user(email="afspraken@voorbeeld.nl")


def make_page(event: Event, *, days: int = 7, now: datetime = WHEN) -> CommitmentPage:
    """Make the page on which the room of a meeting writes down commitments."""
    page = service.open_page(event, days=days, by=somebody(), now=now)
    db.session.commit()
    return page


def said(*parties: str | NamedParty, text: str = TYPED["text"], **fields: Any) -> Said:
    """Say what parties will do; without any, one party does it."""
    named = parties or (TYPED["party_1"],)
    return Said(
        text,
        fields.pop("level", CommitmentLevel.TOGETHER),
        [NamedParty(party) if isinstance(party, str) else party for party in named],
        **fields,
    )


def make_commitment(
    event: Event,
    *parties: str | NamedParty,
    now: datetime = DURING,
    name: str = "",
    **fields: Any,
) -> Commitment:
    """Write down a commitment in the room."""
    page = queries.page_of(event) or make_page(event)
    made = service.record(
        page, said(*parties, **fields), uuid=name or str(uuid.uuid4()), at=now, now=now
    )
    db.session.commit()
    return made


def asked(
    event: Event, email: str = "brug@voorbeeld.nl", now: datetime = DURING
) -> CommitmentParty:
    """Write down a commitment of a party that is asked by mail."""
    return make_commitment(event, NamedParty("Stichting De Brug", email), now=now).parties[0]


def say(party: CommitmentParty, answer: PartyAnswer, *, now: datetime = DURING) -> None:
    """Let a party say whether a commitment is its own."""
    if party.asked_at is None:
        asking.ask(party, "brug@voorbeeld.nl", now=now)
    asking.answer(party, answer, read=asking.mark(party.commitment), now=now)
    db.session.commit()


def make_confirmed(event: Event, *parties: str, **fields: Any) -> Commitment:
    """Write down a commitment that its first party confirmed."""
    commitment = make_commitment(event, *parties, **fields)
    say(commitment.parties[0], PartyAnswer.CONFIRMED)
    approve(commitment)
    return commitment


def approve(commitment: Commitment) -> None:
    """Let staff look at what was written down in the room."""
    service.approve(commitment, by=somebody(), now=DURING)
    db.session.commit()

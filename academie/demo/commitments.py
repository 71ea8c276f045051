"""What invented parties said at an evening not long ago that they will do."""

import uuid
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from academie.accounts.models import User
from academie.commitments import asking, service
from academie.commitments.models import Commitment, CommitmentPage
from academie.commitments.notes import lines_of
from academie.commitments.service import NamedParty, Said
from academie.commitments.terms import CommitmentLevel, CommitmentStatus, PartyAnswer
from academie.core.clock import to_local
from academie.core.db import db
from academie.events import groups
from academie.events.models import Event
from academie.reference.queries import current_challenges

HELD = "Publieksacademie Emmen"
L = CommitmentLevel
YES, NO = PartyAnswer.CONFIRMED, PartyAnswer.NOT_OURS


class Line(NamedTuple):
    """Something that was said: `days` until it is done, and what each party answered."""

    text: str
    level: CommitmentLevel
    days: int | None
    challenge: int
    parties: dict[str, PartyAnswer | None]


SAID = (
    Line(
        "De bieb opent elke woensdagmiddag een hoek waar je hulp krijgt bij formulieren.",
        L.TOGETHER,
        90,
        3,
        {"Bibliotheek De Boekenkist": YES, "Buurthuis De Haard": YES},
    ),
    Line(
        "Elke school krijgt een kast met spullen voor gym en tekenen.",
        L.TOGETHER,
        20,
        7,
        {"Basisschool Het Kompas": YES, "Stichting Speelgoed Rond": None},
    ),
    Line(
        "We schrijven al onze brieven opnieuw, in makkelijke taal.",
        L.SELF,
        None,
        4,
        {"Woonstichting Esveld": YES},
    ),
    Line(
        "De kantine staat op woensdag open om samen te koken.",
        L.SELF,
        14,
        1,
        {"VV De Esch": None},
    ),
    Line(
        "We vragen in Den Haag om één regeling voor alle schoolkosten.",
        L.NATIONAL,
        None,
        2,
        {"Buurthuis De Haard": None},
    ),
    Line(
        "De winkeliers sparen samen voor een fiets voor elk kind.",
        L.TOGETHER,
        60,
        7,
        {"Winkeliersvereniging Noord": NO},
    ),
)
NOW = {"schrijven": CommitmentStatus.KEPT, "kantine": CommitmentStatus.LAPSED}
"""What became of a line, by its second word."""
AGREED = """- De wijkagent en de school bellen elke maand.
- Het buurthuis maakt een lijst van wie wat kan lenen."""


def load_commitments(now: datetime, organiser: User) -> None:
    """Let the room write down what it will do, ask who is named, and follow some of it."""
    event = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    page = service.open_page(event, days=7, by=organiser, now=event.starts_at)
    for number, line in enumerate(SAID):
        at = event.ends_at - timedelta(minutes=20 - 2 * number)
        commitment = _write(page, line, at)
        if status := NOW.get(line.text.split()[1]):
            service.move(commitment, status, by=organiser, now=now - timedelta(days=3))
    (group,) = event.groups
    groups.note(group, problems=None, what_works=None, agreements=AGREED)
    first = lines_of(group)[0]
    service.take_from_notes(group, [first.text], by=organiser, now=event.ends_at)


def _write(page: CommitmentPage, line: Line, at: datetime) -> Commitment:
    """Write down what was said, and let who is named answer it two days later."""
    due_on = to_local(page.event.ends_at).date() + timedelta(days=line.days) if line.days else None
    said = Said(
        line.text,
        line.level,
        [NamedParty(name) for name in line.parties],
        due_on=due_on,
        challenges=[row for row in current_challenges() if row.number == line.challenge],
    )
    commitment = service.record(page, said, uuid=str(uuid.uuid4()), at=at, now=at)
    for party, answer in zip(commitment.parties, line.parties.values(), strict=True):
        if answer:
            party.asked_at = at
            db.session.flush()
            read = asking.mark(commitment)
            asking.answer(party, answer, read=read, now=at + timedelta(days=2))
    if commitment.confirmed:
        service.approve(commitment, by=page.event.organisers[0], now=at + timedelta(days=3))
    return commitment

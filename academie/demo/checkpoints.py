"""What invented local contacts told about meetings of a while ago, and whom nobody reaches yet."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from academie.accounts.models import User
from academie.checkpoints import asking, contacts, days, queries, service
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.service import Answer
from academie.checkpoints.terms import CheckpointResult
from academie.commitments import service as commitments
from academie.commitments.service import NamedParty, Said
from academie.commitments.terms import CommitmentLevel
from academie.core import links
from academie.core.clock import from_local
from academie.core.db import db
from academie.demo.answers import HELD
from academie.demo.past import CONTACT
from academie.demo.texts import CONDITIONS
from academie.events import service as events
from academie.events.models import Event, EventMunicipality
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.reference.models import Province

LOCAL: dict[str, Any] = {
    "kind": EventKind.LOKALE_BIJEENKOMST,
    "title": "Lokale bijeenkomst Meppel",
    "theme": "Meedoen in de vrije tijd",
}
ACADEMY: dict[str, Any] = CONDITIONS | {
    "kind": EventKind.PUBLIEKSACADEMIE,
    "title": "Publieksacademie Hoogeveen",
    "theme": "Wie helpt wie met geldzorgen?",
}
WEEKS = (0, 7, 21, 28)
"""Days after a question was due on which the worker mailed, or gave it to a person."""
AGREED = (
    ("Sportclubs vragen geen inschrijfgeld aan wie dat niet kan betalen.", "Sportclubs in Meppel"),
    ("Een fietsenmaker leert kinderen hun fiets te maken.", "Fietshuis De Spaak"),
)
EARLY = Answer(
    result=CheckpointResult.TOO_EARLY,
    child_view="Nog niets. De clubs praten er in september over.",
    remark="We hebben twee keer met elkaar gepraat. Na de zomer beginnen we.",
)
CHANGED = Answer(
    result=CheckpointResult.CHANGE,
    child_view="De school vraagt thuis eerst wat er speelt, en dan pas om geld.",
    remark="De school en het wijkteam bellen elkaar nu elke week.",
)


def load_checkpoints(now: datetime, owner: User, organiser: User) -> Sequence[str]:
    """Name contacts, live through half a year of questions, and tell where the last one is."""
    emmen = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    _follow(emmen, "Roelie", "roelie@voorbeeld.nl", owner, emmen.ends_at)
    meppel = _held(now, organiser, "Meppel", venue="Wijkhuis De Plataan", **LOCAL)
    _follow(meppel, "Harm", "harm@voorbeeld.nl", owner, meppel.ends_at)
    _agree(meppel, owner)
    academy = _held(now, organiser, "Hoogeveen", venue="Theater De Turf", **ACADEMY)
    _follow(academy, "Geesje", "geesje@voorbeeld.nl", owner, academy.ends_at)
    for moment in _moments(meppel, now):
        _work(moment)
        _answer(queries.of_event(meppel)[0], EARLY, moment)
        for question, answer in zip(queries.of_event(academy), (EARLY, CHANGED), strict=False):
            _answer(question, answer, moment)
    _work(now)
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.kind.startswith("checkpoints.")))
    six = queries.of_event(meppel)[1]
    return [f"  local contact: {links.absolute('checkpoints.answer', token=queries.token_of(six))}"]


def _held(now: datetime, organiser: User, place: str, **facts: Any) -> Event:
    """Hold a meeting in Drenthe whose question of six months was due a month ago."""
    day = days.months_after(now - timedelta(days=30), -6)
    before = from_local(day, days.NINE) - timedelta(days=40)
    event = events.plan(
        now=before,
        capacities={AttendanceMode.ONSITE: 60},
        mode=EventMode.ONSITE,
        address="Plein 3",
        place=place,
        province=Province.DRENTHE,
        municipalities=[EventMunicipality(name=place)],
        organisers=[organiser],
        starts_at=from_local(day, time(14)),
        ends_at=from_local(day, time(16, 30)),
        organisation="Alliantie Kinderarmoede",
        **CONTACT,
        **facts,
    )
    events.publish(event, now=before)
    events.close(event, now=event.closes_at)
    return event


def _answer(question: Checkpoint, answer: Answer, asked_at: datetime) -> None:
    """Let the contact answer two days after the question came, once."""
    if question.asked_at and question.result is None:
        service.answer(question, answer, now=asked_at + timedelta(days=2))


def _follow(event: Event, name: str, email: str, owner: User, now: datetime) -> None:
    contacts.assign(event, name=name, email=email, phone="+31522123456", owner=owner, now=now)


def _agree(event: Event, by: User) -> None:
    for text, party in AGREED:
        said = Said(text, CommitmentLevel.TOGETHER, [NamedParty(party)])
        commitments.note(event, said, by=by, now=event.ends_at)


def _moments(event: Event, now: datetime) -> Iterator[datetime]:
    """Yield when the worker had something to do about this meeting, until now."""
    yield event.closes_at
    for months in (3, 6):
        for pause in WEEKS:
            day = days.months_after(event.ends_at, months) + timedelta(days=pause)
            moment = from_local(day, days.NINE)
            if moment < now:
                yield moment


def _work(now: datetime) -> None:
    """Do what is due, and say of the mail that it left."""
    asking.keep_up(now)
    waiting = OutboxMessage.status == MessageStatus.WAITING
    ours = OutboxMessage.about.in_(select(Checkpoint.ref))
    db.session.execute(
        update(OutboxMessage).where(waiting, ours).values(status=MessageStatus.SENT, sent_at=now)
    )
    asking.note_sent(now)

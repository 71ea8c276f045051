"""What invented local contacts told about meetings of a while ago, and whom nobody reaches yet."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

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
from academie.events import service as events
from academie.events.models import Event, EventMunicipality
from academie.events.terms import AttendanceMode, EventKind, EventMode
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.reference.models import Province

TITLE = "Lokale bijeenkomst Meppel"
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


def load_checkpoints(now: datetime, owner: User, organiser: User) -> Sequence[str]:
    """Name contacts, live through half a year of questions, and tell where the last one is."""
    emmen = db.session.scalars(select(Event).where(Event.title == HELD)).one()
    _follow(emmen, "Roelie", "roelie@voorbeeld.nl", owner, emmen.ends_at)
    meppel = _meppel(now, organiser)
    _follow(meppel, "Harm", "harm@voorbeeld.nl", owner, meppel.ends_at)
    _agree(meppel, owner)
    for moment in _moments(meppel, now):
        _work(moment)
        three = queries.of_event(meppel)[0]
        if three.asked_at and three.result is None:
            service.answer(three, EARLY, now=moment + timedelta(days=2))
    _work(now)
    db.session.execute(delete(OutboxMessage).where(OutboxMessage.kind.startswith("checkpoints.")))
    six = queries.of_event(meppel)[1]
    return [f"  local contact: {links.absolute('checkpoints.answer', token=queries.token_of(six))}"]


def _meppel(now: datetime, organiser: User) -> Event:
    """Hold a local meeting whose question of six months was due a month ago."""
    day = days.months_after(now - timedelta(days=30), -6)
    before = from_local(day, days.NINE) - timedelta(days=40)
    event = events.plan(
        now=before,
        capacities={AttendanceMode.ONSITE: 60},
        kind=EventKind.LOKALE_BIJEENKOMST,
        title=TITLE,
        theme="Meedoen in de vrije tijd",
        mode=EventMode.ONSITE,
        venue="Wijkhuis De Plataan",
        address="Plein 3",
        place="Meppel",
        province=Province.DRENTHE,
        municipalities=[EventMunicipality(name="Meppel")],
        organisers=[organiser],
        starts_at=from_local(day, time(14)),
        ends_at=from_local(day, time(16, 30)),
        organisation="Alliantie Kinderarmoede",
        **CONTACT,
    )
    events.publish(event, now=before)
    events.close(event, now=event.closes_at)
    return event


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

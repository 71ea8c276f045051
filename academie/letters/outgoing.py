"""Questions about what organisers write: to whom it goes, and how each mail fares."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, select, union_all
from sqlalchemy.orm import joinedload

from academie.checkin.models import CheckIn
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.letters import following
from academie.letters.models import Letter, LetterAudience, LetterCopy
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.told import REACHABLE

PER_PAGE = 50
MOST_A_DAY = 3
"""Letters to one guest."""

_SEATED = Registration.status == RegistrationStatus.CONFIRMED
_TO_CALL = and_(Registration.given_name.is_not(None), not_(REACHABLE))
_CAME = exists().where(CheckIn.registration_id == Registration.id)
_OF = {
    LetterAudience.EVERYBODY: Registration.status != RegistrationStatus.CANCELLED,
    LetterAudience.ONSITE: and_(_SEATED, Registration.mode == AttendanceMode.ONSITE),
    LetterAudience.ONLINE: and_(_SEATED, Registration.mode == AttendanceMode.ONLINE),
    LetterAudience.WAITING: and_(
        Registration.status != RegistrationStatus.CANCELLED, Registration.waits_for.is_not(None)
    ),
    LetterAudience.CAME: _CAME,
    LetterAudience.MISSED: and_(_SEATED, ~_CAME),
    LetterAudience.FOLLOWERS: and_(_SEATED, following.WANTS_TO_FOLLOW),
}


class Readers(NamedTuple):
    """To how many a letter goes.

    Attributes:
        unreachable: parties that it is for, but that no mail reaches.
        had_enough: parties that it is for, but that got enough letters today, or enough such
            letters this year.
    """

    parties: int
    people: int
    unreachable: int
    had_enough: int


class Tally(NamedTuple):
    """How many mails of one kind stand where."""

    kind: str
    status: MessageStatus
    number: int


class Sent(NamedTuple):
    """One mail about a guest of a meeting."""

    message: OutboxMessage
    registration: Registration


def letter_by_ref(ref: str) -> Letter | None:
    """Find a letter."""
    return db.session.scalar(select(Letter).where(Letter.ref == ref))


def letter(event: Event, ref: str) -> Letter | None:
    """Find a letter of this meeting."""
    return db.session.scalar(select(Letter).where(Letter.ref == ref, Letter.event_id == event.id))


def letters(event: Event) -> Sequence[Letter]:
    """List what was written at a meeting, the newest first."""
    return db.session.scalars(
        select(Letter)
        .where(Letter.event_id == event.id)
        .options(joinedload(Letter.by), joinedload(Letter.group))
        .order_by(Letter.id.desc())
    ).all()


def copy_by_ref(ref: str) -> LetterCopy | None:
    """Find the copy of a letter for one guest."""
    return db.session.scalar(
        select(LetterCopy)
        .where(LetterCopy.ref == ref)
        .options(joinedload(LetterCopy.letter), joinedload(LetterCopy.registration))
    )


def recipients(letter: Letter, now: datetime) -> Sequence[int]:
    """List the registrations that a letter goes to."""
    meant = _meant(letter).where(REACHABLE, _may_have_more(letter, now))
    statement = meant.with_only_columns(Registration.id)
    return db.session.scalars(statement.order_by(Registration.id)).all()


def readers(letter: Letter, now: datetime) -> Readers:
    """Count to whom a letter goes."""
    more = _may_have_more(letter, now)
    row = db.session.execute(
        _meant(letter).with_only_columns(
            func.count().filter(REACHABLE, more),
            func.coalesce(func.sum(Registration.people).filter(REACHABLE, more), 0),
            func.count().filter(_TO_CALL),
            func.count().filter(REACHABLE, not_(more)),
        )
    ).one()
    return Readers._make(int(number) for number in row)


def still_meant_for(letter: Letter, registration: Registration) -> bool:
    """Tell whether somebody is still among the readers of a letter when its mail leaves."""
    found = _meant(letter).where(Registration.id == registration.id)
    return db.session.scalar(found.with_only_columns(Registration.id)) is not None


def _may_have_more(letter: Letter, now: datetime) -> ColumnElement[bool]:
    """Say that a guest has not had all the letters that people get in a day, or in a year."""
    midnight = clock.from_local(clock.to_local(now).date(), time())
    enough = (
        select(LetterCopy.registration_id)
        .join(LetterCopy.letter)
        .where(Letter.event_id == letter.event.id, Letter.sent_at >= midnight)
        .group_by(LetterCopy.registration_id)
        .having(func.count() >= MOST_A_DAY)
    )
    today = Registration.id.not_in(enough)
    if letter.audience is not LetterAudience.FOLLOWERS:
        return today
    return and_(today, Registration.email.not_in(following.addresses_told_enough(now)))


def _meant(letter: Letter) -> Select[Registration]:
    return select(Registration).where(Registration.event_id == letter.event.id, _condition(letter))


def _condition(letter: Letter) -> ColumnElement[bool]:
    if letter.group_id:
        return and_(_SEATED, Registration.breakout_group_id == letter.group_id)
    return _OF.get(letter.audience, false())


def tallies(event: Event) -> Sequence[Tally]:
    """Count the mails to guests of a meeting by kind and by how they fare."""
    about = _abouts(event)
    rows = db.session.execute(
        select(OutboxMessage.kind, OutboxMessage.status, func.count())
        .join(about, about.c.ref == OutboxMessage.about)
        .where(OutboxMessage.status != MessageStatus.DROPPED)
        .group_by(OutboxMessage.kind, OutboxMessage.status)
        .order_by(OutboxMessage.kind)
    )
    return [Tally._make(row) for row in rows]


def sent(
    event: Event,
    *,
    statuses: Sequence[MessageStatus] = (),
    kind: str | None = None,
    page: int = 1,
) -> tuple[Sequence[Sent], bool]:
    """List one page of the mails to guests of a meeting, the newest first.

    Returns:
        the mails, and whether there are more.
    """
    statement = _mails(event).order_by(OutboxMessage.id.desc())
    if statuses:
        statement = statement.where(OutboxMessage.status.in_(statuses))
    if kind:
        statement = statement.where(OutboxMessage.kind == kind)
    rows = db.session.execute(statement.offset((page - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()
    return [Sent._make(row) for row in rows[:PER_PAGE]], len(rows) > PER_PAGE


def worth_another_try(event: Event) -> Sequence[Sent]:
    """List the mails to guests that did not leave, but for those whose address takes none."""
    statement = _mails(event).where(
        OutboxMessage.status == MessageStatus.FAILED, OutboxMessage.refused_at.is_(None)
    )
    return [Sent._make(row) for row in db.session.execute(statement.order_by(OutboxMessage.id))]


def message(event: Event, ref: str) -> Sent | None:
    """Find one mail to a guest of this meeting."""
    row = db.session.execute(_mails(event).where(OutboxMessage.ref == ref)).one_or_none()
    return row and Sent._make(row)


def of_registration(registration: Registration) -> Sequence[OutboxMessage]:
    """List the mails about one registration, the newest first."""
    copies = select(LetterCopy.ref).where(LetterCopy.registration_id == registration.id)
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.about.in_([registration.ref, *db.session.scalars(copies)]),
            OutboxMessage.status != MessageStatus.DROPPED,
        )
        .order_by(OutboxMessage.id.desc())
    ).all()


def _mails(event: Event) -> Select[OutboxMessage, Registration]:
    about = _abouts(event)
    return (
        select(OutboxMessage, Registration)
        .join(about, about.c.ref == OutboxMessage.about)
        .join(Registration, Registration.id == about.c.registration_id)
        .where(OutboxMessage.status != MessageStatus.DROPPED)
    )


def _abouts(event: Event) -> Any:
    """Give what mails to the guests of a meeting are about, with whose it is."""
    own = select(Registration.ref, Registration.id.label("registration_id")).where(
        Registration.event_id == event.id
    )
    copies = (
        select(LetterCopy.ref, LetterCopy.registration_id)
        .join(LetterCopy.letter)
        .where(Letter.event_id == event.id)
    )
    return union_all(own, copies).subquery()

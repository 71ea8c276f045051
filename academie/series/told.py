"""Who was invited to a meeting, and what they know of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, true
from sqlalchemy.orm import contains_eager

from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.outbox.models import MessageStatus, OutboxMessage
from academie.registrations.models import Registration, RegistrationStatus
from academie.series.models import SeriesInvitation, SeriesMember
from academie.series.queries import CONFIRMED, LIVE

INVITED = "series.invited"
"""The mail that invites; who never got it need not hear what became of the meeting."""


@dataclass(frozen=True, kw_only=True)
class Audience:
    """Whom an invitation to a meeting would reach.

    Attributes:
        fresh: members who get the mail.
        invited: members who got it before.
        registered: members who have a place already and were never invited.
    """

    fresh: Sequence[SeriesMember]
    invited: int
    registered: int


def audience(event: Event) -> Audience:
    """Tell whom an invitation to a meeting would reach now."""
    invited = _invited(event)
    registered = exists().where(
        Registration.event_id == event.id,
        Registration.email == SeriesMember.email,
        Registration.status != RegistrationStatus.CANCELLED,
    )
    on_list = select(SeriesMember).where(SeriesMember.series_id == event.series_id, LIVE, CONFIRMED)
    fresh = on_list.where(~invited, ~registered).order_by(SeriesMember.id)
    return Audience(
        fresh=db.session.scalars(fresh).all(),
        invited=_count(on_list.where(invited)),
        registered=_count(on_list.where(~invited, registered)),
    )


def waiting(event: Event) -> Sequence[SeriesInvitation]:
    """List the invitations to a meeting that nobody answered: no other mail tells those people."""
    return db.session.scalars(_waiting().where(SeriesInvitation.event_id == event.id)).all()


def untold(now: datetime) -> Sequence[SeriesInvitation]:
    """List the unanswered invitations to meetings that are otherwise by now than those people know.

    A postponed meeting is still to come, whatever day it had, also to be called off after that day.
    """
    called_off_late = and_(
        Event.status == EventStatus.CANCELLED, Event.cancelled_at > Event.ends_at
    )
    to_come = or_(Event.status == EventStatus.POSTPONED, Event.ends_at > now, called_off_late)
    found = (
        _waiting()
        .join(SeriesInvitation.event)
        .where(SeriesInvitation.told_sequence < Event.sequence, to_come)
    )
    return db.session.scalars(found.options(contains_eager(SeriesInvitation.event))).all()


def told_by_invitation() -> Sequence[SeriesInvitation]:
    """List the invitations that by themselves tell how their changed meeting is by now.

    Their mail is still to be written, or was written after the change.
    """
    found = _unanswered().join(SeriesInvitation.event)
    read_now = OutboxMessage.detail["sequence"].as_integer() == Event.sequence
    behind = found.where(
        SeriesInvitation.told_sequence < Event.sequence,
        or_(
            _invited_by_mail(MessageStatus.WAITING),
            _invited_by_mail(MessageStatus.SENT, also=read_now),
        ),
    )
    return db.session.scalars(behind.options(contains_eager(SeriesInvitation.event))).all()


def note_read(message: OutboxMessage, event: Event) -> None:
    """Note with an invitation which version of the meeting its mail tells."""
    message.detail = {"sequence": event.sequence}


def _waiting() -> Select[SeriesInvitation]:
    unsent = [status for status in MessageStatus if status is not MessageStatus.SENT]
    return _unanswered().where(~_invited_by_mail(*unsent))


def _unanswered() -> Select[SeriesInvitation]:
    has_place = exists().where(
        Registration.event_id == SeriesInvitation.event_id,
        Registration.email == SeriesMember.email,
        Registration.status != RegistrationStatus.CANCELLED,
    )
    return (
        select(SeriesInvitation)
        .join(SeriesInvitation.member)
        .where(SeriesInvitation.answer.is_(None), LIVE, ~has_place)
        .order_by(SeriesInvitation.id)
    )


def _invited_by_mail(
    *statuses: MessageStatus, also: ColumnElement[bool] | None = None
) -> ColumnElement[bool]:
    """Tell whether the mail of an invitation is in one of these states."""
    return exists().where(
        OutboxMessage.about == SeriesInvitation.ref,
        OutboxMessage.kind == INVITED,
        OutboxMessage.status.in_(statuses),
        true() if also is None else also,
    )


def _invited(event: Event) -> ColumnElement[bool]:
    """Tell whether a member was invited; not when the meeting was off before the mail could go."""
    kept = [status for status in MessageStatus if status is not MessageStatus.DROPPED]
    dropped = and_(_invited_by_mail(MessageStatus.DROPPED), ~_invited_by_mail(*kept))
    return exists().where(
        SeriesInvitation.event_id == event.id,
        SeriesInvitation.member_id == SeriesMember.id,
        or_(SeriesInvitation.answer.is_not(None), ~dropped),
    )


def _count(found: Select[SeriesMember]) -> int:
    return db.session.scalar(select(func.count()).select_from(found.subquery())) or 0

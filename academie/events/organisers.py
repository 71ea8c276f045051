"""Who organises which meetings."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import selectinload

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventStatus

_LIVE = (EventStatus.DRAFT, EventStatus.PUBLISHED, EventStatus.POSTPONED)


def coming(user: User, now: datetime) -> Sequence[Event]:
    """List the meetings ahead that somebody may manage, soonest first, with their seats."""
    if not user.holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER):
        return []
    found = select(Event).where(_ahead(now)).order_by(Event.starts_at, Event.id)
    if not user.holds(RoleName.PROJECT_TEAM):
        found = found.where(_organised_by(user))
    return db.session.scalars(found.options(selectinload(Event.pools))).all()


def assignable(user: User, now: datetime) -> Sequence[Event]:
    """List the meetings that may be somebody's: those ahead, and those they have already."""
    found = select(Event).where(or_(_ahead(now), _organised_by(user)))
    order = found.order_by(Event.starts_at.desc(), Event.id)
    return db.session.scalars(order.options(selectinload(Event.organisers))).all()


def of(user: User) -> list[str]:
    """Give the refs of the meetings somebody organises."""
    return list(db.session.scalars(select(Event.ref).where(_organised_by(user))))


def meetings_of(user: User) -> Sequence[Event]:
    """List the meetings somebody organises, also those that were held."""
    return db.session.scalars(select(Event).where(_organised_by(user)).order_by(Event.id)).all()


def assign(user: User, refs: Collection[str], now: datetime) -> None:
    """Make somebody the organiser of exactly these of their `assignable` meetings."""
    for event in assignable(user, now):
        is_theirs, should_be = user in event.organisers, event.ref in refs
        if should_be and not is_theirs:
            event.organisers.append(user)
        elif is_theirs and not should_be:
            event.organisers.remove(user)


def _ahead(now: datetime) -> ColumnElement[bool]:
    return (Event.ends_at >= now) & Event.status.in_(_LIVE)


def _organised_by(user: User) -> ColumnElement[bool]:
    return Event.organisers.any(User.id == user.id)

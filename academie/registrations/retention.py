"""Forgetting guests: what is personal goes in time, what counts stays."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select, true, update

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import Event, EventVersion
from academie.events.terms import EventStatus
from academie.registrations.models import Registration, RegistrationStatus

_NAMES = ("given_name", "family_name", "email", "organisation_name")
_PERSONAL = tuple(f"registration.{name}" for name in _NAMES)
CAME = RetentionRule(_PERSONAL, timedelta(weeks=12), "the end of the meeting")
STAYED_AWAY = RetentionRule(_PERSONAL, timedelta(weeks=2), "the end of the meeting")
POSTPONED = RetentionRule(_PERSONAL, timedelta(days=365), "postponing, without a new date since")
RULES = (CAME, STAYED_AWAY, POSTPONED)


def erase_due(now: datetime) -> None:
    """Empty what is personal in registrations whose time has come; the worker calls this.

    Those who waited in vain or signed off are forgotten sooner than those who had a place. A
    postponed meeting is still to come, whatever its old date, but not for ever.
    """
    _erase(_over(CAME, now), Registration.status == RegistrationStatus.CONFIRMED)
    _erase(_over(STAYED_AWAY, now), Registration.status != RegistrationStatus.CONFIRMED)
    _erase(_never_came_back(now), true())


def _over(rule: RetentionRule, now: datetime) -> Select[int]:
    return select(Event.id).where(
        Event.ends_at < now - rule.kept, Event.status != EventStatus.POSTPONED
    )


def _never_came_back(now: datetime) -> Select[int]:
    """Find meetings that were postponed too long ago; postponing made their last version."""
    told_at = (
        select(func.max(EventVersion.made_at))
        .where(EventVersion.event_id == Event.id)
        .scalar_subquery()
    )
    return select(Event.id).where(
        Event.status == EventStatus.POSTPONED, told_at < now - POSTPONED.kept
    )


def _erase(events: Select[int], which: ColumnElement[bool]) -> None:
    columns = [getattr(Registration, name) for name in _NAMES]
    known = or_(*(column.is_not(None) for column in columns))
    db.session.execute(
        update(Registration)
        .where(which, Registration.event_id.in_(events), known)
        .values(dict.fromkeys(_NAMES))
    )

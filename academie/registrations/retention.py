"""Forgetting guests: what is personal goes in time, what counts stays."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import Event, EventStatus
from academie.registrations.models import Registration, RegistrationStatus

_PERSONAL = ("registration.given_name", "registration.family_name", "registration.email")
CAME = RetentionRule(_PERSONAL, timedelta(weeks=12), "the end of the meeting")
STAYED_AWAY = RetentionRule(_PERSONAL, timedelta(weeks=2), "the end of the meeting")
RULES = (CAME, STAYED_AWAY)


def erase_due(now: datetime) -> None:
    """Empty what is personal in registrations whose time has come; the worker calls this.

    Those who waited in vain or signed off are forgotten sooner than those who had a place. A
    postponed meeting is still to come, whatever its old date.
    """
    _erase(Registration.status == RegistrationStatus.CONFIRMED, CAME, now)
    _erase(Registration.status != RegistrationStatus.CONFIRMED, STAYED_AWAY, now)


def _erase(which: ColumnElement[bool], rule: RetentionRule, now: datetime) -> None:
    over = select(Event.id).where(
        Event.ends_at < now - rule.kept, Event.status != EventStatus.POSTPONED
    )
    known = or_(
        Registration.given_name.is_not(None),
        Registration.family_name.is_not(None),
        Registration.email.is_not(None),
    )
    db.session.execute(
        update(Registration)
        .where(which, Registration.event_id.in_(over), known)
        .values(given_name=None, family_name=None, email=None)
    )

"""Forgetting guests: what is personal goes in time, what counts stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    delete,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import aliased

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.models import Event, EventVersion
from academie.events.terms import EventStatus
from academie.needs.models import SealedNeeds
from academie.questions.models import OwnAnswer
from academie.registrations.models import (
    Consent,
    ConsentKind,
    Registration,
    RegistrationStatus,
    SeatOffer,
)

_NAMES = ("given_name", "family_name", "email", "organisation_name")
_NOT_FOR_MAIL = ("family_name", "organisation_name")
_PERSONAL = tuple(f"registration.{name}" for name in _NAMES)
CAME = RetentionRule(_PERSONAL, timedelta(weeks=12), "the end of the meeting")
STAYED_AWAY = RetentionRule(_PERSONAL, timedelta(weeks=2), "the end of the meeting")
POSTPONED = RetentionRule(_PERSONAL, timedelta(days=365), "postponing, without a new date since")
PICKED = RetentionRule(("seat_offer.reason",), timedelta(weeks=2), "the end of the meeting")
PHONE = RetentionRule(("registration.phone",), timedelta(weeks=2), "the end of the meeting")
PLACE = RetentionRule(
    ("registration.municipality",),
    timedelta(weeks=12),
    "the end of the meeting, unless five or more came from there",
)
HEARS = RetentionRule(
    ("registration.given_name", "registration.email"),
    timedelta(days=761),
    "the end of the meeting, for who wants to hear what came of it",
)
NEWSLETTER = RetentionRule(
    ("consent.text_version",), timedelta(days=30), "handing the address to the newsletter"
)
RULES = (CAME, STAYED_AWAY, POSTPONED, PICKED, PHONE, PLACE, HEARS, NEWSLETTER)
SMALLEST_PLACE = 5
"""Fewer from one municipality could be known by it."""


def erase_due(now: datetime) -> None:
    """Empty what is personal in registrations whose time has come; the worker calls this.

    Those who waited in vain or signed off are forgotten sooner than those who had a place. A
    postponed meeting is still to come, whatever its old date, but not for ever.
    """
    seated = Registration.status == RegistrationStatus.CONFIRMED
    _erase(_over(CAME, now), and_(seated, not_(_hears())))
    _erase(_over(CAME, now), and_(seated, _hears()), _NOT_FOR_MAIL)
    _erase(_over(HEARS, now), seated)
    _erase(_over(STAYED_AWAY, now), not_(seated))
    _erase(_over(PHONE, now), true(), ("phone",))
    _erase(_never_came_back(now), true(), (*_NAMES, "phone", "municipality"))
    _forget_small_places(_over(PLACE, now))
    _forget_beside(_never_came_back(now))
    _forget_reasons(now)
    _forget_handed(now)


def forget(registration: Registration) -> None:
    """Empty what is personal in one registration at once."""
    for name in _NAMES:
        setattr(registration, name, None)
    registration.undo_until = None
    offers = update(SeatOffer).where(SeatOffer.registration_id == registration.id)
    db.session.execute(offers.values(reason=None))
    db.session.flush()


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


def _hears() -> ColumnElement[bool]:
    """Tell whether a guest still wants to hear what came of it."""
    return exists().where(
        Consent.registration_id == Registration.id,
        Consent.kind == ConsentKind.FOLLOW_UP,
        Consent.withdrawn_at.is_(None),
    )


def _erase(events: Select[int], which: ColumnElement[bool], names: Sequence[str] = _NAMES) -> None:
    known = or_(*(getattr(Registration, name).is_not(None) for name in names))
    db.session.execute(
        update(Registration)
        .where(which, Registration.event_id.in_(events), known)
        .values(dict.fromkeys(names))
        .execution_options(synchronize_session=False)
    )


def _forget_small_places(events: Select[int]) -> None:
    """Empty the municipality of who came from there with few."""
    other = aliased(Registration)
    from_there = (
        select(func.count())
        .where(
            other.event_id == Registration.event_id,
            other.municipality == Registration.municipality,
        )
        .scalar_subquery()
    )
    db.session.execute(
        update(Registration)
        .where(
            Registration.event_id.in_(events),
            Registration.municipality.is_not(None),
            from_there < SMALLEST_PLACE,
        )
        .values(municipality=None)
        .execution_options(synchronize_session=False)
    )


def _forget_beside(events: Select[int]) -> None:
    """Forget what guests of these meetings told us to arrange, and what they answered."""
    guests = select(Registration.id).where(Registration.event_id.in_(events))
    for table in (SealedNeeds, OwnAnswer):
        db.session.execute(delete(table).where(table.registration_id.in_(guests)))


def _forget_handed(now: datetime) -> None:
    """Delete the consent of addresses that whoever sends the newsletter has had for a while."""
    db.session.execute(delete(Consent).where(Consent.exported_at < now - NEWSLETTER.kept))


def _forget_reasons(now: datetime) -> None:
    """Empty why somebody went ahead of the line; that it happened, and by whom, stays."""
    late = select(Registration.id).where(
        or_(
            Registration.event_id.in_(_over(PICKED, now)),
            Registration.event_id.in_(_never_came_back(now)),
        )
    )
    db.session.execute(
        update(SeatOffer)
        .where(SeatOffer.reason.is_not(None), SeatOffer.registration_id.in_(late))
        .values(reason=None)
    )

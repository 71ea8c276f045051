"""Forgetting guests: what is personal goes in time, what counts stays."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    and_,
    delete,
    exists,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy.orm import joinedload

from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import carry_out, note, over
from academie.registrations import forgetting
from academie.registrations.models import (
    Consent,
    ConsentKind,
    Registration,
    RegistrationStatus,
    SeatOffer,
)

_NOT_FOR_MAIL = ("family_name", "organisation_name", "organisation_id")
_PERSONAL = tuple(f"registration.{name}" for name in (*forgetting.NAMES, "organisation_id"))
CAME = RetentionRule(_PERSONAL, timedelta(weeks=12), "the end of the meeting")
STAYED_AWAY = RetentionRule(_PERSONAL, timedelta(weeks=2), "the end of the meeting")
PICKED = RetentionRule(("seat_offer.reason",), timedelta(weeks=2), "the end of the meeting")
PHONE = RetentionRule(("registration.phone",), timedelta(weeks=2), "the end of the meeting")
PLACE = RetentionRule(
    ("registration.municipality",),
    timedelta(weeks=12),
    "the end of the meeting; the province stays, or all of it when five or more came from there",
)
HEARS = RetentionRule(
    ("registration.given_name", "registration.email"),
    timedelta(days=761),
    "the end of the meeting, for who wants to hear what came of it",
)
NEWSLETTER = RetentionRule(
    ("consent.text_version",), timedelta(days=30), "handing the address to the newsletter"
)
RULES = (CAME, STAYED_AWAY, PICKED, PHONE, PLACE, HEARS, NEWSLETTER)


def erase_due(now: datetime) -> None:
    """Empty what is personal in registrations whose time has come; the worker calls this.

    Those who waited in vain or signed off are forgotten sooner than those who had a place, and
    who wants to hear what came of it later, but for what no mail needs.
    """
    seated = Registration.status == RegistrationStatus.CONFIRMED
    _forget(CAME, and_(seated, not_(_hears())), now)
    _forget(HEARS, seated, now)
    _forget(STAYED_AWAY, not_(seated), now)
    _empty(CAME, _NOT_FOR_MAIL, now, sector_id=forgetting.sector())
    _blur_places(now)
    _empty(PHONE, ("phone",), now)
    _forget_reasons(now)
    _forget_handed(now)


def _hears() -> ColumnElement[bool]:
    """Tell whether a guest still wants to hear what came of it."""
    return exists().where(
        Consent.registration_id == Registration.id,
        Consent.kind == ConsentKind.FOLLOW_UP,
        Consent.withdrawn_at.is_(None),
    )


def _forget(rule: RetentionRule, which: ColumnElement[bool], now: datetime) -> None:
    """Forget guests of meetings that are over, and note how many."""
    guests = db.session.scalars(
        select(Registration)
        .where(which, Registration.event_id.in_(over(rule, now)), forgetting.known())
        .options(joinedload(Registration.event))
        .order_by(Registration.id)
        .with_for_update(of=Registration)
    ).all()
    forgetting.forget(guests)
    note(rule, Counter(guest.event_id for guest in guests), now)


def _empty(rule: RetentionRule, names: Sequence[str], now: datetime, **kept: Any) -> None:
    """Empty some columns of who is not forgotten yet.

    Args:
        kept: columns that keep something of what is emptied.
    """
    held = or_(*(getattr(Registration, name).is_not(None) for name in names))
    due = Registration.event_id.in_(over(rule, now))
    act = update(Registration).where(due, forgetting.known(), held)
    left = act.values(dict.fromkeys(names) | kept)
    carry_out(rule, left, now, of=Registration.event_id)


def _blur_places(now: datetime) -> None:
    """Keep no more than the province of who is not forgotten yet and came from a rare place."""
    guests = db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id.in_(over(PLACE, now)),
            forgetting.known(),
            forgetting.from_few(),
        )
        .with_for_update(of=Registration)
    ).all()
    forgetting.blur_places(guests)
    note(PLACE, Counter(guest.event_id for guest in guests), now)


def _forget_handed(now: datetime) -> None:
    """Delete the consent of addresses that whoever sends the newsletter has had for a while."""
    handed = delete(Consent).where(Consent.exported_at < now - NEWSLETTER.kept)
    carry_out(NEWSLETTER, handed, now, of=_event_of(Consent))


def _forget_reasons(now: datetime) -> None:
    """Empty why somebody went ahead of the line; that it happened, and by whom, stays."""
    late = select(Registration.id).where(Registration.event_id.in_(over(PICKED, now)))
    told = update(SeatOffer).where(
        SeatOffer.reason.is_not(None), SeatOffer.registration_id.in_(late)
    )
    carry_out(PICKED, told.values(reason=None), now, of=_event_of(SeatOffer))


def _event_of(beside: type[Consent | SeatOffer]) -> ScalarSelect[int]:
    """Give of which meeting a row beside a registration is."""
    owner = select(Registration.event_id).where(Registration.id == beside.registration_id)
    return owner.scalar_subquery()

"""Who must still hear of what changed about a meeting, and who heard enough."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import contains_eager

from academie.core.db import db
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience, EventStatus
from academie.outbox import service as outbox
from academie.outbox.models import OutboxMessage
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer

REACHABLE = and_(Registration.email.is_not(None), Registration.bounced_at.is_(None))
"""Whom mail reaches; the others are called."""


class Guest(NamedTuple):
    """A live registration, as far as mail about a change of the meeting depends on it.

    Attributes:
        to_call: no mail reaches it, and it was not forgotten.
        waits_for: the line it stands in; None too while seats are offered to it.
    """

    id: int
    status: RegistrationStatus
    mode: AttendanceMode
    told_mode: AttendanceMode
    told_sequence: int
    people: int
    reachable: bool
    to_call: bool
    audience: Audience | None
    waits_for: AttendanceMode | None


def knew(registration: Registration) -> dict[str, Any]:
    """Note for a mail that tells a guest everything what they knew until then."""
    return {
        "since": registration.told_sequence,
        "until": registration.event.sequence,
        "mode": registration.told_mode,
    }


def note_told(registration: Registration) -> None:
    """Note that a guest hears of everything that a meeting is now."""
    registration.told_sequence, registration.moved = registration.event.sequence, False


def group_wished(registration: Registration) -> BreakoutGroup | None:
    """Tell which group it would like best, of those for its way to take part."""
    chosen = (registration.breakout_group, registration.second_group)
    mode = registration.mode
    return next((group for group in chosen if group and group.pool.mode is mode), None)


def group_held(registration: Registration) -> BreakoutGroup | None:
    """Tell in which group a party has seats, of those for its way to take part."""
    own = [claim.pool for claim in registration.claims if claim.pool.mode is registration.mode]
    held = {pool.breakout_group_id for pool in own}
    return next((group for group in registration.event.groups if group.id in held), None)


def heard_enough(email: str, now: datetime) -> bool:
    """Tell whether an address had so many mails of late that it gets none of them again."""
    theirs = select(Registration.ref).where(Registration.email == email)
    return outbox.heard_enough(now, OutboxMessage.about.in_(theirs))


def missed(wish: BreakoutGroup | None, group: BreakoutGroup | None) -> dict[str, Any]:
    """Note for the mail which group somebody would have liked better than the one it got."""
    return {"missed_group": wish.title} if wish and wish is not group else {}


def with_guests_to_tell(now: datetime) -> Sequence[Event]:
    """List the meetings that changed since some guest last heard of them."""
    behind = exists().where(Registration.event_id == Event.id, _is_untold(now))
    changed = select(Event).where(Event.sequence > 0, behind)
    return db.session.scalars(changed.order_by(Event.id)).all()


def untold(event: Event, now: datetime, limit: int) -> Sequence[Registration]:
    """List guests who have not heard of the latest change of a meeting that still matters.

    Only those whom mail reaches; the others are called, and stay behind until somebody did.
    Their rows are locked; one that somebody else is changing waits for the next round.
    """
    return db.session.scalars(
        select(Registration)
        .join(Registration.event)
        .options(contains_eager(Registration.event))
        .where(Event.id == event.id, _is_untold(now))
        .order_by(Registration.id)
        .limit(limit)
        .with_for_update(of=Registration, skip_locked=True)
    ).all()


def _is_untold(now: datetime) -> ColumnElement[bool]:
    return and_(
        Registration.status != RegistrationStatus.CANCELLED,
        Registration.told_sequence < Event.sequence,
        REACHABLE,
        _still_matters(now),
    )


def guests(event: Event) -> Sequence[Guest]:
    """List the live registrations of a meeting, in the order of its waiting line."""
    open_offers = select(SeatOffer.registration_id).where(
        Registration.event_id == event.id, SeatOffer.ended_at.is_(None)
    )
    offered = set(db.session.scalars(open_offers.join(SeatOffer.registration)))
    return [
        Guest(
            id=party.id,
            status=party.status,
            mode=party.mode,
            told_mode=party.told_mode,
            told_sequence=party.told_sequence,
            people=party.people,
            reachable=party.reachable,
            to_call=party.given_name is not None and not party.reachable,
            audience=party.audience,
            waits_for=None if party.id in offered else party.waits_for,
        )
        for party in db.session.scalars(
            select(Registration)
            .where(
                Registration.event_id == event.id,
                Registration.status != RegistrationStatus.CANCELLED,
            )
            .order_by(Registration.queued_at, Registration.id)
        )
    ]


def _still_matters(now: datetime) -> ColumnElement[bool]:
    """Say the same in SQL, of meetings that guests can be told about."""
    return or_(
        Event.status == EventStatus.POSTPONED,
        and_(Event.status == EventStatus.PUBLISHED, Event.ends_at > now),
        and_(
            Event.status == EventStatus.CANCELLED,
            or_(Event.ends_at > now, Event.cancelled_at > Event.ends_at),
        ),
    )

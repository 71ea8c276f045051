"""Whom to call about a meeting, because no mail reaches them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.assisted import queries
from academie.assisted.models import PhoneCall
from academie.core.db import db, lock_row
from academie.core.errors import IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations import news
from academie.registrations import queries as registration_queries
from academie.registrations.models import Registration, SeatOffer
from academie.registrations.news import Change

_Changes = Callable[[int, AttendanceMode, AttendanceMode], Sequence[Change]]


class ToCall(NamedTuple):
    """A party that must hear something, in words."""

    registration: Registration
    news: str
    changes: Sequence[Change] = ()


def offers_to_tell(event: Event, now: datetime) -> list[SeatOffer]:
    """List the seats that are offered to parties who can only answer by telephone."""
    return [offer for offer in queries.offers(event) if offer.expires_at > now]


def to_call(event: Event, now: datetime) -> list[ToCall]:
    """List who must hear by telephone of what changed since they were last told."""
    if not registration_queries.still_matters(event, now):
        return []
    changes = cache(partial(_changes, event))  # many were last told the same
    found = (_what_is_new(party, changes) for party in queries.unreachable(event))
    return [line for line in found if line]


def how_many(event: Event, now: datetime) -> int:
    """Count the calls that wait."""
    return len(to_call(event, now)) + len(offers_to_tell(event, now))


def note_call(registration: Registration, *, by: User, now: datetime) -> None:
    """Note that somebody heard by telephone of everything; a second time changes nothing.

    Raises:
        IllegalMoveError: it has signed off, or mail reaches it.
    """
    event = registration.event
    event_queries.lock(event)
    lock_row(registration)
    if not registration.is_live or registration.reachable:
        raise IllegalMoveError(_("Deze persoon hoef je niet meer te bellen."))
    if registration.told_sequence >= event.sequence:
        return
    db.session.add(
        PhoneCall(
            registration=registration,
            sequence=event.sequence,
            since=registration.told_sequence,
            moved=registration.moved,
            called_at=now,
            called_by=by,
        )
    )
    registration.told_sequence, registration.moved = event.sequence, False


def take_back(registration: Registration) -> None:
    """Put somebody on the list again who was taken off by mistake.

    Raises:
        IllegalMoveError: nobody noted a call about the latest change.
    """
    event_queries.lock(registration.event)
    lock_row(registration)
    call = db.session.get(PhoneCall, (registration.id, registration.event.sequence))
    if call is None or registration.told_sequence != call.sequence:
        raise IllegalMoveError(_("Deze persoon staat al op de lijst."))
    registration.told_sequence, registration.moved = call.since, call.moved
    db.session.delete(call)


def _what_is_new(registration: Registration, changes: _Changes) -> ToCall | None:
    event = registration.event
    if registration.told_sequence >= event.sequence:
        return None
    if event.status is EventStatus.CANCELLED:
        return ToCall(registration, gettext("De bijeenkomst gaat niet door."))
    if event.status is EventStatus.POSTPONED:
        words = gettext("De bijeenkomst is uitgesteld. De nieuwe datum is nog niet bekend.")
        return ToCall(registration, words)
    found = changes(registration.told_sequence, registration.told_mode, registration.mode)
    return ToCall(registration, gettext("De bijeenkomst is veranderd."), found) if found else None


def _changes(
    event: Event,
    since: int,
    was: AttendanceMode,
    mode: AttendanceMode,
) -> Sequence[Change]:
    return news.changes(event, since=since, was=was, mode=mode)

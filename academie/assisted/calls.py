"""Whom to call about a meeting, because no mail reaches them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache, partial
from typing import NamedTuple

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.assisted import queries
from academie.assisted.models import OfferCall, PhoneCall
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations import news, told
from academie.registrations import queries as registration_queries
from academie.registrations.models import Registration, RegistrationStatus, SeatOffer
from academie.registrations.news import Change

_Changes = Callable[[int, AttendanceMode, AttendanceMode], Sequence[Change]]


class ToCall(NamedTuple):
    """A party that must hear something, in words.

    Attributes:
        mark: what the words are about, for `note_call` to know again.
    """

    registration: Registration
    news: str
    mark: str
    changes: Sequence[Change] = ()


class MoreToTellError(DomainError):
    """Something happened that the caller did not know yet."""

    message = _("Er is net nog iets veranderd. Bekijk wat je moet vertellen, en bel nog een keer.")


def offers_to_tell(event: Event, now: datetime) -> list[SeatOffer]:
    """List the seats that are offered to parties who can only answer by telephone."""
    return [offer for offer in queries.offers(event) if offer.expires_at > now]


def to_call(event: Event, now: datetime) -> list[ToCall]:
    """List who must hear by telephone of what changed, or that an offer ran out."""
    if not registration_queries.still_matters(event, now):
        return []
    changes = cache(partial(_changes, event))  # many were last told the same
    late = {offer.registration_id: offer for offer in _ran_out(event, now)}
    parties = (offer.registration for offer in late.values())
    off_the_list = (party for party in parties if not party.is_live)
    found = (
        _what_is_new(party, late.get(party.id), changes)
        for party in (*off_the_list, *queries.unreachable(event))
    )
    return [line for line in found if line]


def how_many(event: Event, now: datetime) -> int:
    """Count the calls that wait."""
    return len(to_call(event, now)) + len(offers_to_tell(event, now))


def note_call(
    registration: Registration, *, by: User, now: datetime, told: str | None = None
) -> None:
    """Note that somebody heard by telephone of everything; a second time changes nothing.

    Args:
        told: the mark of what the caller read to them; None for all that there is to tell.

    Raises:
        IllegalMoveError: it has signed off, or mail reaches it.
        MoreToTellError: there is more to tell by now.
    """
    event = registration.event
    event_queries.lock(event)
    lock_row(registration)
    offer = queries.last_ran_out(registration) if _is_ahead(event, now) else None
    if registration.reachable or not (registration.is_live or offer):
        raise IllegalMoveError(_("Deze persoon hoef je niet meer te bellen."))
    if offer and db.session.get(OfferCall, offer.id):
        offer = None
    behind = registration.is_live and registration.told_sequence < event.sequence
    if told is not None and not _covers(told, event if behind else None, offer):
        raise MoreToTellError
    if offer:
        db.session.add(OfferCall(offer=offer, called_at=now, called_by=by))
    if behind:
        _note_change(registration, by=by, now=now)


def _mark(event: Event | None, offer: SeatOffer | None) -> str:
    """Name what there is to tell: of a meeting that changed, of an offer that ran out, or both."""
    return f"{event.sequence if event else ''}.{offer.ref if offer else ''}"


def _covers(told: str, event: Event | None, offer: SeatOffer | None) -> bool:
    """Tell whether who read a mark told all there is to tell now."""
    sequence, _point, ref = told.partition(".")
    about_event = event is None or sequence == str(event.sequence)
    return about_event and (offer is None or ref == offer.ref)


def _note_change(registration: Registration, *, by: User, now: datetime) -> None:
    db.session.add(
        PhoneCall(
            registration=registration,
            sequence=registration.event.sequence,
            since=registration.told_sequence,
            moved=registration.moved,
            called_at=now,
            called_by=by,
        )
    )
    told.note_told(registration)


def take_back(registration: Registration, made_at: str | None = None) -> None:
    """Put somebody on the list again who was taken off by mistake.

    Args:
        made_at: the moment of the call, as in `made`; None for the last one. What was told at
            another moment stays told.

    Raises:
        IllegalMoveError: no such call is noted.
    """
    event_queries.lock(registration.event)
    lock_row(registration)
    noted = sorted(_noted(registration), key=lambda call: call.called_at)
    if noted and made_at is None:
        made_at = noted[-1].called_at.isoformat()
    named = [call for call in noted if call.called_at.isoformat() == made_at]
    if not named:
        raise IllegalMoveError(_("Deze persoon staat al op de lijst."))
    for call in named:
        _undo(call)


def _noted(registration: Registration) -> list[PhoneCall | OfferCall]:
    """List what somebody was told by telephone, and that still is the latest."""
    offer = queries.last_ran_out(registration)
    about_offer = db.session.get(OfferCall, offer.id) if offer else None
    call = db.session.get(PhoneCall, (registration.id, registration.event.sequence))
    if call and registration.told_sequence != call.sequence:
        call = None
    return [each for each in (call, about_offer) if each]


def _undo(call: PhoneCall | OfferCall) -> None:
    if isinstance(call, PhoneCall):
        registration = call.registration
        registration.told_sequence, registration.moved = call.since, call.moved
    db.session.delete(call)


def made(event: Event) -> list[PhoneCall | OfferCall]:
    """List who was called, each with the last call, the last one first."""
    calls: list[PhoneCall | OfferCall] = [*queries.calls(event)]
    calls += queries.calls_about_offers(event)
    in_order = sorted(calls, key=lambda call: call.called_at)
    last = {call.registration.id: call for call in in_order}
    return sorted(last.values(), key=lambda call: call.called_at, reverse=True)


def _ran_out(event: Event, now: datetime) -> Sequence[SeatOffer]:
    """List the offers that ran out and that somebody must still hear of, before the meeting."""
    return queries.ran_out(event) if _is_ahead(event, now) else ()


def _is_ahead(event: Event, now: datetime) -> bool:
    return event.status is EventStatus.PUBLISHED and now < event.starts_at


def _lost(registration: Registration) -> str:
    """Say that an offer ran out, and what is left."""
    gone = gettext("Er was een plek vrij, maar er kwam geen antwoord. De plek is weer weg.")
    if registration.status is RegistrationStatus.CONFIRMED:
        left = gettext("Deze persoon doet nog wel online mee.")
    elif registration.is_live:
        left = gettext("Deze persoon staat weer achteraan op de wachtlijst.")
    else:
        left = gettext("Deze persoon staat niet meer op de wachtlijst.")
    return f"{gone} {left}"


def _what_is_new(
    registration: Registration, offer: SeatOffer | None, changes: _Changes
) -> ToCall | None:
    lost, event = _lost(registration) if offer else "", registration.event
    if not registration.is_live or registration.told_sequence >= event.sequence:
        return ToCall(registration, lost, _mark(None, offer)) if offer else None
    mark = _mark(event, offer)
    if event.status is EventStatus.CANCELLED:
        return ToCall(registration, gettext("De bijeenkomst gaat niet door."), mark)
    if event.status is EventStatus.POSTPONED:
        words = gettext("De bijeenkomst is uitgesteld. De nieuwe datum is nog niet bekend.")
        return ToCall(registration, words, mark)
    found = changes(registration.told_sequence, registration.told_mode, registration.mode)
    if not found:
        return ToCall(registration, lost, mark) if offer else None
    words = gettext("De bijeenkomst is veranderd.")
    return ToCall(registration, f"{lost} {words}".strip(), mark, found)


def _changes(
    event: Event,
    since: int,
    was: AttendanceMode,
    mode: AttendanceMode,
) -> Sequence[Change]:
    return news.changes(event, since=since, was=was, mode=mode)

"""Open offers that a change of their meeting overtook, or that nobody could be told of in time."""

from datetime import datetime

from academie.core.db import lock_row
from academie.events.terms import EventStatus
from academie.outbox.service import enqueue, take_back_untried
from academie.registrations import line, moves, offers, queries, seats
from academie.registrations.apart import apart, by_meeting
from academie.registrations.models import SeatOffer
from academie.registrations.moves import Move


def keep_up(now: datetime) -> None:
    """Take back or shorten offers of meetings that are off, or came earlier; a duty of the worker.

    Whoever may answer until the last hours only hears of the new deadline. Who can do so no more
    keeps the place in line: it was not they who let it pass.
    """
    found = queries.offers_that_may_be_overtaken(now + line.LASTS + line.STOPS_BEFORE)
    for event, late in by_meeting(filter(_is_overtaken, found)):
        with apart(event):
            for offer in late:
                _catch_up(offer, now)


def take_back_untold(now: datetime) -> None:
    """Take back offers that ran out before their mail could leave; a duty of the worker.

    The worker or the relay was away. Who could not know of the seats keeps the place in line, and
    is offered what is free then. Do it before offers expire.
    """
    for event, late in by_meeting(queries.expired_offers(now)):
        with apart(event):
            for offer in late:
                _take_back_untold(offer, now)


def _take_back_untold(offer: SeatOffer, now: datetime) -> None:
    registration = offer.registration
    moves.hold_still(registration)
    lock_row(offer)
    if not offer.is_open or not registration.reachable:
        return
    if take_back_untried("registrations.offered", registration.ref):
        _take_back(offer, now)


def _catch_up(offer: SeatOffer, now: datetime) -> None:
    registration = offer.registration
    moves.hold_still(registration)
    lock_row(offer)
    if not offer.is_open or not _is_overtaken(offer):
        return
    last = registration.event.starts_at - line.STOPS_BEFORE
    if registration.event.status is EventStatus.PUBLISHED and now < last:
        offer.expires_at = last
        enqueue("registrations.offered", registration.ref, now)
        return
    _take_back(offer, now)


def _take_back(offer: SeatOffer, now: datetime) -> None:
    """End an offer that could not be answered; that counts as no offer missed."""
    registration = offer.registration
    offers.withdraw(registration, now)
    seats.give_back(registration, offer.mode)
    moves.make(registration, Move.WITHDRAW, now)


def _is_overtaken(offer: SeatOffer) -> bool:
    event = offer.registration.event
    too_late = offer.expires_at > event.starts_at - line.STOPS_BEFORE
    return event.status is not EventStatus.PUBLISHED or too_late

"""Free seats go to who waits: offered with a deadline, accepted or declined, or passed on.

An open offer holds its seats. Who takes part online while waiting for the room stays confirmed all
the while.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext as ngettext

from academie.accounts.models import User
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.outbox.service import enqueue
from academie.registrations import line, moves, queries, seats, told
from academie.registrations.apart import apart, by_meeting
from academie.registrations.models import (
    OfferOutcome,
    Registration,
    RegistrationStatus,
    SeatOffer,
)
from academie.registrations.moves import Move

OFFERS_IN_LINE = 2
"""How many offers may expire before a party leaves the line."""


class NoRoomError(DomainError):
    """There are not so many free seats."""

    def __init__(self, people: int) -> None:
        """Say for how many people there is no room."""
        super().__init__(
            ngettext(
                "Er is nu geen plek vrij.",
                "Er zijn nu geen %(num)s plekken vrij.",
                people,
            )
        )


class OfferOverError(IllegalMoveError):
    """An offer that cannot be answered any more."""

    message = _("Je was net te laat. De plek is weg.")


def offer(
    registration: Registration,
    *,
    now: datetime,
    picked_by: User | None = None,
    reason: str | None = None,
    until: datetime | None = None,
) -> SeatOffer:
    """Offer a waiting party its seats and hold them until the deadline.

    Args:
        picked_by: who of the staff gives them ahead of the line, for a `reason`.
        until: the deadline, when it is another than that of the line.

    Raises:
        IllegalMoveError: it does not wait, has an offer already, or the meeting is off or near.
        NoRoomError: there are not so many free seats.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.OFFER)
    event, mode = registration.event, registration.waits_for
    if mode is None or queries.open_offer(registration):
        raise IllegalMoveError(_("Deze aanmelding staat niet op de wachtlijst."))
    until = until or line.deadline(event, now)
    if event.status is not EventStatus.PUBLISHED or until <= now:
        raise IllegalMoveError(_("Het is te laat om een plek aan te bieden."))
    if picked_by and not reason:
        raise DomainError(_("Schrijf op waarom je deze aanmelding voor laat gaan."))
    if not _hold_seats(registration, mode):
        raise NoRoomError(registration.people)
    return _offer(registration, mode, now, until=until, picked_by=picked_by, reason=reason)


def accept(offer: SeatOffer, *, now: datetime) -> None:
    """Take the offered seats; who took part online meanwhile gives those seats back.

    Raises:
        OfferOverError: it was answered, withdrawn or has expired.
        IllegalMoveError: the meeting does not go on as planned.
    """
    registration = offer.registration
    _hold_still(offer)
    if not offer.is_open or offer.expires_at <= now:
        raise OfferOverError
    if registration.event.status is not EventStatus.PUBLISHED:
        raise IllegalMoveError(_("Deze bijeenkomst gaat nu niet door."))
    _end(offer, OfferOutcome.ACCEPTED, now)
    if registration.mode is not offer.mode:
        seats.give_back(registration, registration.mode)
        registration.mode, registration.moved = offer.mode, False
    wish, group = told.group_wished(registration), told.group_held(registration)
    seats.settle(registration, group)
    moves.confirm(registration, Move.ACCEPT, now)
    detail = {"promoted": True} | told.missed(wish, group)
    enqueue("registrations.confirmed", registration.ref, now, detail)
    offer_line(registration.event, now)


def decline(offer: SeatOffer, *, now: datetime) -> None:
    """Give the offered seats back and leave the line; who takes no part at all may undo that.

    Raises:
        OfferOverError: it was answered, withdrawn or has expired.
    """
    registration = offer.registration
    _hold_still(offer)
    if not offer.is_open:
        raise OfferOverError
    _end(offer, OfferOutcome.DECLINED, now)
    seats.give_back(registration, offer.mode)
    moves.make(registration, Move.DECLINE, now)
    _leave_line(registration)
    if not registration.is_live:
        registration.undo_until = now + moves.UNDO_WITHIN
        enqueue("registrations.cancelled", registration.ref, now)
    offer_line(registration.event, now)


def join_online_meanwhile(registration: Registration, *, now: datetime) -> None:
    """Let a party that waits for the room take part online at once and keep its place in line.

    Raises:
        IllegalMoveError: it does not wait for the room, or the meeting is off or has begun.
        NoRoomError: online is full too.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.JOIN_ONLINE)
    event, online = registration.event, AttendanceMode.ONLINE
    if registration.waits_for is online or online not in event.mode.attendance_modes:
        raise IllegalMoveError(_("Je kunt bij deze bijeenkomst niet online meedoen."))
    if event.status is not EventStatus.PUBLISHED or event.ends_at <= now:
        raise IllegalMoveError(_("Je kunt nu niet meer online meedoen."))
    among = queries.open_pools(event, online, registration.people, registration.audience)
    if not seats.claim(registration, mode=online, group=None, among=among):
        raise NoRoomError(registration.people)
    room, missed = registration.waits_for, registration.missed_offers
    moves.confirm(registration, Move.JOIN_ONLINE, now)
    registration.waits_for, registration.missed_offers = room, missed
    registration.mode, registration.moved = online, False
    registration.second_group = registration.breakout_group or registration.second_group
    registration.breakout_group = None
    enqueue("registrations.confirmed", registration.ref, now)


def stop_waiting(registration: Registration, *, now: datetime) -> None:
    """Let a party that takes part online leave the line for the room.

    Raises:
        IllegalMoveError: it holds no seat, or stands in no line.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.STOP_WAITING)
    if registration.waits_for is None:
        raise IllegalMoveError(_("Deze aanmelding staat niet op de wachtlijst."))
    if offer := queries.open_offer(registration):
        decline(offer, now=now)
        return
    registration.waits_for = None
    db.session.flush()


def wait_for_room(registration: Registration, *, now: datetime) -> None:
    """Let a party that takes part online wait for the room as well, at the end of its line.

    Raises:
        IllegalMoveError: it is not online, waits already, or has no full room to wait for.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.WAIT_FOR_ROOM)
    if not line.may_wait_for_room(registration, now):
        raise IllegalMoveError(_("Je kunt nu niet op de wachtlijst. Misschien is er plek."))
    registration.waits_for, registration.missed_offers = AttendanceMode.ONSITE, 0
    registration.queued_at = now
    offer_line(registration.event, now)


def offer_free_seats(now: datetime) -> None:
    """Offer every seat that came free to who waits for it; a duty of the worker."""
    for event in queries.with_seats_to_offer(now):
        with apart(event):
            offer_line(event, now)


def offer_line(event: Event, now: datetime) -> None:
    """Offer free seats to the longest waiting party that fits, until none does.

    Ask it with the meeting locked. Whoever frees seats has done their part: when they cannot be
    offered, that is logged, and the worker tries again.
    """
    if not line.offers_go_on(event, now):
        return
    with apart(event):
        for mode in event.mode.attendance_modes:
            _offer_seats_of(event, mode, now)


def _offer_seats_of(event: Event, mode: AttendanceMode, now: datetime) -> None:
    while first := queries.first_in_line(event, mode):
        lock_row(first)
        if not _hold_seats(first, mode):
            raise RuntimeError("who fits finds no seats")
        _offer(first, mode, now)


def expire_due(now: datetime) -> None:
    """End the offers that nobody answered in time, and pass the seats on; a duty of the worker."""
    for event, due in by_meeting(queries.expired_offers(now)):
        with apart(event):
            for offer in due:
                _expire(offer, now)


def withdraw(registration: Registration, now: datetime) -> None:
    """End the open offer of a party that has no use for it any more."""
    if offer := queries.open_offer(registration):
        _end(offer, OfferOutcome.WITHDRAWN, now)


def _expire(offer: SeatOffer, now: datetime) -> None:
    registration = offer.registration
    _hold_still(offer)
    if not offer.is_open:
        return
    _end(offer, OfferOutcome.EXPIRED, now)
    seats.give_back(registration, offer.mode)
    _back_to_the_end(registration, now)
    enqueue("registrations.offer_expired", registration.ref, now)
    offer_line(registration.event, now)


def _hold_still(offer: SeatOffer) -> None:
    moves.hold_still(offer.registration)
    lock_row(offer)


def _hold_seats(registration: Registration, mode: AttendanceMode) -> bool:
    """Take the seats of an offer; without a group when those it chose are full."""
    group = seats.first_with_room(registration, mode)
    return seats.claim(registration, mode=mode, group=group)


def _offer(
    registration: Registration,
    mode: AttendanceMode,
    now: datetime,
    *,
    until: datetime | None = None,
    picked_by: User | None = None,
    reason: str | None = None,
) -> SeatOffer:
    """Note an offer whose seats are held, and mail it."""
    made = SeatOffer(
        registration=registration,
        mode=mode,
        offered_at=now,
        expires_at=until or line.deadline(registration.event, now),
        picked_by=picked_by,
        reason=reason,
    )
    db.session.add(made)
    moves.make(registration, Move.OFFER, now)
    waited = registration.status is RegistrationStatus.OFFERED
    detail = told.knew(registration) if waited and registration.reachable else {}
    db.session.flush()
    if enqueue("registrations.offered", registration.ref, now, detail) and detail:
        told.note_told(registration)
    return made


def _end(offer: SeatOffer, outcome: OfferOutcome, now: datetime) -> None:
    offer.ended_at, offer.outcome = now, outcome


def _back_to_the_end(registration: Registration, now: datetime) -> None:
    """Let a party that did not answer wait again behind all others, but not for ever."""
    registration.missed_offers += 1
    if registration.missed_offers < OFFERS_IN_LINE:
        moves.make(registration, Move.EXPIRE, now)
        registration.queued_at = now
        return
    moves.make(registration, Move.GIVE_UP, now)
    _leave_line(registration)


def _leave_line(registration: Registration) -> None:
    """Let a party stand in no line; of who has no seat it stays known which one it left."""
    left, registration.waits_for = registration.waits_for, None
    if not registration.is_live:
        registration.waited_for = left

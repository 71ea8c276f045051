"""Undoing a sign-off: the seats again, and the place in line."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events.terms import EventStatus
from academie.registrations import moves, offers, queries, seats, service
from academie.registrations.models import Registration
from academie.registrations.moves import Move


def undo_cancel(registration: Registration, *, now: datetime) -> None:
    """Give a party that just signed off its seats back, while they are free, and its place in line.

    Raises:
        IllegalMoveError: it is too late, somebody has the seats, or it registered anew.
    """
    moves.hold_still(registration)
    waited = registration.held_no_seat
    moves.check(registration, Move.UNDO_LEAVING if waited else Move.UNDO_CANCEL)
    if not may_undo(registration, now):
        raise IllegalMoveError(_("Terugdraaien kan niet meer. Meld je opnieuw aan."))
    address = registration.email
    other = queries.of_address(registration.event, address) if address else None
    if other and other.is_live:
        raise IllegalMoveError(_("Met dit e-mailadres is al iemand aangemeld."))
    if waited:
        _back_in_line(registration, now)
    else:
        _back_in_seats(registration, now)
    registration.undo_until = registration.waited_for = None
    offers.offer_line(registration.event, now)


def may_undo(registration: Registration, now: datetime) -> bool:
    """Tell whether signing off can still be undone, if the seats are free."""
    event = registration.event
    published = event.status is EventStatus.PUBLISHED and now < event.starts_at
    ahead = published or event.status is EventStatus.POSTPONED
    has_way = registration.mode in event.mode.attendance_modes
    until = registration.undo_until
    in_time = until is not None and now <= until
    return not registration.is_live and ahead and has_way and in_time


def _back_in_line(registration: Registration, now: datetime) -> None:
    moves.make(registration, Move.UNDO_LEAVING, now)
    registration.waits_for = registration.mode
    db.session.flush()
    service.tell_state(registration, now)


def _back_in_seats(registration: Registration, now: datetime) -> None:
    group = seats.first_with_room(registration, registration.mode)
    if not seats.claim(registration, mode=registration.mode, group=group):
        raise IllegalMoveError(_("Iemand anders heeft de plek al. Meld je aan voor de wachtlijst."))
    seats.settle(registration, group)
    line, missed = registration.waited_for, registration.missed_offers
    moves.confirm(registration, Move.UNDO_CANCEL, now)
    if line in registration.event.mode.attendance_modes:
        registration.waits_for, registration.missed_offers = line, missed
    db.session.flush()
    service.tell_state(registration, now)

"""Every move that a registration can make: from which state, and to which."""

from datetime import datetime, timedelta
from enum import Enum, auto

from flask_babel import lazy_gettext as _

from academie.core.db import lock_row
from academie.core.errors import IllegalMoveError
from academie.events import queries as event_queries
from academie.registrations.models import Registration, RegistrationStatus

WAITLISTED = RegistrationStatus.WAITLISTED
OFFERED = RegistrationStatus.OFFERED
CONFIRMED = RegistrationStatus.CONFIRMED
CANCELLED = RegistrationStatus.CANCELLED
UNDO_WITHIN = timedelta(minutes=15)
"""How long who signed off, or said no to a seat, may take that back."""


class Move(Enum):
    """What can happen to a registration."""

    SEAT = auto()
    RETURN = auto()
    OFFER = auto()
    ACCEPT = auto()
    DECLINE = auto()
    EXPIRE = auto()
    GIVE_UP = auto()
    WITHDRAW = auto()
    JOIN_ONLINE = auto()
    STOP_WAITING = auto()
    WAIT_FOR_ROOM = auto()
    CANCEL = auto()
    UNDO_CANCEL = auto()
    UNDO_LEAVING = auto()
    SWITCH_MODE = auto()
    CHANGE_PARTY = auto()
    CHANGE_GROUP = auto()
    CHANGE_AUDIENCE = auto()
    CORRECT = auto()


MOVES: dict[Move, dict[RegistrationStatus, RegistrationStatus]] = {
    Move.SEAT: {WAITLISTED: CONFIRMED},
    Move.RETURN: {CANCELLED: WAITLISTED},
    Move.OFFER: {WAITLISTED: OFFERED, CONFIRMED: CONFIRMED},
    Move.ACCEPT: {OFFERED: CONFIRMED, CONFIRMED: CONFIRMED},
    Move.DECLINE: {OFFERED: CANCELLED, CONFIRMED: CONFIRMED},
    Move.EXPIRE: {OFFERED: WAITLISTED, CONFIRMED: CONFIRMED},
    Move.GIVE_UP: {OFFERED: CANCELLED, CONFIRMED: CONFIRMED},
    Move.WITHDRAW: {OFFERED: WAITLISTED, CONFIRMED: CONFIRMED},
    Move.JOIN_ONLINE: {WAITLISTED: CONFIRMED},
    Move.STOP_WAITING: {CONFIRMED: CONFIRMED},
    Move.WAIT_FOR_ROOM: {CONFIRMED: CONFIRMED},
    Move.CANCEL: {WAITLISTED: CANCELLED, OFFERED: CANCELLED, CONFIRMED: CANCELLED},
    Move.UNDO_CANCEL: {CANCELLED: CONFIRMED},
    Move.UNDO_LEAVING: {CANCELLED: WAITLISTED},
    Move.SWITCH_MODE: {CONFIRMED: CONFIRMED},
    Move.CHANGE_PARTY: {WAITLISTED: WAITLISTED, OFFERED: OFFERED, CONFIRMED: CONFIRMED},
    Move.CHANGE_GROUP: {WAITLISTED: WAITLISTED, OFFERED: OFFERED, CONFIRMED: CONFIRMED},
    Move.CHANGE_AUDIENCE: {WAITLISTED: WAITLISTED, OFFERED: OFFERED, CONFIRMED: CONFIRMED},
    Move.CORRECT: {WAITLISTED: WAITLISTED, OFFERED: OFFERED, CONFIRMED: CONFIRMED},
}
"""Where each move leads from each state; what is not here is refused.

Whoever registers stands in line for a moment. An offer leaves who takes part online, and waits for
the room, confirmed. The second offer that expires gives up the place in the line.
"""


def hold_still(registration: Registration) -> None:
    """Lock the meeting and then the registration, and read both afresh."""
    event_queries.lock(registration.event)
    lock_row(registration)


def make(registration: Registration, move: Move, now: datetime) -> None:
    """Bring a registration to the state that a move leads to.

    Raises:
        IllegalMoveError: its state does not allow the move.
    """
    check(registration, move)
    target = MOVES[move][registration.status]
    if target is not registration.status:
        registration.status = target
        registration.status_changed_at = now


def check(registration: Registration, move: Move) -> None:
    """Make sure that a registration can make a move.

    Raises:
        IllegalMoveError: its state does not allow it.
    """
    if registration.status not in MOVES[move]:
        raise IllegalMoveError(
            _("Dat kan niet meer. De stand is: %(status)s.", status=registration.status.label)
        )


def confirm(registration: Registration, move: Move, now: datetime) -> None:
    """Let a move give a party its seats for good: it leaves the line and is invited."""
    make(registration, move, now)
    registration.waits_for, registration.missed_offers = None, 0
    count_invite(registration)


def count_invite(registration: Registration) -> None:
    """Number the next invite of a guest, never lower than one they may already hold."""
    sequence, last = registration.event.sequence, registration.invite_sequence
    registration.invite_sequence = sequence if last is None else max(sequence, last) + 1

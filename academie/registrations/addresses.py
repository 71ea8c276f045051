"""The address of a guest: put right, found to take no mail, or given up.

An address that takes no mail is not written to again until somebody put it right.
"""

from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import Select, func, select

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.outbox.models import OutboxMessage
from academie.registrations import changing, moves, service
from academie.registrations.models import Registration
from academie.registrations.moves import Move
from academie.registrations.told import REACHABLE


def change_address(registration: Registration, email: str | None, *, now: datetime) -> None:
    """Put an address right and mail the present state to it; what was mailed to the old one ends.

    Args:
        email: the right one; the same once more, when it takes mail after all; None for somebody
            who has none and is called.

    Raises:
        IllegalMoveError: it has signed off, or was forgotten.
        AddressTakenError: somebody else registered with it.
    """
    _hold_still(registration)
    given_name, family_name = registration.given_name, registration.family_name
    if email is None:
        changing.end_what_was_mailed(registration)
        registration.email = None
        service.trust_address(registration, now)
    elif email == registration.email:
        service.trust_address(registration, now)
        service.tell_state(registration, now)
    else:
        changing.correct(
            registration,
            given_name=given_name or "",
            family_name=family_name,
            email=email,
            now=now,
        )


def note_return(registration: Registration, *, now: datetime) -> None:
    """Note that a mail came back, as staff saw in their mailbox.

    Raises:
        IllegalMoveError: it has signed off, or has no address.
    """
    _hold_still(registration)
    if registration.email is None:
        raise IllegalMoveError(_("Deze aanmelding heeft geen e-mailadres."))
    registration.bounced_at = registration.bounced_at or now


def note_refusals(now: datetime) -> None:
    """Note which addresses take no mail, as a relay said; a duty of the worker."""
    mailed = select(Registration).join(OutboxMessage, OutboxMessage.about == Registration.ref)
    mark_refused(mailed, now)


def mark_refused(mailed: Select[Registration], now: datetime) -> None:
    """Mark whose address a relay said takes no mail, since they have that address.

    Args:
        mailed: registrations, joined with the mail to them.
    """
    known_since = func.coalesce(Registration.address_at, Registration.registered_at)
    refused = mailed.where(OutboxMessage.refused_at >= known_since, REACHABLE)
    locked = refused.with_for_update(of=Registration, skip_locked=True)
    for registration in db.session.scalars(locked).unique():
        registration.bounced_at = now


def give_up(registration: Registration, *, now: datetime) -> None:
    """Free the seats of somebody whom no mail reaches.

    Raises:
        IllegalMoveError: mail does reach it, it has signed off, or the meeting is over or off.
    """
    _hold_still(registration)
    if registration.bounced_at is None:
        raise IllegalMoveError(_("De mail komt aan op dit adres."))
    service.cancel(registration, now=now)


def _hold_still(registration: Registration) -> None:
    """Lock a registration that is live and that we still know somebody by."""
    moves.hold_still(registration)
    moves.check(registration, Move.CORRECT)
    if registration.given_name is None:
        raise IllegalMoveError(_("Van deze aanmelding zijn de gegevens gewist."))

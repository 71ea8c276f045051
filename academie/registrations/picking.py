"""Staff let a party go ahead of the line: by an offer, or with its word on the telephone."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.errors import IllegalMoveError
from academie.registrations import line, offers
from academie.registrations.models import Registration

A_WORD = timedelta(minutes=1)
"""How long an offer holds that is accepted in the same breath."""


def pick(registration: Registration, *, by: User, reason: str, now: datetime) -> bool:
    """Let a waiting party have free seats ahead of the line.

    As long as free seats are offered by themselves, it gets an offer with a deadline as well. In
    the last hours there is no time for that: staff have called, and the party has its seats.

    Returns:
        whether it has its seats at once.

    Raises:
        IllegalMoveError: it does not wait, has an offer already, or the meeting is off or over.
        NoRoomError: there are not so many free seats.
    """
    event = registration.event
    if line.offers_go_on(event, now):
        offers.offer(registration, now=now, picked_by=by, reason=reason)
        return False
    if event.ends_at <= now:
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij."))
    made = offers.offer(registration, now=now, picked_by=by, reason=reason, until=now + A_WORD)
    offers.accept(made, now=now)
    return True

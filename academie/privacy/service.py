"""Forgetting one person, everywhere, at once."""

from datetime import datetime

from sqlalchemy import func, select

from academie.accounts.models import AccessAction, User
from academie.accounts.service import log_access, log_own
from academie.core import clock
from academie.core.db import db, lock_row
from academie.outbox import service as outbox
from academie.registrations import more, queries, service
from academie.registrations import retention as registrations
from academie.registrations.models import Registration

FEW = 5
"""With fewer guests from one municipality, it could tell who somebody was."""


def erase(registration: Registration, *, now: datetime, by: User | None = None) -> None:
    """Empty what is personal, revoke the link, and free the seats of who was still to come.

    The row keeps the meeting, the way to take part, the number of people and the month of
    registering, so that counts stay the same. One last mail says that it is done. A second time
    changes nothing.

    Args:
        by: the member of staff who was asked; None when somebody did it with their own link.
    """
    lock_row(registration)
    if registration.is_erased:
        return
    if service.may_cancel(registration, now):
        service.cancel(registration, now=now)
    address = registration.email
    _forget(registration)
    registration.code = queries.free_code(registration.event)
    registration.link_version += 1
    _blur_moments(registration)
    outbox.forget(registration.ref)
    if address:
        outbox.enqueue("privacy.erased", registration.ref, now, address=address)
    subject = f"registration:{registration.ref}"
    if by:
        log_access(by, AccessAction.ERASE, subject, now)
    else:
        log_own(AccessAction.ERASE, subject, now)


def _forget(registration: Registration) -> None:
    """Empty what is personal; the municipality stays when enough guests came from there."""
    event, town = registration.event, registration.municipality
    from_there = select(func.count()).where(
        Registration.event_id == event.id, Registration.municipality == town
    )
    enough = town is not None and (db.session.scalar(from_there) or 0) >= FEW
    more.forget(registration)
    registrations.forget(registration)
    registration.municipality = town if enough else None


def _blur_moments(registration: Registration) -> None:
    """Keep no more than the month in which somebody registered."""
    first = clock.to_local(registration.registered_at).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    registration.registered_at = registration.queued_at = registration.status_changed_at = first
    db.session.flush()

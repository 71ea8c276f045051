"""Forgetting one person, everywhere, at once."""

from datetime import datetime

from academie.accounts.models import AccessAction, User
from academie.accounts.service import log_access, log_own
from academie.core import journal
from academie.outbox import service as outbox
from academie.registrations import forgetting, moves, service
from academie.registrations.models import Registration


def erase(
    registration: Registration, *, now: datetime, by: User | None = None, last_mail: bool = True
) -> None:
    """Empty what is personal, revoke the link, and free the seats of who was still to come.

    The row keeps the meeting, the way to take part, the number of people and the month of
    registering, so that counts stay the same. A second time changes nothing.

    Args:
        by: the member of staff who was asked; None when somebody did it with their own link.
        last_mail: say by one last mail that it is done.
    """
    moves.hold_still(registration)
    if registration.is_erased:
        return
    if service.may_cancel(registration, now):
        service.cancel(registration, now=now)
    address, subject = registration.email, f"registration:{registration.ref}"
    forgetting.forget([registration])
    journal.note_wish(subject, now)
    if address and last_mail:
        outbox.enqueue("privacy.erased", registration.ref, now, address=address)
    if by:
        log_access(by, AccessAction.ERASE, subject, now)
    else:
        log_own(AccessAction.ERASE, subject, now)

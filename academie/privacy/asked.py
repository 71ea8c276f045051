"""What people ask about their data by telephone or mail: written down, and done in time."""

from datetime import date, datetime

from flask_babel import lazy_gettext as _

from academie.accounts.models import AccessAction, User
from academie.accounts.service import log_access
from academie.core.clock import to_local
from academie.core.db import db, lock_row
from academie.core.errors import IllegalMoveError
from academie.evaluations import joining
from academie.events import queries as event_queries
from academie.privacy import elsewhere, service
from academie.privacy.models import DataRequest, Outcome, RequestKind, month_after
from academie.privacy.queries import Found
from academie.programme import contributors
from academie.requests import erasing
from academie.series import service as series


def note(
    *,
    kind: RequestKind,
    name: str,
    reach: str,
    about: str | None,
    asked_on: date,
    by: User,
) -> DataRequest:
    """Write down what somebody asks; it is due a month later."""
    request = DataRequest(
        kind=kind,
        name=name,
        reach=reach,
        about=about,
        asked_on=asked_on,
        due_on=month_after(asked_on),
        noted_by=by,
    )
    db.session.add(request)
    db.session.flush()
    return request


def finish(request: DataRequest, outcome: Outcome, *, by: User, now: datetime) -> None:
    """Note that it is answered; of who wanted to be forgotten nothing is kept from then on.

    Raises:
        IllegalMoveError: it was answered already.
    """
    lock_row(request)
    if request.done_on is not None:
        raise IllegalMoveError(_("Dit verzoek is al afgerond."))
    request.done_on, request.outcome, request.done_by = to_local(now).date(), outcome, by
    if request.kind is RequestKind.ERASE and outcome is Outcome.DONE:
        forget(request)
    db.session.flush()


def forget(request: DataRequest) -> None:
    """Empty who asked, and about what."""
    request.name = request.reach = request.about = None


def erase_everywhere(found: Found, *, by: User, now: datetime) -> None:
    """Forget somebody who asked for it wherever their address stands, and log each place."""
    _hold_meetings(found)
    for registration in found.registrations:
        service.erase(registration, now=now, by=by)
    for request in found.requests:
        erasing.erase(request, now=now)
        log_access(by, AccessAction.ERASE, f"request:{request.ref}", now)
    for contributor in found.contributors:
        contributors.withdraw(contributor, now=now)
        log_access(by, AccessAction.ERASE, f"contributor:{contributor.ref}", now)
    for member in found.members:
        series.leave(member, now=now)
        log_access(by, AccessAction.ERASE, f"member:{member.ref}", now)
    for joiner in found.joiners:
        joining.leave(joiner, now=now)
        log_access(by, AccessAction.ERASE, f"joiner:{joiner.ref}", now)
    for held in found.elsewhere:
        kind, _separator, ref = held.subject.partition(":")
        elsewhere.erase(kind, ref, now)
        log_access(by, AccessAction.ERASE, held.subject, now)


def _hold_meetings(found: Found) -> None:
    """Lock every meeting that is touched, in the order in which the worker locks them."""
    events = {guest.event_id: guest.event for guest in found.registrations}
    events |= {contributor.event_id: contributor.event for contributor in found.contributors}
    for _number, event in sorted(events.items()):
        event_queries.lock(event)

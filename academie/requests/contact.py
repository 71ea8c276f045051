"""Who asked: their name, address and number, also after the decision, and where those stand."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from academie.accounts.models import User
from academie.config import current_settings
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import contacts, edits
from academie.events import organisers as event_organisers
from academie.events import queries as event_queries
from academie.events import service as events
from academie.events.models import Event
from academie.requests import queries, telling
from academie.requests.models import AcademyRequest


def correct(
    request: AcademyRequest, *, name: str, email: str, phone: str | None, now: datetime
) -> None:
    """Change who asked once a request has ended; its meeting shows the new address and number.

    What was written down of changes forgets the old ones. Another address ends the old link; the
    mail that says how it ended brings the new one there.
    """
    queries.lock(request)
    theirs, old_email, old_phone = _meetings(request), request.email, request.phone
    request.name, request.email, request.phone = name, email, phone
    if request.event:
        _follow(request.event, (old_email, email), (old_phone, phone), now)
    contacts.forget(
        old_email if old_email != email else None,
        old_phone if old_phone != phone else None,
        at=theirs,
    )
    if email != old_email:
        request.link_version += 1
        telling.tell_end_again(request, now)
    db.session.flush()


def put_right(request: AcademyRequest, *, email: str, now: datetime) -> None:
    """Put the right address where the requester mistyped theirs, and mail the new link there.

    The old link ends. The same address changes nothing.

    Raises:
        IllegalMoveError: who asked is forgotten.
    """
    queries.lock(request)
    if request.email is None or request.name is None:
        raise IllegalMoveError(_("Van deze aanvraag is gewist wie hem deed."))
    if request.email == email:
        return
    if request.is_open:
        request.email = email
        request.link_version += 1
        telling.tell_how_it_stands(request, now)
        db.session.flush()
    else:
        correct(request, name=request.name, email=email, phone=request.phone, now=now)


def _follow(
    event: Event,
    email: tuple[str | None, str],
    phone: tuple[str | None, str | None],
    now: datetime,
) -> None:
    """Let a meeting that shows the old address or number show the new one.

    Args:
        email: the old one and the new one.
        phone: likewise; where there is no new one, ours comes instead.
    """
    event_queries.lock(event)
    with edits.noted(event, now=now):
        if event.reply_address == email[0]:
            event.reply_address = email[1]
        if phone[0] and event.phone == phone[0]:
            event.phone = phone[1] or current_settings().contact_phone or ""
    events.show_anew(event, now=now)


def account_of(request: AcademyRequest) -> User | None:
    """Find the account with which a requester organises the meeting that a request became."""
    organisers = request.event.organisers if request.event else []
    return next((user for user in organisers if user.email == request.email), None)


def leave_meetings(request: AcademyRequest, *, wanted: bool, now: datetime) -> None:
    """Put our own address and number where the requester's stood, at the meetings that are theirs.

    Anybody may have typed the address and the number of somebody else in a request.

    Args:
        wanted: they ask for it; else the other meetings that they organise keep their own.
    """
    theirs = _meetings(request) if wanted else _meetings(request)[:1]
    if request.email and theirs:
        contacts.take_off(request.email, request.phone, now=now, at=theirs)


def leave_copy(event: Event, copy: Event) -> None:
    """Put our own address and number at the copy of a meeting, where those of a person stood.

    Of whoever organises the copy too they stay.
    """
    asked, settings = queries.behind(event), current_settings()
    stays = {user.email for user in copy.organisers}
    theirs = {user.email for user in event.organisers} | ({asked.email} if asked else set())
    is_personal = copy.reply_address in theirs - stays
    if is_personal:
        copy.reply_address = settings.mail_from
    requesters = asked is not None and asked.email not in stays and copy.phone == asked.phone
    if is_personal or requesters:
        copy.phone = settings.contact_phone or ""
    db.session.flush()


def _meetings(request: AcademyRequest) -> Sequence[Event]:
    """List the meeting that a request became, and then what they organise with the account of it.

    A copy of the meeting is one of these: nobody else's bears their address.
    """
    if request.event is None:
        return []
    own = account_of(request)
    organised = event_organisers.meetings_of(own) if own else []
    return [request.event, *(event for event in organised if event is not request.event)]

"""Who asked: their name, address and number, also after the decision, and where those stand."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import String, cast, or_, select

from academie.config import current_settings
from academie.core.db import db
from academie.events import service as events
from academie.events.edits import EventEdit
from academie.events.models import Event
from academie.outbox import service as outbox
from academie.requests import queries
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus

_AGAIN = {
    RequestStatus.ACCEPTED: "requests.accepted",
    RequestStatus.DECLINED: "requests.declined",
}


def correct(
    request: AcademyRequest, *, name: str, email: str, phone: str | None, now: datetime
) -> None:
    """Change who asked after the decision; the meeting shows the new address and number.

    Another address ends the old link; the mail with the decision brings the new one there.
    """
    queries.lock(request)
    old_email, old_phone = request.email, request.phone
    request.name, request.email, request.phone = name, email, phone
    if request.event and request.event.reply_address == old_email:
        request.event.reply_address = email
        events.show_anew(request.event, now=now)
    if request.event and old_phone and phone and request.event.phone == old_phone:
        request.event.phone = phone
        events.show_anew(request.event, now=now)
    if email != old_email:
        request.link_version += 1
        if request.status in _AGAIN:
            outbox.enqueue(_AGAIN[request.status], request.ref, now)
    db.session.flush()


def leave_meetings(request: AcademyRequest, *, wanted: bool, now: datetime) -> None:
    """Put our own address and number where the requester's stood: at the meeting and its copies.

    What was written down of changes forgets them too.

    Args:
        wanted: they ask for it; else a meeting that they organise with an account keeps its own.
    """
    settings = current_settings()
    for event in _meetings_of(request):
        if event is not request.event and not wanted and _organises(request, event):
            continue
        if event.reply_address == request.email:
            event.reply_address = settings.mail_from
        if request.phone and event.phone == request.phone:
            event.phone = settings.contact_phone or ""
        events.show_anew(event, now=now)
    for edit in _edits_about(request):
        edit.changes = {
            name: [_without(request, words) for words in pair]
            for name, pair in edit.changes.items()
        }


def _meetings_of(request: AcademyRequest) -> Sequence[Event]:
    shown = [Event.reply_address == request.email]
    if request.phone:
        shown.append(Event.phone == request.phone)
    return db.session.scalars(select(Event).where(or_(*shown)).order_by(Event.id)).all()


def _organises(request: AcademyRequest, event: Event) -> bool:
    return any(user.email == request.email for user in event.organisers)


def _edits_about(request: AcademyRequest) -> Sequence[EventEdit]:
    words = cast(EventEdit.changes, String)
    known = [mark for mark in (request.email, request.phone) if mark]
    found = or_(*(words.contains(mark, autoescape=True) for mark in known))
    return db.session.scalars(select(EventEdit).where(found).order_by(EventEdit.id)).all()


def _without(request: AcademyRequest, words: str) -> str:
    for mark in (request.email, request.phone):
        words = words.replace(mark, "") if mark else words
    return words

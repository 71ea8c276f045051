"""Forgetting who asked: at once when they want it, or when the time has come."""

from datetime import datetime

from academie.config import current_settings
from academie.core.db import db
from academie.events import service as events
from academie.requests import queries
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus


def erase(request: AcademyRequest, *, now: datetime) -> None:
    """Empty what is personal and revoke the link; an open request is taken back."""
    queries.lock(request)
    if request.is_open:
        request.status = RequestStatus.WITHDRAWN
        request.ended_at = now
    _leave_the_meeting(request, now)
    request.name = request.email = request.phone = None
    request.link_version += 1
    for message in request.messages:
        message.text = None
    db.session.flush()


def _leave_the_meeting(request: AcademyRequest, now: datetime) -> None:
    """Put our own address and number on the page of the meeting where the requester's stood."""
    event, settings = request.event, current_settings()
    if event is None:
        return
    if event.reply_address == request.email:
        event.reply_address = settings.mail_from
        events.show_anew(event, now=now)
    if request.phone and event.phone == request.phone:
        event.phone = settings.contact_phone or ""
        events.show_anew(event, now=now)

"""Forgetting who asked: at once when they want it, or when the time has come."""

from datetime import datetime

from academie.core import journal
from academie.core.db import db
from academie.outbox import service as outbox
from academie.requests import contact, queries
from academie.requests.models import AcademyRequest
from academie.requests.terms import RequestStatus


def erase(request: AcademyRequest, *, now: datetime, wanted: bool = True) -> None:
    """Empty what is personal and revoke the link; an open request is taken back.

    Args:
        wanted: they ask for it themselves; else the time has come.
    """
    queries.lock(request)
    if request.is_open:
        request.status = RequestStatus.WITHDRAWN
        request.ended_at = now
    contact.leave_meetings(request, wanted=wanted, now=now)
    request.name = request.email = request.phone = None
    request.link_version += 1
    request.letters.clear()
    outbox.forget(request.ref)
    for message in request.messages:
        message.text = None
    db.session.flush()
    if wanted:
        journal.note_wish(f"request:{request.ref}", now)

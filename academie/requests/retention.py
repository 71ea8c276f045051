"""Forgetting requesters: who asked goes in time, what was asked for stays."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import selectinload

from academie.core import journal
from academie.core.db import db
from academie.core.retention import RetentionRule
from academie.events.retention import over
from academie.outbox import service as outbox
from academie.requests import erasing
from academie.requests.models import AcademyRequest, RequestMessage
from academie.requests.terms import OPEN, RequestStatus

_PERSONAL = (
    "academy_request.name",
    "academy_request.email",
    "academy_request.phone",
    "request_message.text",
    "request_letter.content",
)
UNFINISHED = RetentionRule(_PERSONAL, timedelta(days=90), "the last time it was saved")
ENDED = RetentionRule(_PERSONAL, timedelta(days=183), "the decision, or taking it back")
ACCEPTED = RetentionRule(_PERSONAL, timedelta(weeks=12), "the end of the meeting")
UNDECIDED = RetentionRule(_PERSONAL, timedelta(days=730), "the last time anybody did anything")
RULES = (UNFINISHED, ENDED, ACCEPTED, UNDECIDED)


def erase_due(now: datetime) -> None:
    """Delete drafts nobody went on with, and empty who asked; the worker calls this.

    Of what became a meeting the requester is known as long as its guests are. A postponed meeting
    is still to come for a year; one that was thrown away leaves its request like a declined one.
    What nobody decides on ends by itself.
    """
    drafts = _known(
        and_(
            AcademyRequest.status == RequestStatus.DRAFT,
            AcademyRequest.saved_at < now - UNFINISHED.kept,
        )
    )
    for request in drafts:
        journal.note(f"request:{request.ref}", UNFINISHED, now)
        outbox.forget(request.ref)
        db.session.delete(request)
    no_meeting = AcademyRequest.event_id.is_(None)
    for rule, due in (
        (ENDED, and_(no_meeting, AcademyRequest.ended_at < now - ENDED.kept)),
        (ACCEPTED, AcademyRequest.event_id.in_(over(ACCEPTED, now))),
        (UNDECIDED, _silent(now)),
    ):
        for request in _known(due):
            erasing.erase(request, now=now, wanted=False)
            journal.note(f"request:{request.ref}", rule, now)


def _silent(now: datetime) -> ColumnElement[bool]:
    """Pick what is open, and where neither side has done anything for long."""
    last = (
        select(func.max(RequestMessage.at))
        .where(RequestMessage.request_id == AcademyRequest.id)
        .scalar_subquery()
    )
    since = now - UNDECIDED.kept
    return and_(
        AcademyRequest.status.in_(OPEN),
        AcademyRequest.sent_at < since,
        AcademyRequest.saved_at < since,
        or_(last.is_(None), last < since),
    )


def _known(which: ColumnElement[bool]) -> Sequence[AcademyRequest]:
    """List the requests whose requester is not forgotten yet."""
    statement = select(AcademyRequest).where(which, AcademyRequest.email.is_not(None))
    return db.session.scalars(statement.options(selectinload(AcademyRequest.messages))).all()

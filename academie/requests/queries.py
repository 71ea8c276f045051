"""Questions about requests."""

from collections.abc import Sequence
from datetime import datetime
from statistics import median

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from academie.core import links
from academie.core.clock import to_local
from academie.core.db import db, lock_row
from academie.core.errors import BrokenLinkError
from academie.events.models import Event
from academie.requests.models import AcademyRequest
from academie.requests.terms import OPEN, RequestStatus

LINK = "request"


def by_ref(ref: str) -> AcademyRequest | None:
    """Find a request by its ref."""
    return db.session.scalar(select(AcademyRequest).where(AcademyRequest.ref == ref))


def source_title(request: AcademyRequest) -> str | None:
    """Give the title of the outcome that a request wants to do too, while the world may read it."""
    outcome = db.metadata.tables["outcome"]
    public = (outcome.c.state == "adopted") & (outcome.c.visibility == "public")
    if request.source_outcome_id is None:
        return None
    return db.session.scalar(
        select(outcome.c.title).where(outcome.c.id == request.source_outcome_id, public)
    )


def sent_in(ref: str) -> AcademyRequest | None:
    """Find a request that was sent in; nobody but its maker knows of the others."""
    request = by_ref(ref)
    is_draft = request is None or request.status is RequestStatus.DRAFT
    return None if is_draft else request


def by_link(token: str) -> AcademyRequest:
    """Find the request that a personal link leads to.

    Raises:
        BrokenLinkError: the link was changed or revoked.
    """
    claim = links.read(LINK, token)
    request = by_ref(claim.ref)
    if request is None or request.link_version != claim.version:
        raise BrokenLinkError
    return request


def token_of(request: AcademyRequest) -> str:
    """Write the token of the requester's link."""
    return links.sign(LINK, request.ref, request.link_version)


def behind(event: Event) -> AcademyRequest | None:
    """Find the request that a meeting came from."""
    return db.session.scalar(select(AcademyRequest).where(AcademyRequest.event_id == event.id))


def recent(email: str, status: RequestStatus, since: datetime) -> Sequence[AcademyRequest]:
    """List what the same address has saved or sent in since a moment, the newest first."""
    statement = select(AcademyRequest).where(
        AcademyRequest.email == email,
        AcademyRequest.status == status,
        AcademyRequest.saved_at >= since,
    )
    return db.session.scalars(statement.order_by(AcademyRequest.id.desc())).all()


def on_board() -> Sequence[AcademyRequest]:
    """List what was sent in, the newest first, until the requester is forgotten."""
    known: ColumnElement[bool] = AcademyRequest.email.is_not(None)
    statement = (
        select(AcademyRequest)
        .where(AcademyRequest.status != RequestStatus.DRAFT, known)
        .options(joinedload(AcademyRequest.event), selectinload(AcademyRequest.messages))
        .order_by(AcademyRequest.sent_at.desc(), AcademyRequest.id.desc())
    )
    return db.session.scalars(statement).all()


def undecided() -> Sequence[AcademyRequest]:
    """List what was sent in and nobody decided on, with the conversation, the oldest first."""
    statement = select(AcademyRequest).where(AcademyRequest.status.in_(OPEN))
    ordered = statement.order_by(AcademyRequest.sent_at, AcademyRequest.id)
    return db.session.scalars(ordered.options(selectinload(AcademyRequest.messages))).all()


def median_days_to_date() -> int | None:
    """Tell how long it takes from sending in to the first publishing; None when none got there."""
    rows = db.session.execute(
        select(AcademyRequest.sent_at, Event.published_at)
        .join(AcademyRequest.event)
        .where(Event.published_at.is_not(None))
    )
    days = [
        (to_local(date).date() - to_local(wish).date()).days for wish, date in rows if wish and date
    ]
    return round(median(days)) if days else None


def lock(request: AcademyRequest) -> None:
    """Keep a request from changing under us; it is read anew, so a verb sees the latest state."""
    db.session.flush()
    lock_row(request)

"""Where every academy is: from a wish to two years after the meeting."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select

from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import ANSWERS
from academie.core.clock import to_local
from academie.core.db import db
from academie.dashboard.terms import AFTER, AcademyState
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus
from academie.requests.models import AcademyRequest
from academie.requests.terms import OPEN

_OF_STATUS = {
    EventStatus.DRAFT: AcademyState.DRAFT,
    EventStatus.POSTPONED: AcademyState.POSTPONED,
    EventStatus.CANCELLED: AcademyState.CANCELLED,
}


class Academy(NamedTuple):
    """An academy, or the wish for one.

    Attributes:
        id: of the meeting; None while it is a wish.
        ref: of the meeting, or of the request.
        day: on which it is or was, or the wish came in.
        ended_on: the day from which months are counted.
    """

    id: int | None
    ref: str
    title: str
    place: str
    day: date
    ended_on: date
    state: AcademyState

    @property
    def was_held(self) -> bool:
        """Whether the meeting is over."""
        return self.state is AcademyState.HELD or self.state in AFTER.values()


def academies(now: datetime) -> Sequence[Academy]:
    """List all academies and the wishes nobody decided on, by day: two queries."""
    found = [*_wishes(), *_meetings(now)]
    return sorted(found, key=lambda academy: (academy.day, academy.ref))


def by_state(found: Iterable[Academy]) -> Mapping[AcademyState, Sequence[Academy]]:
    """Lay academies out by how far they are; every state has its place."""
    laid_out: dict[AcademyState, list[Academy]] = {state: [] for state in AcademyState}
    for academy in found:
        laid_out[academy.state].append(academy)
    return laid_out


def _wishes() -> Iterable[Academy]:
    rows = db.session.execute(
        select(AcademyRequest.ref, AcademyRequest.place, AcademyRequest.sent_at).where(
            AcademyRequest.status.in_(OPEN)
        )
    )
    for ref, place, sent_at in rows:
        if place and sent_at:  # the database asks for both of what was sent in
            day = to_local(sent_at).date()
            yield Academy(None, ref, place, place, day, day, AcademyState.WISH)


def _meetings(now: datetime) -> Iterable[Academy]:
    answered = (
        select(Checkpoint.event_id, func.max(Checkpoint.months).label("months"))
        .where(Checkpoint.result.in_(ANSWERS))
        .group_by(Checkpoint.event_id)
        .subquery()
    )
    rows = db.session.execute(
        select(
            *(Event.id, Event.ref, Event.title, Event.place),
            *(Event.starts_at, Event.ends_at, Event.status, answered.c.months),
        )
        .outerjoin(answered, answered.c.event_id == Event.id)
        .where(Event.kind == EventKind.PUBLIEKSACADEMIE)
    )
    for row in rows:
        first, last = to_local(row.starts_at).date(), to_local(row.ends_at).date()
        state = _state(row, now)
        yield Academy(row.id, row.ref, row.title, row.place or "", first, last, state)


def _state(row: Any, now: datetime) -> AcademyState:
    if row.status in _OF_STATUS:
        return _OF_STATUS[row.status]
    if row.ends_at > now:
        return AcademyState.PUBLISHED
    return AFTER.get(row.months, AcademyState.HELD)

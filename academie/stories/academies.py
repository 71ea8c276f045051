"""The meetings that were held, each with what followed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, or_, select

from academie.checkpoints.models import Checkpoint
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.events.terms import EventKind, EventStatus
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.queries import DISPUTED
from academie.followups.terms import EventLink, OutcomeStatus
from academie.stories.graph import Scope

_LAST = (
    select(Observation.status)
    .where(Observation.outcome_id == Outcome.id)
    .order_by(Observation.observed_on.desc(), Observation.id.desc())
    .limit(1)
    .scalar_subquery()
)


@dataclass(frozen=True, kw_only=True)
class Held:
    """A meeting that was held.

    Attributes:
        statuses: how many outcomes are how far; what somebody disputes is left out.
        open: how many commitments are neither kept nor lapsed; for staff alone, as the next.
        asked_next: the day of the first question that has no answer yet.
    """

    event: Event
    held_on: date
    statuses: Sequence[tuple[OutcomeStatus, int]]
    open: int
    asked_next: date | None


def held(scope: Scope, now: datetime, *, for_staff: bool) -> Sequence[Held]:
    """List the academies that were held, and what else had outcomes, the latest first.

    Args:
        for_staff: whether meetings that stand in no public list are among them.
    """
    statuses, agreed, questions = _statuses((*scope, ~DISPUTED)), _open(), _next_questions()
    were_held = Event.status.in_((EventStatus.PUBLISHED, EventStatus.CLOSED)), Event.ends_at < now
    over = were_held if for_staff else (*were_held, LISTED)
    told = or_(Event.kind == EventKind.PUBLIEKSACADEMIE, Event.id.in_(list(statuses)))
    events = db.session.scalars(
        select(Event).where(*over, told).order_by(Event.starts_at.desc(), Event.id)
    )
    return [
        Held(
            event=event,
            held_on=clock.to_local(event.starts_at).date(),
            statuses=statuses.get(event.id, ()),
            open=agreed.get(event.id, 0),
            asked_next=questions.get(event.id),
        )
        for event in events
    ]


def _open() -> Mapping[int, int]:
    rows = db.session.execute(
        select(Commitment.event_id, func.count(Commitment.id))
        .where(Commitment.status == CommitmentStatus.OPEN, Commitment.struck_at.is_(None))
        .group_by(Commitment.event_id)
    )
    return {event: int(count) for event, count in rows}


def _next_questions() -> Mapping[int, date]:
    rows = db.session.execute(
        select(Checkpoint.event_id, func.min(Checkpoint.due_on))
        .where(Checkpoint.result.is_(None))
        .group_by(Checkpoint.event_id)
    )
    return {event: day for event, day in rows if day}


def _statuses(scope: Scope) -> Mapping[int, Sequence[tuple[OutcomeStatus, int]]]:
    """Count the outcomes of each meeting by how far they are."""
    rows = db.session.execute(
        select(OutcomeEvent.event_id, _LAST, func.count(Outcome.id))
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
        .group_by(OutcomeEvent.event_id, _LAST)
    )
    found: dict[int, list[tuple[OutcomeStatus, int]]] = defaultdict(list)
    for event, status, count in rows:
        found[event].append((status or OutcomeStatus.UNKNOWN, count))
    order = list(OutcomeStatus)
    return {
        event: sorted(counts, key=lambda pair: order.index(pair[0]))
        for event, counts in found.items()
    }

"""The meetings that were held, each with what followed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select

from academie.checkpoints.models import Checkpoint
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.events.terms import EventKind, EventStatus
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.queries import DISPUTED
from academie.followups.seen import LAST_STATUS
from academie.followups.terms import EventLink, OutcomeStatus
from academie.stories.graph import Scope

PAGE_SIZE = 25


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


class Page(NamedTuple):
    """Some of the meetings that were held; number is counted from 1."""

    meetings: Sequence[Held]
    number: int
    pages: int


def page_of_held(scope: Scope, now: datetime, *, number: int, for_staff: bool) -> Page:
    """List the academies that were held, and what else had outcomes, the latest first.

    Args:
        number: of the page, counted from 1; one that is too high is the last.
        for_staff: whether meetings that stand in no public list are among them.
    """
    certain = (*scope, ~DISPUTED)
    conditions = _were_held(certain, now, for_staff=for_staff)
    total = db.session.scalar(select(func.count(Event.id)).where(*conditions)) or 0
    pages = max(ceil(total / PAGE_SIZE), 1)
    number = min(number, pages)
    events = db.session.scalars(
        select(Event)
        .where(*conditions)
        .order_by(Event.starts_at.desc(), Event.id)
        .offset((number - 1) * PAGE_SIZE)
        .limit(PAGE_SIZE)
    ).all()
    return Page(_told(certain, events), number, pages)


def _were_held(scope: Scope, now: datetime, *, for_staff: bool) -> list[ColumnElement[bool]]:
    over = [Event.status.in_((EventStatus.PUBLISHED, EventStatus.CLOSED)), Event.ends_at < now]
    followed = (
        select(OutcomeEvent.event_id)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(OutcomeEvent.event_id == Event.id, OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
    )
    told = or_(Event.kind == EventKind.PUBLIEKSACADEMIE, followed.exists())
    return [*over, told] if for_staff else [*over, told, LISTED]


def _told(scope: Scope, events: Sequence[Event]) -> Sequence[Held]:
    ids = [event.id for event in events]
    statuses, agreed, questions = _statuses(scope, ids), _open(ids), _next_questions(ids)
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


def _open(events: Collection[int]) -> Mapping[int, int]:
    is_open = Commitment.status == CommitmentStatus.OPEN, Commitment.struck_at.is_(None)
    rows = db.session.execute(
        select(Commitment.event_id, func.count(Commitment.id))
        .where(Commitment.event_id.in_(events), *is_open)
        .group_by(Commitment.event_id)
    )
    return {event: int(count) for event, count in rows}


def _next_questions(events: Collection[int]) -> Mapping[int, date]:
    rows = db.session.execute(
        select(Checkpoint.event_id, func.min(Checkpoint.due_on))
        .where(Checkpoint.event_id.in_(events), Checkpoint.result.is_(None))
        .group_by(Checkpoint.event_id)
    )
    return {event: day for event, day in rows if day}


def _statuses(
    scope: Scope, events: Collection[int]
) -> Mapping[int, Sequence[tuple[OutcomeStatus, int]]]:
    """Count the outcomes of each of these meetings by how far they are."""
    shown = OutcomeEvent.event_id.in_(events), OutcomeEvent.link != EventLink.NOT_SHOWN
    rows = db.session.execute(
        select(OutcomeEvent.event_id, LAST_STATUS, func.count(Outcome.id))
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(*shown, *scope)
        .group_by(OutcomeEvent.event_id, LAST_STATUS)
    )
    found: dict[int, list[tuple[OutcomeStatus, int]]] = defaultdict(list)
    for event, status, count in rows:
        found[event].append((status or OutcomeStatus.UNKNOWN, count))
    order = list(OutcomeStatus)
    return {
        event: sorted(counts, key=lambda pair: order.index(pair[0]))
        for event, counts in found.items()
    }

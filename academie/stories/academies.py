"""The meetings that were held, each with what followed."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, func, or_, select

from academie.checkpoints.models import Checkpoint
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentStatus
from academie.core import clock, lately
from academie.core.db import db, glance
from academie.core.paging import Cut, cut
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.events.terms import EventKind, EventStatus
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.queries import DISPUTED
from academie.followups.seen import LAST_STATUS
from academie.followups.terms import EventLink, OutcomeStatus
from academie.stories.graph import Scope

PAGE_SIZE = 25


class Held(NamedTuple):
    """A meeting that was held; all of it can be kept.

    Attributes:
        statuses: how many outcomes are how far; what somebody disputes is left out.
        open: how many commitments are neither kept nor lapsed; for staff alone, as the next.
        asked_next: the day of the first question that has no answer yet.
    """

    id: int
    ref: str
    slug: str | None
    title: str
    held_on: date
    statuses: tuple[tuple[OutcomeStatus, int], ...]
    open: int = 0
    asked_next: date | None = None


class Page(NamedTuple):
    """Some of the meetings that were held."""

    meetings: tuple[Held, ...]
    cut: Cut


def page_of_held(scope: Scope, now: datetime, *, number: int, for_staff: bool) -> Page:
    """List the academies that were held, and what else had outcomes, the latest first.

    Args:
        number: of the page, counted from 1; one that is too high is the last.
        for_staff: whether meetings that stand in no public list are among them.
    """
    certain = (*scope, ~DISPUTED)
    conditions = _were_held(certain, now, for_staff=for_staff)
    total = db.session.scalar(select(func.count(Event.id)).where(*conditions)) or 0
    page = cut(number, PAGE_SIZE, total)
    events = db.session.scalars(
        select(Event)
        .where(*conditions)
        .order_by(Event.starts_at.desc(), Event.id)
        .offset(page.skipped)
        .limit(page.size)
    ).all()
    return Page(_told(certain, events), page)


def _were_held(scope: Scope, now: datetime, *, for_staff: bool) -> list[ColumnElement[bool]]:
    over = [Event.status.in_((EventStatus.PUBLISHED, EventStatus.CLOSED)), Event.ends_at < now]
    followed = (
        select(OutcomeEvent.event_id)
        .join(Outcome, Outcome.id == OutcomeEvent.outcome_id)
        .where(OutcomeEvent.event_id == Event.id, OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
    )
    told = or_(Event.kind == EventKind.PUBLIEKSACADEMIE, followed.exists())
    return [*over, told] if for_staff else [*over, told, LISTED]


def with_what_is_ahead(page: Page, now: datetime) -> Page:
    """Add what is still open at each of these meetings, as seen within the last second; for staff.

    One light query.
    """
    return lately.seen((with_what_is_ahead, page), now, lambda: _with_what_is_ahead(page))


def _with_what_is_ahead(page: Page) -> Page:
    with glance() as connection:
        rows = connection.execute(_AHEAD, {"ids": [held.id for held in page.meetings]})
        ahead = {row.id: (row.open, row.asked_next) for row in rows}
    filled = [
        held._replace(open=ahead[held.id][0], asked_next=ahead[held.id][1])
        for held in page.meetings
    ]
    return page._replace(meetings=tuple(filled))


def _told(scope: Scope, events: Sequence[Event]) -> tuple[Held, ...]:
    statuses = _statuses(scope, [event.id for event in events])
    return tuple(
        Held(
            *(event.id, event.ref, event.slug, event.title),
            held_on=clock.to_local(event.starts_at).date(),
            statuses=statuses.get(event.id, ()),
        )
        for event in events
    )


_AHEAD = select(
    Event.id,
    select(func.count(Commitment.id))
    .where(
        Commitment.event_id == Event.id,
        Commitment.status == CommitmentStatus.OPEN,
        Commitment.struck_at.is_(None),
    )
    .scalar_subquery()
    .label("open"),
    select(func.min(Checkpoint.due_on))
    .where(Checkpoint.event_id == Event.id, Checkpoint.result.is_(None))
    .scalar_subquery()
    .label("asked_next"),
).where(Event.id.in_(bindparam("ids", expanding=True)))


def _statuses(
    scope: Scope, events: Collection[int]
) -> Mapping[int, tuple[tuple[OutcomeStatus, int], ...]]:
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
        event: tuple(sorted(counts, key=lambda pair: order.index(pair[0])))
        for event, counts in found.items()
    }

"""What led to what, as the database knows it: outcomes, their meetings and the links between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    bindparam,
    func,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import QueryableAttribute

from academie.core.db import ONE, UtcDateTime, db
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.followups import queries as followups
from academie.followups import transfer
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.outcome_links import LIVE, OutcomeLink
from academie.followups.parts import OutcomePlace
from academie.followups.queries import OutcomeRow
from academie.followups.terms import EventLink, OutcomeState, PlaceKind

MOST = 100
ADOPTED = (Outcome.state == OutcomeState.ADOPTED,)
PUBLIC = followups.PUBLIC
Scope = Sequence[ColumnElement[bool]]
OVER = (
    select(Event.ends_at)
    .where(Event.ends_at < bindparam("now", type_=UtcDateTime))
    .order_by(Event.ends_at.desc())
    .limit(ONE)
    .scalar_subquery()
)
"""When the last meeting ended, of which the map tells."""


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Outcomes with the links between them.

    Attributes:
        passed_on: the meetings elsewhere that were asked for after one of these outcomes.
        total: how many outcomes there are; more than rows when some were left out.
        for_all: whether the world reads it, which is told of no meeting outside the agenda.
    """

    rows: Sequence[OutcomeRow]
    links: Sequence[OutcomeLink]
    passed_on: Sequence[tuple[Outcome, Event]]
    total: int
    for_all: bool

    def meetings_of(self, row: OutcomeRow) -> Sequence[tuple[Event, EventLink]]:
        """Give the meetings that an outcome is shown to come of, as far as readers may know."""
        return [
            (link.event, link.link)
            for link in row.outcome.events
            if link.link is not EventLink.NOT_SHOWN and _is_told(link.event, for_all=self.for_all)
        ]


def graph(
    scope: Scope, *, meeting: Event | None, place: str | None, most: int | None = MOST
) -> Graph:
    """Give the newest outcomes with the links between them.

    Args:
        scope: ADOPTED or PUBLIC.
        meeting: only what came of it, and whatever is linked to that.
        place: only what changed in this municipality, and whatever is linked to that.
    """
    conditions = [*scope]
    if meeting is not None or place is not None:
        conditions.append(Outcome.id.in_(_linked(scope, _start(scope, meeting, place))))
    rows = followups.among(*conditions, most=most)
    total = db.session.scalar(select(func.count(Outcome.id)).where(*conditions)) or 0
    links = _links(rows, conditions, most)
    for_all = scope is PUBLIC
    passed_on = list(_passed_on(rows, for_all=for_all))
    return Graph(rows=rows, links=links, passed_on=passed_on, total=total, for_all=for_all)


def meetings(scope: Scope) -> Sequence[Event]:
    """List the meetings around outcomes, the latest first; for all readers those in the agenda."""
    linked = (
        select(OutcomeEvent.event_id)
        .join(Outcome)
        .where(OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
    )
    asked = _asked(scope)
    after = select(asked.c.event_id).where(_is_seen(scope, asked.c.outcome_id))
    return db.session.scalars(
        select(Event)
        .where(Event.id.in_(union(linked, after)), *((LISTED,) if scope is PUBLIC else ()))
        .order_by(Event.starts_at.desc(), Event.id)
    ).all()


def places(scope: Scope) -> Sequence[str]:
    """List the municipalities where something changed."""
    found = db.session.scalars(
        select(OutcomePlace.name)
        .join(Outcome, Outcome.id == OutcomePlace.outcome_id)
        .where(OutcomePlace.kind == PlaceKind.MUNICIPALITY, *scope)
        .distinct()
        .order_by(OutcomePlace.name)
    )
    return [name for name in found if name]


def _start(scope: Scope, meeting: Event | None, place: str | None) -> Select[int]:
    statement = select(Outcome.id).where(*scope)
    if meeting is not None:
        shown = Outcome.events.any(
            (OutcomeEvent.event_id == meeting.id) & (OutcomeEvent.link != EventLink.NOT_SHOWN)
        )
        asked = _asked(scope)
        led_to_it = select(asked.c.outcome_id).where(asked.c.event_id == meeting.id)
        statement = statement.where(or_(shown, Outcome.id.in_(led_to_it)))
    if place is not None:
        here = Outcome.places.any(
            (OutcomePlace.kind == PlaceKind.MUNICIPALITY) & (OutcomePlace.name == place)
        )
        statement = statement.where(here)
    return statement


def _linked(scope: Scope, start: Select[int]) -> Select[int]:
    """Follow links both ways from where one starts, over outcomes that may be seen.

    From what led to a meeting elsewhere too, to what came of that.
    """
    may_see = LIVE, _is_seen(scope, OutcomeLink.from_id), _is_seen(scope, OutcomeLink.to_id)
    asked = _asked(scope)
    of_it = asked.c.event_id == OutcomeEvent.event_id, OutcomeEvent.link != EventLink.NOT_SHOWN
    both = _is_seen(scope, asked.c.outcome_id), _is_seen(scope, OutcomeEvent.outcome_id)
    ways = union_all(
        select(OutcomeLink.from_id.label("here"), OutcomeLink.to_id.label("there")).where(*may_see),
        select(OutcomeLink.to_id, OutcomeLink.from_id).where(*may_see),
        select(asked.c.outcome_id, OutcomeEvent.outcome_id).where(*of_it, *both),
        select(OutcomeEvent.outcome_id, asked.c.outcome_id).where(*of_it, *both),
    ).subquery()
    reached = start.cte(recursive=True)
    reached = reached.union(select(ways.c.there).join(reached, ways.c.here == reached.c.id))
    return select(reached.c.id)


def _asked(scope: Scope) -> Subquery:
    """Select which outcome led to which meeting elsewhere, as far as readers may know."""
    asked = transfer.asked_elsewhere()
    return (asked.where(LISTED) if scope is PUBLIC else asked).subquery()


def _is_seen(
    scope: Scope, outcome: QueryableAttribute[int] | ColumnElement[int]
) -> ColumnElement[bool]:
    """Ask of each end by itself: two lists of ids would be tried in every combination."""
    return select(Outcome.id).where(Outcome.id == outcome, *scope).exists()


def _passed_on(rows: Sequence[OutcomeRow], *, for_all: bool) -> Iterator[tuple[Outcome, Event]]:
    """Give what was asked for elsewhere."""
    shown = {row.outcome.id for row in rows}
    for outcome, event in transfer.passed_on():
        if outcome.id in shown and _is_told(event, for_all=for_all):
            yield outcome, event


def _is_told(event: Event, *, for_all: bool) -> bool:
    return followups.is_named(event) or not for_all


def _links(
    rows: Sequence[OutcomeRow], conditions: Scope, most: int | None
) -> Sequence[OutcomeLink]:
    newest = select(Outcome.id).where(*conditions).order_by(Outcome.number.desc()).limit(most)
    chosen = select(newest.subquery().c.id)
    ids = {row.outcome.id for row in rows}
    found = db.session.scalars(
        select(OutcomeLink)
        .where(LIVE, OutcomeLink.from_id.in_(chosen))
        .order_by(OutcomeLink.from_id, OutcomeLink.to_id)
    )
    return [link for link in found if link.to_id in ids]

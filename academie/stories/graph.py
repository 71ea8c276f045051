"""What led to what, as the database knows it: outcomes, their meetings and the links between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select, union_all
from sqlalchemy.orm import QueryableAttribute

from academie.core.db import db
from academie.events.models import Event
from academie.followups import queries as followups
from academie.followups import transfer
from academie.followups.models import Outcome, OutcomeEvent, OutcomeLink
from academie.followups.parts import OutcomePlace
from academie.followups.queries import OutcomeRow
from academie.followups.terms import EventLink, OutcomeState, PlaceKind

MOST = 100
ADOPTED = (Outcome.state == OutcomeState.ADOPTED,)
PUBLIC = followups.PUBLIC
Scope = Sequence[ColumnElement[bool]]


@dataclass(frozen=True, kw_only=True)
class Graph:
    """Outcomes with the links between them.

    Attributes:
        passed_on: the meetings elsewhere that were asked for after one of these outcomes.
        total: how many outcomes there are; more than rows when some were left out.
    """

    rows: Sequence[OutcomeRow]
    links: Sequence[OutcomeLink]
    passed_on: Sequence[tuple[Outcome, Event]]
    total: int


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
    passed_on = list(_passed_on(rows, for_all=scope is PUBLIC))
    return Graph(rows=rows, links=links, passed_on=passed_on, total=total)


def meetings(scope: Scope) -> Sequence[Event]:
    """List the meetings of which something came, the latest first."""
    linked = (
        select(OutcomeEvent.event_id)
        .join(Outcome)
        .where(OutcomeEvent.link != EventLink.NOT_SHOWN, *scope)
    )
    return db.session.scalars(
        select(Event).where(Event.id.in_(linked)).order_by(Event.starts_at.desc(), Event.id)
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
        statement = statement.where(shown)
    if place is not None:
        here = Outcome.places.any(
            (OutcomePlace.kind == PlaceKind.MUNICIPALITY) & (OutcomePlace.name == place)
        )
        statement = statement.where(here)
    return statement


def _linked(scope: Scope, start: Select[int]) -> Select[int]:
    """Follow links both ways from where one starts, over outcomes that may be seen."""
    may_see = _is_seen(scope, OutcomeLink.from_id), _is_seen(scope, OutcomeLink.to_id)
    ways = union_all(
        select(OutcomeLink.from_id.label("here"), OutcomeLink.to_id.label("there")).where(*may_see),
        select(OutcomeLink.to_id, OutcomeLink.from_id).where(*may_see),
    ).subquery()
    reached = start.cte(recursive=True)
    reached = reached.union(select(ways.c.there).join(reached, ways.c.here == reached.c.id))
    return select(reached.c.id)


def _is_seen(scope: Scope, outcome: QueryableAttribute[int]) -> ColumnElement[bool]:
    """Ask of each end by itself: two lists of ids would be tried in every combination."""
    return select(Outcome.id).where(Outcome.id == outcome, *scope).exists()


def _passed_on(rows: Sequence[OutcomeRow], *, for_all: bool) -> Iterator[tuple[Outcome, Event]]:
    """Give what was asked for elsewhere; the world is told of no meeting outside the agenda."""
    shown = {row.outcome.id for row in rows}
    for outcome, event in transfer.passed_on():
        if outcome.id in shown and (event.listed or not for_all):
            yield outcome, event


def _links(
    rows: Sequence[OutcomeRow], conditions: Scope, most: int | None
) -> Sequence[OutcomeLink]:
    newest = select(Outcome.id).where(*conditions).order_by(Outcome.number.desc()).limit(most)
    chosen = select(newest.subquery().c.id)
    ids = {row.outcome.id for row in rows}
    found = db.session.scalars(
        select(OutcomeLink)
        .where(OutcomeLink.from_id.in_(chosen))
        .order_by(OutcomeLink.from_id, OutcomeLink.to_id)
    )
    return [link for link in found if link.to_id in ids]

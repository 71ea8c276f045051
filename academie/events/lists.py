"""What public lists of meetings show: the agenda page by page, and the feeds.

Each answers from a state that one light query tells, so that its words are written once for each
state. A statement is built once for each choice: building it takes longer than running it.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    String,
    and_,
    bindparam,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import joinedload

from academie.core.db import db, glance
from academie.events.models import Event
from academie.events.queries import LISTED, Choice, readable, seat_as
from academie.events.seating import SeatPool
from academie.events.stamps import FEED_KEEPS, SETTLES
from academie.events.terms import EventStatus

PAGE_SIZE = 50
PageState = tuple[tuple[Any, ...], ...]
"""What decides the words of a page of the agenda: for each way to take part in each meeting its
ref, whether its last change is settled, that change, which of the moments that count have passed,
its seats and those taken."""

_POSTPONED = Event.status == EventStatus.POSTPONED
_NOW: BindParameter[datetime] = bindparam("now")
_SETTLED: BindParameter[datetime] = bindparam("settled")
_MOMENTS = (
    Event.starts_at,
    Event.ends_at,
    Event.registration_opens_at,
    Event.registration_closes_at,
)


class PageQuery(NamedTuple):
    """A page of the agenda that somebody asks for.

    Attributes:
        earlier: the meetings that were held instead of those that come.
        number: from 1.
    """

    choice: Choice
    earlier: bool = False
    number: int = 1


def page_state(query: PageQuery, now: datetime) -> PageState:
    """Tell by one light query what a page of the agenda shows; one meeting more than fits."""
    skip = (query.number - 1) * PAGE_SIZE
    values = {"now": now, "settled": now - SETTLES, "skip": skip, "most": PAGE_SIZE + 1}
    with glance() as connection:
        rows = connection.execute(_page_statement(query.choice, query.earlier), values)
        return tuple(map(tuple, rows))


def refs(state: PageState) -> list[str]:
    """Give the refs of its meetings in their order."""
    return list(dict.fromkeys(str(line[0]) for line in state))


def is_settled(state: PageState) -> bool:
    """Tell whether a page may be kept under its state: no change of a moment ago is on it."""
    return all(line[1] for line in state)


def page(state: PageState) -> tuple[list[Event], bool]:
    """Give the meetings of a page in their order, and whether more follow."""
    shown = refs(state)[:PAGE_SIZE]
    found = {event.ref: event for event in _by_refs(shown)}
    for ref, event in found.items():
        seat_as(event, [line[-2:] for line in state if line[0] == ref])
    return [found[ref] for ref in shown if ref in found], len(refs(state)) > PAGE_SIZE


def feed(choice: Choice, now: datetime) -> Sequence[Event]:
    """List the meetings of a feed by date: what comes, and what ended up to four weeks ago.

    A postponed one is still to come, however long ago the date was that it had.
    """
    stays = or_(_POSTPONED, Event.ends_at > now - FEED_KEEPS)
    statement = readable(LISTED, stays, *choice.conditions())
    lists = joinedload(Event.municipalities), joinedload(Event.challenges)
    ordered = statement.options(*lists).order_by(Event.starts_at, Event.id)
    return db.session.scalars(ordered).unique().all()


def coming(choice: Choice, now: datetime, *, most: int | None = None) -> Sequence[Event]:
    """List the meetings that lie ahead and go on; those without a date come last.

    Args:
        most: how many at most.
    """
    goes_on = Event.status.in_((EventStatus.PUBLISHED, EventStatus.POSTPONED))
    statement = select(Event.id).where(LISTED, goes_on, _ahead(), *choice.conditions())
    first = statement.order_by(*_order(earlier=False)).limit(most)
    ids = db.session.scalars(first, {"now": now}).all()
    found = readable(Event.id.in_(ids)).order_by(*_order(earlier=False))
    return db.session.scalars(found).unique().all()


def addresses() -> list[tuple[str, datetime]]:
    """List the slug and last change of every meeting that search engines may know."""
    found = select(Event.slug, Event.changed_at).where(LISTED).order_by(Event.id)
    return [(str(slug), changed_at) for slug, changed_at in db.session.execute(found)]


@lru_cache(maxsize=256)
def _page_statement(choice: Choice, earlier: bool) -> Select[*tuple[Any, ...]]:  # noqa: FBT001 - key of the cache
    chosen = (
        select(Event.id)
        .where(LISTED, _held() if earlier else _ahead(), *choice.conditions())
        .order_by(*_order(earlier=earlier))
        .limit(bindparam("most"))
        .offset(bindparam("skip"))
    )
    of_all = and_(SeatPool.event_id == Event.id, SeatPool.breakout_group_id.is_(None))
    return (
        select(
            Event.ref,
            (Event.changed_at < _SETTLED).label("settled"),
            type_coerce(Event.changed_at, String),
            *((moment <= _NOW).label(f"passed_{moment.key}") for moment in _MOMENTS),
            SeatPool.capacity,
            SeatPool.taken,
        )
        .outerjoin_from(Event, SeatPool, of_all)
        .where(Event.id.in_(select(chosen.subquery().c.id)))
        .order_by(*_order(earlier=earlier), SeatPool.id)
    )


def _order(*, earlier: bool) -> tuple[ColumnElement[Any], ...]:
    if earlier:
        return (Event.starts_at.desc(), Event.id.asc())
    return (_POSTPONED.asc(), Event.starts_at.asc(), Event.id.asc())


def _ahead() -> ColumnElement[bool]:
    dated = or_(Event.status == EventStatus.PUBLISHED, Event.status == EventStatus.CANCELLED)
    return or_(_POSTPONED, and_(dated, Event.ends_at > _NOW))


def _held() -> ColumnElement[bool]:
    """Pick what took place; whoever closed a meeting by hand said so, whatever its end."""
    over = and_(Event.status == EventStatus.PUBLISHED, Event.ends_at <= _NOW)
    return or_(Event.status == EventStatus.CLOSED, over)


def _by_refs(refs: Sequence[str]) -> Sequence[Event]:
    return db.session.scalars(readable(Event.ref.in_(refs))).unique().all()

"""Questions about meetings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, cast

from sqlalchemy import ColumnElement, Select, Table, and_, bindparam, func, literal, or_, select
from sqlalchemy.orm import defer, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from academie.accounts.models import RoleName, User
from academie.core.db import db, glance
from academie.events.models import Event, EventVersion, Series
from academie.events.seating import SeatPool
from academie.events.terms import AttendanceMode, EventKind, EventMode, EventStatus
from academie.reference.models import Challenge, Province

_PUBLIC = Event.status != EventStatus.DRAFT
LISTED = and_(_PUBLIC, Event.listed)
"""What the agenda, feeds and maps of the site may name; every public list asks this."""

# Every visit asks these: built once, and the second of columns, they cost half.
_BY_SLUG = select(Event).where(Event.slug == bindparam("slug"), _PUBLIC)
_EVENT = cast("Table", Event.__table__)
_POOL = cast("Table", SeatPool.__table__)
_PAGE_STATE = (
    select(
        _EVENT.c.ref,
        _EVENT.c.changed_at,
        _EVENT.c.starts_at,
        _EVENT.c.ends_at,
        _EVENT.c.registration_opens_at,
        _EVENT.c.registration_closes_at,
        _POOL.c.capacity,
        _POOL.c.taken,
    )
    .outerjoin_from(
        _EVENT, _POOL, and_(_POOL.c.event_id == _EVENT.c.id, _POOL.c.breakout_group_id.is_(None))
    )
    .where(_EVENT.c.slug == bindparam("slug"), _EVENT.c.status != EventStatus.DRAFT)
    .order_by(_POOL.c.id)
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which meetings a visitor wants to see; None is all.

    Attributes:
        mode: how the visitor takes part, so a hybrid meeting fits either way.
        challenge: slug of an opgave.
    """

    province: Province | None = None
    mode: AttendanceMode | None = None
    kind: EventKind | None = None
    challenge: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Say it to the database."""
        found: list[ColumnElement[bool]] = []
        if self.province:
            found.append(Event.province == self.province)
        if self.mode:
            found.append(Event.mode.in_((EventMode(self.mode.value), EventMode.HYBRID)))
        if self.kind:
            found.append(Event.kind == self.kind)
        if self.challenge:
            found.append(Event.challenges.any(Challenge.slug == self.challenge))
        return found


class PageState(NamedTuple):
    """What decides the words of a meeting's page, without writing it.

    Attributes:
        passed: which of the moments that count lie behind us.
        seats: capacity and seats taken, for each way to take part.
    """

    ref: str
    changed_at: datetime
    passed: tuple[bool, ...]
    seats: tuple[tuple[int | None, int], ...]

    @property
    def started(self) -> bool:
        """Whether the meeting has begun, so that something may have come of it."""
        return self.passed[0]


def by_ref(ref: str) -> Event | None:
    """Find a meeting by its ref."""
    return db.session.scalar(select(Event).where(Event.ref == ref))


def by_slug(slug: str) -> Event | None:
    """Find a public meeting by its address."""
    return db.session.scalar(_BY_SLUG, {"slug": slug})


def page_state(slug: str, now: datetime) -> PageState | None:
    """Tell by one light query which page a meeting has at `now`."""
    with glance() as connection:
        rows = connection.execute(_PAGE_STATE, {"slug": slug}).all()
    if not rows:
        return None
    ref, changed_at, *moments, _capacity, _taken = rows[0]
    return PageState(
        ref=ref,
        changed_at=changed_at,
        passed=tuple(moment is not None and moment <= now for moment in moments),
        seats=tuple((row.capacity, row.taken) for row in rows),
    )


def public_page(state: PageState) -> Event:
    """Give a public meeting with all its page shows; its join link cannot be read."""
    lists = joinedload(Event.municipalities), joinedload(Event.challenges)
    statement = readable(Event.ref == state.ref, _PUBLIC).options(*lists)
    event = db.session.scalars(statement).unique().one()
    seat_as(event, state.seats)
    return event


def seat_as(event: Event, seats: Iterable[tuple[int | None, int]]) -> None:
    """Let a meeting that is only read say of its seats what a state of it says.

    A page is kept under that state, and seats come back to it: one that was taken between asking
    the state and reading the meeting would stand there for as long as nobody else registers.

    Args:
        seats: capacity and seats taken of each pool, in their order.
    """
    for pool, (capacity, taken) in zip(event.pools, seats, strict=False):
        set_committed_value(pool, "capacity", capacity)
        set_committed_value(pool, "taken", taken)


def readable(*conditions: ColumnElement[bool]) -> Select[Event]:
    """Ask for meetings with their seats, in one query and without the join link."""
    return (
        select(Event)
        .where(*conditions)
        .options(joinedload(Event.pools), defer(Event.join_link, raiseload=True))
    )


def known_to(user: User) -> ColumnElement[bool]:
    """Pick the meetings that this member of staff may know of.

    The project team sees all, an organiser their own, a reader what the world sees.
    """
    managed = run_by(user)
    return or_(managed, _PUBLIC) if user.holds(RoleName.READER) else managed


def run_by(user: User) -> ColumnElement[bool]:
    """Pick the meetings that this member of staff may manage, as `managed_by` does."""
    if user.holds(RoleName.PROJECT_TEAM):
        return literal(value=True)
    own = Event.organisers.any(User.id == user.id)
    return own if user.holds(RoleName.ORGANISER) else literal(value=False)


def every_series() -> Sequence[Series]:
    """List the series by name."""
    return db.session.scalars(select(Series).order_by(Series.title, Series.id)).all()


def series_for(event: Event | None) -> Sequence[Series]:
    """List the series a meeting may belong to: those that go on, and the one it is in."""
    own = event.series_id if event else None
    return [row for row in every_series() if row.ended_at is None or row.id == own]


def lock(event: Event) -> None:
    """Keep the meeting's seats, guests and state for this transaction alone, and read it afresh.

    What this transaction changed already stays. SQLite has one writer at a time anyhow. Rows that
    only point to the meeting may be added meanwhile, such as an organiser: waiting for those, and
    they for this, could go round in a circle.
    """
    db.session.flush()
    db.session.refresh(event, with_for_update={"key_share": True})


def read_seats(event: Event) -> None:
    """Read afresh how many seats of a meeting are taken; ask it with the meeting locked."""
    pools = select(SeatPool).where(SeatPool.event_id == event.id)
    db.session.scalars(pools.execution_options(populate_existing=True)).all()


def slug_taken(slug: str) -> bool:
    """Tell whether an address belongs to a meeting already."""
    return db.session.scalar(select(func.count()).where(Event.slug == slug)) == 1


def version(event: Event, sequence: int) -> EventVersion | None:
    """Find what guests were told under a sequence."""
    return db.session.scalar(
        select(EventVersion).where(
            EventVersion.event_id == event.id, EventVersion.sequence == sequence
        )
    )


def due_to_close(now: datetime) -> Sequence[Event]:
    """List the meetings whose end lies long enough behind us to close them.

    One that somebody is changing right now waits for the next round.
    """
    over: ColumnElement[bool] = Event.ends_at < now
    candidates = db.session.scalars(
        select(Event)
        .where(Event.status == EventStatus.PUBLISHED, over)
        .order_by(Event.id)
        .with_for_update(skip_locked=True)
    )
    return [event for event in candidates if event.closes_at <= now]


def managed_by(user: User, ref: str) -> Event | None:
    """Find a meeting that this member of staff may manage: any for the project team, else own."""
    event = by_ref(ref)
    if event is None or user.holds(RoleName.PROJECT_TEAM):
        return event
    own = user.holds(RoleName.ORGANISER) and user in event.organisers
    return event if own else None

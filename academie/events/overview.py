"""The meetings that staff may know of: searched, chosen from, and cut into pages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from academie.accounts.models import User
from academie.core.db import db
from academie.core.names import key_of
from academie.core.paging import Cut, cut
from academie.core.small_groups import Figure, shown
from academie.events.models import Event, EventMunicipality
from academie.events.queries import known_to, run_by
from academie.events.seating import SeatPool
from academie.events.terms import EventKind, EventStatus

PER_PAGE = 25
_TAKEN = (
    select(func.coalesce(func.sum(SeatPool.taken), 0))
    .where(SeatPool.event_id == Event.id, SeatPool.breakout_group_id.is_(None))
    .scalar_subquery()
)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which meetings somebody looks for; None is all.

    Attributes:
        words: each stands in the title, the place or a municipality, however it is written.
        over: those that are over, instead of those that ask for something still.
    """

    words: str = ""
    kind: EventKind | None = None
    status: EventStatus | None = None
    over: bool = False

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        """Say it to the database, all but the words."""
        if self.kind is not None:
            yield Event.kind == self.kind
        if self.status is not None:
            yield Event.status == self.status


class Line(NamedTuple):
    """A meeting as it stands in the list.

    Attributes:
        taken: how many seats; `managed` by who looks.
    """

    id: int
    ref: str
    slug: str | None
    title: str
    place: str | None
    kind: EventKind
    status: EventStatus
    starts_at: datetime
    ends_at: datetime
    taken: int
    managed: bool

    @property
    def seats(self) -> Figure:
        """Tell how many seats are taken; of a few people only to who manages it, as reports do."""
        return self.taken if self.managed else shown(self.taken)

    def is_over(self, now: datetime) -> bool:
        """Tell whether it lies behind us; a plan, or what has no date yet, does not."""
        if self.status is EventStatus.CLOSED:
            return True
        dated = self.status in {EventStatus.PUBLISHED, EventStatus.CANCELLED}
        return dated and self.ends_at <= now


class Overview(NamedTuple):
    """A page of the list.

    Attributes:
        ahead: how many there are that are not over, with the same words.
        over: and how many are.
    """

    lines: Sequence[Line]
    cut: Cut
    ahead: int
    over: int


def overview(user: User, choice: Choice, number: int, now: datetime) -> Overview:
    """List meetings: what comes by date, or what is over, the latest first."""
    found = _named(_lines(user, choice), choice.words)
    ahead = [line for line in found if not line.is_over(now)]
    over = [line for line in found if line.is_over(now)]
    shown = sorted(over, key=_by_date, reverse=True) if choice.over else sorted(ahead, key=_by_date)
    page = cut(number, PER_PAGE, len(shown))
    return Overview(shown[page.skipped : page.last], page, len(ahead), len(over))


def _lines(user: User, choice: Choice) -> list[Line]:
    columns = [getattr(Event, name) for name in Line._fields if name not in {"taken", "managed"}]
    managed = run_by(user).label("managed")
    statement = select(*columns, _TAKEN, managed).where(known_to(user), *choice.conditions())
    return [Line._make(row) for row in db.session.execute(statement)]


def _by_date(line: Line) -> tuple[bool, datetime, int]:
    """Put what was postponed, and has no date, behind what has one."""
    return line.status is EventStatus.POSTPONED, line.starts_at, line.id


def _named(lines: Sequence[Line], words: str) -> Sequence[Line]:
    """Give the meetings in which each of the words stands."""
    wanted = key_of(words).split()
    if not wanted:
        return lines
    towns: dict[int, str] = {}
    of_events = select(EventMunicipality.event_id, EventMunicipality.name)
    for event, name in db.session.execute(of_events):
        towns[event] = f"{towns.get(event, '')} {name}"
    keys = [key_of(f"{line.title} {line.place or ''} {towns.get(line.id, '')}") for line in lines]
    return [
        line for line, key in zip(lines, keys, strict=True) if all(word in key for word in wanted)
    ]

"""Questions of the public about all that came of meetings: a page of it, and its sums."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select

from academie.core.db import db
from academie.core.paging import Cut, cut
from academie.core.small_groups import Figure
from academie.events.models import Event
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.parts import OutcomePlace
from academie.followups.queries import DISPUTED, PUBLIC, OutcomeRow, public_rows
from academie.followups.seen import LAST_STATUS
from academie.followups.terms import EventLink, OutcomeStatus, ReachKind
from academie.followups.totals import added_up
from academie.reference.models import Challenge, ChangeLine, Province
from academie.reference.municipalities import names_in

PAGE_SIZE = 25
NEWS_KEEPS = 50


class Wanted(NamedTuple):
    """Which outcomes somebody wants to see; what is None or empty does not matter."""

    line: ChangeLine | None = None
    challenge: str | None = None
    province: Province | None = None
    words: str = ""


class Page(NamedTuple):
    """Some of the outcomes."""

    rows: Sequence[OutcomeRow]
    cut: Cut


class Reach(NamedTuple):
    """How many of one sort were reached, as far as it was told in one way."""

    kind: ReachKind
    unit: str
    number: Figure


class Sums(NamedTuple):
    """What may be added up: nothing disputed, and people only when they were told alike.

    Attributes:
        disputed: how many outcomes are left out of the rest.
    """

    by_status: Sequence[tuple[OutcomeStatus, int]]
    reached: Sequence[Reach]
    disputed: int


class News(NamedTuple):
    """An outcome, and when something about it was told last."""

    row: OutcomeRow
    changed_at: datetime


def page(wanted: Wanted, number: int) -> Page:
    """Give a page of outcomes, the newest number first."""
    conditions = matching(wanted)
    page = cut(number, PAGE_SIZE, _count(*conditions))
    return Page(public_rows(*conditions, skip=page.skipped, most=page.size), page)


def sums(wanted: Wanted) -> Sums:
    """Count outcomes by how far they are, and add up whom they reached, each kind apart."""
    conditions = matching(wanted)
    certain = [*conditions, ~DISPUTED]
    return Sums(_by_status(certain), _reached(certain), _count(*conditions, DISPUTED))


def news() -> Sequence[News]:
    """Give the outcomes of which something was told last, the latest first."""
    seen = func.max(Observation.recorded_at)
    told = (
        select(Outcome.number, Outcome.adopted_at, seen)
        .outerjoin(Observation, Observation.outcome_id == Outcome.id)
        .where(*PUBLIC)
        .group_by(Outcome.number, Outcome.adopted_at)
        .order_by(func.coalesce(seen, Outcome.adopted_at).desc(), Outcome.number.desc())
        .limit(NEWS_KEEPS)
    )
    moments = {number: max(filter(None, at)) for number, *at in db.session.execute(told)}
    rows = public_rows(Outcome.number.in_(moments), most=NEWS_KEEPS)
    found = [News(row, moments[row.outcome.number]) for row in rows]
    return sorted(found, key=lambda item: (item.changed_at, item.row.outcome.number), reverse=True)


def matching(wanted: Wanted) -> list[ColumnElement[bool]]:
    """Write in SQL which outcomes somebody wants to see."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.line:
        other = Outcome.other_lines.any(line=wanted.line)
        conditions.append(or_(Outcome.line == wanted.line, other))
    if wanted.challenge:
        conditions.append(Outcome.challenges.any(Challenge.slug == wanted.challenge))
    if wanted.province:
        conditions.append(_in_province(wanted.province))
    if wanted.words:
        columns = (Outcome.title, Outcome.what_changed, Outcome.child_view)
        conditions.append(
            or_(*(words.icontains(wanted.words, autoescape=True) for words in columns))
        )
    return conditions


def _in_province(province: Province) -> ColumnElement[bool]:
    """Find what is there, or follows from a meeting there."""
    place = Outcome.places.any(OutcomePlace.name.in_(names_in(province)))
    held = and_(OutcomeEvent.event.has(Event.province == province), _SHOWN)
    return or_(place, Outcome.events.any(held))


_SHOWN = OutcomeEvent.link != EventLink.NOT_SHOWN


def _count(*conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(Outcome.id)).where(*PUBLIC, *conditions)) or 0


def _by_status(conditions: Sequence[ColumnElement[bool]]) -> list[tuple[OutcomeStatus, int]]:
    """Count by the last observation; what nobody saw is unknown."""
    each = select(LAST_STATUS.label("status")).where(*PUBLIC, *conditions).subquery()
    counted = db.session.execute(select(each.c.status, func.count()).group_by(each.c.status))
    found = Counter[OutcomeStatus]()
    for status, number in counted:
        found[status or OutcomeStatus.UNKNOWN] += number
    return [(status, found[status]) for status in OutcomeStatus if found[status]]


def _reached(conditions: Sequence[ColumnElement[bool]]) -> list[Reach]:
    """Add up a kind and a unit at a time; one unit however its capitals are written."""
    statement = (
        select(Outcome.reach_kind, Outcome.reach_unit, Outcome.reach_number)
        .where(*PUBLIC, *conditions, Outcome.reach_kind.is_not(None))
        .order_by(Outcome.number)
    )
    units: dict[tuple[ReachKind, str], str] = {}
    numbers: dict[tuple[ReachKind, str], list[int]] = {}
    for kind, unit, number in db.session.execute(statement):
        if kind is not None and unit is not None and number is not None:
            units.setdefault((kind, unit.casefold()), unit)
            numbers.setdefault((kind, unit.casefold()), []).append(number)
    found = [Reach(sort[0], units[sort], added_up(each)) for sort, each in numbers.items()]
    return sorted(found, key=lambda reach: (list(ReachKind).index(reach.kind), reach.unit))

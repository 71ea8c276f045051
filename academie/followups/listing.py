"""The register of outcomes: searched, chosen from, and cut into pages.

However many outcomes there are, a page asks the same few questions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, bindparam, func, literal, or_, select

from academie.accounts.models import RoleName, User
from academie.core.db import db
from academie.core.paging import Cut, cut
from academie.events.models import Event
from academie.followups.evidence import INDEPENDENT_DOCUMENT
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.parts import OutcomeActor, OutcomeLine, OutcomePlace
from academie.followups.queries import may_read
from academie.followups.seen import LAST_STATUS
from academie.followups.strengths import SAID, judged
from academie.followups.terms import (
    Nature,
    OutcomeState,
    OutcomeStatus,
    Strength,
    outcome_label,
)
from academie.reference.models import ChangeLine

PER_PAGE = 25
MOST_WORDS = 6
_LONGEST_NUMBER = 9


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What somebody asked to see of the register.

    Attributes:
        words: each stands in the title, the change, a party, a place or the number.
        page: counted from 1.
    """

    words: str = ""
    state: OutcomeState | None = None
    line: ChangeLine | None = None
    event: Event | None = None
    page: int = 1

    def conditions(self) -> list[ColumnElement[bool]]:
        """Write it in SQL."""
        found = [_holds(word) for word in self.words.split()[:MOST_WORDS]]
        if self.state is not None:
            found.append(Outcome.state == self.state)
        if self.line is not None:
            beside = select(OutcomeLine.outcome_id).where(OutcomeLine.line == self.line)
            found.append(or_(Outcome.line == self.line, Outcome.id.in_(beside)))
        if self.event is not None:
            linked = select(OutcomeEvent.outcome_id).where(OutcomeEvent.event_id == self.event.id)
            found.append(Outcome.id.in_(linked))
        return found


class Line(NamedTuple):
    """What the register shows of an outcome."""

    ref: str
    number: int
    title: str
    nature: Nature
    state: OutcomeState
    line: ChangeLine
    status: OutcomeStatus
    strength: Strength
    meetings: str

    @property
    def label(self) -> str:
        """The number as people call it."""
        return outcome_label(self.number)


class Page(NamedTuple):
    """A page of the register."""

    rows: Sequence[Line]
    cut: Cut


def register(user: User, choice: Choice) -> Page:
    """List what a member of staff may see of all outcomes, the newest number first.

    A page beyond the last one is the last.
    """
    wanted = choice.conditions()
    if not user.holds(RoleName.PROJECT_TEAM):
        wanted.append(may_read(user))
    count = select(func.count()).select_from(Outcome).where(*wanted)
    everything = db.session.connection().scalar(count) or 0
    page = cut(choice.page, PER_PAGE, everything)
    return Page(_lines(wanted, page), page)


def _lines(wanted: Sequence[ColumnElement[bool]], page: Cut) -> Sequence[Line]:
    """Read a page: first which outcomes stand on it, then what is shown of those alone."""
    chosen = select(Outcome.id).where(*wanted).order_by(Outcome.number.desc())
    ids = chosen.limit(page.size).offset(page.skipped).subquery()
    rows = db.session.connection().execute(_shown().join(ids, ids.c.id == Outcome.id)).all()
    titles = _titles([row.id for row in rows])
    said = [row.id for row in rows if row.said]
    known = judged(said) if said else {}
    return [_line(row, titles.get(row.id, ()), known.get(row.id)) for row in rows]


@cache
def _shown() -> Select[Any]:
    """Write once what is read of a line; what it was seen as last counts."""
    return select(
        *(Outcome.id, Outcome.ref, Outcome.number, Outcome.title, Outcome.nature),
        *(Outcome.state, Outcome.line, LAST_STATUS.label("status")),
        Outcome.evidence.any(INDEPENDENT_DOCUMENT).label("documented"),
        SAID.label("said"),
    ).order_by(Outcome.number.desc())


def _titles(ids: Sequence[int]) -> Mapping[int, Sequence[str]]:
    """Give the titles of the meetings of each of these outcomes."""
    found: dict[int, list[str]] = {}
    for number, title in db.session.connection().execute(_meetings(), {"ids": ids}):
        found.setdefault(number, []).append(title)
    return found


@cache
def _meetings() -> Select[int, str]:
    """Write the question once: every page asks it."""
    return (
        select(OutcomeEvent.outcome_id, Event.title)
        .join(Event, Event.id == OutcomeEvent.event_id)
        .where(OutcomeEvent.outcome_id.in_(bindparam("ids", expanding=True)))
        .order_by(OutcomeEvent.outcome_id, OutcomeEvent.event_id)
    )


def _line(row: Any, meetings: Sequence[str], known: Strength | None) -> Line:
    shown = Strength.FAIR if row.documented else Strength.WEAK
    return Line(
        *(row.ref, row.number, row.title, row.nature, row.state, row.line),
        status=row.status or OutcomeStatus.UNKNOWN,
        strength=known or shown,
        meetings=", ".join(meetings),
    )


def _holds(word: str) -> ColumnElement[bool]:
    """Tell in SQL whether a word stands in an outcome, its parties, its places or its meetings."""
    number = word.upper().removeprefix("OPB-").lstrip("0")
    parties = select(OutcomeActor.outcome_id).where(_has(OutcomeActor.name, word))
    places = select(OutcomePlace.outcome_id).where(_has(OutcomePlace.name, word))
    meetings = select(Event.id).where(_has(Event.title, word))
    linked = select(OutcomeEvent.outcome_id).where(OutcomeEvent.event_id.in_(meetings))
    found = [
        _has(Outcome.title + literal(" ") + Outcome.what_changed, word),
        Outcome.id.in_(parties.union_all(places, linked)),
    ]
    if number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER:
        found.append(Outcome.number == int(number))
    return or_(*found)


def _has(words: Any, word: str) -> ColumnElement[bool]:
    return func.lower(words).contains(word.lower(), autoescape=True)

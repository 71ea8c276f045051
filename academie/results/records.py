"""What the world may read of outcomes as plain records, read in a handful of queries.

A record is what `fields` describes. It holds no word of or about a person from outside: what they
said stands on the page of the outcome, and here only what follows from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, String, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute

from academie.config import Settings, current_settings
from academie.core import links
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.small_groups import shown
from academie.events.models import Event
from academie.events.queries import LISTED
from academie.followups.evidence import INDEPENDENT_DOCUMENT, Evidence
from academie.followups.in_bulk import Question, by_outcome
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.parts import (
    OutcomeActor,
    OutcomeContributor,
    OutcomeKind,
    OutcomeLine,
    OutcomePlace,
    OutcomeSource,
    outcome_challenge,
)
from academie.followups.queries import PUBLIC
from academie.followups.seen import IN_ORDER
from academie.followups.strengths import judged
from academie.followups.terms import OutcomeStatus, PlaceKind, Strength, outcome_label
from academie.reference.models import Challenge
from academie.results.queries import Wanted, matching

Record = dict[str, Any]
_Parts = Mapping[str, Sequence[tuple[Any, ...]]]


def _raw(column: InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Read a word of a list as the database keeps it, which is what programs read too."""
    return type_coerce(column, String()).label(column.key)


_OWN: tuple[Any, ...] = (
    *(Outcome.title, Outcome.what_changed, Outcome.child_view, Outcome.changed_on),
    *map(_raw, (Outcome.changed_precision, Outcome.level, Outcome.line)),
    *map(_raw, (Outcome.direction, Outcome.intended)),
    *(Outcome.reach_number, Outcome.reach_unit, _raw(Outcome.reach_kind)),
    *(Outcome.significance, _raw(Outcome.significance_score)),
    *(Outcome.contribution, _raw(Outcome.contribution_score)),
    *(Outcome.without_us, Outcome.other_factors, Outcome.transferable),
)
"""What a record takes over as it stands."""
_NAMES = [column.key for column in _OWN]
_PARTS: Mapping[str, Question] = {
    "actors": select(OutcomeActor.outcome_id, OutcomeActor.name).order_by(OutcomeActor.name),
    "contributors": select(
        *(OutcomeContributor.outcome_id, OutcomeContributor.name, _raw(OutcomeContributor.role))
    ).order_by(OutcomeContributor.name, OutcomeContributor.role),
    "places": select(
        *(OutcomePlace.outcome_id, _raw(OutcomePlace.kind), OutcomePlace.name)
    ).order_by(OutcomePlace.id),
    "kinds": select(OutcomeKind.outcome_id, _raw(OutcomeKind.kind)).order_by(OutcomeKind.kind),
    "other_lines": select(OutcomeLine.outcome_id, _raw(OutcomeLine.line)).order_by(
        OutcomeLine.line
    ),
    "knowledge_sources": select(OutcomeSource.outcome_id, _raw(OutcomeSource.source)).order_by(
        OutcomeSource.source
    ),
    "challenges": select(
        *(outcome_challenge.c.outcome_id, Challenge.slug.label("id"), Challenge.name)
    )
    .join(Challenge, Challenge.id == outcome_challenge.c.challenge_id)
    .order_by(Challenge.number),
    "meetings": select(
        *(OutcomeEvent.outcome_id, Event.ref.label("id"), Event.title, Event.slug),
        _raw(OutcomeEvent.link),
    )
    .join(Event, Event.id == OutcomeEvent.event_id)
    .where(LISTED)
    .order_by(Event.starts_at, Event.id),
    "observations": select(
        *(Observation.outcome_id, Observation.observed_on, _raw(Observation.precision)),
        *(_raw(Observation.status), Observation.text, Observation.by_party),
    ).order_by(*IN_ORDER),
    "evidence": select(
        *(Evidence.outcome_id, _raw(Evidence.kind), Evidence.independent, Evidence.dated_on)
    )
    .where(Evidence.public)
    .order_by(Evidence.id),
}
"""The lists of an outcome; the first column says of which outcome a row is."""
_NAMED = {
    name: tuple(column.key for column in _PARTS[name].selected_columns)[1:]
    for name in ("contributors", "challenges", "observations", "evidence")
}
_SINGLE = ("actors", "kinds", "other_lines", "knowledge_sources")
_SEEN_STATUS = 3
AT_A_TIME = 2500
"""Outcomes that are read together, so that ten thousand never stand in memory at once."""


def records(wanted: Wanted) -> Iterator[Record]:
    """Give what somebody wants to see as plain data, the newest number first, some at a time."""
    conditions = (*PUBLIC, *matching(wanted))
    numbers = db.session.scalars(
        select(Outcome.number).where(*conditions).order_by(Outcome.number.desc())
    ).all()
    for first in range(0, len(numbers), AT_A_TIME):
        some = numbers[first : first + AT_A_TIME]
        yield from _some(
            select(Outcome.id).where(*conditions, Outcome.number.between(some[-1], some[0]))
        )


def _some(chosen: Select[int]) -> Iterator[Record]:
    parts = {name: by_outcome(part, chosen) for name, part in _PARTS.items()}
    known = judged(chosen)
    house = current_settings()
    for row in db.session.connection().execute(_outcomes(chosen)).all():
        own = {name: part.get(row[0], ()) for name, part in parts.items()}
        yield _record(row, house, own, known.get(row[0]))


def _outcomes(chosen: Select[int]) -> Question:
    documented = Outcome.evidence.any(INDEPENDENT_DOCUMENT).label("documented")
    return (
        select(Outcome.id, Outcome.number, Outcome.adopted_at, documented, *_OWN)
        .where(Outcome.id.in_(chosen))
        .order_by(Outcome.number.desc())
    )


def _record(
    row: Row[*tuple[Any, ...]], house: Settings, parts: _Parts, known: Strength | None
) -> Record:
    number, adopted_at, documented, *own = row[1:]
    label, seen = outcome_label(number), parts["observations"]
    strength = known or (Strength.FAIR if documented else Strength.WEAK)
    return {
        "id": label,
        "url": _page(house) + label,
        **_without_few(dict(zip(_NAMES, own, strict=True))),
        "status": seen[-1][_SEEN_STATUS] if seen else OutcomeStatus.UNKNOWN.value,
        "strength": strength.value,
        "counts": strength is not Strength.DISPUTED,
        "adopted_on": to_local(adopted_at).date(),
        **_places(parts["places"]),
        **{name: [word for _of, word in parts[name]] for name in _SINGLE},
        "meetings": [_meeting(house, *meeting) for meeting in parts["meetings"]],
        **{
            name: [dict(zip(names, part[1:], strict=True)) for part in parts[name]]
            for name, names in _NAMED.items()
        },
    }


def _without_few(own: Record) -> Record:
    """Leave out how many it reaches when they are few, and say that they are."""
    number = own["reach_number"]
    few = number is not None and not isinstance(shown(number), int)
    return own | {"reach_number": None if few else number, "reach_is_few": few}


def _places(places: Sequence[tuple[Any, ...]]) -> Record:
    return {
        "municipalities": [name for _of, kind, name in places if kind == PlaceKind.MUNICIPALITY],
        "regions": [name for _of, kind, name in places if kind == PlaceKind.REGION],
        "national": any(kind == PlaceKind.NATIONAL for _of, kind, _name in places),
    }


def _meeting(house: Settings, _of: int, ref: str, title: str, slug: str, link: str) -> Record:
    return {"id": ref, "title": title, "url": _address(slug, house), "link": link}


@lru_cache(maxsize=1)
def _page(_house: Settings) -> str:
    return f"{links.absolute('results.outcomes')}/"


@lru_cache(maxsize=1024)
def _address(slug: str, _house: Settings) -> str:
    return links.absolute("events.show", slug=slug)

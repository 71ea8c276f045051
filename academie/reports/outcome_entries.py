"""What reports show of outcomes, read in bulk: the same few questions for thousands of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Row, or_, select

from academie.core import clock
from academie.core.names import key_of
from academie.core.small_groups import shown
from academie.events.models import Event
from academie.followups.evidence import INDEPENDENT_DOCUMENT, Evidence
from academie.followups.in_bulk import Question, Rows, by_outcome, rows
from academie.followups.models import Observation, Outcome, OutcomeEvent
from academie.followups.parts import OutcomeActor, OutcomePlace, outcome_challenge
from academie.followups.periods import last_day
from academie.followups.periods import period as period_words
from academie.followups.seen import IN_ORDER
from academie.followups.strengths import judged
from academie.followups.terms import Contribution, OutcomeStatus, Strength, outcome_label
from academie.reference.models import Challenge
from academie.reports.outcomes import EventTie, Lack, OutcomeEntry, Reach

_A_YEAR = timedelta(days=365)
_MOVING = {
    *(OutcomeStatus.ANNOUNCED, OutcomeStatus.STARTED, OutcomeStatus.ONGOING),
    OutcomeStatus.UNKNOWN,
}
_UNSCORED = {None, Contribution.UNKNOWN}
_AT_A_TIME = 5000
"""Outcomes that are read together: no question names more of them."""

_PARTS: Mapping[str, Question] = {
    "actors": select(OutcomeActor.outcome_id, OutcomeActor.name).order_by(OutcomeActor.name),
    "places": select(OutcomePlace.outcome_id, OutcomePlace.kind, OutcomePlace.name).order_by(
        OutcomePlace.id
    ),
    "challenges": select(
        *(outcome_challenge.c.outcome_id, Challenge.number, Challenge.name, Challenge.slug)
    )
    .join(Challenge, Challenge.id == outcome_challenge.c.challenge_id)
    .order_by(Challenge.number),
    "events": select(OutcomeEvent.outcome_id, OutcomeEvent.link, Event.title, Event.ref)
    .join(Event, Event.id == OutcomeEvent.event_id)
    .order_by(OutcomeEvent.event_id),
    "seen": select(
        *(Observation.outcome_id, Observation.observed_on),
        *(Observation.precision, Observation.status),
    ).order_by(*IN_ORDER),
}
"""The lists of an outcome; the first column says of which outcome a row is."""


class _Told(NamedTuple):
    """An outcome as it was read: its own row, and those of its lists."""

    own: Row[*tuple[Any, ...]]
    strength: Strength
    actors: Rows
    places: Rows
    challenges: Rows
    events: Rows
    seen: Rows

    @property
    def status(self) -> OutcomeStatus:
        """How far it is, by its last observation."""
        return self.seen[-1].status if self.seen else OutcomeStatus.UNKNOWN


def told(ids: Sequence[int], as_of: datetime) -> list[OutcomeEntry]:
    """Say of outcomes what reports show.

    Args:
        ids: `Outcome.id` of each, in the order of the answer.
    """
    today = clock.to_local(as_of).date()
    batches = (ids[first : first + _AT_A_TIME] for first in range(0, len(ids), _AT_A_TIME))
    return [_entry(one, today) for batch in batches for one in _read(batch)]


def _read(ids: Sequence[int]) -> Iterator[_Told]:
    known = judged(ids)
    parts = {name: by_outcome(part, ids) for name, part in _PARTS.items()}
    own = {row.id: row for row in rows(_own(), ids)}
    for number in ids:
        lists = {name: part.get(number, ()) for name, part in parts.items()}
        shown_by = Strength.FAIR if own[number].documented else Strength.WEAK
        yield _Told(own[number], known.get(number, shown_by), **lists)


@cache
def _own() -> Question:
    stands = or_(Evidence.removed_at.is_(None), Evidence.link.is_not(None))
    return select(
        *(Outcome.id, Outcome.ref, Outcome.number, Outcome.title, Outcome.what_changed),
        *(Outcome.changed_on, Outcome.changed_precision, Outcome.line),
        *(Outcome.contribution, Outcome.contribution_score, Outcome.child_view),
        *(Outcome.significance, Outcome.significance_score),
        *(Outcome.reach_number, Outcome.reach_unit, Outcome.reach_kind),
        Outcome.evidence.any(stands).label("shown"),
        Outcome.evidence.any(INDEPENDENT_DOCUMENT).label("documented"),
        Outcome.confirmations.any().label("asked"),
        Outcome.sources.any().label("sourced"),
    )


def _entry(one: _Told, today: date) -> OutcomeEntry:
    own, names = one.own, [place.name for place in one.places if place.name]
    return OutcomeEntry(
        ref=own.ref,
        number=outcome_label(own.number),
        title=own.title,
        what_changed=own.what_changed,
        actors=tuple(actor.name for actor in one.actors),
        places=tuple(place.name or str(place.kind.label) for place in one.places),
        when=period_words(own.changed_on, own.changed_precision),
        line=own.line,
        challenges=tuple(f"{part.number}. {part.name}" for part in one.challenges),
        events=tuple(EventTie(title=tie.title, link=tie.link, ref=tie.ref) for tie in one.events),
        contribution=own.contribution_score,
        status=one.status,
        observed=period_words(*one.seen[-1][1:3]) if one.seen else "",
        strength=one.strength,
        reach=_reach(own),
        slugs=frozenset(part.slug for part in one.challenges),
        place_keys=frozenset(map(key_of, names)),
        lacks=frozenset(lack for lack, holds in _lacks(one, today).items() if holds),
        reached=own.reach_number or 0,
    )


def _reach(own: Row[*tuple[Any, ...]]) -> Reach | None:
    if own.reach_number is None or own.reach_kind is None:
        return None
    return Reach(number=shown(own.reach_number), unit=own.reach_unit or "", kind=own.reach_kind)


def _lacks(one: _Told, today: date) -> dict[Lack, bool]:
    own = one.own
    scored = own.contribution and own.contribution_score not in _UNSCORED
    return {
        Lack.SIGNIFICANCE: not own.significance,
        Lack.SCORE: own.significance_score is None,
        Lack.CONTRIBUTION: bool(one.events) and not scored,
        Lack.DAY: own.changed_on is None,
        Lack.EVIDENCE: not own.shown,
        Lack.WEAK: one.strength is Strength.WEAK,
        Lack.DISPUTED: one.strength is Strength.DISPUTED,
        Lack.UNASKED: not own.asked,
        Lack.CHILD_VIEW: not own.child_view,
        Lack.SOURCES: not own.sourced,
        Lack.CHALLENGES: not one.challenges,
        Lack.UNSEEN: _is_unseen(one, today),
    }


def _is_unseen(one: _Told, today: date) -> bool:
    """Tell whether a change that goes on, or of which nobody knows, was not looked at for long."""
    if not one.seen:
        return True
    last = last_day(one.seen[-1].observed_on, one.seen[-1].precision)
    return one.status in _MOVING and last < today - _A_YEAR

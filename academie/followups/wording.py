"""The words of an outcome as one reader saw them: kept with the answer, and compared with today's.

A wording is plain data, so that a copy says for ever what somebody agreed with or did not.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from academie.core.formats import figure
from academie.core.small_groups import shown
from academie.followups.models import Outcome
from academie.followups.periods import period
from academie.followups.terms import (
    ContributorRole,
    Direction,
    Level,
    OutcomeStatus,
    PlaceKind,
    Precision,
    ReachKind,
)
from academie.reference.models import ChangeLine

_WHAT = (
    *("what_changed", "actors", "places", "changed_on", "changed_precision"),
    *("reach", "direction", "level"),
)
"""The parts that say what changed; a title may be polished and a status moves on.

Who answered before one of them was shown said nothing of it.
"""

Wording = Mapping[str, Any]


class Reading(NamedTuple):
    """A wording in words for people; None for what was not written."""

    title: str
    what_changed: str
    child_view: str | None
    actors: str
    places: str
    when: str
    status: str
    significance: str | None
    events: str
    contribution: str | None
    without_us: str | None
    other_factors: str | None
    contributors: str
    reach: str | None
    direction: str | None
    level: str | None
    line: str | None
    transferable: str | None


def wording_of(outcome: Outcome) -> dict[str, Any]:
    """Give what somebody from outside reads of an outcome: nothing about who wrote or judged it."""
    last = outcome.observations[-1] if outcome.observations else None
    return what_is(outcome) | {
        "title": outcome.title,
        "child_view": outcome.child_view,
        "significance": outcome.significance,
        "contribution": outcome.contribution,
        "without_us": outcome.without_us,
        "other_factors": outcome.other_factors,
        "contributors": [[party.name, party.role.value] for party in outcome.contributors],
        "events": [link.event.title for link in outcome.events],
        "status": last.status.value if last else "unknown",
        "line": outcome.line.value,
        "transferable": outcome.transferable,
    }


def fingerprint(outcome: Outcome) -> str:
    """Write what is read now in a few letters, to notice that it changed under a reader's eyes."""
    words = json.dumps(wording_of(outcome), sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def same_change(wording: Wording, now: Wording) -> bool:
    """Tell whether what changed is said in the words that somebody read.

    Args:
        now: what `what_is` gives.
    """
    return all(wording.get(part, now[part]) == now[part] for part in _WHAT)


def what_is(outcome: Outcome) -> dict[str, Any]:
    """Give the parts of its wording that say what changed."""
    return what_of(outcome, (actor.name for actor in outcome.actors), outcome.places)


def what_of(own: Any, actors: Iterable[str], places: Iterable[Any]) -> dict[str, Any]:
    """Put them together of what was read apart.

    Args:
        own: an outcome, or a row with its columns.
        actors: the names of who does something differently.
        places: where it is, or rows with their columns.
    """
    return {
        "what_changed": own.what_changed,
        "actors": sorted(actors),
        "places": sorted([place.kind.value, place.name or ""] for place in places),
        "changed_on": own.changed_on.isoformat() if own.changed_on else None,
        "changed_precision": own.changed_precision.value,
        "reach": _reach_of(own),
        "direction": own.direction.value,
        "level": own.level.value,
    }


def _reach_of(own: Any) -> list[Any] | None:
    if own.reach_kind is None:
        return None
    return [own.reach_number, own.reach_unit, own.reach_kind.value]


def reading(wording: dict[str, Any]) -> Reading:
    """Put a wording in words for people."""
    day = date.fromisoformat(wording["changed_on"]) if wording["changed_on"] else None
    helped = [
        f"{name} ({_label(ContributorRole, role).lower()})"
        for name, role in wording["contributors"]
    ]
    return Reading(
        title=wording["title"],
        what_changed=wording["what_changed"],
        child_view=wording["child_view"],
        actors=", ".join(wording["actors"]),
        places=", ".join(name or _label(PlaceKind, kind) for kind, name in wording["places"]),
        when=period(day, _term(Precision, wording["changed_precision"])),
        status=_label(OutcomeStatus, wording["status"]),
        significance=wording["significance"],
        events=", ".join(wording["events"]),
        contribution=wording["contribution"],
        without_us=wording["without_us"],
        other_factors=wording["other_factors"],
        contributors=", ".join(helped),
        reach=_reach(wording.get("reach")),
        direction=_said(Direction, wording.get("direction")),
        level=_said(Level, wording.get("level")),
        line=_said(ChangeLine, wording.get("line")),
        transferable=wording.get("transferable"),
    )


def _reach(reach: list[Any] | None) -> str | None:
    if reach is None:
        return None
    number, unit, kind = reach
    return f"{figure(shown(number))} {unit}, {_label(ReachKind, kind).lower()}"


def _said(words: type[Any], value: str | None) -> str | None:
    return _label(words, value) if value else None


def _term(words: type[Any], value: str) -> Any:
    return words(value)


def _label(words: type[Any], value: str) -> str:
    return str(_term(words, value).label)

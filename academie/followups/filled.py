"""The steps in which an outcome is written down, as they were filled in before."""

from collections.abc import Iterable, Sequence
from typing import Any

from academie.events.models import Event
from academie.followups.forms import HELPERS, MeaningForm
from academie.followups.models import Outcome, OutcomeEvent
from academie.followups.terms import PlaceKind

PLACES = ("event", "other_event")
"""The fields of step 1 for a meeting; an outcome may be linked to more of them."""


def shown_links(outcome: Outcome, meetings: Sequence[Event]) -> Sequence[OutcomeEvent]:
    """Give the links to meetings that step 1 has a place for.

    Args:
        meetings: that this writer may choose.
    """
    offered = {meeting.id for meeting in meetings}
    links = sorted(outcome.events, key=lambda link: link.event_id)
    return [link for link in links if link.event_id in offered][: len(PLACES)]


def unshown_links(outcome: Outcome, meetings: Sequence[Event]) -> Sequence[OutcomeEvent]:
    """Give the links to meetings that step 1 leaves as they are."""
    shown = {link.event_id for link in shown_links(outcome, meetings)}
    return [link for link in outcome.events if link.event_id not in shown]


def what_of(outcome: Outcome, meetings: Sequence[Event]) -> dict[str, Any]:
    """Give step 1 as it was filled in."""
    chosen: dict[str, Any] = {}
    for name, link in zip(PLACES, shown_links(outcome, meetings), strict=False):
        chosen |= {name: link.event.ref, f"{name}_link": link.link}
    by_kind = {
        kind: [place.name for place in outcome.places if place.kind is kind] for kind in PlaceKind
    }
    names = ("nature", "title", "what_changed", "child_view", "level", "line")
    return {
        **{name: getattr(outcome, name) for name in names},
        "actors": _joined(actor.name for actor in outcome.actors),
        "municipalities": _joined(by_kind[PlaceKind.MUNICIPALITY]),
        "regions": _joined(by_kind[PlaceKind.REGION]),
        "national": bool(by_kind[PlaceKind.NATIONAL]),
        "changed_on": outcome.changed_on,
        "changed_precision": outcome.changed_precision,
        "other_lines": [other.line for other in outcome.other_lines],
        "kinds": [part.kind for part in outcome.kinds],
        **chosen,
    }


def meaning_of(outcome: Outcome) -> dict[str, Any]:
    """Give step 3 as it was filled in."""
    names = MeaningForm.__dict__.keys() & Outcome.__mapper__.columns.keys()
    helpers = {
        field: _joined(party.name for party in outcome.contributors if party.role is role)
        for field, role in HELPERS.items()
    }
    return {
        **{name: getattr(outcome, name) for name in names},
        **helpers,
        "challenges": [challenge.id for challenge in outcome.challenges],
        "sources": [part.source for part in outcome.sources],
    }


def _joined(names: Iterable[str | None]) -> str:
    return "\n".join(filter(None, names))

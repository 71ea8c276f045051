"""What led to what, in chains: outcomes that hang together, with the meetings they came of."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from academie.core import clock
from academie.events.models import Event
from academie.followups import queries as followups
from academie.followups.models import Outcome
from academie.followups.outcome_links import OutcomeLink
from academie.followups.queries import OutcomeRow
from academie.followups.terms import EventLink, OutcomeLinkKind
from academie.stories.chain_picture import MOST_DRAWN, ChainPicture, Door, Tile, draw
from academie.stories.graph import Graph
from academie.stories.layers import Line


@dataclass(frozen=True, kw_only=True)
class Step:
    """An outcome in a chain.

    Attributes:
        meetings: those it came of, and how it hangs together with each.
        follows: the links from what led to it.
        beside: the outcomes that stand next to it, and why.
        asked: the meetings elsewhere that were asked for after it.
    """

    row: OutcomeRow
    meetings: Sequence[tuple[Event, EventLink]]
    follows: Sequence[OutcomeLink]
    beside: Sequence[tuple[Outcome, str]]
    asked: Sequence[Event]


@dataclass(frozen=True, kw_only=True)
class Chain:
    """Outcomes that hang together, in the order of the picture.

    Attributes:
        meetings: of which they came; without one no light falls on them.
        picture: None when there are too many to draw.
    """

    meetings: Sequence[Event]
    steps: Sequence[Step]
    picture: ChainPicture | None


def chains(graph: Graph) -> tuple[Sequence[Chain], Sequence[Step]]:
    """Split a graph in chains, the latest meeting first and those without one last.

    Returns:
        The chains, and the outcomes that hang together with nothing.
    """
    steps = _steps(graph)
    groups = [[steps[number] for number in group] for group in _groups(steps, graph.links)]
    alone = [step for group in groups for step in group if _is_alone(group)]
    found = [_chain(group) for group in groups if not _is_alone(group)]
    return sorted(found, key=_latest, reverse=True), alone


def _is_alone(group: Sequence[Step]) -> bool:
    return len(group) == 1 and not (group[0].meetings or group[0].asked)


def _steps(graph: Graph) -> dict[int, Step]:
    """Give each outcome what it hangs together with, by its number, in the order they came."""
    rows = sorted(graph.rows, key=lambda row: (_day(row), row.outcome.number))
    return {row.outcome.number: _step(row, graph) for row in rows}


def _day(row: OutcomeRow) -> date:
    return followups.day_of(row) or date.max


def _step(row: OutcomeRow, graph: Graph) -> Step:
    mine, links = row.outcome.id, graph.links
    beside = [link for link in links if link.kind is OutcomeLinkKind.BESIDE]
    return Step(
        row=row,
        meetings=graph.meetings_of(row),
        follows=[
            link for link in links if link.to_id == mine and link.kind is OutcomeLinkKind.LEADS_TO
        ],
        beside=[
            *((link.target, link.explanation) for link in beside if link.from_id == mine),
            *((link.source, link.explanation) for link in beside if link.to_id == mine),
        ],
        asked=[event for outcome, event in graph.passed_on if outcome.id == mine],
    )


def _groups(steps: Mapping[int, Step], links: Iterable[OutcomeLink]) -> list[list[int]]:
    """Group the numbers of outcomes that hang together, over links or a meeting they share."""
    ties = [(link.source.number, link.target.number) for link in links]
    first_of: dict[int, int] = {}
    for number, step in steps.items():
        meetings = _meetings(step)
        ties.extend((number, first_of.setdefault(event.id, number)) for event in meetings)
    return _tied(list(steps), ties)


def _tied(numbers: Sequence[int], ties: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Group what is tied together, each group in the order given."""
    heads = {number: number for number in numbers}

    def head(number: int) -> int:
        while heads[number] != number:
            heads[number] = heads[heads[number]]
            number = heads[number]
        return number

    for one, other in ties:
        heads[head(other)] = head(one)
    groups: dict[int, list[int]] = {}
    for number in numbers:
        groups.setdefault(head(number), []).append(number)
    return list(groups.values())


def _chain(steps: Sequence[Step]) -> Chain:
    meetings = _by_day(event for step in steps for event, _link in step.meetings)
    if len(steps) > MOST_DRAWN:
        return Chain(meetings=meetings, steps=steps, picture=None)
    picture = _picture(steps)
    ranks = {tile.key: rank for rank, tile in enumerate(picture.tiles)}
    ordered = sorted(steps, key=lambda step: ranks[step.row.outcome.label])
    return Chain(meetings=meetings, steps=ordered, picture=picture)


def _by_day(events: Iterable[Event]) -> Sequence[Event]:
    """Give each meeting once, the earliest first."""
    return sorted({event.id: event for event in events}.values(), key=lambda one: one.starts_at)


def _meetings(step: Step) -> Iterable[Event]:
    return (*(event for event, _link in step.meetings), *step.asked)


def _picture(steps: Sequence[Step]) -> ChainPicture:
    inside = {step.row.outcome.label for step in steps}
    return draw(
        [_door(event) for event in _by_day(event for step in steps for event in _meetings(step))],
        [_tile(step) for step in steps],
        arrows=list(_arrows(steps)),
        beside=list(_pairs(steps, inside)),
        asked=[Line(step.row.outcome.label, event.ref) for step in steps for event in step.asked],
    )


def _door(event: Event) -> Door:
    held_on = clock.to_local(event.starts_at).date()
    return Door(key=event.ref, title=event.title, held_on=held_on, event=event)


def _tile(step: Step) -> Tile:
    outcome = step.row.outcome
    places = [place.name for place in outcome.places if place.name]
    return Tile(
        key=outcome.label,
        row=step.row,
        title=outcome.title,
        remark=", ".join([*places[:2], str(step.row.status.label).lower()]),
    )


def _arrows(steps: Iterable[Step]) -> Iterable[Line]:
    for step in steps:
        label = step.row.outcome.label
        yield from (Line(event.ref, label) for event, _link in step.meetings)
        yield from (Line(link.source.label, label) for link in step.follows)


def _pairs(steps: Iterable[Step], inside: Collection[str]) -> Iterable[Line]:
    """Give each pair that stands beside each other once."""
    for step in steps:
        label = step.row.outcome.label
        for other, _why in step.beside:
            if label < other.label and other.label in inside:
                yield Line(label, other.label)


def _latest(chain: Chain) -> tuple[bool, date, int]:
    day = clock.to_local(chain.meetings[-1].starts_at).date() if chain.meetings else date.min
    return bool(chain.meetings), day, chain.steps[0].row.outcome.number

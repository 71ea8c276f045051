"""The picture of a meeting's story: where road, door, light, rays and outcomes stand.

The light opens under one angle and its months are linear: the further from the door, the more
other causes there are. It ends today. Pure geometry: the same input gives the same picture.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from academie.followups.terms import OutcomeStatus, Strength
from academie.reference.models import ChangeLine
from academie.stories.frame import SIDES, Frame, Point, scale
from academie.stories.rules import Rule, Tick, months_between, place_rules


@dataclass(frozen=True, kw_only=True)
class Mark:
    """An outcome as the picture needs it; `number` is its place in the list."""

    number: int
    title: str
    line: ChangeLine
    status: OutcomeStatus
    strength: Strength
    day: date | None
    outside: bool


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """Something that came before the meeting: in the few words of a picture, and in full.

    Attributes:
        day: None when nobody knows it.
    """

    day: date | None
    title: str
    words: str


@dataclass(frozen=True)
class Label:
    """Words at a node: where they begin, and to which side they run."""

    at: Point
    anchor: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Node:
    """An outcome in the light, or outside it."""

    mark: Mark
    at: Point
    label: Label | None = None


@dataclass(frozen=True)
class Ray:
    """The way to an outcome, drawn by how well that outcome is shown."""

    line: ChangeLine
    start: Point
    end: Point
    strength: Strength


@dataclass(frozen=True)
class Story:
    """All that a template draws."""

    frame: Frame
    nodes: Sequence[Node]
    outside: Sequence[Mark]
    rays: Sequence[Ray]
    ticks: Sequence[Tick]
    ahead: Rule | None


def lay_out(
    frame: Frame, marks: Sequence[Mark], rules: Sequence[Rule] = (), *, held_on: date, today: date
) -> Story:
    """Give everything in the picture its place.

    Args:
        marks: in the order of the list beside the picture.
        rules: the questions after the meeting; without any, rules measure the time.
        held_on: the day of the meeting, before `today`.
    """
    place = scale(frame, held_on, today)
    inside = [mark for mark in marks if not mark.outside]
    spots = _spots(frame, inside, place)
    rays = [ray for line in SIDES for ray in _rays(frame, line, spots)]
    nodes = [Node(mark, point) for mark, point in spots.items()]
    return Story(
        frame=frame,
        nodes=sorted(nodes, key=lambda node: node.mark.number),
        outside=[mark for mark in marks if mark.outside],
        rays=rays,
        ticks=place_rules(frame, rules or months_between(frame, held_on, today), place, today),
        ahead=next((rule for rule in rules if rule.day > today), None),
    )


def _spots(frame: Frame, marks: Iterable[Mark], place: Callable[[date], int]) -> dict[Mark, Point]:
    """Put outcomes on their rays, by day, apart from each other; without a day they come last."""
    spots = {}
    for line in SIDES:
        on_ray = [mark for mark in marks if mark.line is line]
        wished = [place(mark.day) if mark.day else frame.last for mark in on_ray]
        for mark, along in zip(on_ray, spread(wished, frame), strict=True):
            spots[mark] = frame.point(along, frame.ray(line, along))
    return spots


def spread(wished: Sequence[int], frame: Frame) -> list[int]:
    """Move places on one ray apart until they have room, all between first and last.

    Args:
        wished: places in rising order.
    """
    room = max(len(wished) - 1, 1)
    gap = min(frame.gap, (frame.last - frame.first) // room)
    places: list[int] = []
    for wish in wished:
        places.append(max(wish, places[-1] + gap if places else frame.first))
    for index, later in enumerate(reversed(range(len(places)))):
        places[later] = min(places[later], frame.last - index * gap)
    return places


def _rays(frame: Frame, line: ChangeLine, spots: dict[Mark, Point]) -> list[Ray]:
    """Draw the way from the door over each outcome of a line to the next."""
    stops = [(mark, _along(frame, at)) for mark, at in spots.items() if mark.line is line]
    starts = [frame.door, *(along + frame.reach for _, along in stops)]
    return [
        Ray(
            line,
            frame.point(start, frame.ray(line, start)),
            frame.point(along - frame.reach, frame.ray(line, along - frame.reach)),
            mark.strength,
        )
        for start, (mark, along) in zip(starts, stops, strict=False)
    ]


def _along(frame: Frame, at: Point) -> int:
    return at.y if frame.upright else at.x

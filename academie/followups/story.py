"""The picture of a meeting's story: where road, door, light, rays and outcomes stand.

The light opens under one angle and its months are linear: the further from the door, the more
other causes there are. It ends today. Pure geometry: the same input gives the same picture.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from academie.followups.terms import OutcomeStatus, Strength
from academie.reference.models import ChangeLine

SIDES = {ChangeLine.VERANDEREN: -1, ChangeLine.VERSTERKEN: 0, ChangeLine.VERZACHTEN: 1}
_DAYS_A_MONTH = 30.44


class Point(NamedTuple):
    """A place in the picture."""

    x: int
    y: int


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
    """Something that came before the meeting."""

    day: date
    title: str


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
class Tick:
    """A thin rule across the light, so many months after the meeting."""

    months: int
    start: Point
    end: Point


@dataclass(frozen=True, kw_only=True)
class Frame:
    """One way to lay the story out; `along` runs with time, `across` stands at right angles."""

    door: int
    today: int
    middle: int
    half_door: int
    half_today: int
    ray_door: int
    slope: float
    first: int
    last: int
    gap: int
    reach: int
    upright: bool

    def half(self, along: int) -> int:
        """Give half the width of the light at a place."""
        part = (along - self.door) / (self.today - self.door)
        return round(self.half_door + part * (self.half_today - self.half_door))

    def ray(self, line: ChangeLine, along: int) -> int:
        """Give where the ray of a line is, across the light."""
        return round(self.middle + SIDES[line] * (self.ray_door + (along - self.door) * self.slope))

    def point(self, along: int, across: int) -> Point:
        """Turn time and side into a place."""
        return Point(across, along) if self.upright else Point(along, across)


WIDE = Frame(
    door=380,
    today=1033,
    middle=310,
    half_door=88,
    half_today=202,
    ray_door=34,
    slope=0.114,
    first=414,
    last=1012,
    gap=40,
    reach=16,
    upright=False,
)


def tall(milestones: int) -> Frame:
    """Lay the story out from top to bottom, under a road with so many milestones."""
    door = 100 + 32 * milestones
    return Frame(
        door=door,
        today=door + 341,
        middle=160,
        half_door=36,
        half_today=92,
        ray_door=14,
        slope=0.12,
        first=door + 26,
        last=door + 322,
        gap=32,
        reach=13,
        upright=True,
    )


@dataclass(frozen=True)
class Story:
    """All that a template draws."""

    frame: Frame
    nodes: Sequence[Node]
    outside: Sequence[Mark]
    rays: Sequence[Ray]
    ticks: Sequence[Tick]


def lay_out(frame: Frame, marks: Sequence[Mark], *, held_on: date, today: date) -> Story:
    """Give everything in the picture its place.

    Args:
        marks: in the order of the list beside the picture.
        held_on: the day of the meeting, before `today`.
    """
    place = _scale(frame, held_on, today)
    inside = [mark for mark in marks if not mark.outside]
    spots = _spots(frame, inside, place)
    rays = [ray for line in SIDES for ray in _rays(frame, line, spots)]
    nodes = [Node(mark, point) for mark, point in spots.items()]
    return Story(
        frame=frame,
        nodes=sorted(nodes, key=lambda node: node.mark.number),
        outside=[mark for mark in marks if mark.outside],
        rays=rays,
        ticks=_ticks(frame, held_on, today),
    )


def _scale(frame: Frame, held_on: date, today: date) -> Callable[[date], int]:
    """Make the ruler: the place of a day between the door and today."""
    days = max((today - held_on).days, 1)

    def place(day: date) -> int:
        return round(frame.door + (day - held_on).days / days * (frame.today - frame.door))

    return place


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


def tick_months(days: int) -> Sequence[int]:
    """Choose after how many months a rule crosses the light; never more than six rules."""
    months = int(days / _DAYS_A_MONTH)
    if months <= 12:  # noqa: PLR2004 - a year
        return [month for month in (3, 6, 9) if month < months]
    if months <= 36:  # noqa: PLR2004 - three years
        return [month for month in (6, 12, 24) if month < months]
    step = 12 * (1 + months // 84)
    return range(step, months, step)


def _ticks(frame: Frame, held_on: date, today: date) -> list[Tick]:
    """Place the rules; one too near today would run into its word."""
    days = max((today - held_on).days, 1)
    ticks = []
    for months in tick_months(days):
        part = months * _DAYS_A_MONTH / days
        along = round(frame.door + part * (frame.today - frame.door))
        if frame.today - along < frame.gap:
            continue
        half = frame.half(along)
        ticks.append(
            Tick(
                months,
                frame.point(along, frame.middle - half),
                frame.point(along, frame.middle + half),
            )
        )
    return ticks

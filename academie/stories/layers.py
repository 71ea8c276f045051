"""Where boxes stand that lead to each other: in columns from left to right, lines between them.

A line over more than one column holds a place in each column that it crosses, so that it runs
past the boxes there and never behind one. Pure geometry: the same input gives the same picture.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import NamedTuple

_SWEEPS = 4


class Line(NamedTuple):
    """What leads from one box to another."""

    start: str
    end: str


class Pass(NamedTuple):
    """The place that a line holds in a column that it crosses."""

    line: Line
    column: int


Stop = str | Pass


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What is to be laid out.

    Attributes:
        heights: of each box, in the order in which they should stand if nothing else counts.
        first: the boxes that stand in a column of their own, before all others.
        beside: pairs that belong next to each other.
    """

    heights: Mapping[str, int]
    first: Collection[str]
    lines: Sequence[Line]
    beside: Sequence[Line]


@dataclass(frozen=True)
class Layout:
    """The place of each box and each line.

    Attributes:
        columns: the column of each box.
        middles: how far down the middle of each stop is.
        paths: the stops of each line.
    """

    columns: Mapping[str, int]
    middles: Mapping[Stop, int]
    paths: Mapping[Line, Sequence[Stop]]
    height: int


class _Sizes(NamedTuple):
    heights: Mapping[str, int]
    pass_height: int
    gap: int

    def height(self, stop: Stop) -> int:
        return self.pass_height if isinstance(stop, Pass) else self.heights[stop]


def lay_out(shape: Shape, *, gap: int, pass_height: int) -> Layout:
    """Give every box its column and its height in it."""
    columns = _columns(shape)
    paths = {line: _path(line, columns) for line in shape.lines}
    standing = _standing(shape, columns, paths)
    near = _near(paths.values())
    _uncross(standing, near, _partners(shape.beside))
    middles, height = _stack(standing, near, _Sizes(shape.heights, pass_height, gap))
    return Layout(columns, middles, paths, height)


def without_circles(lines: Iterable[Line], more: Iterable[Line]) -> list[Line]:
    """Give those of more lines that lead nowhere back to where they start."""
    after: dict[str, set[str]] = {}
    for line in lines:
        after.setdefault(line.start, set()).add(line.end)
    kept = []
    for line in more:
        if line.start not in _reached(after, line.end):
            after.setdefault(line.start, set()).add(line.end)
            kept.append(line)
    return kept


def _reached(after: Mapping[str, Collection[str]], start: str) -> set[str]:
    """Give every box that a box leads to, itself included."""
    reached, waiting = {start}, [start]
    while waiting:
        found = set(after.get(waiting.pop(), ())) - reached
        reached |= found
        waiting += found
    return reached


def _columns(shape: Shape) -> dict[str, int]:
    """Put each box after all that lead to it; what stands beside another goes to its column."""
    columns = _after(shape, {})
    led_to = {line.end for line in shape.lines}
    floors = {
        one: columns[other]
        for pair in shape.beside
        for one, other in (pair, pair[::-1])
        if one not in led_to and columns[other] > columns[one]
    }
    return _after(shape, floors) if floors else columns


def _after(shape: Shape, floors: Mapping[str, int]) -> dict[str, int]:
    before: dict[str, list[str]] = {box: [] for box in shape.heights}
    for line in shape.lines:
        before[line.end].append(line.start)
    start = 1 if shape.first else 0
    columns: dict[str, int] = {}
    for box in TopologicalSorter(before).static_order():
        lowest = 0 if box in shape.first else max(start, floors.get(box, 0))
        columns[box] = max([lowest, *(columns[source] + 1 for source in before[box])])
    return columns


def _path(line: Line, columns: Mapping[str, int]) -> list[Stop]:
    between = range(columns[line.start] + 1, columns[line.end])
    return [line.start, *(Pass(line, column) for column in between), line.end]


def _standing(
    shape: Shape, columns: Mapping[str, int], paths: Mapping[Line, Sequence[Stop]]
) -> list[list[Stop]]:
    """List what stands in each column."""
    standing: list[list[Stop]] = [[] for _ in range(max(columns.values(), default=0) + 1)]
    for box in shape.heights:
        standing[columns[box]].append(box)
    for path in paths.values():
        for stop in path[1:-1]:
            if isinstance(stop, Pass):
                standing[stop.column].append(stop)
    return standing


def _near(paths: Iterable[Sequence[Stop]]) -> dict[Stop, list[Stop]]:
    """List the stops before and after each stop."""
    near: dict[Stop, list[Stop]] = {}
    for path in paths:
        for one, other in pairwise(path):
            near.setdefault(one, []).append(other)
            near.setdefault(other, []).append(one)
    return near


def _partners(beside: Iterable[Line]) -> dict[Stop, Stop]:
    return {one: other for pair in beside for one, other in (pair, pair[::-1])}


def _uncross(
    standing: list[list[Stop]],
    near: Mapping[Stop, Sequence[Stop]],
    partners: Mapping[Stop, Stop],
) -> None:
    """Order columns by the middle of what each stop is linked to: fewer lines cross."""
    for sweep in range(_SWEEPS):
        ways = range(1, len(standing)) if sweep % 2 == 0 else range(len(standing) - 2, -1, -1)
        for column in ways:
            known = standing[column - 1 if sweep % 2 == 0 else column + 1]
            ranks = {stop: rank for rank, stop in enumerate(known)}
            _order(standing[column], ranks, near, partners)


def _order(
    stops: list[Stop],
    ranks: Mapping[Stop, int],
    near: Mapping[Stop, Sequence[Stop]],
    partners: Mapping[Stop, Stop],
) -> None:
    def middle(stop: Stop) -> float | None:
        found = [ranks[other] for other in near.get(stop, ()) if other in ranks]
        return sum(found) / len(found) if found else None

    places = {stop: middle(stop) for stop in stops}
    for stop in stops:
        if places[stop] is None and stop in partners:
            places[stop] = places.get(partners[stop])
    last, turn = float(len(ranks)), {stop: place for place, stop in enumerate(stops)}

    def key(stop: Stop) -> tuple[float, int]:
        place = places[stop]
        pair_turn = min(turn[stop], turn.get(partners.get(stop, stop), turn[stop]))
        return last if place is None else place, pair_turn

    stops.sort(key=key)


def _stack(
    standing: Sequence[Sequence[Stop]], near: Mapping[Stop, Sequence[Stop]], sizes: _Sizes
) -> tuple[dict[Stop, int], int]:
    """Set the fullest column tight, then the others as near as can be to what they are linked to.

    Returns:
        The middles, and the height of the whole.
    """
    fill = [sum(sizes.height(stop) + sizes.gap for stop in stops) - sizes.gap for stops in standing]
    fullest = fill.index(max(fill))
    middles: dict[Stop, int] = {}
    for column in (fullest, *range(fullest - 1, -1, -1), *range(fullest + 1, len(standing))):
        wishes = [_wish(stop, near, middles) for stop in standing[column]]
        middles |= _set(standing[column], wishes, sizes, fill[fullest])
    return middles, fill[fullest]


def _wish(
    stop: Stop, near: Mapping[Stop, Sequence[Stop]], middles: Mapping[Stop, int]
) -> int | None:
    placed = [middles[other] for other in near.get(stop, ()) if other in middles]
    return round(sum(placed) / len(placed)) if placed else None


def _set(
    stops: Sequence[Stop], wishes: Sequence[int | None], sizes: _Sizes, room: int
) -> dict[Stop, int]:
    """Set stops under each other, apart, and none below the room there is."""
    tops: list[int] = []
    free = 0
    for stop, wish in zip(stops, wishes, strict=True):
        tops.append(free if wish is None else max(free, wish - sizes.height(stop) // 2))
        free = tops[-1] + sizes.height(stop) + sizes.gap
    for index in reversed(range(len(tops))):
        tops[index] = min(tops[index], room - sizes.height(stops[index]))
        room = tops[index] - sizes.gap
    return {stop: top + sizes.height(stop) // 2 for stop, top in zip(stops, tops, strict=True)}

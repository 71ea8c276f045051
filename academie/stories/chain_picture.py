"""The picture of a chain: a door for each meeting, boxes in its light, arrows between them.

A meeting elsewhere that was asked for after an outcome stands behind it, with a way of dashes.
A box that no meeting is linked to stands outside the light, on white, so that the picture claims
no more than we know. Sizes are pixels at the size the picture is meant for.
"""

import textwrap
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from academie.events.models import Event
from academie.followups.queries import OutcomeRow
from academie.followups.terms import Strength
from academie.stories.layers import Layout, Line, Shape, Stop, lay_out, without_circles

MOST_DRAWN = 60
BOX, WIDE_BOX, BOX_HEIGHT = 258, 340, 84
DOOR, DOOR_HEIGHT = 44, 108
BESIDE_THE_LIST, PAGE = 800, 1216
_FIRST = 284
_DOOR_AT = 160
_BESIDE_A_DOOR = 172
_GAP = 70
_DOWN = 24
_EDGE = 16
_GLOW = 12
_LANE = 24
_TEXT_AT = 58
_LETTER = 9.2
"""The width of one, in the wide letters of a computer that has no other."""


class Point(NamedTuple):
    """A place in the picture."""

    x: int
    y: int


_ORIGIN = Point(0, 0)


@dataclass(frozen=True, kw_only=True)
class Door:
    """A meeting; `at` is the upper left corner of its door."""

    key: str
    title: str
    held_on: date
    event: Event
    at: Point = _ORIGIN

    @property
    def lines(self) -> Sequence[str]:
        """Its title as it fits beside the door."""
        return textwrap.wrap(self.title, 20, max_lines=3, placeholder=" ...")


@dataclass(frozen=True, kw_only=True)
class Tile:
    """An outcome; `at` is the upper left corner of its box."""

    key: str
    row: OutcomeRow
    title: str
    remark: str
    lit: bool = False
    at: Point = _ORIGIN
    width: int = BOX

    @property
    def lines(self) -> Sequence[str]:
        """Its title as it fits in the box."""
        return textwrap.wrap(self.title, self._letters, max_lines=3, placeholder=" ...")

    @property
    def remark_line(self) -> str:
        """The remark as it fits in the box."""
        return textwrap.shorten(self.remark, self._letters + 4, placeholder=" ...")

    @property
    def _letters(self) -> int:
        return int((self.width - _TEXT_AT) / _LETTER)


@dataclass(frozen=True)
class Arrow:
    """A way to a box: as an SVG path, where its head is, and how well the outcome is shown.

    Attributes:
        strength: None when it leads to a meeting that was asked for.
    """

    path: str
    head: Point
    strength: Strength | None


@dataclass(frozen=True, kw_only=True)
class ChainPicture:
    """All that a template draws.

    Attributes:
        light: the outlines of the light, which are drawn as one.
        ties: lines between boxes that stand beside each other, without a direction.
        tiles: from left to right, and from top to bottom.
    """

    doors: Sequence[Door]
    tiles: Sequence[Tile]
    arrows: Sequence[Arrow]
    ties: Sequence[str]
    light: Sequence[str]
    light_ends: int
    width: int
    height: int

    @property
    def is_long(self) -> bool:
        """Whether it is wider than the page, so that one must scroll to see all of it."""
        return self.width > PAGE

    @property
    def is_narrow(self) -> bool:
        """Whether a list has room beside it."""
        return self.width <= BESIDE_THE_LIST


@dataclass(frozen=True)
class _Plan:
    """The layout in pixels, with how well the outcome in each box is shown.

    Attributes:
        first: the doors before all boxes; another door stands at the end of the place of a box.
    """

    layout: Layout
    strengths: Mapping[str, Strength]
    first: Collection[str]

    def left(self, stop: Stop) -> int:
        if stop in self.first:
            return _DOOR_AT
        if isinstance(stop, str) and stop not in self.strengths:
            return self.right(stop) - DOOR - _BESIDE_A_DOOR
        return self._left_of(stop)

    def _left_of(self, stop: Stop) -> int:
        column = self.layout.columns[stop] if isinstance(stop, str) else stop.column
        return self._first + (column - self._shift) * (self.box + _GAP)

    @property
    def _shift(self) -> int:
        return 1 if self.has_doors else 0

    @property
    def _first(self) -> int:
        return _FIRST if self.has_doors else _EDGE

    @property
    def has_doors(self) -> bool:
        return bool(self.first)

    @property
    def box(self) -> int:
        """How wide boxes are: wider when there is one column of them."""
        columns = {self.layout.columns[key] for key in self.strengths}
        return WIDE_BOX if len(columns) == 1 else BOX

    def right(self, stop: Stop) -> int:
        return _DOOR_AT + DOOR if stop in self.first else self._left_of(stop) + self.box

    def middle(self, stop: Stop) -> int:
        return self.layout.middles[stop] + _EDGE


def draw(
    doors: Sequence[Door],
    tiles: Sequence[Tile],
    *,
    arrows: Sequence[Line],
    beside: Sequence[Line],
    asked: Sequence[Line] = (),
) -> ChainPicture:
    """Lay a chain out and draw what stands between its boxes.

    Args:
        arrows: from doors and boxes to boxes, by their keys; they never go round.
        asked: from boxes to doors; one that would go round is not drawn.
    """
    keys = {door.key for door in doors}
    asked = without_circles(arrows, asked)
    first = keys - {line.end for line in asked}
    heights = {door.key: DOOR_HEIGHT for door in doors} | {tile.key: BOX_HEIGHT for tile in tiles}
    shape = Shape(heights=heights, first=first, lines=[*arrows, *asked], beside=beside)
    layout = lay_out(shape, gap=_DOWN, pass_height=_LANE)
    plan = _Plan(layout, {tile.key: tile.row.strength for tile in tiles}, first)
    lit = {line.end for line in arrows if line.start in keys}
    placed = [_placed(tile, plan, lit=tile.key in lit) for tile in tiles]
    beams = [path for line, path in layout.paths.items() if line.start in keys]
    return ChainPicture(
        doors=sorted((_placed_door(door, plan) for door in doors), key=lambda door: door.at),
        tiles=sorted(placed, key=lambda tile: tile.at),
        arrows=[_arrow(line, path, plan) for line, path in layout.paths.items()],
        ties=[_tie(pair, plan) for pair in beside],
        light=[_beam(path, plan) for path in beams],
        light_ends=max((tile.at.x + plan.box for tile in placed if tile.lit), default=0),
        width=max(plan.right(key) for key in heights) + _EDGE,
        height=layout.height + 2 * _EDGE,
    )


def _placed(tile: Tile, plan: _Plan, *, lit: bool) -> Tile:
    at = Point(plan.left(tile.key), plan.middle(tile.key) - BOX_HEIGHT // 2)
    return replace(tile, lit=lit, at=at, width=plan.box)


def _placed_door(door: Door, plan: _Plan) -> Door:
    at = Point(plan.right(door.key) - DOOR, plan.middle(door.key) - DOOR_HEIGHT // 2)
    return replace(door, at=at)


def _arrow(line: Line, path: Sequence[Stop], plan: _Plan) -> Arrow:
    """Draw a way from box to box, straight through the columns between."""
    words = [f"M{plan.right(path[0])} {plan.middle(path[0])}"]
    for one, other in pairwise(path):
        words.append(_curve(plan.right(one), plan.middle(one), plan.left(other), other, plan))
        if other is not path[-1]:
            words.append(f"H{plan.right(other)}")
    head = Point(plan.left(line.end), plan.middle(line.end))
    return Arrow("".join(words), head, plan.strengths.get(line.end))


def _curve(x: int, y: int, to_x: int, stop: Stop, plan: _Plan) -> str:
    end = to_x - 11 if isinstance(stop, str) else to_x
    half = (x + end) // 2
    return f"C{half} {y} {half} {plan.middle(stop)} {end} {plan.middle(stop)}"


def _beam(path: Sequence[Stop], plan: _Plan) -> str:
    """Outline the light from a door to a box, as wide as the door and then as what it reaches."""
    above, below = [], []
    for stop in path:
        half = _half(stop, plan)
        ends = (plan.right(stop),) if stop == path[0] else (plan.left(stop), plan.right(stop))
        for x in ends:
            above.append(f"{x} {plan.middle(stop) - half}")
            below.append(f"{x} {plan.middle(stop) + half}")
    far = plan.right(path[-1]) + _GLOW
    middle, half = plan.middle(path[-1]), _half(path[-1], plan)
    corner = [f"{far} {middle - half}", f"{far} {middle + half}"]
    return "M" + "L".join([*above, *corner, *reversed(below)]) + "z"


def _half(stop: Stop, plan: _Plan) -> int:
    """Give half the width of the light at a stop."""
    if not isinstance(stop, str):
        return _LANE
    return BOX_HEIGHT // 2 + _GLOW if stop in plan.strengths else DOOR_HEIGHT // 2 - 6


def _tie(pair: Line, plan: _Plan) -> str:
    """Join two boxes: from below the one to above the other, or from side to side."""
    upper, lower = sorted(pair, key=plan.middle)
    if plan.left(upper) != plan.left(lower):
        one, other = sorted(pair, key=plan.left)
        x, to_x, y, to_y = plan.right(one), plan.left(other), plan.middle(one), plan.middle(other)
        return f"M{x} {y}L{to_x} {to_y}"
    apart = plan.middle(lower) - plan.middle(upper)
    if apart <= BOX_HEIGHT + _DOWN:
        x = plan.left(upper) + plan.box // 2
        return f"M{x} {plan.middle(upper) + BOX_HEIGHT // 2}v{apart - BOX_HEIGHT}"
    x = plan.right(upper)
    return f"M{x} {plan.middle(upper)}q{_GAP // 2} {apart // 2} 0 {apart}"

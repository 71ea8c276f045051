"""How the picture of a story is laid out: from left to right, or on a phone from top to bottom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from academie.reference.models import ChangeLine

SIDES = {ChangeLine.VERANDEREN: -1, ChangeLine.VERSTERKEN: 0, ChangeLine.VERZACHTEN: 1}
_ROW = 50


class Point(NamedTuple):
    """A place in the picture."""

    x: int
    y: int


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
    label_room: int
    label_rows: int
    label_from: int

    def half(self, along: int) -> int:
        """Give half the width of the light at a place."""
        part = (along - self.door) / (self.today - self.door)
        return round(self.half_door + part * (self.half_today - self.half_door))

    def ray(self, line: ChangeLine, along: int) -> int:
        """Give where the ray of a line is, across the light."""
        return round(self.middle + SIDES[line] * (self.ray_door + (along - self.door) * self.slope))

    def label(self, along: int, half: int, row: int) -> Point:
        """Give the place of the words at a rule: below the light, or beside it."""
        if self.upright:
            return Point(10, along + 5)
        return Point(along, self.middle + half + 24 + _ROW * row)

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
    label_room=92,
    label_rows=2,
    label_from=64,
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
        label_room=17,
        label_rows=1,
        label_from=8,
    )


def scale(frame: Frame, held_on: date, today: date) -> Callable[[date], int]:
    """Make the ruler: the place of a day between the door and today."""
    days = max((today - held_on).days, 1)

    def place(day: date) -> int:
        return round(frame.door + (day - held_on).days / days * (frame.today - frame.door))

    return place

"""The words in the picture of a story: each where there is room, in the light, over no other."""

import itertools
import textwrap
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from academie.stories.frame import Frame, Point
from academie.stories.story import Label, Node, Ray, Story

LABELLED = 8  # with more outcomes the picture shows numbers alone
_LETTER = 7.6  # the width of one, at the size the picture is drawn


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def with_words(story: Story) -> Story:
    """Add words to a story, unless it holds so many outcomes that only numbers have room."""
    if len(story.nodes) + len(story.outside) > LABELLED:
        nodes = [replace(node, label=_number(story.frame, node)) for node in story.nodes]
    else:
        nodes = _labelled(story.frame, story.nodes, story.rays)
    return replace(story, nodes=nodes)


def _labelled(frame: Frame, nodes: Sequence[Node], rays: Sequence[Ray]) -> list[Node]:
    """Give each node its words where there is room; where there is none, its number alone."""
    taken = [_around(node.at, frame.reach) for node in nodes]
    crossed = [box for ray in rays for box in _along_ray(ray)]
    labelled = []
    for node in nodes:
        label = _free_label(frame, node, taken, crossed) or _number(frame, node)
        taken.append(_box(label))
        labelled.append(replace(node, label=label))
    return labelled


def _free_label(
    frame: Frame, node: Node, taken: Sequence[_Box], crossed: Sequence[_Box]
) -> Label | None:
    """Choose the free place that covers least of the rays, the usual ones first."""
    fitting = [
        label
        for label in _candidates(frame, node)
        if _in_light(frame, _box(label)) and not any(_box(label).meets(box) for box in taken)
    ]
    return min(fitting, key=lambda label: _crossings(label, crossed), default=None)


def _crossings(label: Label, crossed: Sequence[_Box]) -> int:
    box = _box(label)
    return sum(box.meets(other) for other in crossed)


def _candidates(frame: Frame, node: Node) -> list[Label]:
    """List where words may stand: under the node, above it in the last fifth, then elsewhere."""
    lines = textwrap.wrap(
        f"{node.mark.number}. {node.mark.title}", 24, max_lines=2, placeholder=" ..."
    )
    x, y = node.at
    below, above = y + 32, y - 26 - 17 * (len(lines) - 1)
    late = x > frame.today - (frame.today - frame.door) / 5
    rows = (above, below) if late else (below, above)
    near = ((x + 22, "end"), (x - 12, "start")) if late else ((x - 12, "start"), (x + 12, "end"))
    return [
        Label(Point(edge, row), anchor, lines)
        for row, (edge, anchor) in itertools.product(rows, near)
    ]


def _number(frame: Frame, node: Node) -> Label:
    """Put a number beside its node, on the side of the door when today is near."""
    x, y = node.at
    if x > frame.last - frame.gap:
        return Label(Point(x - 20, y - 12), "end", [str(node.mark.number)])
    return Label(Point(x + 20, y + 5), "start", [str(node.mark.number)])


def _box(label: Label) -> _Box:
    width = max(map(len, label.lines)) * _LETTER
    left = label.at.x - (width if label.anchor == "end" else 0)
    top = label.at.y - 12
    return _Box(left, top, left + width, top + 17 * len(label.lines) - 1)


def _around(at: Point, reach: int) -> _Box:
    return _Box(at.x - reach, at.y - reach, at.x + reach, at.y + reach)


def _along_ray(ray: Ray) -> list[_Box]:
    """Cover a ray with small boxes."""
    width = max(ray.end.x - ray.start.x, 1)
    rise = (ray.end.y - ray.start.y) / width
    return [
        _around(Point(ray.start.x + step, round(ray.start.y + rise * step)), 4)
        for step in range(0, width, 8)
    ]


def _in_light(frame: Frame, box: _Box) -> bool:
    half = frame.half(max(round(box.left), frame.door))
    return (
        box.left >= frame.door + 8
        and box.right <= frame.today - 6
        and box.top >= frame.middle - half + 2
        and box.bottom <= frame.middle + half - 2
    )

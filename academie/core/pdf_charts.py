"""Charts in documents, drawn as lines and planes, that also say their figures in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from academie.core import formats
from academie.core.pdf import TaggedCanvas, mm
from academie.core.pdf_flow import BOTTOM, LEFT, RIGHT, ROOM, TOP, Flow
from academie.core.pdf_text import (
    EVENING,
    INK,
    LAMP,
    LINE,
    MIST,
    MUTED,
    PAPER,
    TextStyle,
    fit,
    width,
    wrap,
)

_CAPTION = TextStyle(size=10, bold=True)
_LABEL = TextStyle(size=9)
_SMALL = TextStyle(size=8, color=MUTED)
_BAR_LEFT = LEFT + 60 * mm
_BAR_END = RIGHT - 24 * mm
_PLOT = 130.0
"""How high a line may rise, in points."""
_AXIS = LEFT + 14 * mm
_BESIDE = 12
"""The room left and right of a line."""


@dataclass(frozen=True)
class Bar:
    """One bar: its length, the figure as shown, and the plan as a mark when there is one."""

    label: str
    value: float
    shown: str
    plan: float | None = None


@dataclass(frozen=True)
class Point:
    """One moment of a line: what was counted, or None where the figure is not shown."""

    label: str
    value: float | None
    shown: str


def draw_bars(flow: Flow, caption: str, bars: Sequence[Bar]) -> None:
    """Draw the bars, in several pictures when a page cannot hold them."""
    longest = max((max(bar.value, bar.plan or 0) for bar in bars), default=0) or 1
    title = wrap(caption, _CAPTION, ROOM)
    row = max((_row_height(bar) for bar in bars), default=0.0)
    most = int((BOTTOM - TOP - len(title) * _CAPTION.leading) / row) if bars else 1
    for start in range(0, len(bars), most):
        some = bars[start : start + most]
        flow.keep(len(title) * _CAPTION.leading + len(some) * row)
        with flow.canvas.group("P") as paragraph:
            flow.lines(paragraph, title, _CAPTION)
        with flow.canvas.figure(_alt(caption, some), (LEFT, flow.y, ROOM, len(some) * row)):
            for bar in some:
                _draw_bar(flow, bar, longest)
                flow.y += row


def _alt(caption: str, parts: Sequence[Bar | Point]) -> str:
    return f"{caption}. " + "; ".join(f"{part.label}: {part.shown}" for part in parts) + "."


def _fitted(bar: Bar) -> tuple[TextStyle, list[str]]:
    return fit(bar.label, _LABEL, _BAR_LEFT - LEFT - 8, lines=2, smallest=7)


def _row_height(bar: Bar) -> float:
    style, lines = _fitted(bar)
    return max(20.0, len(lines) * style.leading + 6)


def _draw_bar(flow: Flow, bar: Bar, longest: float) -> None:
    canvas, y = flow.canvas, flow.y + 4
    scale = (_BAR_END - _BAR_LEFT) / longest
    style, label = _fitted(bar)
    canvas.lines(LEFT, y + 9.5, [f"{line} " for line in label], style)
    canvas.rect(_BAR_LEFT, y, _BAR_END - _BAR_LEFT, 12, MIST)
    if bar.value:
        canvas.rect(_BAR_LEFT, y, bar.value * scale, 12, EVENING)
    if bar.plan is not None:
        mark = _BAR_LEFT + bar.plan * scale
        canvas.rect(mark - 1.5, y - 3, 3, 18, PAPER)
        canvas.rect(mark - 0.75, y - 3, 1.5, 18, INK)
        canvas.polygon([(mark, y - 3), (mark + 5, y - 1), (mark, y + 1)], INK)
    canvas.text(RIGHT, y + 9.5, f"{bar.shown} ", _LABEL, align="right")


def draw_line(flow: Flow, caption: str, points: Sequence[Point]) -> None:
    """Draw figures that follow one another in time as a line, broken where one is not shown."""
    title = wrap(caption, _CAPTION, ROOM)
    down = _PLOT + 40
    flow.keep(len(title) * _CAPTION.leading + down)
    with flow.canvas.group("P") as paragraph:
        flow.lines(paragraph, title, _CAPTION)
    with flow.canvas.figure(_alt(caption, points), (LEFT, flow.y, ROOM, down)):
        _Line(flow.canvas, flow.y + 18 + _PLOT, points).draw()
    flow.y += down


class _Line:
    """A line on its page, with where its moments stand."""

    def __init__(self, canvas: TaggedCanvas, ground: float, points: Sequence[Point]) -> None:
        self.canvas = canvas
        self.ground = ground
        self.points = points
        self.top = nice_top(max(point.value or 0 for point in points))
        self.step = (RIGHT - _BESIDE - _AXIS - _BESIDE) / max(len(points) - 1, 1)

    def draw(self) -> None:
        """Draw the scale, the line, its points and their labels."""
        self._draw_scale()
        numbered = list(enumerate(self.points))
        for shows, some in groupby(numbered, key=lambda one: one[1].value is not None):
            if shows:
                self._draw_stretch([self._place(number, point) for number, point in some])
        shown = [point.shown for point in self.points if point.value is not None]
        widest = max((width(words, _LABEL) for words in shown), default=0)
        labelled = widest + 4 < self.step
        for number, point in numbered:
            if point.value is not None:
                x, y = self._place(number, point)
                self._draw_point(x, y)
                if labelled:
                    below = self._is_valley(number) and y < self.ground - 18
                    self.canvas.text(
                        x, y + (14 if below else -7), f"{point.shown} ", _LABEL, align="centre"
                    )
        self._draw_moments()

    def _is_valley(self, number: int) -> bool:
        """Tell whether the line comes down to this point and rises again."""
        heights = [point.value for point in self.points[max(number - 1, 0) : number + 2]]
        return self.points[number].value == min(one for one in heights if one is not None)

    def _place(self, number: int, point: Point) -> tuple[float, float]:
        across = _AXIS + _BESIDE + number * self.step
        return across, self.ground - _PLOT * (point.value or 0) / self.top

    def _draw_scale(self) -> None:
        for part in (0.0, 0.5, 1.0):
            y = self.ground - _PLOT * part
            self.canvas.rule(_AXIS, y, RIGHT, color=LINE if part else INK, thickness=0.6)
            words = _on_scale(self.top * part)
            self.canvas.text(_AXIS - 5, y + 3, f"{words} ", _SMALL, align="right")

    def _draw_stretch(self, places: Sequence[tuple[float, float]]) -> None:
        for (x, y), (end, below) in pairwise(places):
            length = ((end - x) ** 2 + (below - y) ** 2) ** 0.5
            aside, down = (below - y) / length, (end - x) / length
            corners = [(x - aside, y + down), (end - aside, below + down)]
            corners += [(end + aside, below - down), (x + aside, y - down)]
            self.canvas.polygon(corners, EVENING)

    def _draw_point(self, x: float, y: float) -> None:
        self.canvas.rect(x - 3, y - 3, 6, 6, EVENING)
        self.canvas.rect(x - 1.5, y - 1.5, 3, 3, LAMP)

    def _draw_moments(self) -> None:
        """Write below the line what its moments are: as many as there is room for.

        A long one at the end ends where the line may end, and so stands nearer to the one before.
        """
        widest = max(width(point.label, _SMALL) for point in self.points)
        nearer = max(0, widest / 2 - _BESIDE)
        each = max(1, -int(-(widest + 8 + nearer) // self.step))
        for number, point in enumerate(self.points):
            if number % each == 0:
                words = f"{point.label} "
                across = _AXIS + _BESIDE + number * self.step
                x = min(across, RIGHT - width(words, _SMALL) / 2)
                self.canvas.text(x, self.ground + 13, words, _SMALL, align="centre")


def _on_scale(value: float) -> str:
    return formats.number(int(value)) if value.is_integer() else f"{value:g}".replace(".", ",")


def nice_top(highest: float) -> float:
    """Return the first of 1, 2, 4, 5, 10, 20 ... that no figure rises above."""
    size = 1.0
    while size * 10 < highest:
        size *= 10
    return next(size * part for part in (1, 2, 4, 5, 10) if size * part >= highest)

"""Reports of any length: a cover, headings, words, tables and bars, in reading order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from academie.core.pdf import A4, TaggedCanvas, mm
from academie.core.pdf_flow import BOTTOM, LEFT, RIGHT, ROOM, TOP, Flow
from academie.core.pdf_table import Column, draw_table
from academie.core.pdf_text import (
    EVENING,
    INK,
    LAMP,
    MIST,
    MUTED,
    NIGHT,
    PAPER,
    TextStyle,
    fit,
    wrap,
)

__all__ = ["Bar", "Column", "Report"]

_BODY = TextStyle(size=10)
_QUIET = TextStyle(size=9, color=MUTED)
_STRONG = TextStyle(size=10, bold=True)
_HEADINGS = {
    1: TextStyle(size=20, bold=True),
    2: TextStyle(size=15, bold=True),
    3: TextStyle(size=11.5, bold=True),
}
_COVER_TITLE = TextStyle(size=30, bold=True, color=PAPER)
_COVER_WORDS = TextStyle(size=11, color=PAPER)
_BAR_ROW = 20.0
_BAR_LEFT = LEFT + 60 * mm
_BAR_END = RIGHT - 24 * mm


@dataclass(frozen=True)
class Bar:
    """One bar: its length, the figure as shown, and the plan as a mark when there is one."""

    label: str
    value: float
    shown: str
    plan: float | None = None


class Report:
    """A document that is told its parts in order and draws them when it is finished."""

    def __init__(self, *, title: str, author: str, made_at: datetime, foot: str) -> None:
        """Begin a report.

        Args:
            title: also the heading on a cover.
            made_at: aware moment that the document gives as its own.
            foot: words at the bottom of each page, before the page number.
        """
        self._title = title
        self._author = author
        self._made_at = made_at
        self._foot = foot
        self._parts: list[Callable[[Flow], None]] = []

    def cover(self, *, period: str, notes: Sequence[str]) -> None:
        """Add the page with the lit door; the first note is the most important."""
        self._parts.append(lambda flow: _draw_cover(flow, self._author, self._title, period, notes))

    def heading(self, words: str, *, level: int = 2) -> None:
        """Add a heading of level 1 to 3; a cover has one of level 1 already."""
        self._parts.append(lambda flow: _draw_heading(flow, words, level))

    def paragraph(self, words: str, *, quiet: bool = False) -> None:
        """Add a paragraph, smaller and grey when it is quiet."""
        style = _QUIET if quiet else _BODY
        self._parts.append(lambda flow: _draw_paragraph(flow, words, style))

    def bullets(self, items: Sequence[str]) -> None:
        """Add a list."""
        self._parts.append(lambda flow: _draw_bullets(flow, items))

    def table(self, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
        """Add a table; the first column names its rows."""
        self._parts.append(lambda flow: _draw_table(flow, caption, columns, rows))

    def bars(self, caption: str, bars: Sequence[Bar]) -> None:
        """Add a bar chart that also says its figures in words."""
        self._parts.append(lambda flow: _draw_bars(flow, caption, bars))

    def finish(self) -> bytes:
        """Return the document; it is drawn once to count its pages and once for real."""
        pages = self._draw(pages=0).page
        return self._draw(pages=pages).canvas.finish()

    def _draw(self, *, pages: int) -> Flow:
        canvas = TaggedCanvas(A4, title=self._title, author=self._author, made_at=self._made_at)
        flow = Flow(canvas, foot=self._foot, pages=pages)
        for part in self._parts:
            part(flow)
        flow.draw_foot()
        return flow


def _draw_cover(flow: Flow, publisher: str, title: str, period: str, notes: Sequence[str]) -> None:
    canvas = flow.canvas
    _draw_door(canvas)
    with canvas.tag("P"):
        canvas.lines(LEFT, 28 * mm, wrap(publisher, _COVER_WORDS, ROOM), _COVER_WORDS)
    style, lines = fit(title, _COVER_TITLE, 105 * mm, lines=5, smallest=14)
    canvas.bookmark(title, level=0, y=0)
    with canvas.tag("H1"):
        y = canvas.lines(LEFT, 58 * mm, lines, style)
    with canvas.tag("P"):
        canvas.lines(LEFT, y + 4, wrap(period, _COVER_WORDS, 105 * mm), _COVER_WORDS)
    y = 248 * mm
    for number, note in enumerate(notes):
        look = _QUIET if number else _STRONG
        with canvas.tag("P"):
            y = canvas.lines(LEFT, y, wrap(note, look, ROOM), look)
    flow.turn_page()


def _draw_door(canvas: TaggedCanvas) -> None:
    shapes = [
        ([(0, 0), (210, 0), (210, 190), (0, 190)], EVENING, None),
        ([(138, 150), (174, 150), (92, 190), (-6, 190)], LAMP, EVENING),
        ([(134, 54), (178, 54), (178, 150), (134, 150)], NIGHT, None),
        ([(138, 58), (174, 58), (174, 150), (138, 150)], LAMP, None),
        ([(174, 58), (188, 66), (188, 159), (174, 150)], NIGHT, None),
        ([(177, 106), (179, 107), (179, 111), (177, 110)], LAMP, None),
    ]
    with canvas.artifact():
        for corners, color, fade_to in shapes:
            canvas.polygon([(x * mm, y * mm) for x, y in corners], color, fade_to=fade_to)


def _draw_heading(flow: Flow, words: str, level: int) -> None:
    style = _HEADINGS[level]
    lines = wrap(words, style, ROOM)
    flow.space(style.size)
    flow.keep(len(lines) * style.leading + 60)  # never alone at the foot of a page
    flow.canvas.bookmark(words, level=level - 1, y=flow.y)
    with flow.canvas.group(f"H{level}") as heading:
        flow.lines(heading, lines, style)
    flow.space(style.size / 3)


def _draw_paragraph(flow: Flow, words: str, style: TextStyle) -> None:
    with flow.canvas.group("P") as paragraph:
        flow.lines(paragraph, wrap(words, style, ROOM), style)
    flow.space(_BODY.size * 0.7)


def _draw_bullets(flow: Flow, items: Sequence[str]) -> None:
    indent = 14.0
    with flow.canvas.group("L") as bullets:
        for item in items:
            flow.keep(2 * _BODY.leading)
            entry = bullets.add("LI")
            with flow.canvas.content(entry.add("Lbl")):
                flow.canvas.text(LEFT + 2, flow.y + _BODY.size, "\N{BULLET}", _BODY)
            lines = wrap(item, _BODY, ROOM - indent)
            flow.lines(entry.add("LBody"), lines, _BODY, x=LEFT + indent)
    flow.space(_BODY.size * 0.7)


def _draw_table(
    flow: Flow, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    flow.space(_BODY.size * 0.5)
    draw_table(flow, caption, columns, rows)
    flow.space(_BODY.size * 1.5)


def _draw_bars(flow: Flow, caption: str, bars: Sequence[Bar]) -> None:
    """Draw the bars, in several pictures when a page cannot hold them."""
    longest = max((max(bar.value, bar.plan or 0) for bar in bars), default=0) or 1
    title = wrap(caption, _STRONG, ROOM)
    most = int((BOTTOM - TOP - len(title) * _STRONG.leading) / _BAR_ROW)
    flow.space(_BODY.size * 0.5)
    for start in range(0, len(bars), most):
        some = bars[start : start + most]
        flow.keep(len(title) * _STRONG.leading + len(some) * _BAR_ROW)
        with flow.canvas.group("P") as paragraph:
            flow.lines(paragraph, title, _STRONG)
        alt = f"{caption}. " + "; ".join(f"{bar.label}: {bar.shown}" for bar in some) + "."
        with flow.canvas.figure(alt, (LEFT, flow.y, ROOM, len(some) * _BAR_ROW)):
            for bar in some:
                _draw_bar(flow, bar, longest)
    flow.space(_BODY.size * 1.5)


def _draw_bar(flow: Flow, bar: Bar, longest: float) -> None:
    canvas, y = flow.canvas, flow.y + 4
    scale = (_BAR_END - _BAR_LEFT) / longest
    style, label = fit(bar.label, _BODY, _BAR_LEFT - LEFT - 8, lines=1, smallest=7)
    canvas.lines(LEFT, y + 10, [f"{line} " for line in label], style)
    canvas.rect(_BAR_LEFT, y, _BAR_END - _BAR_LEFT, 12, MIST)
    if bar.value:
        canvas.rect(_BAR_LEFT, y, bar.value * scale, 12, EVENING)
    if bar.plan is not None:
        mark = _BAR_LEFT + bar.plan * scale
        canvas.rect(mark - 1.5, y - 3, 3, 18, PAPER)
        canvas.rect(mark - 0.75, y - 3, 1.5, 18, INK)
        canvas.polygon([(mark, y - 3), (mark + 5, y - 1), (mark, y + 1)], INK)
    canvas.text(RIGHT, y + 10, f"{bar.shown} ", _BODY, align="right")
    flow.y += _BAR_ROW

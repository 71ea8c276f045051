"""Reports of any length: a cover, headings, words, tables and bars, in reading order."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from academie.core.pdf import A4, TaggedCanvas, mm
from academie.core.pdf_blank import BlankCanvas
from academie.core.pdf_charts import Bar, Point, draw_bars, draw_line
from academie.core.pdf_facts import Fact, draw_facts, least_height
from academie.core.pdf_flow import LEFT, RIGHT, ROOM, Flow
from academie.core.pdf_table import Column, Table
from academie.core.pdf_text import (
    EVENING,
    LAMP,
    LINE,
    MUTED,
    NIGHT,
    PAPER,
    TextStyle,
    fit,
    wrap,
)

__all__ = ["Bar", "Column", "Point", "Report", "Tell"]

Tell = Callable[[float], None]
"""Hears which part is done, from 0 to 1."""

_BODY = TextStyle(size=10)
_QUIET = TextStyle(size=9, color=MUTED)
_STRONG = TextStyle(size=10, bold=True)
_HEADINGS = {
    1: TextStyle(size=20, bold=True),
    2: TextStyle(size=16, bold=True, color=EVENING),
    3: TextStyle(size=11.5, bold=True),
}
_CHAPTER = 2
_CONTENTS_ROW = 21.0
_COMPANY = 60.0
"""How much must fit below a heading, in points: it never stands alone at the foot of a page."""
_MOST_LEADING = 3
_COVER_TITLE = TextStyle(size=30, bold=True, color=PAPER)
_COVER_WORDS = TextStyle(size=11, color=PAPER)
_COVER_END = 282 * mm


class _Part(NamedTuple):
    """A part of a document: how to draw it, the room it asks at least, and what it is for.

    Attributes:
        leads: it says what comes, so it stands on the page of what follows.
    """

    draw: Callable[[Flow], None]
    least: Callable[[], float]
    leads: bool


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
        self._parts: list[_Part] = []
        self._chapters: list[str] = []

    def cover(self, *, period: str, notes: Sequence[str]) -> None:
        """Add the page with the lit door; the first note is the most important."""
        self._add(lambda flow: _draw_cover(flow, self._author, self._title, period, notes))

    def heading(self, words: str, *, level: int = 2) -> None:
        """Add a heading of level 1 to 3; a cover has one of level 1 already."""
        if level == _CHAPTER:
            self._chapters.append(words)
        number = len(self._parts)
        self._add(
            lambda flow: _draw_heading(flow, words, level, self._company(number + 1)),
            least=lambda: 3 * _HEADINGS[level].size,
            leads=True,
        )

    def contents(self, title: str) -> None:
        """Add the list of chapters, the headings of level 2, with their pages."""
        self._add(lambda flow: _draw_contents(flow, title, self._chapters))

    def paragraph(self, words: str, *, quiet: bool = False) -> None:
        """Add a paragraph, smaller and grey when it is quiet."""
        style = _QUIET if quiet else _BODY
        self._add(
            lambda flow: _draw_paragraph(flow, words, style),
            least=lambda: (len(wrap(words, style, ROOM)) + 1) * style.leading,
            leads=True,
        )

    def bullets(self, items: Sequence[str]) -> None:
        """Add a list."""
        self._add(lambda flow: _draw_bullets(flow, items))

    def table(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        last_is_total: bool = False,
        close: bool = False,
    ) -> None:
        """Add a table; the first column names its rows, which may stand close together."""
        table = Table(caption, columns, rows, last_is_total=last_is_total, close=close)
        self._add(lambda flow: _draw_table(flow, table), least=lambda: table.least_height)

    def facts(self, caption: str, facts: Sequence[Fact]) -> None:
        """Add names with what is known of each, close together."""
        self._add(
            lambda flow: _draw_facts(flow, caption, facts),
            least=lambda: least_height(caption, facts),
        )

    def bars(self, caption: str, bars: Sequence[Bar]) -> None:
        """Add a bar chart that also says its figures in words."""
        self._add(lambda flow: _draw_chart(flow, lambda: draw_bars(flow, caption, bars)))

    def line(self, caption: str, points: Sequence[Point]) -> None:
        """Add a line through figures in time, that also says them in words."""
        self._add(lambda flow: _draw_chart(flow, lambda: draw_line(flow, caption, points)))

    def _add(
        self,
        draw: Callable[[Flow], None],
        *,
        least: Callable[[], float] = lambda: 0,
        leads: bool = False,
    ) -> None:
        self._parts.append(_Part(draw, least, leads))

    def _company(self, number: int) -> float:
        """Return how much must fit below a heading, up to the first table or picture."""
        down = 0.0
        for part in self._parts[number : number + _MOST_LEADING]:
            down += part.least()
            if not part.leads:
                break
        return max(down, _COMPANY)

    def finish(self, tell: Tell = lambda _part: None) -> bytes:
        """Return the document; it is laid out once to number its pages and once for real.

        Args:
            tell: is told how far it is at each page and after each piece.
        """
        blank, real = self._canvas(BlankCanvas), self._canvas(TaggedCanvas)
        unknown = [0] * len(self._chapters)
        numbered = self._draw(blank, 0, unknown, lambda part: tell(part / 2))
        pages, chapters_at = numbered.page, numbered.chapters_seen
        self._draw(real, pages, chapters_at, lambda part: tell((1 + part) / 2))
        return real.finish()

    def _canvas(self, kind: type[TaggedCanvas]) -> TaggedCanvas:
        return kind(A4, title=self._title, author=self._author, made_at=self._made_at)

    def _draw(
        self, canvas: TaggedCanvas, pages: int, chapters_at: Sequence[int], tell: Tell
    ) -> Flow:
        drawn = 0
        flow = Flow(canvas, foot=self._foot, pages=pages, chapters_at=chapters_at)
        flow.turned = lambda: tell(drawn / len(self._parts))
        for drawn, part in enumerate(self._parts):
            part.draw(flow)
            tell((drawn + 1) / len(self._parts))
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
    _draw_notes(flow, notes)
    flow.turn_page()


def _draw_notes(flow: Flow, notes: Sequence[str]) -> None:
    """Put the notes at the foot of the cover, as many as fit below the door."""
    looks = [_QUIET if number else _STRONG for number in range(len(notes))]
    wrapped = [wrap(note, look, ROOM) for note, look in zip(notes, looks, strict=True)]
    down = sum(len(lines) * look.leading for lines, look in zip(wrapped, looks, strict=True))
    y = max(206 * mm, min(248 * mm, _COVER_END - down))
    for lines, look in zip(wrapped, looks, strict=True):
        if y + len(lines) * look.leading > _COVER_END:
            return
        with flow.canvas.tag("P"):
            y = flow.canvas.lines(LEFT, y, lines, look)


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


def _draw_contents(flow: Flow, title: str, chapters: Sequence[str]) -> None:
    _draw_words_of_heading(flow, title, _CHAPTER)
    with flow.canvas.group("TOC") as contents:
        for words, page in zip(chapters, flow.chapters_at, strict=True):
            style, (line,) = fit(words, _BODY, ROOM - 20 * mm, lines=1, smallest=7)
            flow.keep(_CONTENTS_ROW)
            with flow.canvas.content(contents.add("TOCI")):
                flow.canvas.text(LEFT, flow.y + _BODY.size, f"{line} ", style)
                flow.canvas.text(RIGHT, flow.y + _BODY.size, f"{page} ", _BODY, align="right")
            flow.y += _CONTENTS_ROW
            with flow.canvas.artifact():
                flow.canvas.rule(LEFT, flow.y - 5, RIGHT, color=LINE, thickness=0.6)
    flow.space(_BODY.size)


def _draw_heading(flow: Flow, words: str, level: int, company: float) -> None:
    _draw_words_of_heading(flow, words, level, company)
    if level == _CHAPTER:
        flow.chapters_seen.append(flow.page)


def _draw_words_of_heading(flow: Flow, words: str, level: int, company: float = _COMPANY) -> None:
    style = _HEADINGS[level]
    lines = wrap(words, style, ROOM)
    flow.space(style.size * 1.5)
    flow.keep(len(lines) * style.leading + company + style.size)
    if level <= _CHAPTER:
        with flow.canvas.artifact():
            flow.canvas.rect(LEFT, flow.y, 28, 3, LAMP)
        flow.y += 9
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


def _draw_table(flow: Flow, table: Table) -> None:
    flow.space(_BODY.size * 0.5)
    table.draw(flow)
    flow.space(_BODY.size * 1.5)


def _draw_facts(flow: Flow, caption: str, facts: Sequence[Fact]) -> None:
    flow.space(_BODY.size * 0.5)
    draw_facts(flow, caption, facts)
    flow.space(_BODY.size * 0.7)


def _draw_chart(flow: Flow, draw: Callable[[], None]) -> None:
    flow.space(_BODY.size * 0.5)
    draw()
    flow.space(_BODY.size * 1.5)

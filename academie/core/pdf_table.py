"""Tables in documents: header cells are tagged, and return on each page they cross."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from academie.core.pdf_flow import BOTTOM, LEFT, RIGHT, ROOM, TOP, Flow
from academie.core.pdf_tags import Element
from academie.core.pdf_text import INK, LINE, TextStyle, clean, width, wrap

_CELL = TextStyle(size=9)
_HEAD = TextStyle(size=9, bold=True)
_CAPTION = TextStyle(size=10, bold=True)
_PAD = 4.0
_CLOSE_PAD = 1.5
_GUTTER = 12.0
_FEW_ROWS = 20
_KEPT_WHOLE = (BOTTOM - TOP) / 2
"""A table that is no higher stands on one page."""

Lines = Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column; numbers stand at the right."""

    name: str
    numeric: bool = False


class Table:
    """A table whose first column names its rows; measured once, however often it is drawn."""

    def __init__(
        self,
        caption: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        last_is_total: bool = False,
        close: bool = False,
    ) -> None:
        """Begin a table.

        Args:
            last_is_total: its last row sums up the others, and stands out.
            close: its rows stand close together.
        """
        self._title = wrap(caption, _CAPTION, ROOM)
        self._columns = columns
        self._rows = rows
        self._total = rows[-1] if rows and last_is_total else None
        self._pad = _CLOSE_PAD if close else _PAD

    @cached_property
    def _widths(self) -> Sequence[float]:
        return _widths(self._columns, self._rows)

    @cached_property
    def _head(self) -> Sequence[Lines]:
        names = [column.name for column in self._columns]
        return _wrap(names, [_HEAD] * len(names), self._widths)

    @cached_property
    def _cells(self) -> Sequence[Sequence[Lines]]:
        return [_wrap(row, self._styles(row), self._widths) for row in self._rows]

    def _styles(self, row: Sequence[str]) -> Sequence[TextStyle]:
        bold = len(row) if row is self._total else 1
        return [*[_HEAD] * bold, *[_CELL] * (len(row) - bold)]

    @cached_property
    def least_height(self) -> float:
        """Return how much room its head and first row ask, or all of it when it is small."""
        head = _height(self._head, self._pad)
        above = len(self._title) * _CAPTION.leading + head
        if len(self._rows) <= _FEW_ROWS:
            whole = above + sum(_height(row, self._pad) for row in self._cells)
            if whole <= _KEPT_WHOLE:
                return whole
        first = max((_height(row, self._pad) for row in self._cells[:1]), default=0)
        return min(above + max(2 * head, first), BOTTOM - TOP)

    def draw(self, flow: Flow) -> None:
        """Draw it, its header again on each page it crosses.

        Raises:
            ValueError: a row has not as many cells as there are columns.
        """
        flow.keep(self.least_height)
        drawing = _Drawing(flow, self._columns, self._widths, self._head, self._pad)
        with flow.canvas.group("Table") as element:
            flow.lines(element.add("Caption"), self._title, _CAPTION)
            drawing.draw_head(element.add("THead").add("TR"))
            body = element.add("TBody")
            for row, cells in zip(self._rows, self._cells, strict=True):
                drawing.draw_row(cells, body.add("TR"), self._styles(row))


def _wrap(
    cells: Sequence[str], styles: Sequence[TextStyle], widths: Sequence[float]
) -> list[Lines]:
    return [
        wrap(cell, style, room - _GUTTER)
        for cell, style, room in zip(cells, styles, widths, strict=True)
    ]


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return column widths that add up to the page's room.

    Each column gets its longest word; what is left goes first to those that want little more.
    Where the longest words do not fit beside each other, the longest of them are cut.
    """
    least, whole = [], []
    for column in zip([column.name for column in columns], *rows, strict=True):
        cells = [clean(cell) for cell in column]
        words = [word for cell in cells for word in cell.split()]
        least.append(_GUTTER + max((width(word, _HEAD) for word in words), default=0))
        whole.append(_GUTTER + max(width(cell, _HEAD) for cell in cells))
    if sum(least) >= ROOM:
        return _share([0] * len(least), least)
    return _share(least, whole)


def _share(least: Sequence[float], whole: Sequence[float]) -> list[float]:
    widths, spare = list(least), ROOM - sum(least)
    wishes = sorted((whole[number] - least[number], number) for number in range(len(least)))
    for served, (wish, number) in enumerate(wishes):
        more = min(wish, spare / (len(wishes) - served))
        widths[number] += more
        spare -= more
    return [part + spare / len(widths) for part in widths]


def _height(cells: Sequence[Lines], pad: float) -> float:
    return max(len(lines) for lines in cells) * _CELL.leading + 2 * pad


class _Drawing:
    """Where the columns of one table stand, and its header for the next page."""

    def __init__(
        self,
        flow: Flow,
        columns: Sequence[Column],
        widths: Sequence[float],
        head: Sequence[Lines],
        pad: float,
    ) -> None:
        self.flow = flow
        self.columns = columns
        self.widths = widths
        self.head = head
        self.pad = pad
        self.lefts = [LEFT + before for before in accumulate(widths[:-1], initial=0)]
        self._bare = True  # no row stands below the head as yet

    def draw_head(self, row: Element) -> None:
        """Draw the header cells as part of the table."""
        for number, lines in enumerate(self.head):
            with self.flow.canvas.content(row.add("TH", scope="Column")):
                self._draw_cell(number, lines, _HEAD)
        self._close_row(self.head, INK)

    def _repeat_head(self) -> None:
        with self.flow.canvas.artifact():
            for number, lines in enumerate(self.head):
                self._draw_cell(number, lines, _HEAD)
        self._close_row(self.head, INK)
        self._bare = True

    def draw_row(self, cells: Sequence[Lines], row: Element, styles: Sequence[TextStyle]) -> None:
        """Draw a row, whole when a page can hold it, else on as many pages as it needs."""
        elements = [row.add("TH", scope="Row"), *(row.add("TD") for _ in cells[1:])]
        while any(cells):
            self._make_room(_height(cells, self.pad))
            fitting = max(1, int((self.flow.left_over - 2 * self.pad) / _CELL.leading))
            now = [lines[:fitting] for lines in cells]
            cells = [lines[fitting:] for lines in cells]
            self._draw_cells(now, elements, styles)
            self._close_row(now, LINE)
            self._bare = False

    def _make_room(self, down: float) -> None:
        if not self.flow.fits(down) and not self._bare:
            self.flow.next_page()
            self._repeat_head()

    def _draw_cells(
        self, cells: Sequence[Lines], elements: Sequence[Element], styles: Sequence[TextStyle]
    ) -> None:
        for number, (lines, element) in enumerate(zip(cells, elements, strict=True)):
            if lines:
                with self.flow.canvas.content(element):
                    self._draw_cell(number, lines, styles[number])

    def _draw_cell(self, number: int, lines: Lines, style: TextStyle) -> None:
        left = self.lefts[number]
        y = self.flow.y + self.pad + style.size
        if not self.columns[number].numeric:
            self.flow.canvas.lines(left, y, lines, style)
            return
        last = number == len(self.columns) - 1
        right = RIGHT if last else left + self.widths[number] - _GUTTER
        for line in lines:
            self.flow.canvas.text(right, y, line, style, align="right")
            y += style.leading

    def _close_row(self, cells: Sequence[Lines], color: str) -> None:
        self.flow.y += _height(cells, self.pad)
        with self.flow.canvas.artifact():
            self.flow.canvas.rule(
                LEFT, self.flow.y, RIGHT, color=color, thickness=1.2 if color == INK else 0.6
            )

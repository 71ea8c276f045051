"""Tables in documents: header cells are tagged, and return on each page they cross."""

from collections.abc import Sequence
from dataclasses import dataclass

from academie.core.pdf_flow import LEFT, RIGHT, ROOM, TOP, Flow
from academie.core.pdf_tags import Element
from academie.core.pdf_text import INK, LINE, TextStyle, clean, width, wrap

_CELL = TextStyle(size=9)
_HEAD = TextStyle(size=9, bold=True)
_CAPTION = TextStyle(size=10, bold=True)
_PAD = 4.0
_GUTTER = 12.0

Lines = Sequence[str]


@dataclass(frozen=True)
class Column:
    """One column; numbers stand at the right."""

    name: str
    numeric: bool = False


def draw_table(
    flow: Flow, caption: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> None:
    """Draw a table whose first column names its rows.

    Raises:
        ValueError: a row has not as many cells as there are columns.
    """
    title = wrap(caption, _CAPTION, ROOM)
    table = _Table(flow, columns, rows)
    flow.keep(len(title) * _CAPTION.leading + 3 * _height(table.head))
    with flow.canvas.group("Table") as element:
        flow.lines(element.add("Caption"), title, _CAPTION)
        table.draw_head(element.add("THead").add("TR"))
        body = element.add("TBody")
        for row in rows:
            table.draw_row(row, body.add("TR"))


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[float]:
    """Return column widths that add up to the page's room.

    Each column gets its longest word; what is left goes first to those that want little more.
    """
    least, whole = [], []
    for column in zip([column.name for column in columns], *rows, strict=True):
        cells = [clean(cell) for cell in column]
        words = [word for cell in cells for word in cell.split()]
        least.append(_GUTTER + max((width(word, _HEAD) for word in words), default=0))
        whole.append(_GUTTER + max(width(cell, _HEAD) for cell in cells))
    if sum(least) >= ROOM:
        return [ROOM * part / sum(least) for part in least]
    return _share(least, whole)


def _share(least: Sequence[float], whole: Sequence[float]) -> list[float]:
    widths, spare = list(least), ROOM - sum(least)
    wishes = sorted((whole[number] - least[number], number) for number in range(len(least)))
    for served, (wish, number) in enumerate(wishes):
        more = min(wish, spare / (len(wishes) - served))
        widths[number] += more
        spare -= more
    return [part + spare / len(widths) for part in widths]


def _height(cells: Sequence[Lines]) -> float:
    return max(len(lines) for lines in cells) * _CELL.leading + 2 * _PAD


class _Table:
    """Where the columns of one table stand, and its header for the next page."""

    def __init__(
        self, flow: Flow, columns: Sequence[Column], rows: Sequence[Sequence[str]]
    ) -> None:
        self.flow = flow
        self.columns = columns
        self.widths = _widths(columns, rows)
        self.head = self._wrap([column.name for column in columns], [_HEAD] * len(columns))
        self.styles = [_HEAD, *[_CELL] * (len(columns) - 1)]

    def _wrap(self, cells: Sequence[str], styles: Sequence[TextStyle]) -> list[Lines]:
        return [
            wrap(cell, style, room - _GUTTER)
            for cell, style, room in zip(cells, styles, self.widths, strict=True)
        ]

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

    def draw_row(self, words: Sequence[str], row: Element) -> None:
        """Draw a row, whole when a page can hold it, else on as many pages as it needs."""
        elements = [row.add("TH", scope="Row"), *(row.add("TD") for _ in words[1:])]
        cells = self._wrap(words, self.styles)
        while any(cells):
            self._make_room(_height(cells))
            fitting = max(1, int((self.flow.left_over - 2 * _PAD) / _CELL.leading))
            now = [lines[:fitting] for lines in cells]
            cells = [lines[fitting:] for lines in cells]
            self._draw_cells(now, elements)
            self._close_row(now, LINE)

    def _make_room(self, down: float) -> None:
        fresh = self.flow.y <= TOP + _height(self.head)
        if not self.flow.fits(down) and not fresh:
            self.flow.next_page()
            self._repeat_head()

    def _draw_cells(self, cells: Sequence[Lines], elements: Sequence[Element]) -> None:
        for number, (lines, element) in enumerate(zip(cells, elements, strict=True)):
            if lines:
                with self.flow.canvas.content(element):
                    self._draw_cell(number, lines, self.styles[number])

    def _draw_cell(self, number: int, lines: Lines, style: TextStyle) -> None:
        left = LEFT + sum(self.widths[:number])
        y = self.flow.y + _PAD + style.size
        if not self.columns[number].numeric:
            self.flow.canvas.lines(left, y, lines, style)
            return
        last = number == len(self.columns) - 1
        right = RIGHT if last else left + self.widths[number] - _GUTTER
        for line in lines:
            self.flow.canvas.text(right, y, line, style, align="right")
            y += style.leading

    def _close_row(self, cells: Sequence[Lines], color: str) -> None:
        self.flow.y += _height(cells)
        with self.flow.canvas.artifact():
            self.flow.canvas.rule(
                LEFT, self.flow.y, RIGHT, color=color, thickness=1.2 if color == INK else 0.6
            )

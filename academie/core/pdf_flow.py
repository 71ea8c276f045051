"""Words that flow over A4 pages, with a foot on each."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from academie.core.pdf import A4, TaggedCanvas, mm
from academie.core.pdf_tags import Element
from academie.core.pdf_text import MUTED, TextStyle, fit

LEFT = 22 * mm
RIGHT = A4[0] - 22 * mm
TOP = 25 * mm
BOTTOM = A4[1] - 28 * mm
ROOM = RIGHT - LEFT

_FOOT = TextStyle(size=8.5, color=MUTED)
_BESIDE_NUMBER = ROOM - 40 * mm


class Flow:
    """A place on a page that moves down, and on to the next page.

    Attributes:
        turned: hears of each new page.
    """

    def __init__(
        self, canvas: TaggedCanvas, *, foot: str, pages: int, chapters_at: Sequence[int]
    ) -> None:
        """Start at the top of the first page.

        Args:
            foot: words at the bottom of each page.
            pages: how many pages the document has.
            chapters_at: the pages on which its chapters begin.
        """
        self.turned: Callable[[], None] = lambda: None
        self.chapters_at = chapters_at
        self.chapters_seen: list[int] = []
        self.canvas = canvas
        self.page = 1
        self.y = TOP
        _style, self._foot = fit(foot, _FOOT, _BESIDE_NUMBER, lines=2, smallest=_FOOT.size)
        self._pages = pages

    @property
    def left_over(self) -> float:
        """Return how much of this page is free, in points."""
        return BOTTOM - self.y

    def fits(self, down: float) -> bool:
        """Tell whether something of this height fits on the page."""
        return down <= self.left_over

    def keep(self, down: float) -> None:
        """Go to the next page when this height does not fit and a fresh page would help."""
        if not self.fits(down) and self.y > TOP:
            self.next_page()

    def space(self, down: float) -> None:
        """Leave white, except at the top of a page."""
        if self.y > TOP:
            self.y += down

    def next_page(self) -> None:
        """Draw the foot and go on at the top of a new page."""
        self.draw_foot()
        self.turn_page()

    def turn_page(self) -> None:
        """Go on at the top of a new page, leaving this one without a foot."""
        self.canvas.next_page()
        self.page += 1
        self.y = TOP
        self.turned()

    def draw_foot(self) -> None:
        """Say at the bottom which document and page this is."""
        number = _("Pagina %(page)s van %(pages)s", page=self.page, pages=self._pages)
        with self.canvas.artifact():
            self.canvas.lines(LEFT, A4[1] - 15 * mm, self._foot, _FOOT)
            self.canvas.text(RIGHT, A4[1] - 15 * mm, number, _FOOT, align="right")

    def lines(
        self, element: Element, lines: Sequence[str], style: TextStyle, *, x: float = LEFT
    ) -> None:
        """Draw lines that belong to one element, on as many pages as they need."""
        rest = list(lines)
        while rest:
            self.keep(min(len(rest), 2) * style.leading)
            fitting = max(1, int(self.left_over / style.leading))
            now, rest = rest[:fitting], rest[fitting:]
            if rest:
                now[-1] += " "
            with self.canvas.content(element):
                self.canvas.lines(x, self.y + style.size, now, style)
            self.y += len(now) * style.leading

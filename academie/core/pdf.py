"""Tagged documents, drawn at fixed places: every mark is read out or is decoration.

Places are in points from the upper left corner, y downward; `mm` is a millimetre. Words are
placed by their base line.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfdoc import XMP

from academie.core import qr
from academie.core.pdf_tags import Element, Sheets
from academie.core.pdf_text import INK, LINK, REGULAR, TextStyle, clean, register_fonts, width

mm = 72 / 25.4
A4 = (210 * mm, 297 * mm)
A5 = (148 * mm, 210 * mm)

rl_config.useA85 = 0  # text encoding of streams doubles a document

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{made_at}</xmp:CreateDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>
"""


@lru_cache(maxsize=64)
def _color(code: str) -> HexColor:
    return HexColor(code)


class TaggedCanvas:
    """Pages to draw on; the same drawing gives the same bytes."""

    def __init__(
        self,
        size: tuple[float, float],
        *,
        title: str,
        author: str,
        made_at: datetime,
        language: str = "nl-NL",
    ) -> None:
        """Open a document at its first page.

        Args:
            size: width and height of a page in points.
            made_at: aware moment that the document gives as its own.
        """
        register_fonts()
        self.width, self.height = size
        self._sheets = Sheets(
            "",
            pagesize=size,
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=language,
            initialFontName=REGULAR,
        )
        self._element = self._sheets.root
        self._open = False
        self._level = -1
        self._describe(title, author, made_at.astimezone(UTC), language)

    def _describe(self, title: str, author: str, made_at: datetime, language: str) -> None:
        self._sheets.setTitle(title)
        self._sheets.setAuthor(author)
        self._sheets.setSubject("")
        self._sheets.setCreator("Academie")
        self._sheets.setDateFormatter(lambda *_: f"D:{made_at:%Y%m%d%H%M%S}Z")
        self._sheets.setViewerPreference("DisplayDocTitle", "true")
        facts = {"title": title, "author": author, "language": language}
        packet = _XMP.format(
            **{name: escape(fact) for name, fact in facts.items()},
            made_at=made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        ).encode()
        self._sheets.setCatalogEntry("Metadata", XMP(creator=lambda _: packet))

    # What it is: the tags.

    @contextmanager
    def group(self, role: str) -> Iterator[Element]:
        """Put the elements made inside under one element, such as ``Table`` or ``L``."""
        with self.inside(self._element.add(role)) as element:
            yield element

    @contextmanager
    def inside(self, element: Element) -> Iterator[Element]:
        """Go on with an element, for instance on the next page."""
        outer, self._element = self._element, element
        try:
            yield element
        finally:
            self._element = outer

    @contextmanager
    def tag(self, role: str, *, scope: Literal["Row", "Column"] | None = None) -> Iterator[Element]:
        """Let what is drawn be one new element, such as ``H1``, ``P`` or ``TD``."""
        with self.content(self._element.add(role, scope=scope)) as element:
            yield element

    @contextmanager
    def figure(self, alt: str, box: tuple[float, float, float, float]) -> Iterator[Element]:
        """Let what is drawn be a picture.

        Args:
            alt: what the picture says, in words.
            box: left, top, width and height.
        """
        x, y, across, down = box
        corners = (x, self.height - y - down, x + across, self.height - y)
        with self.content(self._element.add("Figure", alt=alt, box=corners)) as element:
            yield element

    @contextmanager
    def content(self, element: Element) -> Iterator[Element]:
        """Let what is drawn belong to the element."""
        self._begin()
        outer, self._element = self._element, element
        self._sheets.begin_content(element)
        yield element
        self._end()
        self._element = outer

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """Let what is drawn be decoration: nobody reads it out."""
        self._begin()
        self._sheets.begin_artifact()
        yield
        self._end()

    def _begin(self) -> None:
        if self._open:
            raise RuntimeError("Content and artifacts do not stand inside one another.")
        self._open = True

    def _end(self) -> None:
        self._sheets.end_content()
        self._open = False

    def bookmark(self, title: str, *, level: int, y: float) -> None:
        """Put a line in the reader's table of contents; level 0 is the highest.

        A level that skips one is raised, because readers expect none to be skipped.
        """
        self._level = min(level, self._level + 1)
        key = f"{self._sheets.getPageNumber()}-{y:.1f}"
        self._sheets.bookmarkHorizontalAbsolute(key, self.height - y)
        self._sheets.addOutlineEntry(title, key, self._level)
        self._sheets.showOutline()

    # What it looks like: the drawing.

    def _drawing(self) -> Sheets:
        if not self._open:
            raise RuntimeError("Draw inside a tag or an artifact.")
        return self._sheets

    def _pen(self, color: str, thickness: float, dash: Sequence[float] = ()) -> Sheets:
        sheets = self._drawing()
        sheets.setStrokeColor(_color(color))
        sheets.setLineWidth(thickness)
        sheets.setDash(list(dash))
        return sheets

    def text(
        self,
        x: float,
        y: float,
        words: str,
        style: TextStyle,
        *,
        align: Literal["left", "centre", "right"] = "left",
    ) -> None:
        """Draw one line of words."""
        sheets = self._drawing()
        words = clean(words)
        shift = {"left": 0.0, "centre": 0.5, "right": 1.0}[align]
        left = x - shift * width(words, style) if shift else x
        sheets.setFont(style.font, style.size)
        sheets.setFillColor(_color(style.color))
        # drawString would measure the words once more.
        line = sheets.beginText(left, self.height - y)
        if style.spacing:
            line.setCharSpace(style.spacing)
        line.textLine(words)
        if style.spacing:
            line.setCharSpace(0)
        sheets.drawText(line)

    def lines(self, x: float, y: float, lines: Sequence[str], style: TextStyle) -> float:
        """Draw lines under one another and return the base line that follows."""
        for number, line in enumerate(lines, start=1):
            ending = " " if number < len(lines) else ""  # keeps words apart when read out
            self.text(x, y, line + ending, style)
            y += style.leading
        return y

    def link(self, x: float, y: float, words: str, url: str, style: TextStyle) -> None:
        """Draw underlined words that lead to an address, as an element of their own."""
        words, across = clean(words), width(clean(words), style)
        with self.tag("Link") as element:
            self.text(x, y, words, style)
            self.rule(x, y + 1.5, x + across, color=LINK, thickness=0.6)
        top, bottom = self.height - y + style.size, self.height - y - 3
        self._sheets.add_link(element, url, (x, bottom, x + across, top), words)

    def rect(self, x: float, y: float, across: float, down: float, color: str) -> None:
        """Fill a rectangle."""
        sheets = self._drawing()
        sheets.setFillColor(_color(color))
        sheets.rect(x, self.height - y - down, across, down, stroke=0, fill=1)

    def frame(
        self, x: float, y: float, across: float, down: float, *, color: str, thickness: float = 1
    ) -> None:
        """Draw the edge of a rectangle."""
        sheets = self._pen(color, thickness)
        sheets.rect(x, self.height - y - down, across, down, stroke=1, fill=0)

    def rule(
        self,
        x: float,
        y: float,
        end: float,
        *,
        color: str = INK,
        thickness: float = 1,
        dash: Sequence[float] = (),
    ) -> None:
        """Draw a level line from x to its end."""
        sheets = self._pen(color, thickness, dash)
        sheets.line(x, self.height - y, end, self.height - y)

    def polygon(
        self, corners: Sequence[tuple[float, float]], color: str, *, fade_to: str | None = None
    ) -> None:
        """Fill a shape; with a second colour it fades from its first corner to its last."""
        sheets = self._drawing()
        points = [(x, self.height - y) for x, y in corners]
        path = sheets.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        if fade_to is None:
            sheets.setFillColor(_color(color))
            sheets.drawPath(path, stroke=0, fill=1)
            return
        sheets.saveState()
        sheets.clipPath(path, stroke=0, fill=0)
        sheets.linearGradient(*points[0], *points[-1], (_color(color), _color(fade_to)))
        sheets.restoreState()

    def qr(self, x: float, y: float, side: float, modules: qr.Matrix) -> None:
        """Draw a QR code, black; the caller leaves four modules of white around it."""
        scale = side / len(modules)
        squares = " ".join(
            f"{column} {-row - 1} {length} 1 re" for column, row, length in qr.runs(modules)
        )
        place = f"{scale:.4f} 0 0 {scale:.4f} {x:.2f} {self.height - y:.2f} cm"
        self._drawing().addLiteral(f"q {place} 0 0 0 rg {squares} f Q")

    def next_page(self) -> None:
        """Finish this page and go on with an empty one."""
        self._sheets.showPage()

    def finish(self) -> bytes:
        """Finish the last page and return the document."""
        self._sheets.showPage()
        self._sheets.write_tags()
        return bytes(self._sheets.getpdfdata())

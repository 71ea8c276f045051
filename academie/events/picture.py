"""The picture that goes with a shared link: the lit door, with what the page says first.

1200 by 630 pixels is the size that those who show it ask for; the words stand in the page too.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from academie.core.pdf_text import BOLD, EVENING, FONT_DIR, LAMP, LINE, NIGHT, PAPER, REGULAR

SIZE = (1200, 630)
SCALE = 2
"""Drawn larger and made smaller, so that slanted edges are smooth."""
_EDGE = 72
_WIDTH = 740
_SMALLEST = 24
_MOST_LINES = 3
_BEAM = ((900, 560), (1092, 560), (1000, 630), (560, 630))
_FRAME = (880, 120, 1112, 560)
_OPENING = (900, 140, 1092, 560)
_KNOB = (1105, 349, 1119, 363)
_LEAF = ((1092, 140), (1158, 172), (1158, 566), (1092, 560))


class Line(NamedTuple):
    """A text and how it looks; sizes in pixels of the finished picture."""

    text: str
    size: int
    color: str
    bold: bool = False
    space_after: int = 12


def draw(title: str, lines: Sequence[str]) -> bytes:
    """Draw the picture as PNG; the same words give the same bytes."""
    image = _door().copy()
    _draw_words(ImageDraw.Draw(image), title, lines)
    output = BytesIO()
    image.quantize(64).save(output, "png")
    return output.getvalue()


@cache
def _door() -> Image.Image:
    """Draw what every picture shows, large and then made smaller, so that edges are smooth."""
    image = Image.new("RGB", (SIZE[0] * SCALE, SIZE[1] * SCALE), EVENING)
    light = Image.new("L", image.size, 0)
    ImageDraw.Draw(light).polygon(_scaled(_BEAM), fill=150)
    image.paste(LAMP, mask=light)
    pen = ImageDraw.Draw(image)
    pen.rectangle(tuple(SCALE * value for value in _FRAME), fill=NIGHT)
    pen.rectangle(tuple(SCALE * value for value in _OPENING), fill=LAMP)
    pen.polygon(_scaled(_LEAF), fill=NIGHT)
    pen.ellipse(tuple(SCALE * value for value in _KNOB), fill=LAMP)
    return image.resize(SIZE, Image.Resampling.LANCZOS)


def _draw_words(pen: ImageDraw.ImageDraw, title: str, lines: Sequence[str]) -> None:
    words = [
        Line("Academie", 34, PAPER, bold=True, space_after=2),
        Line("Alliantie Kinderarmoede", 26, LINE, space_after=64),
        Line(title, 62, PAPER, bold=True, space_after=26),
        *(Line(line, 34, LAMP if place == 0 else PAPER) for place, line in enumerate(lines)),
    ]
    top = 64
    for line in map(_fitted, words):
        for part in _wrapped(line):
            pen.text((_EDGE, top), part, line.color, _font(line))
            top += round(line.size * 1.2)
        top += line.space_after


def _fitted(line: Line) -> Line:
    """Make the letters smaller until the longest word fits, within reason."""
    words = line.text.split()
    for size in range(line.size, _SMALLEST, -2):
        smaller = line._replace(size=size)
        if all(_font(smaller).getlength(word) <= _WIDTH for word in words):
            return smaller
    return line._replace(size=_SMALLEST)


def _wrapped(line: Line) -> list[str]:
    """Break a text into lines that fit; what is too long ends in an ellipsis."""
    parts = list(_lines(line.text.split(), _font(line)))
    if len(parts) <= _MOST_LINES:
        return parts
    return [*parts[: _MOST_LINES - 1], f"{parts[_MOST_LINES - 1]}…"]


def _lines(words: Sequence[str], font: ImageFont.FreeTypeFont) -> Iterator[str]:
    current = ""
    for word in words:
        wider = f"{current} {word}".strip()
        if current and font.getlength(wider) > _WIDTH:
            yield current
            current = word
        else:
            current = wider
    if current:
        yield current


def _scaled(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


def _font(line: Line) -> ImageFont.FreeTypeFont:
    return _loaded(BOLD if line.bold else REGULAR, line.size)


@cache
def _loaded(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_DIR / f"{name}.ttf", size)

"""The picture that goes with a shared link: the lit door, with what the page says first.

1200 by 630 pixels is the size that those who show it ask for; the words stand in the page too.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from academie.core.pdf_text import (
    EVENING,
    FONT_DIR,
    LAMP,
    LINE,
    NIGHT,
    PAPER,
    TextStyle,
    fit,
    legible,
)

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
    style: TextStyle
    space_after: int


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
    top = 64
    for line in _lines(title, lines):
        style, parts = fit(
            legible(line.text), line.style, _WIDTH, lines=_MOST_LINES, smallest=_SMALLEST
        )
        for part in parts:
            pen.text((_EDGE, top), part, style.color, _font(style.font, style.size))
            top += round(style.size * 1.2)
        top += line.space_after


def _lines(title: str, lines: Sequence[str]) -> Iterator[Line]:
    yield Line("Academie", TextStyle(size=34, bold=True, color=PAPER), space_after=2)
    yield Line("Alliantie Kinderarmoede", TextStyle(size=26, color=LINE), space_after=64)
    yield Line(title, TextStyle(size=62, bold=True, color=PAPER), space_after=26)
    for place, text in enumerate(lines):
        yield Line(text, TextStyle(size=34, color=PAPER if place else LAMP), space_after=12)


def _scaled(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(x * SCALE, y * SCALE) for x, y in points]


@cache
def _font(name: str, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_DIR / f"{name}.ttf", size)

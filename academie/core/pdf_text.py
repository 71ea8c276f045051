"""Letters for documents: fonts, styles, and lines that fit."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics

from academie.core.pdf_fonts import SharedFont

REGULAR = "academie-regular"
BOLD = "academie-bold"
FONT_DIR = Path(__file__).parents[2] / "static" / "build" / "fonts"

MISSING = "\N{WHITE SQUARE}"
"""What stands where our fonts have no letter."""

_SILENT = {"Mn", "Mc", "Me", "Cf", "Cc"}  # accents, joiners, controls

INK = "#12262b"
MUTED = "#45575c"
PAPER = "#ffffff"
LINE = "#c9d3d3"
MIST = "#eef3f2"
EVENING = "#0f4450"
NIGHT = "#0a2c34"
LAMP = "#ffc93f"
LINK = "#0b5c72"


@dataclass(frozen=True, kw_only=True)
class TextStyle:
    """How words look; sizes and spacing in points."""

    size: float
    bold: bool = False
    color: str = INK
    spacing: float = 0

    @property
    def font(self) -> str:
        """Return the name under which the font is registered."""
        return BOLD if self.bold else REGULAR

    @property
    def leading(self) -> float:
        """Return the distance between two lines."""
        return self.size * 1.4


@lru_cache(maxsize=1)
def register_fonts() -> frozenset[str]:
    """Make the fonts known, once, and return the characters both can show.

    Raises:
        FileNotFoundError: the fonts are not built yet.
    """
    known: list[set[int]] = []
    for name in (REGULAR, BOLD):
        path = FONT_DIR / f"{name}.ttf"
        if not path.is_file():
            raise FileNotFoundError(f"Font {path} is missing: run the set-up first.")
        font = SharedFont(name, path)
        pdfmetrics.registerFont(font)
        known.append(set(font.face.charToGlyph))
    return frozenset(map(chr, set.intersection(*known))) - {"\N{SOFT HYPHEN}"}


def clean(words: str) -> str:
    """Return the words in characters that our fonts have.

    Marks and joiners that we cannot draw go; any other unknown character becomes `MISSING`.
    """
    letters = register_fonts()
    words = unicodedata.normalize("NFC", words)
    if letters.issuperset(words):
        return words
    return "".join(_drawable(letter, letters) for letter in words)


def legible(words: str) -> str:
    """Return the words without what our fonts have no letter for; empty when nothing is left."""
    return " ".join(clean(words).replace(MISSING, " ").split())


def _drawable(letter: str, letters: frozenset[str]) -> str:
    if letter in letters:
        return letter
    if letter.isspace():
        return " "
    return "" if unicodedata.category(letter) in _SILENT else MISSING


def width(words: str, style: TextStyle) -> float:
    """Return how wide clean words become, in points."""
    plain: float = pdfmetrics.stringWidth(words, style.font, style.size)
    return plain + style.spacing * len(words)


def wrap(words: str, style: TextStyle, room: float) -> list[str]:
    """Return lines no wider than the room; a word that is too long is cut.

    A no-break space keeps its words together and a line break stays a line break.
    """
    room += 0.01  # sums of fractions end a hair below what they stand for
    return [line for part in words.splitlines() for line in _wrap_part(clean(part), style, room)]


def _wrap_part(words: str, style: TextStyle, room: float) -> Iterator[str]:
    words = words.lstrip(" ")
    if width(words, style) <= room:
        yield words
        return
    line = ""
    for word in words.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, style) <= room:
            line = longer
            continue
        if line:
            yield line
        *full, line = _cut(word, style, room)
        yield from full
    yield line


def _cut(word: str, style: TextStyle, room: float) -> list[str]:
    if width(word, style) <= room:
        return [word]
    pieces = [""]
    for letter in word:
        if pieces[-1] and width(pieces[-1] + letter, style) > room:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def fit(
    words: str, style: TextStyle, room: float, *, lines: int, smallest: float
) -> tuple[TextStyle, list[str]]:
    """Return the largest style and the lines in which the words fit.

    Args:
        room: width in points.
        lines: how many lines there may be.
        smallest: size at which to stop shrinking and to end with an ellipsis instead.
    """
    while True:
        wrapped = wrap(words, style, room)
        cut = len(wrapped) > 1 and any(width(word, style) > room for word in clean(words).split())
        if not cut and len(wrapped) <= lines:
            return style, wrapped
        if style.size <= smallest:
            return style, _shorten(wrapped, style, room, lines)
        style = replace(style, size=max(smallest, style.size - 0.5))


def _shorten(wrapped: list[str], style: TextStyle, room: float, lines: int) -> list[str]:
    if len(wrapped) <= lines:
        return wrapped
    last = wrapped[lines - 1]
    while last and width(last + "…", style) > room:
        last = last[:-1]
    return [*wrapped[: lines - 1], last.rstrip() + "…"]

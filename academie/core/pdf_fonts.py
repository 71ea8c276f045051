"""Fonts of documents, cut down to the letters in use."""

from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple

from reportlab.pdfbase.pdfdoc import (
    DummyDoc,
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFStream,
    PDFZCompress,
)
from reportlab.pdfbase.ttfonts import (
    FF_NONSYMBOLIC,
    FF_SYMBOLIC,
    SUBSETN,
    TTFont,
    TTFontFace,
    makeToUnicodeCMap,
)

from academie.core.pdf_parts import Written, refer

# Cutting a font moves a reading position inside the font, which every thread shares.
_cutting = Lock()


class _Cut(NamedTuple):
    """A font with only some letters, written as parts of a document."""

    facts: bytes
    description: bytes
    program: bytes
    letters: bytes


class SharedFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font that is cut and written once for a set of letters, not once for each document.

    Each cut holds the whole of ASCII, so that nearly all documents need the same one.
    """

    def __init__(self, name: str, path: Path) -> None:
        """Read the font."""
        super().__init__(name, str(path), asciiReadable=True)

    def splitString(  # noqa: N802 -- reportlab's name
        self, text: str, doc: PDFDocument, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Give ASCII as it stands, as each cut has it; reportlab goes letter by letter."""
        if text and text.isascii() and text.isprintable() and doc in self.state:
            return [(0, text.encode())]
        parts: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return parts

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 -- reportlab's name
        """Put the font into a document that is about to be written."""
        fonts = doc.idToObject["BasicFonts"].dict
        for number, letters in enumerate(self.state[doc].subsets):
            name = self.getSubsetInternalName(number, doc)[1:]
            fonts[name] = _font(doc, _cut(self.face, number, tuple(letters)))
        del self.state[doc]


def _font(doc: PDFDocument, cut: _Cut) -> bytes:
    program = refer(doc, Written(cut.program))
    descriptor = refer(doc, Written(b"<<%b /FontFile2 %b>>" % (cut.description, program)))
    letters = refer(doc, Written(cut.letters))
    font = b"<<%b /FontDescriptor %b /ToUnicode %b>>" % (cut.facts, descriptor, letters)
    return refer(doc, Written(font))


@lru_cache(maxsize=64)
def _cut(face: TTFontFace, number: int, letters: tuple[int, ...]) -> _Cut:
    with _cutting:
        program = face.makeSubset(list(letters))
    name = (SUBSETN(number) + b"+" + face.name + face.subfontNameX).decode("ascii")
    return _Cut(
        facts=_facts(face, name, letters),
        description=_description(face, name),
        program=_stream(program, Length1=len(program)),
        letters=_stream(makeToUnicodeCMap(name, letters)),
    )


def _facts(face: TTFontFace, name: str, letters: tuple[int, ...]) -> bytes:
    """Name the font and say how wide each letter is. Source: ISO 32000-1, 9.6."""
    return _entries(
        Type="/Font",
        Subtype="/TrueType",
        BaseFont=f"/{name}",
        FirstChar=0,
        LastChar=len(letters) - 1,
        Widths=PDFArray(map(face.getCharWidth, letters)),
    )


def _description(face: TTFontFace, name: str) -> bytes:
    """Tell readers how the font is built. Source: ISO 32000-1, 9.8."""
    return _entries(
        Type="/FontDescriptor",
        FontName=f"/{name}",
        Flags=face.flags & ~FF_NONSYMBOLIC | FF_SYMBOLIC,
        FontBBox=PDFArray(face.bbox),
        ItalicAngle=face.italicAngle,
        Ascent=face.ascent,
        Descent=face.descent,
        CapHeight=face.capHeight,
        StemV=face.stemV,
        MissingWidth=face.defaultWidth,
    )


def _entries(**facts: Any) -> bytes:
    """Write a dictionary without its brackets, so that more can follow."""
    return bytes(PDFDictionary(facts).format(DummyDoc())).strip(b"<>\n")


def _stream(content: str | bytes, **facts: Any) -> bytes:
    stream = PDFStream(PDFDictionary(facts), content, [PDFZCompress])
    return bytes(stream.format(DummyDoc()))

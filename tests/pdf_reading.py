"""Read our documents back: what their tags say, and whether tags and pages agree."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


def read(document: bytes) -> PdfReader:
    """Open a document, refusing anything that has to be repaired."""
    return PdfReader(BytesIO(document), strict=True)


def text(document: bytes) -> str:
    """Return all words with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(document).pages).split())


def places(document: bytes, begin: str) -> list[tuple[float, float]]:
    """Return where on the first page words that begin so stand: left and right, in points."""
    page = pypdfium2.PdfDocument(document)[0].get_textpage()
    boxes = [page.get_rect(number) for number in range(page.count_rects())]
    return [
        (left, right)
        for left, below, right, top in boxes
        if page.get_text_bounded(left, below, right, top).startswith(begin)
    ]


def kids(element: Any) -> list[Any]:
    """Return what stands in an element."""
    inside = element.get("/K", [])
    return [kid.get_object() for kid in (inside if isinstance(inside, list) else [inside])]


def elements(document: bytes) -> Iterator[Any]:
    """Yield all tags in reading order."""
    root: Any = read(document).trailer["/Root"]
    yield from _below(root["/StructTreeRoot"])


def _below(element: Any) -> Iterator[Any]:
    for kid in kids(element):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield kid
            yield from _below(kid)


def roles(document: bytes) -> list[str]:
    """Return the names of all tags in reading order."""
    return [element["/S"] for element in elements(document)]


def fonts(document: bytes) -> list[Any]:
    """Return the fonts that the pages may use."""
    found = [
        font.get_object()
        for page in read(document).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index] # a page
    ]
    return [font for font in found if font["/Type"] == "/Font"]


def marks_without_owner(document: bytes) -> list[str]:
    """Return what the pages mark and the parent tree does not give to the element that claims it.

    Drawing outside a mark counts too: it would be neither read out nor skipped.
    """
    reader = read(document)
    root: Any = reader.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    wrong = []
    for page in reader.pages:
        marks, loose = _marks(page)
        wrong += [f"{operator} outside a mark" for operator in loose]
        owned: Any = owners[page["/StructParents"]].get_object()
        if len(owned) != len(marks):
            wrong.append(f"{len(marks)} marks, {len(owned)} owners")
        for (role, number), owner in zip(marks, owned, strict=False):
            if owner.get_object()["/S"] != role:
                wrong.append(f"{role} {number}")
    return wrong


def _marks(page: Any) -> tuple[list[tuple[str, int]], list[str]]:
    marks: list[tuple[str, int]] = []
    loose: list[str] = []
    depth = 0
    for operands, operator in page.get_contents().operations:
        if operator == b"BDC":
            marks.append((operands[0], operands[1]["/MCID"]))
        depth += {b"BDC": 1, b"BMC": 1, b"EMC": -1}.get(operator, 0)
        if depth == 0 and operator in {b"Tj", b"f", b"f*", b"S", b"B", b"sh"}:
            loose.append(operator.decode())
    return marks, loose


def qr_codes(document: bytes) -> list[str]:
    """Return what a scanner reads from the pages, as if printed."""
    pages = pypdfium2.PdfDocument(document)
    try:
        return [
            code.text
            for page in pages
            for code in zxingcpp.read_barcodes(page.render(scale=3).to_pil())
        ]
    finally:
        pages.close()


def edges(document: bytes) -> list[tuple[float, float, float, float]]:
    """Return left, bottom, right and top of each stretch of words on the first page."""
    pages = pypdfium2.PdfDocument(document)
    try:
        words = pages[0].get_textpage()
        found = [words.get_rect(number) for number in range(words.count_rects())]
        words.close()
        return found
    finally:
        pages.close()

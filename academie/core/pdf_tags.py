"""The tree of tags that tells a screen reader what a document says, and in which order.

Source: ISO 32000-1, 14.7 and 14.8. Only standard roles are used, so there is no role map. The tree
is written out here: reportlab takes ten times longer for so many small dictionaries.
"""

from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase.pdfdoc import (
    DummyDoc,
    PDFName,
    PDFObjectReference,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from academie.core.pdf_parts import Written, refer


@dataclass(frozen=True)
class Content:
    """A marked stretch of one page's drawing."""

    page: PDFObjectReference
    number: int


@dataclass(frozen=True)
class Annotation:
    """A place to press on a page."""

    page: PDFObjectReference
    object: PDFObjectReference


@dataclass(eq=False)
class Element:
    """One tag with what stands in it, in reading order."""

    role: str
    parent: "Element | None" = None
    entries: bytes = b""
    kids: "list[Element | Content | Annotation]" = field(default_factory=list)

    def add(
        self,
        role: str,
        *,
        alt: str | None = None,
        scope: str | None = None,
        box: tuple[float, float, float, float] | None = None,
    ) -> "Element":
        """Put a new element at the end.

        Args:
            alt: words instead of a picture.
            scope: ``Row`` or ``Column``, for a header cell.
            box: left, bottom, right and top of a picture, in points from the lower left corner.
        """
        child = Element(role, self, _entries(alt, scope, box))
        self.kids.append(child)
        return child


def _entries(
    alt: str | None, scope: str | None, box: tuple[float, float, float, float] | None
) -> bytes:
    """Write what is known of an element beside its place, as entries of its dictionary."""
    entries = b""
    if alt:
        entries += b" /Alt " + bytes(PDFString(alt).format(DummyDoc()))
    if scope:
        entries += b" /A <</O /Table /Scope /%b>>" % scope.encode()
    if box:
        entries += b" /A <</O /Layout /BBox [%.2f %.2f %.2f %.2f]>>" % box
    return entries


class Sheets(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A reportlab canvas that keeps its drawing, its links and its tags together."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Start as a canvas does, on a first page without marks."""
        super().__init__(*args, **options)
        self.root = Element("Document")
        self._owners: list[list[Element] | Element] = []
        self._page_key = self._new_key([])

    def _new_key(self, owner: list[Element] | Element) -> int:
        self._owners.append(owner)
        return len(self._owners) - 1

    @property
    def page(self) -> PDFObjectReference:
        """Return the present page."""
        return self._doc.thisPageRef()

    def begin_content(self, element: Element) -> None:
        """Let what is drawn until `end_content` belong to the element."""
        marked = self._owners[self._page_key]
        assert isinstance(marked, list)  # noqa: S101 -- a page's key always holds its marks
        self.addLiteral(f"/{element.role} <</MCID {len(marked)}>> BDC")
        element.kids.append(Content(self.page, len(marked)))
        marked.append(element)

    def begin_artifact(self) -> None:
        """Let what is drawn until `end_content` be decoration that nobody reads out."""
        self.addLiteral("/Artifact BMC")

    def end_content(self) -> None:
        """Close what `begin_content` or `begin_artifact` opened."""
        self.addLiteral("EMC")

    def add_link(
        self, element: Element, url: str, box: tuple[float, float, float, float], says: str
    ) -> None:
        """Make a rectangle of the page lead to an address."""
        key = self._new_key(element)
        self.linkURL(url, box, StructParent=key, Contents=PDFString(says), F=4)
        element.kids.append(Annotation(self.page, self._annotationrefs[-1]))

    def showPage(self) -> None:  # noqa: N802 -- reportlab's name
        """Finish the page and say where its tags are found."""
        super().showPage()
        page = self._doc.Pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page_key
        page.Tabs = PDFName("S")
        self._page_key = self._new_key([])

    def write_tags(self) -> None:
        """Add the tree to the document; after the last page and before saving."""
        self._owners.pop()  # the page that was begun and will not come
        tree = Written()
        written: dict[Element, bytes] = {}
        top = self._write(self.root, refer(self._doc, tree), written)
        owners = refer(self._doc, Written(self._parent_tree(written)))
        tree.text = b"<</Type /StructTreeRoot /K %b /ParentTree %b /ParentTreeNextKey %d>>" % (
            top,
            owners,
            len(self._owners),
        )
        self.setCatalogEntry("StructTreeRoot", tree)
        self.setCatalogEntry("MarkInfo", {"Marked": "true"})

    def _write(self, element: Element, parent: bytes, written: dict[Element, bytes]) -> bytes:
        entry = Written()
        written[element] = reference = refer(self._doc, entry)
        page = next((kid.page for kid in element.kids if isinstance(kid, Content)), None)
        kids = [
            self._write(kid, reference, written)
            if isinstance(kid, Element)
            else self._leaf(kid, page)
            for kid in element.kids
        ]
        entry.text = b"<</S /%b /P %b%b%b /K [%b]>>" % (
            element.role.encode(),
            parent,
            b" /Pg " + refer(self._doc, page) if page else b"",
            element.entries,
            b" ".join(kids),
        )
        return reference

    def _leaf(self, kid: Content | Annotation, page: PDFObjectReference | None) -> bytes:
        its_page = refer(self._doc, kid.page)
        if isinstance(kid, Annotation):
            return b"<</Type /OBJR /Obj %b /Pg %b>>" % (refer(self._doc, kid.object), its_page)
        if page is not None and kid.page.name == page.name:
            return b"%d" % kid.number
        return b"<</Type /MCR /Pg %b /MCID %d>>" % (its_page, kid.number)

    def _parent_tree(self, written: dict[Element, bytes]) -> bytes:
        numbers = []
        for key, owner in enumerate(self._owners):
            if isinstance(owner, Element):
                numbers.append(b"%d %b" % (key, written[owner]))
            else:
                elements = b" ".join(written[element] for element in owner)
                numbers.append(b"%d [%b]" % (key, elements))
        return b"<</Nums [%b]>>" % b" ".join(numbers)

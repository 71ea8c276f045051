"""Parts of documents that are written out by ourselves."""

from reportlab.pdfbase.pdfdoc import PDFDocument, PDFObject


class Written(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A part of a document as the bytes it consists of."""

    def __init__(self, text: bytes = b"") -> None:
        """Keep the bytes; they may come later, before the document is saved."""
        self.text = text

    def format(self, document: PDFDocument) -> bytes:
        """Give the bytes."""
        del document
        return self.text


def refer(document: PDFDocument, part: PDFObject) -> bytes:
    """Put a part into a document, when it is not there yet, and write where it stands."""
    return bytes(document.Reference(part).format(document))

"""Makers of real files, and of files that lie."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import xlsxwriter
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

OPEN_XML = "application/vnd.openxmlformats-officedocument."
DOCX_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{OPEN_XML}'
        'wordprocessingml.document.main+xml"/></Types>'
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/document.xml": (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>Besluit</w:t></w:r></w:p></w:body></w:document>"
    ),
}
ODT_PARTS = {
    "content.xml": "<office:document-content/>",
    "META-INF/manifest.xml": "<manifest:manifest/>",
}


def pdf(*, password: str | None = None) -> bytes:
    """Make a PDF of one page."""
    written = BytesIO()
    lock = StandardEncryption(password) if password else None
    canvas = Canvas(written, encrypt=lock, invariant=1)
    canvas.drawString(72, 720, "Besluit van de raad")
    canvas.save()
    return written.getvalue()


def xlsx() -> bytes:
    """Make a spreadsheet of one cell."""
    written = BytesIO()
    with xlsxwriter.Workbook(written) as book:
        book.add_worksheet("Cijfers").write(0, 0, 300)
    return written.getvalue()


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """Make a ZIP of parts."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx(**more: str | bytes) -> bytes:
    """Make a document of one word; `more` are parts to add."""
    return package({**DOCX_PARTS, **more})


def odt(**more: str | bytes) -> bytes:
    """Make an OpenDocument text."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.text"
        archive.writestr("mimetype", kind, compress_type=zipfile.ZIP_STORED)
        for name, content in {**ODT_PARTS, **more}.items():
            archive.writestr(name, content)
    return written.getvalue()


def picture(form: str = "JPEG", size: tuple[int, int] = (40, 30)) -> bytes:
    """Make a picture that tells where, when and by whom it was taken."""
    written = BytesIO()
    image = Image.new("RGB", size, "orange")
    about = Image.Exif()
    about[0x0112] = 6  # to be turned
    about[0x013B] = "Fotograaf"
    about.get_ifd(0x8825)[1] = "N"
    image.save(written, form, exif=about, comment=b"Fotograaf")
    return written.getvalue()


def moving_picture() -> bytes:
    """Make a PNG of two frames."""
    written = BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(written, "PNG", save_all=True, append_images=frames[1:])
    return written.getvalue()

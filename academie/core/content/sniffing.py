"""Telling what a file is by its first bytes, and having it read through by who knows its kind."""

from pathlib import Path

from flask_babel import lazy_gettext as _

from academie.core.content import archives, pdfs, pictures
from academie.core.content.kinds import FileKind, RefusedFileError

_HEAD = 16
_PICTURES = {
    b"\x89PNG\r\n\x1a\n": FileKind.PNG,
    b"\xff\xd8\xff": FileKind.JPEG,
}
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PHONE_PICTURE = b"ftyphei"


def examine(path: Path) -> FileKind:
    """Tell what a file is, read through whole. A picture is drawn anew in its place.

    Raises:
        RefusedFileError: it is nothing we keep, or it is not in order.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if kind := _picture(head):
        pictures.draw_anew(path, kind)
        return kind
    if head.startswith(b"%PDF-"):
        pdfs.check(path)
        return FileKind.PDF
    if head.startswith(b"PK\x03\x04"):
        return archives.kind_of(path)
    raise _refusal(head)


def _picture(head: bytes) -> FileKind | None:
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return FileKind.WEBP
    return next((kind for sign, kind in _PICTURES.items() if head.startswith(sign)), None)


def _refusal(head: bytes) -> RefusedFileError:
    if not head:
        return RefusedFileError(_("Dit bestand is leeg."))
    if head.startswith(_OLD_OFFICE):
        return RefusedFileError(
            _(
                "Dit is een oud Office-bestand, of het heeft een wachtwoord."
                " Bewaar het als docx, xlsx of pptx, zonder wachtwoord."
            )
        )
    if head[4:].startswith(_PHONE_PICTURE):
        return RefusedFileError(
            _("Deze soort foto (HEIC) kunnen we niet bewaren. Maak er een JPG van.")
        )
    return RefusedFileError(
        _(
            "Dit is geen PDF, foto of Office-bestand, wat de naam ook zegt."
            " Kies een pdf, jpg, png, webp, docx, xlsx, pptx, odt, ods of odp."
        )
    )

"""The kinds of files that we keep, and the refusal of any other."""

from enum import StrEnum

from academie.core.errors import DomainError

_OPEN_XML = "application/vnd.openxmlformats-officedocument."
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."


class FileKind(StrEnum):
    """A kind of file that we keep; the value is also the end of its name."""

    PDF = "pdf"
    JPEG = "jpg"
    PNG = "png"
    WEBP = "webp"
    DOCX = "docx"
    XLSX = "xlsx"
    PPTX = "pptx"
    ODT = "odt"
    ODS = "ods"
    ODP = "odp"

    @property
    def media_type(self) -> str:
        """Its registered name."""
        return _MEDIA_TYPES[self]

    @property
    def is_picture(self) -> bool:
        """Whether it shows something, perhaps people."""
        return self in {FileKind.JPEG, FileKind.PNG, FileKind.WEBP}


_MEDIA_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.JPEG: "image/jpeg",
    FileKind.PNG: "image/png",
    FileKind.WEBP: "image/webp",
    FileKind.DOCX: f"{_OPEN_XML}wordprocessingml.document",
    FileKind.XLSX: f"{_OPEN_XML}spreadsheetml.sheet",
    FileKind.PPTX: f"{_OPEN_XML}presentationml.presentation",
    FileKind.ODT: f"{_OPEN_DOCUMENT}text",
    FileKind.ODS: f"{_OPEN_DOCUMENT}spreadsheet",
    FileKind.ODP: f"{_OPEN_DOCUMENT}presentation",
}


class RefusedFileError(DomainError):
    """A file that is not what it should be, or that could do harm to who opens it."""

    status = 422

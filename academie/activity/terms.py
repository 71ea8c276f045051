"""The words of activity reports."""

from flask_babel import lazy_gettext as _

from academie.followups.terms import Term


class FileKind(Term):
    """A finished file of an adopted report."""

    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("Excel")
    ZIP = "zip", _("CSV-bestanden")
    JSON = "json", _("JSON")
    CONTENT = "content", _("De vastgestelde inhoud")

    @property
    def mimetype(self) -> str:
        """What a browser takes it for."""
        return _MIMETYPES[self.value]


_MIMETYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
    "content": "application/json",
}

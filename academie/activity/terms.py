"""The words of activity reports."""

from flask_babel import lazy_gettext as _

from academie.core.terms import Term
from academie.reports.files import KINDS


class FileKind(Term):
    """A finished file of an adopted report."""

    PDF = "pdf", _("PDF")
    XLSX = "xlsx", _("Excel")
    ZIP = "zip", _("CSV met puntkomma's, voor Excel")
    ZIP_COMMA = "zip_comma", _("CSV met komma's")
    JSON = "json", _("JSON")
    CONTENT = "content", _("De vastgestelde inhoud")

    @property
    def mimetype(self) -> str:
        """What a browser takes it for."""
        return KINDS[self.form].mimetype

    @property
    def form(self) -> str:
        """The ending of its name."""
        return _FORMS.get(self.value, self.value)

    @property
    def suffix(self) -> str:
        """What its name has after that of the report."""
        return _SUFFIXES.get(self.value, f".{self.form}")


_FORMS = {"zip_comma": "zip", "content": "json"}
_SUFFIXES = {"zip_comma": "-komma.zip", "content": ".inhoud.json"}

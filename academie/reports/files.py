"""The forms in which a report can be taken along."""

from collections.abc import Callable
from typing import NamedTuple

from academie.core.pdf_report import Tell
from academie.reports import data, pdf, spreadsheet
from academie.reports.document import Document

SEPARATORS = {"puntkomma": ";", "komma": ","}
"""What may stand between the cells of a CSV, by its name in an address."""


class FileKind(NamedTuple):
    """A form: what the web calls it, and who writes it."""

    mimetype: str
    write: Callable[[Document], bytes]


KINDS = {
    "pdf": FileKind("application/pdf", pdf.to_pdf),
    "xlsx": FileKind(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", spreadsheet.to_xlsx
    ),
    "zip": FileKind("application/zip", spreadsheet.to_csv),
    "json": FileKind("application/json", data.to_json),
}
"""The forms by the endings of their names."""


def write(
    document: Document, kind: str, *, separator: str = ";", tell: Tell = lambda _part: None
) -> bytes:
    """Write a report.

    Args:
        separator: that of CSV files.
        tell: is told how far it is, from 0 to 1; JSON takes too little time for that.
    """
    if kind == "pdf":
        return pdf.to_pdf(document, tell)
    if kind == "xlsx":
        return spreadsheet.to_xlsx(document, tell)
    if kind == "zip":
        return spreadsheet.to_csv(document, separator, tell)
    return KINDS[kind].write(document)

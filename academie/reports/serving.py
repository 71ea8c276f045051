"""A report on screen and as files: the one way in which every report is served."""

from typing import Any, NamedTuple

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from academie.accounts.guards import is_staff, staff
from academie.accounts.models import RoleName
from academie.core.small_groups import NoFigure
from academie.reports.document import Document
from academie.reports.files import KINDS, SEPARATORS, write
from academie.reports.tables import Cell, Counted, card, words


class Download(NamedTuple):
    """A file to take along."""

    label: str
    url: str


def page(
    document: Document,
    *,
    template: str = "reports/page.html",
    files: str = "",
    values: dict[str, Any] | None = None,
    status: int = 200,
    **context: Any,
) -> tuple[str, int]:
    """Show a report.

    Args:
        template: extends `reports/page.html` when the page asks something first.
        files: the endpoint that answers with `download`; its route takes a `kind`.
        values: what that endpoint wants to know besides.
    """
    downloads = _downloads(files, values or {}) if files else []
    shown = render_template(template, downloads=downloads, **drawing(document), **context)
    return shown, status


def drawing(document: Document) -> dict[str, Any]:
    """Give what `reports/document.html` needs to draw a report."""
    return {"document": document, "words": words, "cards": card, "opens": opens}


def opens(cell: Cell) -> str:
    """Give the address of what a figure counts, for whoever may open it.

    A hidden figure opens nothing, except for the project team.
    """
    if not isinstance(cell, Counted):
        return ""
    hidden = isinstance(cell.value, NoFigure)
    return "" if hidden and not _of_project_team() else cell.url


def _of_project_team() -> bool:
    return is_staff() and staff().holds(RoleName.PROJECT_TEAM)


def download(document: Document, kind: str) -> Response:
    """Give a report as a file; nothing of it is kept.

    The address may choose what stands between the cells of CSV files: `?teken=komma`.
    """
    return as_file(write(document, kind, separator=separator()), f"{document.key}.{kind}")


def separator() -> str:
    """Read from the address what stands between the cells of CSV files."""
    return SEPARATORS.get(request.args.get("teken", ""), ";")


def as_file(content: bytes, name: str) -> Response:
    """Give the file of a report, to be kept by who asked and by no cache."""
    response = Response(content, mimetype=KINDS[name.rpartition(".")[2]].mimetype)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "no-store"
    return response


def _downloads(endpoint: str, values: dict[str, Any]) -> list[Download]:
    choices: list[tuple[str, dict[str, Any]]] = [
        (_("Download de PDF"), {"kind": "pdf"}),
        (_("Download het Excel-bestand"), {"kind": "xlsx"}),
        (_("CSV met puntkomma's, voor Excel"), {"kind": "zip"}),
        (_("CSV met komma's"), {"kind": "zip", "teken": "komma"}),
        (_("JSON, voor programma's"), {"kind": "json"}),
    ]
    return [Download(label, url_for(endpoint, **values | choice)) for label, choice in choices]

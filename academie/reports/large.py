"""Reports too large to write while somebody waits: they are made as long work."""

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from academie.core import clock
from academie.jobs.progress import JobFile, Progress
from academie.reports import asking, files
from academie.reports.catalogue import BY_KEY
from academie.reports.document import Document

KIND = "report"

MOST_CELLS = {"pdf": 5_000}
"""What is written in some three seconds; the other forms take a fiftieth of the time."""
MOST_CELLS_ELSE = 250_000
_GATHERED = 20
"""The percentage at which the figures are there."""


def is_large(document: Document, kind: str) -> bool:
    """Tell whether writing a report takes longer than somebody likes to wait."""
    cells = sum(
        len(table.rows) * len(table.on_page if kind == "pdf" else table.columns)
        for table in document.tables
    )
    return cells > MOST_CELLS.get(kind, MOST_CELLS_ELSE)


def params(key: str, kind: str, separator: str, asked: Mapping[str, Any]) -> dict[str, Any]:
    """Say which report is wanted, and in which form.

    Args:
        asked: what its address asked of it.
    """
    values = {name: str(value) for name, value in asked.items()}
    return {"key": key, "kind": kind, "separator": separator, "asked": values}


def work(progress: Progress, params: Mapping[str, Any]) -> JobFile:
    """Write a report, as long work."""
    report, kind = BY_KEY[params["key"]], params["kind"]
    progress.tell(0, _("We verzamelen de cijfers"))

    def tell(done: float) -> None:
        part = int((100 - _GATHERED) * done)
        progress.tell(_GATHERED + part, _("We schrijven het bestand"))

    with current_app.test_request_context(query_string=params["asked"]):
        asked = asking.read(report, clock.now())
        if asked.wanted is None:
            raise LookupError(report.key)
        document = report.build(asked.wanted)
        tell(0)
        content = files.write(document, kind, separator=params["separator"], tell=tell)
    progress.target.write_bytes(content)
    return JobFile(f"{document.key}.{kind}", files.KINDS[kind].mimetype)

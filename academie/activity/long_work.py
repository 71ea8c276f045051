"""Adopting a report of which the files take longer to make than somebody likes to wait."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _

from academie.accounts import queries as accounts
from academie.accounts.models import User
from academie.activity import adopting, frozen, queries
from academie.activity.drawing import draw
from academie.activity.models import ActivityReport
from academie.activity.terms import FileKind
from academie.core import clock
from academie.core.db import write_transaction
from academie.jobs.progress import JobFile, Progress

KIND = "adopt"

_GATHERED = 20
"""The percentage at which the figures are there."""
_WRITTEN = 95


def params(report: ActivityReport, by: User) -> dict[str, Any]:
    """Say which report is adopted, and by whom."""
    return {"report": report.ref, "by": by.ref}


def work(progress: Progress, params: Mapping[str, Any]) -> JobFile:
    """Adopt a report as long work, and give its PDF; one that is adopted already stays as it is.

    Raises:
        LookupError: the draft was thrown away.
        NotYoursError, IncompleteError, ChangedMeanwhileError: as when it is adopted at once.
        StoppedError: somebody stopped it before it was adopted, or the process ends.
    """
    if not _find(params).is_adopted:
        _adopt(progress, params)
    file = _find(params).file_of(FileKind.PDF)
    if file is None:
        raise LookupError(params["report"])
    progress.target.write_bytes(frozen.finished(file))
    return JobFile(file.name, file.kind.mimetype)


def _adopt(progress: Progress, params: Mapping[str, Any]) -> None:
    def gathered(part: float) -> None:
        progress.tell(int(_GATHERED * part), _("We verzamelen de cijfers"))

    def written(part: float) -> None:
        further = int((_WRITTEN - _GATHERED) * part)
        progress.tell(_GATHERED + further, _("We schrijven de bestanden"))

    by = accounts.by_ref(params["by"])
    if by is None:
        raise LookupError(params["by"])
    drawing = draw(_find(params), clock.now(), final=True, tell=gathered)
    with adopting.ready(drawing, by=by, tell=written) as made:
        progress.tell(_WRITTEN, _("We stellen het verslag vast"))
        with write_transaction():
            progress.settle()
            adopting.adopt(_find(params), made, by=by)


def _find(params: Mapping[str, Any]) -> ActivityReport:
    report = queries.by_ref(params["report"])
    if report is None:
        raise LookupError(params["report"])
    return report

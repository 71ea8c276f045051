"""Giving files away: to save, never to show, under a name without names."""

from flask import Response, send_file
from flask_babel import lazy_gettext as _

from academie.core import store
from academie.core.errors import DomainError
from academie.core.web import run_nothing
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome


class FileGoneError(DomainError):
    """The file was taken away."""

    message = _("Dit bestand is weggehaald.")
    status = 404


def give(outcome: Outcome, evidence: Evidence) -> Response:
    """Answer with the file of a piece of evidence.

    Raises:
        FileGoneError: there is none, or no more.
    """
    if not evidence.has_file or evidence.sha256 is None or evidence.file_kind is None:
        raise FileGoneError
    path = store.path_of(evidence.sha256)
    if not path.is_file():
        raise FileGoneError
    number = outcome.evidence.index(evidence) + 1
    response = send_file(
        path,
        mimetype=evidence.file_kind.media_type,
        as_attachment=True,
        download_name=f"{outcome.label}-bewijs-{number}.{evidence.file_kind.value}",
        etag=evidence.sha256,
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    run_nothing()
    return response

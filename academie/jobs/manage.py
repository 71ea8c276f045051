"""What staff asked for and takes a while: how far it is, fetching it, stopping it."""

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import AccessAction, RoleName
from academie.accounts.service import log_access
from academie.core import clock, store
from academie.core.web import run_nothing
from academie.jobs import queries, service
from academie.jobs.models import Job

REFRESH_SECONDS = 3

bp = Blueprint("jobs_manage", __name__, url_prefix="/beheer/bestanden")
bp.before_request(require_staff)


@bp.get("")
def all_own() -> str:
    """Show the files that this member of staff asked for."""
    return render_template("jobs/all.html", jobs=queries.all_own(staff()))


@bp.get("/<string:ref>")
def show(ref: str) -> Response:
    """Show how far a file is; the browser asks again by itself until it is there.

    It does so by a header, without JavaScript, unless who reads it asked for rest.
    """
    job = _own(ref)
    rests = "rust" in request.args
    response = Response(render_template("jobs/show.html", job=job, rests=rests))
    if job.is_open and not rests:
        response.headers["Refresh"] = str(REFRESH_SECONDS)
    return response


@bp.get("/<string:ref>/bestand")
def fetch(ref: str) -> Response:
    """Give the file, to save."""
    job = _own(ref)
    if job.people:
        require_role(RoleName.PROJECT_TEAM)
    if job.sha256 is None or not (path := store.path_of(job.sha256)).is_file():
        abort(404)
    if job.people:
        log_access(staff(), AccessAction.VIEW, f"job:{job.ref}", clock.now())
    response = send_file(
        path, mimetype=job.mimetype, as_attachment=True, download_name=job.name, etag=job.sha256
    )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    run_nothing()
    return response


@bp.post("/<string:ref>/stoppen")
def cancel(ref: str) -> ResponseReturnValue:
    """Stop making it."""
    job = _own(ref)
    service.cancel(job, now=clock.now())
    return _to(job)


@bp.post("/<string:ref>/opnieuw")
def again(ref: str) -> ResponseReturnValue:
    """Make it anew."""
    return _to(service.again(_own(ref), now=clock.now()))


@bp.post("/<string:ref>/weghalen")
def remove(ref: str) -> ResponseReturnValue:
    """Let the file go before its time."""
    job = _own(ref)
    service.remove(job)
    return _to(job)


def _own(ref: str) -> Job:
    """Find what this member of staff asked for; that of another is as if it were not there."""
    return queries.own(staff(), ref) or abort(404)


def _to(job: Job) -> ResponseReturnValue:
    return redirect(url_for(".show", ref=job.ref), 303)

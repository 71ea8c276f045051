"""Reports, for staff."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.jobs import service as jobs
from academie.reports import asking, large, serving
from academie.reports.asking import Asked
from academie.reports.catalogue import BY_KEY, GROUPS
from academie.reports.wanted import Report

_FILE = "/<string:key>.<any(pdf, xlsx, zip, json):kind>"

bp = Blueprint("reports_manage", __name__, url_prefix="/beheer/rapporten")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the reports, with what each of them answers."""
    is_team = staff().holds(RoleName.PROJECT_TEAM)
    return render_template("reports/index.html", groups=GROUPS, is_team=is_team)


@bp.get("/<string:key>")
def report(key: str) -> ResponseReturnValue:
    """Show a report, or ask what it should be about."""
    found = BY_KEY.get(key) or abort(404)
    return _page(found, asking.read(found, clock.now()))


@bp.get(_FILE)
def download(key: str, kind: str) -> ResponseReturnValue:
    """Give a report as a file; nothing of it is kept. A large one is offered as long work."""
    found = BY_KEY.get(key) or abort(404)
    asked = asking.read(found, clock.now())
    if asked.wanted is None:
        return _page(found, asked)
    document = found.build(asked.wanted)
    if not large.is_large(document, kind):
        return serving.download(document, kind)
    url = url_for(".make", key=key, kind=kind, teken=request.args.get("teken"), **asked.values)
    return render_template("reports/large.html", document=document, kind=kind, url=url)


@bp.post(_FILE)
def make(key: str, kind: str) -> ResponseReturnValue:
    """Make a file as long work."""
    found = BY_KEY.get(key) or abort(404)
    asked = asking.read(found, clock.now())
    if asked.wanted is None:
        return _page(found, asked)
    wanted = large.params(key, kind, serving.separator(), asked.values)
    about = ", ".join(filter(None, (str(found.title), asked.wanted.about)))
    title = f"{about} ({kind.upper()})"
    job = jobs.start(large.KIND, wanted, staff(), title=title, now=clock.now())
    return redirect(url_for("jobs_manage.show", ref=job.ref), 303)


def _page(found: Report, asked: Asked) -> ResponseReturnValue:
    presets = [
        (label, url_for(".report", key=found.key, first=days["first"], last=days["last"]))
        for label, days in (asked.presets or {}).items()
    ]
    asks: dict[str, Any] = {"presets": presets, "report": found}
    if asked.form is not None:
        asks["form"] = asked.form
    if asked.wanted is None:
        page = render_template("reports/report.html", document=None, **asks)
        return page, 422 if asked.refused else 200
    return serving.page(
        found.build(asked.wanted),
        template="reports/report.html",
        files=".download",
        values={"key": found.key, **asked.values},
        **asks,
    )

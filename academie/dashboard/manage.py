"""The dashboard of the project team, and the records behind its figures."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.core import clock
from academie.dashboard import gathering
from academie.dashboard import records as behind

bp = Blueprint("dashboard_manage", __name__, url_prefix="/beheer/dashboard")
bp.before_request(require_staff)
bp.before_request(require_project_team)


@bp.get("")
def show() -> ResponseReturnValue:
    """Show where everything stands."""
    return render_template(
        "dashboard/show.html",
        board=gathering.dashboard(staff(), clock.now()),
        url_of=behind.url_of,
    )


@bp.get("/<string:key>")
def records(key: str) -> ResponseReturnValue:
    """List what one figure counts."""
    now = clock.now()
    found = behind.records(key, now) or abort(404)
    return render_template("dashboard/records.html", found=found, now=now)

"""What came of one meeting in figures, for staff."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from academie.accounts.guards import require_staff, staff
from academie.core import clock
from academie.events.queries import managed_by
from academie.reference.models import ChangeLine
from academie.stories.figures import SHOWN
from academie.stories.figures import figures as figures_of

bp = Blueprint("figures_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.get("/<string:ref>/cijfers")
def figures(ref: str) -> ResponseReturnValue:
    """Show the figures of a meeting, each with the records behind it."""
    event = managed_by(staff(), ref) or abort(404)
    return render_template(
        "stories/figures.html",
        figures=figures_of(event, clock.now()),
        lines=list(ChangeLine),
        strengths=SHOWN,
    )

"""Pages that belong to no room: the workplace's front, privacy, accessibility, health."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from academie.accounts.guards import staff, staff_page
from academie.core import clock
from academie.core.db import db
from academie.core.privacy import VERSION as PRIVACY_VERSION
from academie.events import organisers
from academie.events.models import EventStatus

bp = Blueprint("pages", __name__)


@bp.get("/healthz")
def healthz() -> ResponseReturnValue:
    """Tell a monitor that the application and its database answer."""
    db.session.execute(text("SELECT 1"))
    return {"status": "ok"}


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Tell what we do with people's data."""
    return render_template("pages/privacy.html", privacy_version=PRIVACY_VERSION)


@bp.get("/toegankelijkheid")
def accessibility() -> ResponseReturnValue:
    """Tell how accessible these pages are."""
    return render_template("pages/accessibility.html")


@bp.get("/beheer/")
@staff_page
def workplace() -> ResponseReturnValue:
    """Open the workplace with the meetings ahead."""
    meetings = organisers.coming(staff(), clock.now())
    drafts = sum(event.status is EventStatus.DRAFT for event in meetings)
    taken = sum(pool.taken for event in meetings for pool in event.pools)
    return render_template("pages/workplace.html", meetings=meetings, drafts=drafts, taken=taken)

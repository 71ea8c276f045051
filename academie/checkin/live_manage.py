"""The evening itself, for staff: who is in by now, and how full the room may be."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.checkin import figures, live, log, queries, service
from academie.checkin.forms import RoomLimitForm
from academie.core import clock
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.events.terms import AttendanceMode

bp = Blueprint("door_live", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)

_LATEST = 20


@bp.route("/<string:ref>/deur/nu", methods=["GET", "POST"])
def now(ref: str) -> ResponseReturnValue:
    """Show who is in, and take how many people the room may hold."""
    event: Event = managed_by(staff(), ref) or abort(404)
    form = RoomLimitForm(data={"people": figures.fire_limit(event)})
    if form.validate_on_submit():
        service.limit_room(event, form.people.data)
        flash(_("De grens van de zaal is bewaard."))
        return redirect(url_for(".now", ref=ref), 303)
    page = render_template("checkin/now.html", event=event, form=form, **_figures(event))
    return page, 422 if form.errors else 200


def _figures(event: Event) -> dict[str, Any]:
    room = queries.room(event.id)
    return {
        "made_at": clock.now(),
        "room": room,
        "has_room": AttendanceMode.ONSITE in event.mode.attendance_modes or room.people_in > 0,
        "free": live.room_state(event.id).within(room.people_in).free,
        "limit": figures.fire_limit(event),
        "crowds": queries.arrivals(event.id),
        "walk_ins": queries.walk_ins(event.id),
        "groups": figures.by_group(event),
        "doors": figures.by_door(event),
        "moments": figures.per_five_minutes(event),
        "devices": log.devices(event, now=clock.now()),
        "notable": log.notable_scans(event, _LATEST),
    }

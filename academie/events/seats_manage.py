"""Places kept for a group of people, for staff."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.core import clock
from academie.core.errors import IllegalMoveError
from academie.core.together import refusal_of
from academie.events import reservations
from academie.events.editing import held
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.events.seats_forms import SeatsForm, form_for

bp = Blueprint("seats_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.route("/<string:ref>/plekken", methods=["GET", "POST"])
def kept(ref: str) -> ResponseReturnValue:
    """Show and change how many places are kept for whom, and until when."""
    event = held(managed_by(staff(), ref) or abort(404))
    form = form_for(event)
    if form.may_save() and _reserve(event, form):
        flash(_("De vastgehouden plekken zijn bewaard."))
        return redirect(url_for(".kept", ref=ref), 303)
    page = render_template("events/seats.html", event=event, form=form)
    return page, refusal_of(form) or 200


def _reserve(event: Event, form: SeatsForm) -> bool:
    """Keep what the form asks, all or nothing; a refusal stands beside its field."""
    for row, capacity, until in form.changes():
        now = clock.now()
        try:
            reservations.reserve(
                event, row.mode, row.audience, capacity=capacity, release_at=until, now=now
            )
        except reservations.WrongMomentError as error:
            form.refuse(row.until, str(error))
        except (reservations.TooFewSeatsError, IllegalMoveError) as error:
            form.refuse(row.number, str(error))
        if form.errors:
            return False
    return True

"""Meetings, for staff: the list, their details, and every move."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.config import current_settings
from academie.core import clock
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.events import queries, service
from academie.events.forms import EventForm, details_of
from academie.events.models import Event, EventMode, EventStatus
from academie.events.moves import MOVES, CancelForm
from academie.reference.models import Challenge
from academie.reference.queries import current_challenges

bp = Blueprint("events_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the meetings that this member of staff may know of."""
    may_edit = staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    events = queries.staff_list(staff())
    return render_template("events/staff_list.html", events=events, may_edit=may_edit)


@bp.route("/nieuw", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Plan a meeting; an organiser who plans one organises it."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form = EventForm(current_challenges(), data=_usual_details())
    if form.validate_on_submit():
        own = [] if staff().holds(RoleName.PROJECT_TEAM) else [staff()]
        try:
            event = service.plan(now=clock.now(), organisers=own, **form.values())
            _publish_if_asked(event)
        except DomainError as error:
            _refuse(form, error)
        else:
            return _saved(event)
    page = render_template("events/new.html", form=form)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Show and change the details of a meeting."""
    event = _own_event(ref)
    form = EventForm(_offered(event), data=details_of(event))
    if form.validate_on_submit():
        try:
            service.change(event, now=clock.now(), **form.values())
            _publish_if_asked(event)
        except DomainError as error:
            _refuse(form, error)
            if isinstance(error, IllegalMoveError):
                return _edit_page(event, form), error.status
        else:
            return _saved(event)
    return _edit_page(event, form), 422 if form.errors else 200


@bp.route("/<string:ref>/afzeggen", methods=["GET", "POST"])
def cancel(ref: str) -> ResponseReturnValue:
    """Call a meeting off, with the reason."""
    event = _own_event(ref)
    form = CancelForm()
    if form.validate_on_submit():
        try:
            service.cancel(event, reason=form.reason.data, now=clock.now())
        except IllegalMoveError as error:
            form.refuse(None, str(error))
            return render_template("events/cancel.html", event=event, form=form), error.status
        flash(_("De bijeenkomst gaat niet door."))
        return redirect(url_for(".edit", ref=ref))
    page = render_template("events/cancel.html", event=event, form=form)
    return page, 422 if form.errors else 200


@bp.route(
    "/<string:ref>/<any(uitstellen, sluiten, heropenen, weggooien):name>", methods=["GET", "POST"]
)
def move(ref: str, name: str) -> ResponseReturnValue:
    """Ask whether to move a meeting on, and do it."""
    event, chosen = _own_event(ref), MOVES[name]
    form = BaseForm()
    if form.validate_on_submit():
        try:
            chosen.verb(event, clock.now())
        except IllegalMoveError as error:
            form.refuse(None, str(error))
            page = render_template("events/move.html", event=event, form=form, move=chosen)
            return page, error.status
        flash(str(chosen.done))
        gone = name == "weggooien"
        return redirect(url_for(".index") if gone else url_for(".edit", ref=ref))
    return render_template("events/move.html", event=event, form=form, move=chosen)


def _edit_page(event: Event, form: EventForm) -> str:
    return render_template(
        "events/edit.html", event=event, form=form, begun=event.starts_at <= clock.now()
    )


def _own_event(ref: str) -> Event:
    """Find a meeting that this member of staff manages; to others it does not exist."""
    event = queries.managed_by(staff(), ref)
    if event is None:
        abort(404)
    return event


def _offered(event: Event) -> list[Challenge]:
    """Offer the opgaven in force, and those that the meeting has from before."""
    current = list(current_challenges())
    return current + [row for row in event.challenges if row not in current]


def _usual_details() -> dict[str, object]:
    settings = current_settings()
    return {
        "mode": EventMode.ONSITE.value,
        "max_party": 4,
        "organisation": "Alliantie Kinderarmoede",
        "reply_address": settings.mail_from,
        "phone": settings.contact_phone,
    }


def _publish_if_asked(event: Event) -> None:
    if "publish" in request.form:
        service.publish(event, now=clock.now())


def _refuse(form: BaseForm, error: DomainError) -> None:
    """Put a refusal beside the field it is about."""
    field = None
    if isinstance(error, service.CapacityTooLowError):
        field = f"capacity_{error.mode.value}"
    elif isinstance(error, service.ModeInUseError):
        field = "mode"
    elif isinstance(error, service.IncompleteEventError):
        field = error.field
    form.refuse(field, str(error))


def _saved(event: Event) -> ResponseReturnValue:
    if event.status is EventStatus.PUBLISHED and "publish" in request.form:
        flash(_("De bijeenkomst is gepubliceerd."))
    else:
        flash(_("De gegevens zijn bewaard."))
    return redirect(url_for(".edit", ref=event.ref))

"""Meetings, for staff: the list, their details, and every move."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import AccessAction, RoleName
from academie.accounts.service import log_access
from academie.config import current_settings
from academie.core import clock
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.core.paging import page_number
from academie.core.together import CONFLICT
from academie.events import addresses, editing, edits, gate, overview, pools, queries, service
from academie.events.advice import Advice, advise, plan_of
from academie.events.details import details_of
from academie.events.forms import EventForm
from academie.events.models import Event
from academie.events.moves import MOVES, CancelForm
from academie.events.overview_form import OverviewFilter
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.followups import gaps, transfer
from academie.planning import following
from academie.planning import service as planning
from academie.planning.checklist import checklist
from academie.programme import queries as programme
from academie.reference.models import Challenge
from academie.reference.queries import current_challenges
from academie.registrations import forecast, moving
from academie.requests import queries as requests
from academie.series import forecast as invited

bp = Blueprint("events_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the meetings that this member of staff may know of."""
    may_edit = staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form = OverviewFilter(request.args)
    choice = form.choice()
    found = overview.overview(staff(), choice, page_number(request.args), clock.now())
    return render_template(
        "events/staff_list.html",
        form=form,
        found=found,
        over=choice.over,
        chosen=form.address(over=choice.over),
        may_edit=may_edit,
    )


@bp.route("/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Plan a meeting; an organiser who plans one organises it."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form = _event_form(current_challenges(), _usual_details())
    if "check" in request.form:
        advice, status = editing.advice_on(form, staff())
        return render_template("events/new.html", form=form, advice=advice), status
    for field in (form.capacity_onsite, form.capacity_online):
        field.description = _("Laat leeg voor het getal van de blauwdruk.")
    if form.validate_on_submit():
        own = [] if staff().holds(RoleName.PROJECT_TEAM) else [staff()]
        try:
            event = service.plan(now=clock.now(), organisers=own, **form.values())
            planning.apply_format(event, now=clock.now())
            _publish_if_asked(event)
            _log_override(event, None)
        except DomainError as error:
            _refuse(form, error)
            if isinstance(error, gate.GateError):
                return render_template("events/new.html", form=form, advice=None), error.status
        else:
            return _saved(event)
    page = render_template("events/new.html", form=form, advice=None)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Show and change the details of a meeting; what mails anybody is first told."""
    event = _own_event(ref)
    form = _event_form(_offered(event), details_of(event), event)
    if "check" in request.form:
        advice, status = editing.advice_on(form, staff(), event)
        return _edit_page(event, form, advice=advice), status
    if "back" not in request.form and form.validate_on_submit():
        if changes := editing.changed_meanwhile(event, form):
            return _edit_page(event, form, changes=changes), CONFLICT
        try:
            foreseen = _change(event, form)
        except DomainError as error:
            _refuse(form, error)
            if isinstance(error, IllegalMoveError | gate.GateError):
                return _edit_page(event, form), error.status
        else:
            return _saved(event) if _is_agreed(foreseen) else _ask_first(event, foreseen)
    advice = None if form.is_submitted() else advise(plan_of(event), staff())
    return _edit_page(event, form, advice=advice), 422 if form.errors else 200


@bp.route("/<string:ref>/afzeggen", methods=["GET", "POST"])
def cancel(ref: str) -> ResponseReturnValue:
    """Call a meeting off, with the reason; who hears of it is told first."""
    event, form = _own_event(ref), CancelForm()
    foreseen = _foresee(event, EventStatus.CANCELLED)
    if form.validate_on_submit():
        if _is_off_for(event, form.reason.data):
            return _done(event, _("De bijeenkomst gaat niet door."))
        if _is_agreed(foreseen):
            try:
                service.cancel(event, reason=form.reason.data, now=clock.now())
            except IllegalMoveError as error:
                form.refuse(None, str(error))
                return _question("cancel", event, form, foreseen), error.status
            return _done(event, _("De bijeenkomst gaat niet door."))
        return _tell_again("cancel", event, form, foreseen)
    page = _question("cancel", event, form, foreseen)
    return page, 422 if form.errors else 200


@bp.route(
    "/<string:ref>/<any(uitstellen, sluiten, heropenen, weggooien):name>", methods=["GET", "POST"]
)
def move(ref: str, name: str) -> ResponseReturnValue:
    """Ask whether to move a meeting on, and do it; who hears of it is told first."""
    event, chosen, form = _own_event(ref), MOVES[name], BaseForm()
    foreseen = _foresee(event, chosen.leads_to)
    if form.validate_on_submit():
        if chosen.leads_to and event.status is chosen.leads_to:
            return _done(event, str(chosen.done))
        if not _is_agreed(foreseen):
            return _tell_again("move", event, form, foreseen, move=chosen)
        try:
            chosen.verb(event, clock.now())
        except IllegalMoveError as error:
            form.refuse(None, str(error))
            return _question("move", event, form, foreseen, move=chosen), error.status
        flash(str(chosen.done))
        return redirect(url_for(".index") if name == "weggooien" else url_for(".edit", ref=ref))
    return _question("move", event, form, foreseen, move=chosen)


def _change(event: Event, form: EventForm) -> forecast.Forecast:
    """Change a meeting as the form asks, and tell what that brings about."""
    now, reason = clock.now(), event.gate_override
    before = invited.standing(event, now)
    with following.followed(event):
        service.change(event, now=now, by=staff(), **form.values())
    moving.move_along(event, now=now)
    _publish_if_asked(event)
    _log_override(event, reason)
    return forecast.since(before, invited.standing(event, now))


def _foresee(event: Event, status: EventStatus | None) -> forecast.Forecast:
    """Tell what a move brings about; nobody hears of closing, reopening or throwing away."""
    if request.method == "POST":
        queries.lock(event)
    return invited.of_status(event, status or event.status, clock.now())


def _is_agreed(foreseen: forecast.Forecast) -> bool:
    """Tell whether nobody hears of it, or whoever pressed the button saw exactly this."""
    return foreseen.is_silent or request.form.get("foreseen") == foreseen.mark


def _ask_first(event: Event, foreseen: forecast.Forecast) -> ResponseReturnValue:
    """Undo the change, and tell what it would do; the page keeps all that was typed."""
    db.session.rollback()
    own = {"csrf_token", "foreseen", "back"}
    page = render_template(
        "events/forecast.html",
        event=event,
        form=BaseForm(formdata=None),
        typed=[line for line in request.form.items(multi=True) if line[0] not in own],
        forecast=foreseen,
        again="foreseen" in request.form,
    )
    return page, IllegalMoveError.status if "foreseen" in request.form else 200


def _tell_again(
    template: str, event: Event, form: BaseForm, foreseen: forecast.Forecast, **shown: object
) -> ResponseReturnValue:
    """Answer a button that was pressed on an older page than the meeting is now."""
    again = "foreseen" in request.form
    if again:
        form.refuse(None, _("Er is net iets veranderd. Kijk nog eens wat er gebeurt."))
    page = _question(template, event, form, foreseen, **shown)
    return page, IllegalMoveError.status if again else 200


def _question(
    template: str, event: Event, form: BaseForm, foreseen: forecast.Forecast, **shown: object
) -> str:
    return render_template(
        f"events/{template}.html", event=event, form=form, forecast=foreseen, **shown
    )


def _is_off_for(event: Event, reason: str) -> bool:
    """Tell whether the meeting was called off so already, by a first press of the same button."""
    return event.status is EventStatus.CANCELLED and event.cancel_reason == reason


def _done(event: Event, message: str) -> ResponseReturnValue:
    flash(message)
    return redirect(url_for(".edit", ref=event.ref))


def _edit_page(
    event: Event,
    form: EventForm,
    *,
    advice: Advice | None = None,
    changes: Sequence[edits.Change] = (),
) -> str:
    now = clock.now()
    return render_template(
        "events/edit.html",
        event=event,
        form=form,
        advice=advice,
        changes=changes,
        gaps=gate.gaps(event),
        wish=requests.behind(event),
        origin=transfer.origin_of(event),
        begun=event.starts_at <= now,
        sources=programme.sources(event),
        checklist=checklist(event, now),
    )


def _event_form(
    challenges: Sequence[Challenge], details: Mapping[str, Any], event: Event | None = None
) -> EventForm:
    """Ask for the details; only the project team may publish without the conditions."""
    form = EventForm(challenges, queries.series_for(event), event=event, data=details)
    if not staff().holds(RoleName.PROJECT_TEAM):
        del form.gate_override
    return form


def _log_override(event: Event, before: str | None) -> None:
    """Note who let an academy pass without its conditions, and why."""
    if event.gate_override and event.gate_override != before:
        subject = f"event:{event.ref}/gate"
        log_access(staff(), AccessAction.CHANGE, subject, clock.now(), purpose=event.gate_override)


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
        "kind": EventKind.PUBLIEKSACADEMIE.value,
        "mode": EventMode.ONSITE.value,
        "max_party": 4,
        "listed": True,
        "organisation": "Alliantie Kinderarmoede",
        "reply_address": settings.mail_from,
        "phone": settings.contact_phone,
    }


def _publish_if_asked(event: Event) -> None:
    if "publish" in request.form and event.status is not EventStatus.PUBLISHED:
        service.publish(event, now=clock.now())


def _refuse(form: BaseForm, error: DomainError) -> None:
    """Put a refusal beside the field it is about."""
    if isinstance(error, gate.GateError):
        for gap in error.gaps:
            form.refuse(gap.field, str(gap.message))
        return
    field = None
    if isinstance(error, pools.CapacityTooLowError) and error.mode:
        field = f"capacity_{error.mode.value}"
    elif isinstance(error, service.IncompleteEventError | addresses.AddressTakenError):
        field = error.field
    form.refuse(field, str(error))


def _saved(event: Event) -> ResponseReturnValue:
    published = event.status is EventStatus.PUBLISHED and "publish" in request.form
    flash(_("De bijeenkomst is gepubliceerd.") if published else _("De gegevens zijn bewaard."))
    if warning := gaps.overtaken_by(event):
        flash(warning)
    return redirect(url_for(".edit", ref=event.ref))

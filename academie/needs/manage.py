"""What must be arranged for the guests of a meeting; for its hosts and the project team."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts import queries as accounts
from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.together import refusal_of
from academie.events import queries as events
from academie.events.editing import held
from academie.events.models import Event
from academie.needs import queries, service
from academie.needs.forms import HostsForm
from academie.registrations import queries as registrations
from academie.registrations.models import RegistrationStatus

bp = Blueprint("needs_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.get("/<string:ref>/geregeld")
def overview(ref: str) -> ResponseReturnValue:
    """Show what must be arranged, as actions with numbers; for whom is a page further."""
    event = _seen_by_host(ref)
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/needs", clock.now())
    coming = {party.id for party in registrations.confirmed(event)}
    asked = queries.of_event(event)
    return render_template(
        "needs/overview.html",
        event=event,
        seated=queries.actions({id_: asked[id_] for id_ in asked if id_ in coming}),
        waiting=queries.actions(_waiting(event, asked)),
        may_manage=events.managed_by(staff(), ref) is not None,
    )


@bp.get("/<string:ref>/geregeld/namen")
def names(ref: str) -> ResponseReturnValue:
    """Show for whom what must be arranged, to who has to speak to them."""
    event = _seen_by_host(ref)
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/needs-by-name", clock.now())
    asked = queries.of_event(event)
    parties = [
        (party, [*asked[party.id].needs, *asked[party.id].food])
        for party in registrations.confirmed(event)
        if party.id in asked
    ]
    return render_template("needs/names.html", event=event, parties=parties)


@bp.route("/<string:ref>/gastheren", methods=["GET", "POST"])
def hosts(ref: str) -> ResponseReturnValue:
    """Name who may see what guests need."""
    event = events.managed_by(staff(), ref)
    if event is None:
        abort(404)
    working = [user for user in accounts.everybody() if user.active]
    form = HostsForm(working, queries.hosts(held(event)))
    if form.may_save():
        service.name_hosts(event, form.users())
        log_access(staff(), AccessAction.CHANGE, f"event:{event.ref}/hosts", clock.now())
        flash(_("De gastheren zijn bewaard."))
        return redirect(url_for(".hosts", ref=ref), 303)
    page = render_template(
        "needs/hosts.html",
        event=event,
        form=form,
        may_see=queries.may_see(staff(), event),
    )
    return page, refusal_of(form) or 200


def _waiting(event: Event, asked: queries.Asked) -> queries.Asked:
    open_still = {RegistrationStatus.WAITLISTED, RegistrationStatus.OFFERED}
    waiting = {party.id for party in registrations.of_event(event) if party.status in open_still}
    return {id_: needs for id_, needs in asked.items() if id_ in waiting}


def _seen_by_host(ref: str) -> Event:
    """Find a meeting for whoever may see what its guests need; for others there is no such page."""
    event = events.by_ref(ref)
    if event is None or not queries.may_see(staff(), event):
        abort(404)
    return event

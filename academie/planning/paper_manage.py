"""What goes on paper, for staff: the run sheet with whom to call, and the flyer."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.once import once
from academie.core.together import refusal_of
from academie.events.editing import held
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.planning import queries, run_sheet, service
from academie.planning.flyer import SIZES, flyer_pdf, may_have_flyer
from academie.planning.forms import ContactForm, EmergencyForm
from academie.planning.models import Contact

bp = Blueprint("paper_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.route("/<string:ref>/draaiboek/contacten", methods=["GET", "POST"])
@once
def contacts(ref: str) -> ResponseReturnValue:
    """List whom to call on the day, and add somebody."""
    event, form = _own(ref), ContactForm()
    if form.validate_on_submit():
        service.add_contact(event, **form.values())
        log_access(staff(), AccessAction.CHANGE, _contacts_of(event), clock.now())
        flash(_("Het contact staat op de lijst."))
        return redirect(url_for(".contacts", ref=ref))
    log_access(staff(), AccessAction.VIEW, _contacts_of(event), clock.now())
    page = render_template(
        "planning/contacts.html",
        event=event,
        form=form,
        contacts=queries.contacts_of(event),
        roles=run_sheet.roles(event),
    )
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>/draaiboek/contacten/<string:contact_ref>", methods=["GET", "POST"])
def contact(ref: str, contact_ref: str) -> ResponseReturnValue:
    """Show and change whom to call."""
    event = held(_own(ref))
    found = _contact(event, contact_ref)
    form = ContactForm(data={"role": found.role, "name": found.name, "phone": found.phone})
    if form.may_save():
        service.change_contact(found, **form.values())
        log_access(staff(), AccessAction.CHANGE, _contacts_of(event), clock.now())
        flash(_("Het contact is bewaard."))
        return redirect(url_for(".contacts", ref=ref))
    log_access(staff(), AccessAction.VIEW, _contacts_of(event), clock.now())
    page = render_template(
        "planning/contact.html",
        event=event,
        form=form,
        person=found,
        roles=run_sheet.roles(event),
    )
    return page, refusal_of(form) or 200


@bp.post("/<string:ref>/draaiboek/contacten/<string:contact_ref>/weg")
def remove_contact(ref: str, contact_ref: str) -> ResponseReturnValue:
    """Forget whom to call."""
    event = _own(ref)
    service.remove_contact(_contact(event, contact_ref))
    log_access(staff(), AccessAction.ERASE, _contacts_of(event), clock.now())
    flash(_("Het contact is gewist."))
    return redirect(url_for(".contacts", ref=ref))


@bp.route("/<string:ref>/draaiboek/nood", methods=["GET", "POST"])
def emergency(ref: str) -> ResponseReturnValue:
    """Show and change what the run sheet says for an emergency."""
    event = held(_own(ref))
    plan = queries.plan_of(event)
    form = EmergencyForm(data={"emergency": plan.emergency if plan else None})
    if form.may_save():
        service.set_emergency(event, **form.values())
        flash(_("De tekst is bewaard."))
        return redirect(url_for(".sheet", ref=ref))
    page = render_template(
        "planning/emergency.html", event=event, form=form, usual=run_sheet.usual_emergency(event)
    )
    return page, refusal_of(form) or 200


@bp.get("/<string:ref>/draaiboek/blad")
def sheet(ref: str) -> ResponseReturnValue:
    """Show the run sheet with whom to call, on one page to print."""
    event = _own(ref)
    log_access(staff(), AccessAction.VIEW, _contacts_of(event), clock.now())
    return render_template("planning/sheet.html", event=event, sheet=run_sheet.run_sheet(event))


@bp.get("/<string:ref>/flyer-<any(a5, a4):size>.pdf")
def flyer(ref: str, size: str) -> ResponseReturnValue:
    """Give the flyer of a meeting that people can register for."""
    event = _own(ref)
    if not may_have_flyer(event):
        abort(404)
    response = Response(flyer_pdf(event, SIZES[size]), mimetype="application/pdf")
    name = f"flyer-{event.slug}-{size}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return managed_by(staff(), ref) or abort(404)


def _contact(event: Event, ref: str) -> Contact:
    return queries.contact_of(event, ref) or abort(404)


def _contacts_of(event: Event) -> str:
    """Name what was seen, for the access log."""
    return f"event:{event.ref}/contacts"

"""The programme of a meeting, for staff: its items, who contributes, and what is left to read."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.core.together import SharedForm
from academie.events import queries as events
from academie.events.editing import held
from academie.events.models import Event
from academie.planning import following
from academie.programme import contributors, queries, service
from academie.programme import materials as material_service
from academie.programme.forms import (
    ContributorForm,
    ItemForm,
    LeaveOutForm,
    MaterialForm,
    contributor_of,
    item_of,
    material_of,
)
from academie.programme.models import Contributor, SessionItem

bp = Blueprint("programme_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


@bp.route("/<string:ref>/programma", methods=["GET", "POST"])
@once
def overview(ref: str) -> ResponseReturnValue:
    """Show the programme and who contributes, and add an item."""
    event = _own(ref)
    people = queries.contributors(event)
    form = ItemForm(event, people)
    if form.validate_on_submit() and _done(
        form, lambda: service.add_item(event, now=clock.now(), **form.values())
    ):
        flash(_("Het onderdeel staat in het programma."))
        return redirect(url_for(".overview", ref=ref, _anchor="onderdelen"), 303)
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/programme", clock.now())
    page = render_template(
        "programme/overview.html",
        event=event,
        form=form,
        slots=queries.schedule(event),
        people=people,
        sources=queries.sources(event),
        press=BaseForm(),
    )
    return page, _status(form)


@bp.route("/<string:ref>/programma/<string:item_ref>", methods=["GET", "POST"])
def item(ref: str, item_ref: str) -> ResponseReturnValue:
    """Show and change one item."""
    event = held(_own(ref))
    row = queries.item(event, item_ref) or abort(404)
    form = ItemForm(event, queries.contributors(event), data=item_of(row))
    if form.may_save() and _done(form, lambda: _change(row, form)):
        flash(_("Het onderdeel is bewaard."))
        return _to_item(row)
    return _item_page(row, form, LeaveOutForm(formdata=None)), _status(form)


@bp.post("/<string:ref>/programma/<string:item_ref>/<any(omhoog, omlaag):direction>")
def move(ref: str, item_ref: str, direction: str) -> ResponseReturnValue:
    """Let an item change places with the one before or after it."""
    row = queries.item(held(_own(ref)), item_ref) or abort(404)
    with following.followed(row.event):
        service.move_item(row, service.Direction(direction), now=clock.now())
    return _to_item(row)


@bp.post("/<string:ref>/programma/<string:item_ref>/weg")
def remove_item(ref: str, item_ref: str) -> ResponseReturnValue:
    """Take an item out of the programme; of one of the format the reason is asked."""
    event, reason = held(_own(ref)), LeaveOutForm()
    row = queries.item(event, item_ref) or abort(404)
    if row.origin_id and not reason.validate_on_submit():
        form = ItemForm(event, queries.contributors(event), formdata=None, data=item_of(row))
        return _item_page(row, form, reason), 422
    following.leave_out(row, reason=reason.reason.data, now=clock.now())
    flash(_("Het onderdeel is uit het programma."))
    return redirect(url_for(".overview", ref=ref), 303)


@bp.route("/<string:ref>/bijdragers/nieuw", methods=["GET", "POST"])
@once
def new_contributor(ref: str) -> ResponseReturnValue:
    """Write down who contributes."""
    event = _own(ref)
    form = ContributorForm(queries.items(event))
    if form.validate_on_submit() and _done(form, lambda: contributors.add(event, **form.values())):
        flash(_("De bijdrager staat in het programma. Vraag nu om akkoord."))
        return _to_people(event)
    page = render_template("programme/contributor.html", event=event, contributor=None, form=form)
    return page, _status(form)


@bp.route("/<string:ref>/bijdragers/<string:contributor_ref>", methods=["GET", "POST"])
def contributor(ref: str, contributor_ref: str) -> ResponseReturnValue:
    """Show and change what is known of somebody who contributes."""
    event = held(_own(ref))
    row = _one(event, contributor_ref)
    form = ContributorForm(queries.items(event), data=contributor_of(row))
    if form.may_save() and _done(
        form, lambda: contributors.change(row, now=clock.now(), **form.values())
    ):
        log_access(staff(), AccessAction.CHANGE, f"contributor:{row.ref}", clock.now())
        flash(_("De gegevens zijn bewaard."))
        return _to_people(event)
    log_access(staff(), AccessAction.VIEW, f"contributor:{row.ref}", clock.now())
    page = render_template("programme/contributor.html", event=event, contributor=row, form=form)
    return page, _status(form)


@bp.post("/<string:ref>/bijdragers/<string:contributor_ref>/vraag")
def ask(ref: str, contributor_ref: str) -> ResponseReturnValue:
    """Mail somebody the text about them, and ask whether it may be shown."""
    event = _own(ref)
    contributors.ask(_one(event, contributor_ref), now=clock.now())
    flash(_("De vraag om akkoord gaat zo per e-mail weg."))
    return _to_people(event)


@bp.post("/<string:ref>/bijdragers/<string:contributor_ref>/<any(omhoog, omlaag):direction>")
def move_contributor(ref: str, contributor_ref: str, direction: str) -> ResponseReturnValue:
    """Let somebody who contributes change places with the one before or after them."""
    row = _one(_own(ref), contributor_ref)
    contributors.move(row, service.Direction(direction), now=clock.now())
    return redirect(url_for(".overview", ref=ref, _anchor=f"bijdrager-{row.ref}"), 303)


@bp.post("/<string:ref>/bijdragers/<string:contributor_ref>/weg")
def remove_contributor(ref: str, contributor_ref: str) -> ResponseReturnValue:
    """Take somebody out of the programme."""
    event = _own(ref)
    row = _one(event, contributor_ref)
    log_access(staff(), AccessAction.CHANGE, f"contributor:{row.ref}", clock.now())
    contributors.remove(row, now=clock.now())
    flash(_("De bijdrager is uit het programma en gewist."))
    return _to_people(event)


@bp.route("/<string:ref>/materiaal", methods=["GET", "POST"])
@once
def materials(ref: str) -> ResponseReturnValue:
    """List what is left to read or see of a meeting, and add to it."""
    event = _own(ref)
    form = MaterialForm()
    if form.validate_on_submit():
        material_service.add(event, now=clock.now(), **form.values())
        flash(_("Het materiaal staat erbij."))
        return redirect(url_for(".materials", ref=ref), 303)
    rows = queries.materials(event)
    page = render_template("programme/materials.html", event=event, materials=rows, form=form)
    return page, _status(form)


@bp.route("/<string:ref>/materiaal/<string:material_ref>", methods=["GET", "POST"])
def material(ref: str, material_ref: str) -> ResponseReturnValue:
    """Show and change one of the materials."""
    event = held(_own(ref))
    row = queries.material(event, material_ref) or abort(404)
    form = MaterialForm(data=material_of(row))
    if form.may_save():
        material_service.change(row, now=clock.now(), **form.values())
        flash(_("Het materiaal is bewaard."))
        return redirect(url_for(".materials", ref=ref), 303)
    page = render_template("programme/material.html", event=event, material=row, form=form)
    return page, _status(form)


@bp.post("/<string:ref>/materiaal/<string:material_ref>/weg")
def remove_material(ref: str, material_ref: str) -> ResponseReturnValue:
    """Take a link away."""
    row = queries.material(_own(ref), material_ref) or abort(404)
    material_service.remove(row, now=clock.now())
    flash(_("Het materiaal is weg."))
    return redirect(url_for(".materials", ref=ref), 303)


def _change(item: SessionItem, form: ItemForm) -> None:
    with following.followed(item.event):
        service.change_item(item, now=clock.now(), **form.values())


def _item_page(item: SessionItem, form: ItemForm, reason: LeaveOutForm) -> str:
    log_access(staff(), AccessAction.VIEW, f"event:{item.event.ref}/programme", clock.now())
    return render_template(
        "programme/item.html", event=item.event, item=item, form=form, reason=reason
    )


def _own(ref: str) -> Event:
    """Find a meeting that this member of staff manages; to others it does not exist."""
    return events.managed_by(staff(), ref) or abort(404)


def _one(event: Event, ref: str) -> Contributor:
    return queries.contributor(event, ref) or abort(404)


def _done(form: BaseForm, verb: Callable[[], object]) -> bool:
    """Do it, or put the refusal above the form."""
    try:
        verb()
    except DomainError as error:
        form.refuse(None, str(error))
        return False
    return True


def _status(form: SharedForm) -> int:
    """Tell a meeting that allows no change from what was not filled in well."""
    if form.form_errors or form.told:
        return DomainError.status
    return 422 if form.errors else 200


def _to_item(item: SessionItem) -> ResponseReturnValue:
    url = url_for(".overview", ref=item.event.ref, _anchor=f"item-{item.ref}")
    return redirect(url, 303)


def _to_people(event: Event) -> ResponseReturnValue:
    return redirect(url_for(".overview", ref=event.ref, _anchor="bijdragers"), 303)

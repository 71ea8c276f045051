"""Local alliances, for staff: everybody may look, the project team keeps them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.alliances import queries, service
from academie.alliances.forms import (
    AllianceForm,
    NewAllianceForm,
    PhaseFilter,
    PhaseForm,
    ShownForm,
    alliance_of,
)
from academie.alliances.models import LocalAlliance
from academie.alliances.terms import TARGET, TARGET_SOURCE, Criterion
from academie.core import clock
from academie.core.db import lock_row
from academie.core.errors import DomainError
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.followups.queries import events_to_link

bp = Blueprint("alliances_manage", __name__, url_prefix="/beheer/allianties")
bp.before_request(require_staff)

_CRITERIA = {each.value: each for each in Criterion}
_OF_PLACE = (service.PlaceTakenError, service.PlaceWithoutLettersError)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the local alliances and count them against the plan."""
    form, all_wheels = PhaseFilter(request.args), queries.flywheels()
    return render_template(
        "alliances/list.html",
        form=form,
        wheels=queries.chosen(all_wheels, **form.choice()),
        tally=queries.tally(all_wheels),
        target=TARGET,
        source=TARGET_SOURCE,
        now=clock.now(),
        may_edit=_is_team(),
    )


@bp.route("/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Note down a local alliance."""
    require_role(RoleName.PROJECT_TEAM)
    form = NewAllianceForm(events_to_link(staff()))
    if form.validate_on_submit():
        try:
            alliance = service.add(by=staff(), now=clock.now(), **form.values())
        except _OF_PLACE as error:
            form.refuse("place", str(error))
        else:
            flash(_("De alliantie staat erbij."))
            return redirect(url_for(".show", ref=alliance.ref), 303)
    page = render_template("alliances/edit.html", form=form, alliance=None)
    return page, 422 if form.errors else 200


@bp.get("/<string:ref>")
@once
def show(ref: str) -> ResponseReturnValue:
    """Show one alliance: how far it is, and what shows each criterion."""
    return _page(_one(ref), PhaseForm())


@bp.route("/<string:ref>/veranderen", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Change what is known of an alliance."""
    require_role(RoleName.PROJECT_TEAM)
    alliance = _one(ref)
    if is_sent():
        lock_row(alliance)
    form = AllianceForm(events_to_link(staff()), data=alliance_of(alliance))
    if form.may_save():
        try:
            service.change(alliance, now=clock.now(), **form.values())
        except _OF_PLACE as error:
            form.refuse("place", str(error))
        else:
            flash(_("De gegevens zijn bewaard."))
            return redirect(url_for(".show", ref=ref), 303)
    page = render_template("alliances/edit.html", form=form, alliance=alliance)
    return page, refusal_of(form) or 200


@bp.post("/<string:ref>/fase")
@once
def move_on(ref: str) -> ResponseReturnValue:
    """Add how far an alliance is."""
    require_role(RoleName.PROJECT_TEAM)
    alliance, form, status = _one(ref), PhaseForm(), 422
    if form.validate_on_submit():
        try:
            service.move_on(alliance, by=staff(), now=clock.now(), **form.values())
            flash(_("De fase staat erbij. Wat er stond, blijft staan."))
            return redirect(url_for(".show", ref=ref), 303)
        except DomainError as error:
            form.refuse("phase", str(error))
            status = error.status
    return _page(_one(ref), form), status


@bp.route("/<string:ref>/bewijs/<any(a, b, c, d):letter>", methods=["GET", "POST"])
@once
def add_evidence(ref: str, letter: str) -> ResponseReturnValue:
    """Add what shows a criterion."""
    require_role(RoleName.PROJECT_TEAM)
    alliance, criterion, status = _one(ref), _CRITERIA[letter], 422
    form = ShownForm(queries.evidence_nearby(alliance))
    if form.validate_on_submit():
        try:
            service.show(alliance, criterion, by=staff(), now=clock.now(), **form.values())
            flash(_("Het bewijs is toegevoegd."))
            return redirect(url_for(".show", ref=ref), 303)
        except DomainError as error:
            form.refuse(None, str(error))
            status = error.status
    page = render_template(
        "alliances/evidence.html", form=form, alliance=_one(ref), criterion=criterion
    )
    return page, status if form.errors else 200


@bp.post("/<string:ref>/bewijs/<string:shown_ref>/intrekken")
def withdraw_evidence(ref: str, shown_ref: str) -> ResponseReturnValue:
    """Take back what proved not to show a criterion."""
    require_role(RoleName.PROJECT_TEAM)
    shown = next((item for item in _one(ref).evidence if item.ref == shown_ref), None)
    service.withdraw(shown or abort(404), by=staff(), now=clock.now())
    flash(_("Dit bewijs telt niet meer mee."))
    return redirect(url_for(".show", ref=ref), 303)


def _one(ref: str) -> LocalAlliance:
    return queries.by_ref(ref) or abort(404)


def _page(alliance: LocalAlliance, form: PhaseForm) -> str:
    return render_template(
        "alliances/show.html",
        alliance=alliance,
        wheel=queries.wheel_of(alliance),
        idle=[item for item in alliance.evidence if not queries.holds(item)],
        form=form,
        may_edit=_is_team(),
    )


def _is_team() -> bool:
    return staff().holds(RoleName.PROJECT_TEAM)

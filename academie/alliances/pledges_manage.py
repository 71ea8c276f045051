"""Pledges, for staff: the project team keeps them; at a meeting its organiser lets people sign."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_project_team, require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.alliances import pledges, pledging
from academie.alliances.fields import with_known
from academie.alliances.models import Pledge
from academie.alliances.pledge_forms import (
    PledgeFilter,
    PledgeForm,
    SignForm,
    TalkForm,
    pledge_of,
)
from academie.core import clock
from academie.core.db import lock_row
from academie.core.errors import DomainError
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.events.terms import EventStatus
from academie.followups.queries import events_to_link
from academie.partners import queries as partners
from academie.reference.queries import current_challenges

bp = Blueprint("pledges_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/beloften")
def index() -> ResponseReturnValue:
    """List pledges by organisation, with a search."""
    require_project_team()
    form = PledgeFilter(request.args)
    return render_template(
        "pledges/list.html",
        form=form,
        pledges=pledges.listing(form.choice()),
        silent=len(pledges.silent(_today())),
    )


@bp.get("/beloften/stil")
def silent() -> ResponseReturnValue:
    """List the partners with whom nobody has spoken about their pledge for a year."""
    require_project_team()
    return render_template("pledges/silent.html", rows=pledges.silent(_today()), now=clock.now())


@bp.route("/beloften/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Note down a pledge."""
    require_project_team()
    known = partners.by_ref(request.args.get("organisatie", ""))
    form = PledgeForm(
        current_challenges(),
        events_to_link(staff()),
        data={"organisation": known.name if known else None},
    )
    if form.validate_on_submit():
        try:
            pledge = pledging.sign(by=staff(), now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("ended_on", str(error))
        else:
            flash(_("De belofte staat erbij."))
            return redirect(url_for(".show", ref=pledge.ref), 303)
    page = render_template("pledges/edit.html", form=form, pledge=None)
    return page, 422 if form.errors else 200


@bp.get("/beloften/<string:ref>")
@once
def show(ref: str) -> ResponseReturnValue:
    """Show a pledge and the talks about it."""
    return render_template("pledges/show.html", pledge=_one(ref), form=TalkForm())


@bp.route("/beloften/<string:ref>/veranderen", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Put right what is written down of a pledge."""
    pledge = _one(ref)
    if is_sent():
        lock_row(pledge)
    form = PledgeForm(
        with_known(current_challenges(), pledge.challenges),
        events_to_link(staff()),
        data=pledge_of(pledge),
    )
    if form.may_save():
        try:
            pledging.change(pledge, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("ended_on", str(error))
        else:
            flash(_("De gegevens zijn bewaard."))
            return redirect(url_for(".show", ref=ref), 303)
    page = render_template("pledges/edit.html", form=form, pledge=pledge)
    return page, refusal_of(form) or 200


@bp.post("/beloften/<string:ref>/gesprek")
@once
def talk(ref: str) -> ResponseReturnValue:
    """Add a talk about a pledge."""
    pledge, form = _one(ref), TalkForm()
    if form.validate_on_submit():
        try:
            pledging.talk(pledge, by=staff(), now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("talked_on", str(error))
        else:
            flash(_("Het gesprek staat erbij. Wat er stond, blijft staan."))
            return redirect(url_for(".show", ref=ref), 303)
    return render_template("pledges/show.html", pledge=_one(ref), form=form), 422


@bp.route("/bijeenkomsten/<string:ref>/beloften", methods=["GET", "POST"])
@once
def sign_here(ref: str) -> ResponseReturnValue:
    """Let an organisation sign its pledge at a meeting."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    event = managed_by(staff(), ref) or abort(404)
    form = SignForm(current_challenges(), data={"signed_on": _day_of_signing(event)})
    if event.status is EventStatus.DRAFT:
        return _signing_page(event, form), 409 if form.is_submitted() else 200
    if form.validate_on_submit():
        pledging.sign(by=staff(), now=clock.now(), event=event, **form.values())
        flash(_("De belofte is getekend en staat bij deze bijeenkomst."))
        return redirect(url_for(".sign_here", ref=ref), 303)
    return _signing_page(event, form), 422 if form.errors else 200


def _one(ref: str) -> Pledge:
    require_project_team()
    return pledges.by_ref(ref) or abort(404)


def _signing_page(event: Event, form: SignForm) -> str:
    """Show what was signed at a meeting; a draft may be thrown away, so nobody signs there."""
    return render_template(
        "pledges/sign.html",
        event=event,
        form=form,
        may_sign=event.status is not EventStatus.DRAFT,
        pledges=pledges.signed_at(event),
        is_team=staff().holds(RoleName.PROJECT_TEAM),
    )


def _day_of_signing(event: Event) -> date:
    """Offer the day of the meeting, or today while it is yet to come."""
    return min(clock.to_local(event.starts_at).date(), _today())


def _today() -> date:
    return clock.to_local(clock.now()).date()

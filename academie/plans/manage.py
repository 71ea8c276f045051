"""Plans, for staff: everybody may look, the project team keeps them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.activity.frozen import require_unreported
from academie.core import clock
from academie.core.db import lock_row
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.plans import figures, measures, queries, service
from academie.plans.figures import Realised
from academie.plans.forms import LineForm, PlanForm, line_of, plan_of
from academie.plans.models import Plan, PlanLine
from academie.plans.targets import planned_words
from academie.reports.tables import words

bp = Blueprint("plans_manage", __name__, url_prefix="/beheer/plannen")
bp.before_request(require_staff)


@bp.get("")
def index() -> ResponseReturnValue:
    """List the plans."""
    return render_template("plans/list.html", plans=queries.every_plan(), may_edit=_is_team())


@bp.route("/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Make a plan."""
    require_role(RoleName.PROJECT_TEAM)
    form = PlanForm()
    if form.validate_on_submit():
        try:
            plan = service.add(by=staff(), now=clock.now(), **form.values())
        except service.PeriodError as error:
            form.refuse("last_on", str(error))
        else:
            flash(_("Het plan staat erbij. Voeg nu regels toe."))
            return redirect(url_for(".show", ref=plan.ref), 303)
    page = render_template("plans/edit.html", form=form, plan=None)
    return page, 422 if form.errors else 200


@bp.get("/<string:ref>")
def show(ref: str) -> ResponseReturnValue:
    """Show a plan, with what was done so far beside each line."""
    plan, now = _one(ref), clock.now()
    return render_template(
        "plans/show.html",
        plan=plan,
        found=figures.account(plan, plan.period, now).rows,
        now=now,
        words=words,
        planned=planned_words,
        may_open=_may_open,
        may_edit=_is_team(),
    )


@bp.route("/<string:ref>/veranderen", methods=["GET", "POST"])
def edit(ref: str) -> ResponseReturnValue:
    """Change what is known of a plan."""
    require_role(RoleName.PROJECT_TEAM)
    plan = _held(ref)
    form = PlanForm(data=plan_of(plan))
    if form.may_save():
        try:
            service.change(plan, now=clock.now(), **form.values())
        except service.PeriodError as error:
            form.refuse("last_on", str(error))
        else:
            flash(_("Het plan is bewaard."))
            return redirect(url_for(".show", ref=ref), 303)
    page = render_template("plans/edit.html", form=form, plan=_one(ref))
    return page, refusal_of(form) or 200


@bp.route("/<string:ref>/regels/nieuw", methods=["GET", "POST"])
@once
def new_line(ref: str) -> ResponseReturnValue:
    """Add a line to a plan."""
    require_role(RoleName.PROJECT_TEAM)
    plan, form = _one(ref), LineForm()
    if form.validate_on_submit():
        try:
            service.add_line(plan, now=clock.now(), **form.values())
        except service.LineError as error:
            form.refuse(error.field, str(error))
        else:
            flash(_("De regel staat erbij."))
            return redirect(url_for(".show", ref=ref), 303)
    page = render_template("plans/line.html", form=form, plan=_one(ref), line=None)
    return page, 422 if form.errors else 200


@bp.get("/<string:ref>/regels/<string:line_ref>")
def records(ref: str, line_ref: str) -> ResponseReturnValue:
    """List exactly what a line of a plan counts; of one year, when it holds for a year."""
    plan, now = _one(ref), clock.now()
    line, part = _line(plan, line_ref), request.args.get("jaar", 0, type=int)
    found = next(
        (
            one
            for one in figures.account(plan, plan.period, now).rows
            if one.target.line is line and part in {0, one.target.part}
        ),
        None,
    )
    if found is None or not _may_open(found):
        abort(404)
    return render_template(
        "plans/records.html",
        plan=plan,
        found=found,
        definition=measures.definition_of(line.measure) if line.measure else None,
        now=now,
        words=words,
    )


@bp.route("/<string:ref>/regels/<string:line_ref>/veranderen", methods=["GET", "POST"])
def edit_line(ref: str, line_ref: str) -> ResponseReturnValue:
    """Change a line of a plan."""
    require_role(RoleName.PROJECT_TEAM)
    line = _line(_held(ref), line_ref)
    form = LineForm(data=line_of(line))
    if form.may_save():
        try:
            service.change_line(line, now=clock.now(), **form.values())
        except service.LineError as error:
            form.refuse(error.field, str(error))
        else:
            flash(_("De regel is bewaard."))
            return redirect(url_for(".show", ref=ref), 303)
    plan = _one(ref)
    page = render_template("plans/line.html", form=form, plan=plan, line=_line(plan, line_ref))
    return page, refusal_of(form) or 200


@bp.post("/<string:ref>/regels/<string:line_ref>/<any(omhoog, omlaag):verb>")
def move_line(ref: str, line_ref: str, verb: str) -> ResponseReturnValue:
    """Move a line one place."""
    require_role(RoleName.PROJECT_TEAM)
    service.move_line(_line(_one(ref), line_ref), up=verb == "omhoog", now=clock.now())
    return redirect(url_for(".show", ref=ref, _anchor="regels"), 303)


@bp.post("/<string:ref>/regels/<string:line_ref>/weghalen")
def remove_line(ref: str, line_ref: str) -> ResponseReturnValue:
    """Take a line away, unless an adopted report accounts for it."""
    require_role(RoleName.PROJECT_TEAM)
    line = _line(_held(ref), line_ref)
    require_unreported(line)
    service.remove_line(line, now=clock.now())
    flash(_("De regel is weggehaald."))
    return redirect(url_for(".show", ref=ref, _anchor="regels"), 303)


def _one(ref: str) -> Plan:
    return queries.by_ref(ref) or abort(404)


def _held(ref: str) -> Plan:
    """Find a plan, and keep it from changing while a form about it is being sent."""
    plan = _one(ref)
    if is_sent():
        lock_row(plan)
    return plan


def _line(plan: Plan, ref: str) -> PlanLine:
    return queries.line_of(plan, ref) or abort(404)


def _is_team() -> bool:
    return staff().holds(RoleName.PROJECT_TEAM)


def _may_open(found: Realised) -> bool:
    """Tell whether the reader may see the records behind a figure."""
    measure = found.target.line.measure
    if measure is None or found.figure is None:
        return False
    return _is_team() or figures.is_open(measure, found.figure)

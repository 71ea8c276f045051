"""The plan of a meeting, for staff: its checklist and its ingredients."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName, User
from academie.checkpoints import worklist
from academie.checkpoints.days import today
from academie.core import clock
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.once import once
from academie.core.together import refusal_of
from academie.events.advice import Advice, advise, plan_of
from academie.events.editing import held
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.planning import following, overview, queries, service, taking_over, words
from academie.planning.checklist import checklist, due_now, due_on
from academie.planning.copying import copy_event, moved
from academie.planning.forms import CopyForm, FloatingTaskForm, MailMarkForm, MarkForm, TaskForm
from academie.planning.models import Task
from academie.planning.terms import IngredientState, Letter, Part
from academie.questions import service as questions
from academie.requests import contact

bp = Blueprint("planning_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)
bp.add_app_template_filter(words.facts, "ingredient_facts")


@bp.get("/taken")
def tasks() -> ResponseReturnValue:
    """List what is late or soon due in all meetings one manages."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    lines = due_now(staff(), clock.now())
    late = [line for line in lines if line.days_late]
    soon = [line for line in lines if not line.days_late]
    follow_ups = worklist.tasks_of(staff(), today(clock.now()))
    return render_template("planning/tasks.html", late=late, soon=soon, follow_ups=follow_ups)


@bp.route("/bijeenkomsten/<string:ref>/draaiboek", methods=["GET", "POST"])
@once
def runbook(ref: str) -> ResponseReturnValue:
    """Show the checklist and the ingredients of a meeting, and add a task."""
    event = _own(ref)
    form = TaskForm()
    if form.validate_on_submit():
        service.add_task(event, **form.values())
        flash(_("De taak staat op de lijst."))
        return redirect(url_for(".runbook", ref=ref))
    page = render_template(
        "planning/runbook.html",
        event=event,
        form=form,
        checklist=checklist(event, clock.now()),
        overview=overview.overview(event),
    )
    return page, 422 if form.errors else 200


@bp.post("/bijeenkomsten/<string:ref>/draaiboek/blauwdruk")
def begin(ref: str) -> ResponseReturnValue:
    """Begin from the newest format."""
    event = _own(ref)
    if service.apply_format(event, now=clock.now()) is None:
        abort(404)
    flash(_("De blauwdruk staat klaar: taken, programma en plekken."))
    return redirect(url_for(".runbook", ref=ref))


@bp.post("/bijeenkomsten/<string:ref>/draaiboek/overnemen/<string:key>")
def take_over(ref: str, key: str) -> ResponseReturnValue:
    """Take one ingredient over from the newest format."""
    if not taking_over.take_over(_own(ref), key, now=clock.now()):
        flash(_("Er is niets meer over te nemen. Misschien deed een collega het net."))
        return redirect(url_for(".runbook", ref=ref))
    flash(_("Het onderdeel is overgenomen."))
    return redirect(url_for(".runbook", ref=ref))


@bp.route("/bijeenkomsten/<string:ref>/draaiboek/taken/<string:task_ref>", methods=["GET", "POST"])
def task(ref: str, task_ref: str) -> ResponseReturnValue:
    """Show and change a task."""
    found = _task(held(_own(ref)), task_ref)
    day = due_on(found)
    floating = found.days is not None and day is None
    kind = FloatingTaskForm if floating else TaskForm
    form = kind(data={"title": found.title, "owner": found.owner, "due_on": day})
    if form.may_save():
        values = form.values()
        if floating:
            values["due_on"] = None
        service.change_task(found, **values)
        flash(_("De taak is bewaard."))
        return redirect(url_for(".runbook", ref=ref))
    page = render_template(
        "planning/task.html", event=found.event, task=found, floating=floating, form=form
    )
    return page, refusal_of(form) or 200


@bp.post("/bijeenkomsten/<string:ref>/draaiboek/taken/<string:task_ref>/klaar")
def tick(ref: str, task_ref: str) -> ResponseReturnValue:
    """Note that a task is done; from the page of all meetings, stay there."""
    service.tick(_task(_own(ref), task_ref), by=staff(), now=clock.now())
    flash(_("Klaar. De taak is afgevinkt."))
    everywhere = request.args.get("van") == "taken"
    return redirect(url_for(".tasks") if everywhere else url_for(".runbook", ref=ref))


@bp.post("/bijeenkomsten/<string:ref>/draaiboek/taken/<string:task_ref>/heropen")
def reopen(ref: str, task_ref: str) -> ResponseReturnValue:
    """Note that a task is not done after all."""
    service.reopen(_task(_own(ref), task_ref))
    flash(_("De taak staat weer open."))
    return redirect(url_for(".runbook", ref=ref))


@bp.post("/bijeenkomsten/<string:ref>/draaiboek/taken/<string:task_ref>/weg")
def remove_task(ref: str, task_ref: str) -> ResponseReturnValue:
    """Take a task that staff added off the checklist."""
    service.remove_task(_task(_own(ref), task_ref))
    flash(_("De taak is van de lijst."))
    return redirect(url_for(".runbook", ref=ref))


@bp.route(
    "/bijeenkomsten/<string:ref>/draaiboek/onderdelen/<string:ingredient_ref>",
    methods=["GET", "POST"],
)
def ingredient(ref: str, ingredient_ref: str) -> ResponseReturnValue:
    """Say what a meeting does with an ingredient of its format."""
    row = queries.ingredient_of(held(_own(ref)), ingredient_ref) or abort(404)
    is_mail = row.ingredient.part is Part.MAIL and Letter.of(row.ingredient.key)
    kind = MailMarkForm if is_mail else MarkForm
    form = kind(data={"state": row.state, "note": row.note, "sentence": row.sentence})
    if form.may_save():
        values, was_out = form.values(), row.state is IngredientState.LEFT_OUT
        try:
            service.say(row, values.pop("sentence", None))
            service.mark(row, **values)
            following.follow_mark(row, was_out=was_out, now=clock.now())
        except (service.MailAlwaysGoesError, IllegalMoveError) as error:
            form.refuse("state", str(error))
        else:
            flash(_("Het onderdeel is bewaard."))
            return redirect(url_for(".runbook", ref=ref))
    page = render_template("planning/ingredient.html", event=row.event, row=row, form=form)
    return page, refusal_of(form) or 200


@bp.route("/bijeenkomsten/<string:ref>/kopie", methods=["GET", "POST"])
@once
def copy(ref: str) -> ResponseReturnValue:
    """Make a draft on another day out of a meeting."""
    event, form, advice = _own(ref), CopyForm(), None
    own = [] if staff().holds(RoleName.PROJECT_TEAM) else [staff()]
    if form.validate_on_submit():
        try:
            if "check" not in request.form:
                return _copied(event, form.day.data, own)
            advice = _advice_on(event, form.day.data, own)
        except DomainError as error:
            form.refuse("day", str(error))
    page = render_template("planning/copy.html", event=event, form=form, advice=advice)
    return page, 422 if form.errors else 200


def _copied(event: Event, day: date, organisers: Sequence[User]) -> ResponseReturnValue:
    made = copy_event(event, day=day, organisers=organisers, now=clock.now())
    questions.copy(event, made, now=clock.now())
    contact.leave_copy(event, made)
    flash(_("De kopie is een concept. Kijk alles na voordat je publiceert."))
    return redirect(url_for("events_manage.edit", ref=made.ref))


def _advice_on(event: Event, day: date, organisers: Sequence[User]) -> Advice:
    """Tell what to know of the day of a copy; the meeting itself is another one by then."""
    starts_at, ends_at = moved(event, day)
    plan = replace(
        plan_of(event), starts_at=starts_at, ends_at=ends_at, ref=None, organisers=organisers
    )
    return advise(plan, staff())


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return managed_by(staff(), ref) or abort(404)


def _task(event: Event, ref: str) -> Task:
    return queries.task_of(event, ref) or abort(404)

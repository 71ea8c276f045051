"""What came of it, for staff: write it down, judge it, and watch what becomes of it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.followups import gaps, queries, review, service
from academie.followups.chronicle import chronicle
from academie.followups.filters import RegisterFilter
from academie.followups.forms import MeaningForm, WhatForm, meaning_of, what_of
from academie.followups.gaps import IncompleteOutcomeError
from academie.followups.models import Outcome
from academie.followups.notes import EvidenceForm, NoteForm, ObservationForm
from academie.followups.terms import Nature, OutcomeState
from academie.reference.queries import current_challenges

bp = Blueprint("followups_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/opbrengsten")
def register() -> ResponseReturnValue:
    """List outcomes, with filters."""
    meetings = queries.events_with_outcomes(staff())
    form = RegisterFilter(meetings, request.args)
    rows = queries.register(staff(), **form.choice())
    may_write = staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    return render_template("followups/register.html", rows=rows, form=form, may_write=may_write)


@bp.get("/bijeenkomsten/<string:ref>/opvolging")
def timeline(ref: str) -> ResponseReturnValue:
    """Show the story of a meeting: adopted outcomes in the picture, the others below it."""
    event = managed_by(staff(), ref)
    if event is None:
        abort(404)
    told = queries.of_event(event, OutcomeState.ADOPTED)
    unfinished = queries.of_event(
        event, OutcomeState.DRAFT, OutcomeState.SUBMITTED, OutcomeState.RETURNED
    )
    return render_template(
        "followups/staff_timeline.html",
        chronicle=chronicle(event, told, clock.now()),
        unfinished=unfinished,
        days=queries.days_to_first_outcome(event),
    )


@bp.route("/opbrengsten/nieuw", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Note down an outcome: step 1."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    meetings = queries.events_to_link(staff())
    form = WhatForm(
        meetings,
        needs_meeting=not staff().holds(RoleName.PROJECT_TEAM),
        data={"event": request.args.get("bijeenkomst", ""), "changed_precision": "unknown"},
    )
    if form.validate_on_submit():
        try:
            outcome = service.draft(author=staff(), now=clock.now(), **form.values())
        except IncompleteOutcomeError as error:
            _say(form, error.gaps)
        else:
            return _onwards(outcome)
    page = render_template("followups/step_what.html", form=form, outcome=None)
    return page, 422 if form.errors else 200


@bp.route("/opbrengsten/<string:ref>/stap-1", methods=["GET", "POST"])
def what(ref: str) -> ResponseReturnValue:
    """Change what is written down of the change itself: step 1."""
    outcome = _writable(ref, to_change=True)
    meetings = queries.events_to_link(staff())
    form = WhatForm(
        meetings,
        needs_meeting=not staff().holds(RoleName.PROJECT_TEAM),
        data=what_of(outcome, meetings),
    )
    if form.validate_on_submit():
        values = form.values()
        values["events"] += _links_beyond(outcome, meetings)
        if _changed(outcome, form, values):
            return _onwards(outcome)
    _say_missing(form, outcome)
    page = render_template("followups/step_what.html", form=form, outcome=outcome)
    return page, 422 if request.method == "POST" else 200


@bp.get("/opbrengsten/<string:ref>/stap-2")
def knowing(ref: str) -> ResponseReturnValue:
    """Show how we know: step 2."""
    outcome = _writable(ref, to_change=True)
    return _knowing_page(outcome, _observation_form(), EvidenceForm())


@bp.route("/opbrengsten/<string:ref>/stap-3", methods=["GET", "POST"])
def meaning(ref: str) -> ResponseReturnValue:
    """Change what is written down of the meaning: step 3."""
    outcome = _writable(ref, to_change=True)
    form = MeaningForm(current_challenges(), data=meaning_of(outcome))
    if form.validate_on_submit() and _changed(outcome, form, form.values()):
        flash(_("Bewaard. Kijk alles nog eens na en dien het dan in."))
        return redirect(url_for(".show", ref=ref))
    _say_missing(form, outcome)
    page = render_template("followups/step_meaning.html", form=form, outcome=outcome)
    return page, 422 if request.method == "POST" else 200


@bp.get("/opbrengsten/<string:ref>")
def show(ref: str) -> ResponseReturnValue:
    """Show one outcome."""
    return _page(_readable(ref), _observation_form(), EvidenceForm())


@bp.post("/opbrengsten/<string:ref>/gezien")
def observe(ref: str) -> ResponseReturnValue:
    """Add what was seen of an outcome."""
    outcome = _writable(ref)
    form = _observation_form()
    if form.validate_on_submit():
        values = form.values()
        observer = values.pop("by_party") or staff()
        try:
            service.observe(outcome, observer=observer, now=clock.now(), **values)
        except service.EvidenceNeededError as error:
            form.refuse("status", str(error))
        else:
            flash(_("Toegevoegd. Wat gezien is, blijft staan."))
            return _back(outcome)
    return _back_page(outcome, form, EvidenceForm(formdata=None)), 422


@bp.post("/opbrengsten/<string:ref>/bewijs")
def show_evidence(ref: str) -> ResponseReturnValue:
    """Add something that shows an outcome is true."""
    outcome = _writable(ref)
    form = EvidenceForm()
    if form.validate_on_submit():
        service.add_evidence(outcome, added_by=staff(), now=clock.now(), **form.values())
        flash(_("Het bewijs is toegevoegd."))
        return _back(outcome)
    return _back_page(outcome, _observation_form(formdata=None), form), 422


@bp.post("/opbrengsten/<string:ref>/indienen")
def submit(ref: str) -> ResponseReturnValue:
    """Hand an outcome in, or lead to the step where something is missing."""
    outcome = _writable(ref)
    try:
        review.submit(outcome, now=clock.now())
    except IncompleteOutcomeError as error:
        first = error.gaps[0].field
        step = ".what" if hasattr(WhatForm, first) else ".meaning"
        return redirect(url_for(step, ref=ref, controle=1))
    flash(_("Ingediend. Iemand anders uit het projectteam kijkt ernaar."))
    return redirect(url_for(".show", ref=ref))


@bp.post("/opbrengsten/<string:ref>/vaststellen")
def adopt(ref: str) -> ResponseReturnValue:
    """Make an outcome count."""
    require_role(RoleName.PROJECT_TEAM)
    review.adopt(_writable(ref), reviewer=staff(), now=clock.now())
    flash(_("Vastgesteld. Deze opbrengst telt nu mee."))
    return redirect(url_for(".show", ref=ref))


@bp.route("/opbrengsten/<string:ref>/teruggeven", methods=["GET", "POST"])
def hand_back(ref: str) -> ResponseReturnValue:
    """Return an outcome to its author, with what to mend."""
    require_role(RoleName.PROJECT_TEAM)
    outcome, form = _writable(ref), NoteForm()
    if form.validate_on_submit():
        review.hand_back(outcome, reviewer=staff(), note=form.note.data, now=clock.now())
        flash(_("Teruggegeven aan wie het schreef."))
        return redirect(url_for(".show", ref=ref))
    page = render_template("followups/hand_back.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200


@bp.route("/opbrengsten/<string:ref>/intrekken", methods=["GET", "POST"])
def withdraw(ref: str) -> ResponseReturnValue:
    """Take an outcome back, with the reason; what is adopted only the project team takes back."""
    outcome, form = _writable(ref), NoteForm()
    if not review.may_withdraw(outcome, staff()):
        abort(404)
    if form.validate_on_submit():
        review.withdraw(outcome, by=staff(), reason=form.note.data, now=clock.now())
        flash(_("Ingetrokken. Deze opbrengst telt niet meer mee."))
        return redirect(url_for(".show", ref=ref))
    page = render_template("followups/withdraw.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200


def _readable(ref: str) -> Outcome:
    return queries.readable_by(staff(), ref) or abort(404)


def _writable(ref: str, *, to_change: bool = False) -> Outcome:
    """Find an outcome this member of staff may write on, else there is no such page."""
    outcome = _readable(ref)
    if not queries.writable(staff(), outcome) or (to_change and not outcome.is_open):
        abort(404)
    return outcome


def _changed(outcome: Outcome, form: BaseForm, values: dict[str, Any]) -> bool:
    """Write the answers of a step, or say beside the field what does not fit."""
    try:
        service.change(outcome, by=staff(), now=clock.now(), **values)
    except IncompleteOutcomeError as error:
        _say(form, error.gaps)
    except DomainError as error:
        form.refuse(None, str(error))
    return not form.errors


def _say(form: BaseForm, found: list[gaps.Gap]) -> None:
    for gap in found:
        form.refuse(gap.field if gap.field in form else None, str(gap.message))


def _say_missing(form: BaseForm, outcome: Outcome) -> None:
    """Say beside the fields what keeps an outcome from being handed in, when asked to look."""
    if request.args.get("controle") and request.method == "GET":
        for gap in gaps.contradictions(outcome) + gaps.missing(outcome):
            if gap.field in form:
                field = form[gap.field]
                field.errors = [*field.errors, str(gap.message)]


def _links_beyond(outcome: Outcome, offered: Any) -> list[service.MeetingLink]:
    """Keep links to meetings that this writer cannot choose."""
    known = {meeting.id for meeting in offered}
    hidden = [link for link in outcome.events if link.event_id not in known]
    return [service.MeetingLink(link.event, link.link) for link in hidden]


def _onwards(outcome: Outcome) -> ResponseReturnValue:
    if outcome.nature is Nature.ACTIVITY:
        flash(_("Bewaard als activiteit. Je kunt er later een opbrengst van maken."))
        return redirect(url_for(".show", ref=outcome.ref))
    return redirect(url_for(".knowing", ref=outcome.ref))


def _observation_form(**kwargs: Any) -> ObservationForm:
    return ObservationForm(clock.to_local(clock.now()).date(), **kwargs)


def _back(outcome: Outcome) -> ResponseReturnValue:
    """Go back to where the form stood."""
    page = ".knowing" if request.args.get("stap") and outcome.is_open else ".show"
    return redirect(url_for(page, ref=outcome.ref))


def _back_page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    in_step = request.args.get("stap") and outcome.is_open
    return (_knowing_page if in_step else _page)(outcome, seen, shown)


def _knowing_page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    row = queries.row(outcome)
    return render_template("followups/step_knowing.html", row=row, seen=seen, shown=shown)


def _page(outcome: Outcome, seen: ObservationForm, shown: EvidenceForm) -> str:
    user = staff()
    return render_template(
        "followups/show.html",
        row=queries.row(outcome),
        links=queries.links_of(outcome),
        meetings=[_meeting(link.event, link.link.label) for link in outcome.events],
        may_write=queries.writable(user, outcome),
        may_judge=review.may_judge(outcome, user),
        may_withdraw=review.may_withdraw(outcome, user),
        is_team=user.holds(RoleName.PROJECT_TEAM),
        seen=seen,
        shown=shown,
    )


def _meeting(event: Event, link: Any) -> tuple[str, str | None, Any]:
    managed = managed_by(staff(), event.ref)
    return event.title, url_for(".timeline", ref=event.ref) if managed else None, link

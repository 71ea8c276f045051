"""What came of it, for staff: write it down, judge it, and watch what becomes of it."""

from functools import lru_cache

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import RoleName
from academie.core import clock
from academie.core.once import once
from academie.core.paging import page_number
from academie.core.together import refusal_of
from academie.followups import drafting, latest, listing, pages, queries, review, service, writing
from academie.followups.filters import RegisterFilter
from academie.followups.forms import WhatForm
from academie.followups.gaps import IncompleteOutcomeError
from academie.followups.notes import NoteForm
from academie.followups.terms import Step

bp = Blueprint("followups_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)
_STATE = latest.question(drafting.UNFINISHED)
"""What decides the words of the list, and last how many outcomes somebody began."""


@bp.get("/opbrengsten")
def register() -> ResponseReturnValue:
    """List outcomes, with filters."""
    state = latest.read(_STATE, now=clock.now(), user=staff().id)
    *_rest, begun = state.told
    return render_template(
        "followups/register.html",
        drawn=_list(state, page_number(request.args)),
        unfinished=drafting.unfinished(staff()) if begun else (),
        may_write=staff().holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER),
    )


def _list(state: latest.State, number: int) -> Markup:
    """Draw the filter and a page of the list; for whoever sees all, once for each state."""
    user = staff()
    form = RegisterFilter(queries.event_to_read(user, request.args.get("event")), request.args)
    sees_all = user.holds(RoleName.PROJECT_TEAM) and not form.event.data
    if sees_all and state.settled:
        return _kept_list(state, tuple(form.arguments().items()), number)
    return _drawn(form, number)


@lru_cache(maxsize=64)
def _kept_list(_state: latest.State, chosen: tuple[tuple[str, str], ...], number: int) -> Markup:
    return _drawn(RegisterFilter(None, MultiDict(chosen)), number)


def _drawn(form: RegisterFilter, number: int) -> Markup:
    page = listing.register(staff(), form.choice(number))
    return Markup(  # noqa: S704 - a template wrote it
        render_template("followups/register_drawn.html", form=form, page=page)
    )


@bp.route("/opbrengsten/nieuw", methods=["GET", "POST"])
@once
def new() -> ResponseReturnValue:
    """Note down an outcome: step 1."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    typed = drafting.by_ref(staff(), request.values.get("typed"))
    form = writing.what_form(None, typed)
    if form.validate_on_submit():
        try:
            outcome = service.draft(author=staff(), now=clock.now(), **form.values())
        except IncompleteOutcomeError as error:
            writing.say(form, error.gaps)
        else:
            drafting.throw_away(typed)
            return writing.onwards(outcome)
    return writing.what_page(form, None, typed), refusal_of(form) or 200


@bp.route("/opbrengsten/<string:ref>/stap-1", methods=["GET", "POST"])
def what(ref: str) -> ResponseReturnValue:
    """Change what is written down of the change itself: step 1."""
    outcome = writing.held(pages.writable(ref, to_change=True))
    typed = drafting.of(staff(), Step.WHAT, outcome)
    form = writing.what_form(outcome, typed)
    if form.may_save() and writing.changed(outcome, form, writing.what_values(form, outcome)):
        drafting.throw_away(typed)
        return writing.onwards(outcome)
    writing.say_missing(form, outcome)
    return writing.what_page(form, outcome, typed), writing.status_of(form)


@bp.get("/opbrengsten/<string:ref>/stap-2")
@once
def knowing(ref: str) -> ResponseReturnValue:
    """Show how we know: step 2."""
    return pages.knowing_page(pages.writable(ref, to_change=True))


@bp.route("/opbrengsten/<string:ref>/stap-3", methods=["GET", "POST"])
def meaning(ref: str) -> ResponseReturnValue:
    """Change what is written down of the meaning: step 3."""
    outcome = writing.held(pages.writable(ref, to_change=True))
    typed = drafting.of(staff(), Step.MEANING, outcome)
    form = writing.meaning_form(outcome, typed)
    if form.may_save() and writing.changed(outcome, form, form.values()):
        drafting.throw_away(typed)
        flash(_("Bewaard. Kijk alles nog eens na en dien het dan in."))
        return redirect(url_for(".show", ref=ref))
    writing.say_missing(form, outcome)
    return writing.meaning_page(form, outcome, typed), writing.status_of(form)


@bp.get("/opbrengsten/<string:ref>")
@once
def show(ref: str) -> ResponseReturnValue:
    """Show one outcome."""
    return pages.show_page(pages.readable(ref))


@bp.post("/opbrengsten/<string:ref>/gezien")
@once
def observe(ref: str) -> ResponseReturnValue:
    """Add what was seen of an outcome."""
    outcome = pages.writable(ref)
    form = pages.observation_form()
    if form.validate_on_submit():
        values = form.values()
        observer = values.pop("by_party") or staff()
        try:
            service.observe(outcome, observer=observer, now=clock.now(), **values)
        except service.EvidenceNeededError as error:
            form.refuse("status", str(error))
        else:
            drafting.throw_away(drafting.of(staff(), Step.SEEN, outcome))
            flash(_("Toegevoegd. Wat gezien is, blijft staan."))
            return pages.back(outcome)
    return pages.back_page(outcome, seen=form), 422


@bp.post("/opbrengsten/<string:ref>/indienen")
def submit(ref: str) -> ResponseReturnValue:
    """Hand an outcome in, or lead to the step where something is missing."""
    outcome = pages.writable(ref)
    try:
        review.submit(outcome, by=staff(), now=clock.now())
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
    outcome = pages.writable(ref)
    review.adopt(outcome, reviewer=staff(), now=clock.now())
    if queries.row(outcome).counts:
        flash(_("Vastgesteld. Deze opbrengst telt nu mee."))
    else:
        flash(_("Vastgesteld. De opbrengst telt pas mee als is opgelost wat betwist is."))
    return redirect(url_for(".show", ref=ref))


@bp.route("/opbrengsten/<string:ref>/teruggeven", methods=["GET", "POST"])
def hand_back(ref: str) -> ResponseReturnValue:
    """Return an outcome to its author, with what to mend."""
    require_role(RoleName.PROJECT_TEAM)
    outcome, form = pages.writable(ref), NoteForm()
    if form.validate_on_submit():
        review.hand_back(outcome, reviewer=staff(), note=form.note.data, now=clock.now())
        flash(_("Teruggegeven aan wie het schreef."))
        return redirect(url_for(".show", ref=ref))
    page = render_template("followups/hand_back.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200


@bp.route("/opbrengsten/<string:ref>/intrekken", methods=["GET", "POST"])
def withdraw(ref: str) -> ResponseReturnValue:
    """Take an outcome back, with the reason; what is adopted only the project team takes back."""
    outcome, form = pages.writable(ref), NoteForm()
    if not review.may_withdraw(outcome, staff()):
        abort(404)
    if form.validate_on_submit():
        review.withdraw(outcome, by=staff(), reason=form.note.data, now=clock.now())
        flash(_("Ingetrokken. Deze opbrengst telt niet meer mee."))
        return redirect(url_for(".show", ref=ref))
    page = render_template("followups/withdraw.html", outcome=outcome, form=form)
    return page, 422 if form.errors else 200

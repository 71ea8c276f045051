"""Data of people, for the project team: what they ask, what went wrong, what was erased."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.accounts.models import AccessAction, subject_words
from academie.accounts.queries import LAST_LOG_PAGE
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.privacy import asked, queries
from academie.privacy import breaches as breach_register
from academie.privacy.forms import AskedForm, BreachForm, FindForm, FinishForm
from academie.privacy.models import Breach, DataRequest
from academie.privacy.words import rule_words

bp = Blueprint("privacy_manage", __name__, url_prefix="/beheer/privacy")
bp.before_request(require_staff)
bp.before_request(require_project_team)


@bp.get("")
def index() -> ResponseReturnValue:
    """List what people ask about their data, overdue first, and what was answered."""
    waiting, answered = queries.open_requests(), queries.answered_requests()
    if waiting or answered:
        log_access(staff(), AccessAction.VIEW, "data_request:all", clock.now())
    return render_template(
        "privacy/requests.html",
        waiting=waiting,
        answered=answered,
        today=clock.to_local(clock.now()).date(),
    )


@bp.route("/verzoek", methods=["GET", "POST"])
@once
def note() -> ResponseReturnValue:
    """Write down what somebody asks."""
    form = AskedForm(data={"asked_on": clock.to_local(clock.now()).date()})
    if form.validate_on_submit():
        made = asked.note(by=staff(), **form.values())
        log_access(staff(), AccessAction.CHANGE, f"data_request:{made.ref}", clock.now())
        flash(_("Het verzoek is bewaard."))
        return redirect(url_for(".show", ref=made.ref), 303)
    return render_template("privacy/note.html", form=form), 422 if form.errors else 200


@bp.route("/verzoek/<string:ref>", methods=["GET", "POST"])
def show(ref: str) -> ResponseReturnValue:
    """Show what somebody asks, and note how it ended."""
    found = _request(ref)
    form = FinishForm()
    if form.validate_on_submit():
        asked.finish(found, form.chosen(), by=staff(), now=clock.now())
        log_access(staff(), AccessAction.CHANGE, f"data_request:{ref}", clock.now())
        flash(_("Het verzoek is afgerond."))
        return redirect(url_for(".index"), 303)
    if request.method == "GET":
        log_access(staff(), AccessAction.VIEW, f"data_request:{ref}", clock.now())
    page = render_template(
        "privacy/show.html", asked=found, form=form, today=clock.to_local(clock.now()).date()
    )
    return page, 422 if form.errors else 200


@bp.route("/zoeken", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Find where an address stands; it travels in no address of a page."""
    form, found = FindForm(), None
    if form.validate_on_submit():
        found = queries.of_address(form.email.data)
        log_access(staff(), AccessAction.VIEW, "address:typed", clock.now())
    page = render_template("privacy/find.html", form=form, found=found, sure=BaseForm())
    return page, 422 if form.errors else 200


@bp.post("/zoeken/wissen")
def erase_everywhere() -> ResponseReturnValue:
    """Forget somebody who asked for it, wherever their address stands."""
    form = FindForm()
    if not form.validate_on_submit():
        abort(400)
    found = queries.of_address(form.email.data)
    asked.erase_everywhere(found, by=staff(), now=clock.now())
    flash(_("Alles van dit e-mailadres is gewist."))
    return redirect(url_for(".find"), 303)


@bp.get("/datalekken")
def breaches() -> ResponseReturnValue:
    """List what went wrong with data."""
    return render_template("privacy/breaches.html", breaches=queries.breaches(), now=clock.now())


@bp.route("/datalek", methods=["GET", "POST"])
@once
def new_breach() -> ResponseReturnValue:
    """Write down that something went wrong with data."""
    form = BreachForm(None)
    if form.validate_on_submit():
        return _saved(breach_register.note(form.values()))
    page = render_template("privacy/breach.html", form=form, breach=None, touched=())
    return page, 422 if form.errors else 200


@bp.route("/datalek/<string:ref>", methods=["GET", "POST"])
def breach(ref: str) -> ResponseReturnValue:
    """Show and change what is known of something that went wrong, with the log of its days."""
    found = queries.breach_by_ref(ref) or abort(404)
    form = BreachForm(found)
    if form.validate_on_submit():
        breach_register.change(found, form.values())
        return _saved(found)
    page = render_template(
        "privacy/breach.html",
        form=form,
        breach=found,
        touched=queries.touched(found),
        now=clock.now(),
    )
    return page, 422 if form.errors else 200


@bp.get("/gewist")
def journal() -> ResponseReturnValue:
    """List what was erased, when and by which rule; nobody stands in it."""
    page = min(max(1, request.args.get("pagina", 1, type=int)), LAST_LOG_PAGE)
    lines, more = queries.journal_page(page)
    shown = [(line, subject_words(line.subject), rule_words(line.rule)) for line in lines]
    return render_template("privacy/journal.html", lines=shown, page=page, more=more)


def _saved(breach: Breach) -> ResponseReturnValue:
    log_access(staff(), AccessAction.CHANGE, f"breach:{breach.ref}", clock.now())
    flash(_("Het datalek is bewaard."))
    return redirect(url_for(".breach", ref=breach.ref), 303)


def _request(ref: str) -> DataRequest:
    return queries.request_by_ref(ref) or abort(404)

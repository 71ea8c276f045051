"""Asking people from outside, for staff: whom, what they said, and how a "no" was settled."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.errors import DomainError
from academie.followups import confirming, queries
from academie.followups.confirmation_forms import AskForm, SettleForm
from academie.followups.confirmation_queries import of_outcome
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.terms import Strength
from academie.followups.wording import reading

bp = Blueprint("confirming_manage", __name__, url_prefix="/beheer/opbrengsten")
bp.before_request(require_staff)


@bp.route("/<string:ref>/bevestiging-vragen", methods=["GET", "POST"])
def ask(ref: str) -> ResponseReturnValue:
    """Ask somebody from outside whether an outcome is true."""
    outcome, form = _writable(ref), AskForm()
    if form.validate_on_submit():
        try:
            asked = confirming.ask(outcome, by=staff(), now=clock.now(), **form.values())
        except confirming.NotAskedError as error:
            form.refuse_person(error)
        except DomainError as error:
            form.refuse(None, str(error))
            return _ask_page(outcome, form), error.status
        else:
            flash(_("De vraag is verstuurd."))
            return _changed(asked, _("Vraag verstuurd"))
    return _ask_page(outcome, form), 422 if form.errors else 200


@bp.get("/<string:ref>/bevestigingen/<string:confirmation_ref>")
def show(ref: str, confirmation_ref: str) -> ResponseReturnValue:
    """Show one question: who was asked, what was read, what was said."""
    confirmation = _of_writable(ref, confirmation_ref)
    if confirmation.email is not None:
        log_access(staff(), AccessAction.VIEW, f"confirmation:{confirmation.ref}", clock.now())
    return _page(confirmation, SettleForm())


@bp.post("/<string:ref>/bevestigingen/<string:confirmation_ref>/opnieuw")
def send_again(ref: str, confirmation_ref: str) -> ResponseReturnValue:
    """Mail the link once more."""
    confirmation = _of_writable(ref, confirmation_ref)
    confirming.send_again(confirmation, now=clock.now())
    flash(_("De vraag is opnieuw verstuurd."))
    return _changed(confirmation, _("Vraag opnieuw verstuurd"))


@bp.post("/<string:ref>/bevestigingen/<string:confirmation_ref>/intrekken")
def revoke(ref: str, confirmation_ref: str) -> ResponseReturnValue:
    """Take a question back."""
    confirmation = _of_writable(ref, confirmation_ref)
    confirming.revoke(confirmation, by=staff(), now=clock.now())
    flash(_("De vraag is ingetrokken. De link werkt niet meer."))
    return _changed(confirmation, _("Vraag ingetrokken"))


@bp.post("/<string:ref>/bevestigingen/<string:confirmation_ref>/oplossen")
def settle(ref: str, confirmation_ref: str) -> ResponseReturnValue:
    """Write down how a "no" was settled."""
    confirmation = _of_writable(ref, confirmation_ref)
    form = SettleForm()
    if not form.validate_on_submit():
        return _page(confirmation, form), 422
    try:
        confirming.settle(confirmation, text=form.text.data, by=staff(), now=clock.now())
    except DomainError as error:
        form.refuse(None, str(error))
        return _page(confirmation, form), error.status
    if queries.strength(confirmation.outcome) is Strength.DISPUTED:
        flash(_("Bewaard. Er is nog een nee dat opgelost moet worden."))
    else:
        flash(_("Bewaard. De opbrengst telt weer mee als die is vastgesteld."))
    return _changed(confirmation, _("Nee opgelost"))


def _writable(ref: str) -> Outcome:
    outcome = queries.readable_by(staff(), ref) or abort(404)
    if not queries.writable(staff(), outcome):
        abort(404)
    return outcome


def _of_writable(ref: str, confirmation_ref: str) -> Confirmation:
    return of_outcome(_writable(ref), confirmation_ref) or abort(404)


def _changed(confirmation: Confirmation, done: str) -> ResponseReturnValue:
    """Note in the log who did what, and go on to what became of it."""
    subject = f"confirmation:{confirmation.ref}"
    log_access(staff(), AccessAction.CHANGE, subject, clock.now(), done)
    outcome_ref, ref = confirmation.outcome.ref, confirmation.ref
    return redirect(url_for(".show", ref=outcome_ref, confirmation_ref=ref), 303)


def _ask_page(outcome: Outcome, form: AskForm) -> str:
    return render_template(
        "followups/ask.html", outcome=outcome, form=form, may_ask=confirming.may_ask(outcome)
    )


def _page(confirmation: Confirmation, form: SettleForm) -> str:
    return render_template(
        "followups/confirmation.html",
        confirmation=confirmation,
        read=reading(confirmation.read),
        outcome=confirmation.outcome,
        state=confirmation.state(clock.now()),
        may_settle=confirming.may_settle(confirmation, staff()),
        form=form,
    )

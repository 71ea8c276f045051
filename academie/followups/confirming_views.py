"""What somebody from outside reads and answers, behind their own link."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.guards import is_staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_own
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.given_back import gives_back
from academie.core.limits import accepted, limiter
from academie.core.web import private_page
from academie.followups import confirming
from academie.followups.confirmation_forms import ConfirmForm
from academie.followups.confirmation_queries import by_token
from academie.followups.confirmations import ASKABLE, Confirmation
from academie.followups.terms import ConfirmationState, OutcomeState
from academie.followups.wording import fingerprint, reading

bp = Blueprint("confirming", __name__)

PER_NETWORK = "20 per hour"
"""Each answer mails whoever asked."""
_GONE = {"expired", "revoked", "declined", "withdrawn"}


@bp.route("/bevestiging/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"], deduct_when=accepted)
@private_page
@gives_back("remark")
def confirm(token: str) -> ResponseReturnValue:
    """Show an outcome as it is, and take what somebody from outside says of it, once."""
    confirmation = by_token(token)
    form = ConfirmForm(confirmation.read)
    if not form.is_submitted():
        return _page(token, confirmation, form), 410 if _stage(confirmation) in _GONE else 200
    if _stage(confirmation) == "open" and not is_staff() and not form.validate():
        return _page(token, confirmation, form), 422
    try:
        _require_outsider()
        confirming.answer(confirmation, now=clock.now(), **form.values())
    except DomainError as error:
        form.refuse(None, str(error))
        return _page(token, confirmation, form), error.status
    return _done(token, confirmation)


@bp.post("/bevestiging/<string:token>/wissen")
@private_page
def erase(token: str) -> ResponseReturnValue:
    """Erase the address of who asks for it, and ask no more."""
    confirmation = by_token(token)
    confirming.withdraw(confirmation, now=clock.now())
    return _done(token, confirmation)


def _require_outsider() -> None:
    """Refuse whoever is signed in to the workplace, where outcomes are written."""
    if is_staff():
        raise confirming.NotOutsideError


def _done(token: str, confirmation: Confirmation) -> ResponseReturnValue:
    log_own(AccessAction.CHANGE, f"confirmation:{confirmation.ref}", clock.now())
    return redirect(url_for(".confirm", token=token), 303)


def _stage(confirmation: Confirmation) -> str:
    """Tell what somebody can do with their link now."""
    state = confirmation.state(clock.now())
    if state is not ConfirmationState.ASKED:
        return state.value
    if confirmation.outcome.state is OutcomeState.WITHDRAWN:
        return "withdrawn"
    return "open" if confirmation.outcome.state in ASKABLE else "being_changed"


def _page(token: str, confirmation: Confirmation, form: ConfirmForm) -> str:
    return render_template(
        "followups/confirm.html",
        confirmation=confirmation,
        read=reading(confirmation.read),
        stage=_stage(confirmation),
        token=token,
        form=form,
        fingerprint=fingerprint(confirmation.outcome),
        signed_in=is_staff(),
    )

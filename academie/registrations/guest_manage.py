"""What staff do for one guest who calls: change, undo, go before others, answer an offer."""

from collections.abc import Iterator

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock, together
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.events import queries as events
from academie.needs import queries as needs
from academie.registrations import (
    changing,
    correcting,
    moves,
    offers,
    picking,
    queries,
    service,
    undoing,
)
from academie.registrations.forecast import Forecast
from academie.registrations.guest_forms import ChangeForm
from academie.registrations.list_forms import AheadForm
from academie.registrations.models import Registration
from academie.registrations.seats import GroupFullError, GroupNotOfferedError

bp = Blueprint(
    "guest_manage",
    __name__,
    url_prefix="/beheer/bijeenkomsten/<string:ref>/aanmeldingen/<string:registration_ref>",
)
bp.before_request(require_staff)


@bp.route("/wijzigen", methods=["GET", "POST"])
def change(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Change what a guest told and how it comes; which mail goes out is told first.

    What the guest or a colleague changed meanwhile is told too, and not undone.
    """
    registration = _one(ref, registration_ref)
    if together.is_sent():
        moves.hold_still(registration)
    if not changing.may_change(registration, clock.now()) or registration.given_name is None:
        raise IllegalMoveError(_("Deze aanmelding kan nu niet meer veranderen."))
    sees_needs = needs.may_see(staff(), registration.event)
    form = ChangeForm.by_staff(registration, sees_needs=sees_needs)
    if request.method == "GET":
        _log_view(registration, form)
    if form.may_save() and "back" not in request.form:
        try:
            told = correcting.change(registration, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse(_field_of(error), str(error))
        else:
            agreed = told.is_silent or request.form.get("foreseen") == told.mark
            return _changed(registration) if agreed else _ask_first(registration, told)
    page = render_template(
        "registrations/change_guest.html",
        event=registration.event,
        registration=registration,
        form=form,
    )
    return page, together.refusal_of(form) or 200


@bp.post("/voorrang")
def go_ahead(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Let somebody who waits have a free seat ahead of the line, with a reason."""
    registration = _one(ref, registration_ref)
    form = AheadForm()
    if not form.validate_on_submit():
        flash(form.reason.errors[0] if form.reason.errors else _("Schrijf een reden op."))
        return _to_detail(registration)
    reason = form.reason.data or ""
    given = picking.pick(registration, by=staff(), reason=reason, now=clock.now())
    _log(registration)
    flash(
        _("Deze persoon heeft nu een plek.")
        if given
        else _("Deze persoon krijgt een plek aangeboden.")
    )
    return _to_detail(registration)


@bp.post("/aanbod/<any(aannemen, afslaan):answer>")
def answer(ref: str, registration_ref: str, answer: str) -> ResponseReturnValue:
    """Answer an offer for somebody who calls."""
    registration = _one(ref, registration_ref)
    offer = queries.open_offer(registration)
    if offer is None:
        raise offers.OfferOverError
    if answer == "aannemen":
        offers.accept(offer, now=clock.now())
        flash(_("De plek is aangenomen."))
    else:
        offers.decline(offer, now=clock.now())
        flash(_("De plek is afgeslagen. Ze gaat naar wie wacht."))
    _log(registration)
    return _to_detail(registration)


@bp.post("/terugdraaien")
def undo_cancel(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Take a sign-off back that was a mistake, while the seats are free."""
    registration = _one(ref, registration_ref)
    undoing.undo_cancel(registration, now=clock.now())
    _log(registration)
    flash(_("Het afmelden is teruggedraaid."))
    return _to_detail(registration)


def _changed(registration: Registration) -> ResponseReturnValue:
    _log(registration)
    flash(_("De aanmelding is bewaard."))
    return _to_detail(registration)


def _ask_first(registration: Registration, told: Forecast) -> ResponseReturnValue:
    """Undo the change, and tell what it would bring."""
    db.session.rollback()
    again = "foreseen" in request.form
    page = render_template(
        "events/forecast.html",
        event=registration.event,
        form=BaseForm(),
        typed=list(_typed()),
        forecast=told,
        again=again,
    )
    return page, IllegalMoveError.status if again else 200


def _typed() -> Iterator[tuple[str, str]]:
    own = {"csrf_token", "foreseen", "back"}
    return ((name, value) for name, value in request.form.items(multi=True) if name not in own)


def _field_of(error: DomainError) -> str | None:
    """Name the field that a refusal belongs beside."""
    if isinstance(error, GroupFullError | GroupNotOfferedError):
        return "group"
    return "people" if isinstance(error, offers.NoRoomError | service.PartyTooLargeError) else None


def _log_view(registration: Registration, form: ChangeForm) -> None:
    subject = f"registration:{registration.ref}"
    log_access(staff(), AccessAction.VIEW, subject, clock.now())
    if "needs_consent" in form:
        log_access(staff(), AccessAction.VIEW, f"{subject}/needs", clock.now())


def _log(registration: Registration) -> None:
    log_access(staff(), AccessAction.CHANGE, f"registration:{registration.ref}", clock.now())


def _to_detail(registration: Registration) -> ResponseReturnValue:
    ref = registration.event.ref
    url = url_for("registrations_manage.detail", ref=ref, registration_ref=registration.ref)
    return redirect(url, 303)


def _one(ref: str, registration_ref: str) -> Registration:
    """Find a guest of a meeting this member of staff manages; another is as if not there."""
    event = events.managed_by(staff(), ref)
    registration = queries.by_ref(registration_ref)
    if event is None or registration is None or registration.event_id != event.id:
        abort(404)
    return registration

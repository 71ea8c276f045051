"""All that we hold of one guest who asks for it by telephone: to read out, to send, to erase."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.forms import BaseForm
from academie.events import queries as events
from academie.needs import queries as needs
from academie.privacy import files, held, service
from academie.privacy.facts import Section
from academie.registrations import queries
from academie.registrations import service as registrations
from academie.registrations.models import Registration

bp = Blueprint(
    "guest_privacy",
    __name__,
    url_prefix="/beheer/bijeenkomsten/<string:ref>/aanmeldingen/<string:registration_ref>/gegevens",
)
bp.before_request(require_staff)
ON_REQUEST = "op verzoek van de persoon zelf"


@bp.get("")
def show(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Show all that we hold of a guest; what we arrange for them only to who may see that."""
    registration = _one(ref, registration_ref)
    _log(registration, AccessAction.VIEW)
    return render_template(
        "privacy/of_guest.html",
        event=registration.event,
        registration=registration,
        sections=_sections(registration),
        form=BaseForm(),
        frees=registrations.may_cancel(registration, clock.now()),
    )


@bp.get("/bestand.<any(json, html):kind>")
def download(ref: str, registration_ref: str, kind: str) -> ResponseReturnValue:
    """Give the same as a file to send to the guest."""
    registration = _one(ref, registration_ref)
    _log(registration, AccessAction.EXPORT)
    write = files.as_json if kind == "json" else files.as_page
    return write(registration.event, _sections(registration), clock.now())


@bp.post("/wissen")
def erase(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Forget a guest who asks for it, at once."""
    registration = _one(ref, registration_ref)
    service.erase(registration, now=clock.now(), by=staff())
    flash(_("De gegevens zijn gewist."))
    return redirect(url_for("registrations_manage.overview", ref=ref), 303)


def _sections(registration: Registration) -> list[Section]:
    may_see = needs.may_see(staff(), registration.event)
    return [part for part in held.sections(registration) if may_see or part.key != "needs"]


def _log(registration: Registration, action: AccessAction) -> None:
    subject = f"registration:{registration.ref}"
    log_access(staff(), action, subject, clock.now(), ON_REQUEST)


def _one(ref: str, registration_ref: str) -> Registration:
    """Find a guest of a meeting this member of staff manages; another is as if not there."""
    event = events.managed_by(staff(), ref)
    registration = queries.by_ref(registration_ref)
    if event is None or registration is None or registration.event_id != event.id:
        abort(404)
    return registration

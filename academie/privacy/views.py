"""My data: to read, to take along, to wipe."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.models import AccessAction
from academie.accounts.service import log_own
from academie.core import clock
from academie.core.forms import BaseForm
from academie.core.web import private_page
from academie.privacy import files, held, service
from academie.registrations import changing, consents, guest_links, personal
from academie.registrations import service as registrations
from academie.registrations.models import ConsentKind, Registration

TOGGLED = (ConsentKind.NEWSLETTER, ConsentKind.FOLLOW_UP)
"""What somebody can say yes or no to at any time."""

bp = Blueprint("privacy", __name__, url_prefix="/aanmelding")


@bp.get("/<string:token>/gegevens")
@private_page
def mine(token: str) -> ResponseReturnValue:
    """Show somebody all that we hold of them."""
    registration = personal.by_link(token)
    return _page(
        "mine",
        registration,
        token,
        sections=held.sections(registration),
        kinds=TOGGLED,
        given=consents.given(registration),
        may_change=changing.may_change(registration, clock.now()),
    )


@bp.post("/<string:token>/toestemming/<any(newsletter, follow_up):kind>/ja")
@private_page
def agree(token: str, kind: str) -> ResponseReturnValue:
    """Say yes to something."""
    registration = personal.by_link(token)
    consents.give(registration, ConsentKind(kind), now=clock.now())
    return _changed(registration)


@bp.post("/<string:token>/toestemming/<any(newsletter, follow_up, needs):kind>/nee")
@private_page
def disagree(token: str, kind: str) -> ResponseReturnValue:
    """Take a yes back; what we were to arrange is forgotten at once."""
    registration = personal.by_link(token)
    consents.withdraw(registration, ConsentKind(kind), now=clock.now())
    return _changed(registration)


def _changed(registration: Registration) -> ResponseReturnValue:
    log_own(AccessAction.CHANGE, f"registration:{registration.ref}", clock.now())
    return redirect(url_for(".mine", token=guest_links.token_of(registration)), 303)


@bp.get("/<string:token>/gegevens.json")
@private_page
def download(token: str) -> ResponseReturnValue:
    """Give somebody the same to take along, for a machine."""
    registration = _taken_along(token)
    return files.as_json(registration.event, held.sections(registration), clock.now())


@bp.get("/<string:token>/gegevens.html")
@private_page
def readable(token: str) -> ResponseReturnValue:
    """Give somebody the same to take along, to read in any browser."""
    registration = _taken_along(token)
    return files.as_page(registration.event, held.sections(registration), clock.now())


def _taken_along(token: str) -> Registration:
    """Find whose data leave the house, and note that they do."""
    registration = personal.by_link(token)
    log_own(AccessAction.EXPORT, f"registration:{registration.ref}", clock.now())
    return registration


@bp.route("/<string:token>/wissen", methods=["GET", "POST"])
@private_page
def erase(token: str) -> ResponseReturnValue:
    """Ask whether somebody wants to be forgotten, and do it at once."""
    registration = personal.by_link(token)
    form = BaseForm()
    if form.validate_on_submit():
        service.erase(registration, now=clock.now())
        return redirect(url_for(".erased"), 303)
    frees = registrations.may_cancel(registration, clock.now())
    return _page("erase", registration, token, form=form, frees=frees)


@bp.get("/gewist")
def erased() -> ResponseReturnValue:
    """Tell that nothing is left of who it was; the same for everybody."""
    return render_template("privacy/erased.html")


def _page(template: str, registration: Registration, token: str, **shown: object) -> str:
    event = registration.event
    contact = {"mail": event.reply_address, "phone": event.phone}
    return render_template(
        f"privacy/{template}.html",
        registration=registration,
        event=event,
        contact=contact,
        token=token,
        **shown,
    )

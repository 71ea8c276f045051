"""My data: to read, to take along, to wipe."""

import json

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.models import AccessAction
from academie.accounts.service import log_own
from academie.core import clock
from academie.core.forms import BaseForm
from academie.core.web import private_page
from academie.privacy import held, service
from academie.registrations import consents, guest_links, personal
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
    registration = personal.by_link(token)
    text = json.dumps(held.document(registration, clock.now()), ensure_ascii=False, indent=2)
    return _file(registration, f"{text}\n", "application/json", "gegevens.json")


@bp.get("/<string:token>/gegevens.html")
@private_page
def readable(token: str) -> ResponseReturnValue:
    """Give somebody the same to take along, to read in any browser."""
    registration = personal.by_link(token)
    page = render_template(
        "privacy/readable.html",
        event=registration.event,
        sections=held.sections(registration),
        made_at=clock.now(),
    )
    return _file(registration, page, "text/html; charset=utf-8", "gegevens.html")


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


def _file(
    registration: Registration, text: str, content_type: str, name: str
) -> ResponseReturnValue:
    """Give a file, and note that the data left the house."""
    log_own(AccessAction.EXPORT, f"registration:{registration.ref}", clock.now())
    response = make_response(text)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

"""What the links in our letters lead to: do you still come, and hearing nothing more."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from academie.core import clock
from academie.core.errors import DomainError
from academie.core.web import csrf, private_page
from academie.events import ical
from academie.letters.following import FOLLOWING
from academie.letters.forms import ComingForm
from academie.registrations import changing, consents, service
from academie.registrations.guest_links import MINE
from academie.registrations.models import ConsentKind, Registration, RegistrationStatus
from academie.registrations.personal import by_link

bp = Blueprint("letters", __name__)


@bp.route("/aanmelding/<string:token>/kom-je-nog", methods=["GET", "POST"])
@private_page
def still_coming(token: str) -> ResponseReturnValue:
    """Ask somebody with a seat with how many they still come, and free the other places."""
    registration = by_link(token, MINE)
    seated = registration.status is RegistrationStatus.CONFIRMED
    if not seated or not service.may_cancel(registration, clock.now()):
        return redirect(url_for("registrations.mine", token=token), 303)
    form = ComingForm(registration.people)
    if form.validate_on_submit():
        try:
            _come_with(registration, form.people.data)
        except DomainError as error:
            form.refuse("people", str(error))
        else:
            return redirect(url_for("registrations.mine", token=token), 303)
    return _coming_page(token, registration, form), 422 if form.errors else 200


@bp.get("/geen-berichten/<string:token>")
@private_page
def stop(token: str) -> ResponseReturnValue:
    """Ask whether somebody really wants to hear no more of what came of a meeting."""
    return _stop_page(token, by_link(token, FOLLOWING), done=False)


@bp.post("/geen-berichten/<string:token>")
@private_page
def stop_now(token: str) -> ResponseReturnValue:
    """Mail somebody no more; a mail program may ask so for them, without a page (RFC 8058)."""
    registration = by_link(token, FOLLOWING)
    consents.withdraw(registration, ConsentKind.FOLLOW_UP, now=clock.now())
    return _stop_page(token, registration, done=True)


csrf.exempt(stop_now)


def _stop_page(token: str, registration: Registration, *, done: bool) -> str:
    event = registration.event
    return render_template(
        "letters/stop.html",
        event=event,
        follows=ConsentKind.FOLLOW_UP in consents.given(registration),
        done=done,
        contact={"mail": event.reply_address, "phone": event.phone},
        token=token,
    )


def _come_with(registration: Registration, people: int) -> None:
    """Free the places of those who stay at home."""
    if people == 0:
        service.cancel(registration, now=clock.now())
    elif people != registration.people:
        changing.change_party(registration, people, now=clock.now())


def _coming_page(token: str, registration: Registration, form: ComingForm) -> str:
    event = registration.event
    return render_template(
        "letters/still_coming.html",
        event=event,
        registration=registration,
        contact={"mail": event.reply_address, "phone": event.phone},
        where=ical.location(event, registration.mode),
        token=token,
        form=form,
    )

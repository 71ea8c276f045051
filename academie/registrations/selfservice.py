"""What somebody does with their own registration, and asking for the way to it again."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from academie.accounts.models import AccessAction
from academie.accounts.service import log_own
from academie.core import clock, together
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.limits import accepted, limiter, typed_address
from academie.core.web import private_page
from academie.events import ical
from academie.events import queries as events
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.registrations import (
    changing,
    coming,
    guest_links,
    more,
    moves,
    offers,
    own_page,
    personal,
    queries,
    undoing,
)
from academie.registrations import line as waiting
from academie.registrations import lost as lost_mail
from academie.registrations.coming import Coming
from academie.registrations.models import (
    OfferOutcome,
    Registration,
    RegistrationStatus,
    SeatOffer,
)
from academie.registrations.own_forms import ChangeForm, LostForm

bp = Blueprint("selfservice", __name__)

PER_NETWORK = "60 per minute; 600 per hour"
per_address = partial(
    limiter.limit,
    "5 per hour",
    key_func=typed_address,
    methods=["POST"],
    deduct_when=accepted,
    on_breach=lambda _limit: make_response(redirect(url_for(".lost_sent"), 303)),
)
"""Above that nothing is mailed, and the answer stays as it is: it would tell who asked before."""


@bp.route("/aanmelding/<string:token>/wijzigen", methods=["GET", "POST"])
@private_page
@limiter.limit(PER_NETWORK, methods=["POST"])
def change(token: str) -> ResponseReturnValue:
    """Change what somebody told, and how they come."""
    registration = personal.by_link(token)
    if together.is_sent():
        moves.hold_still(registration)
    if not changing.may_change(registration, clock.now()):
        return _too_late(registration) if together.is_sent() else _to_mine(registration)
    form = ChangeForm.of(registration)
    if form.may_save() and _change(registration, form):
        return _to_mine(registration)
    has_ticket = own_page.has_ticket(registration)
    page = own_page.page(
        "change", registration.event, token=token, form=form, has_ticket=has_ticket
    )
    return page, together.refusal_of(form) or 200


def _change(registration: Registration, form: ChangeForm) -> bool:
    """Make every change that was asked for, or none; a refusal stands beside its field."""
    now, typed = clock.now(), form.values()
    wish = Coming(**{name: typed[name] for name in Coming._fields})
    for field, step in coming.steps(registration, wish, now=now):
        try:
            step()
        except DomainError as error:
            form.refuse(field, _way_out(registration, field, str(error)))
            return False
    names = {name: typed[name] for name in ("given_name", "family_name")}
    changing.correct(registration, now=now, **names)
    more.name_organisation(registration, typed["organisation"])
    more.keep(registration, typed["more"], now)
    log_own(AccessAction.CHANGE, f"registration:{registration.ref}", now)
    return True


def _way_out(registration: Registration, field: str, refusal: str) -> str:
    """Tell who takes part online, and cannot come to the room, where to wait for that."""
    if field == "mode" and waiting.may_wait_for_room(registration, clock.now()):
        hint = _("Ga terug. Daar kun je op de wachtlijst voor de locatie.")
        return f"{refusal} {hint}"
    return refusal


@bp.post("/aanmelding/<string:token>/terugdraaien")
@private_page
def undo(token: str) -> ResponseReturnValue:
    """Undo signing off."""
    return _press(token, undoing.undo_cancel)


@bp.post("/aanmelding/<string:token>/online")
@private_page
def join_online(token: str) -> ResponseReturnValue:
    """Take part online at once, and go on waiting for the room."""
    return _press(token, offers.join_online_meanwhile)


@bp.post("/aanmelding/<string:token>/ook-wachten")
@private_page
def wait_for_room(token: str) -> ResponseReturnValue:
    """Stay online, and stand in line for the room."""
    return _press(token, offers.wait_for_room)


@bp.post("/aanmelding/<string:token>/niet-wachten")
@private_page
def stop_waiting(token: str) -> ResponseReturnValue:
    """Stay online, and leave the line for the room."""
    return _press(token, offers.stop_waiting)


def _press(token: str, verb: Callable[..., None]) -> ResponseReturnValue:
    """Do what a button of my registration says; a refusal is told on that page."""
    registration = personal.by_link(token)
    try:
        verb(registration, now=clock.now())
    except DomainError as error:
        db.session.rollback()
        return own_page.show(registration, refused=str(error)), error.status
    return _to_mine(registration)


def _too_late(registration: Registration) -> ResponseReturnValue:
    """Say why nothing of what was typed is kept, beside how it stands."""
    refused = _("Wijzigen kan niet meer. We hebben niets veranderd.")
    return own_page.show(registration, refused=refused), IllegalMoveError.status


@bp.get("/aanbod/<string:token>")
@private_page
def offer(token: str) -> ResponseReturnValue:
    """Ask whether somebody wants the seats that came free."""
    return _offer_page(personal.by_offer_link(token))


_SAID_BEFORE: Mapping[tuple[str, OfferOutcome | None], LazyString] = {
    ("nee", OfferOutcome.ACCEPTED): lazy_gettext("Je zei al ja. We hebben niets veranderd."),
    ("ja", OfferOutcome.DECLINED): lazy_gettext("Je zei al nee. We hebben niets veranderd."),
}
"""What to tell who answers otherwise in a window that was left open."""


@bp.post("/aanbod/<string:token>/<any(ja, nee):answer>")
@private_page
def answer(token: str, answer: str) -> ResponseReturnValue:
    """Take the seats, or give them away."""
    found = personal.by_offer_link(token)
    verb = offers.accept if answer == "ja" else offers.decline
    try:
        verb(found, now=clock.now())
    except offers.OfferOverError as error:
        db.session.rollback()
        if refused := _SAID_BEFORE.get((answer, found.outcome)):
            return own_page.show(found.registration, refused=str(refused)), error.status
        return _offer_page(found, error.status)
    return _to_mine(found.registration)


def _offer_page(offer: SeatOffer, status: int = 200) -> ResponseReturnValue:
    """Show what an offer still means: two buttons, too late, or how it was answered."""
    registration, event = offer.registration, offer.registration.event
    latest = queries.open_offer(registration)
    if latest and latest is not offer:
        return redirect(url_for(".offer", token=waiting.offer_token(latest)), 303)
    is_open = offer.is_open and clock.now() < offer.expires_at
    if event.status is not EventStatus.PUBLISHED or not (is_open or _was_missed(offer)):
        return _to_mine(registration)
    page = own_page.page(
        "offer",
        event,
        offer=offer,
        registration=registration,
        is_open=is_open,
        where=ical.location(event, offer.mode),
        token=waiting.offer_token(offer),
        my_token=guest_links.token_of(registration),
    )
    return page, status


def _was_missed(offer: SeatOffer) -> bool:
    """Tell whether nobody answered in time, and the party got no such seats later either."""
    registration = offer.registration
    confirmed = registration.status is RegistrationStatus.CONFIRMED
    has_seats = confirmed and registration.mode is offer.mode
    return not has_seats and (offer.is_open or offer.outcome is OfferOutcome.EXPIRED)


def _to_mine(registration: Registration) -> ResponseReturnValue:
    return redirect(url_for("registrations.mine", token=guest_links.token_of(registration)), 303)


@bp.route("/kaartje-kwijt", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@per_address()
def lost() -> ResponseReturnValue:
    """Have every link of an address mailed to it again."""
    return _lost(None)


@bp.route("/bijeenkomsten/<string:slug>/kaartje-kwijt", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@per_address()
def lost_of_event(slug: str) -> ResponseReturnValue:
    """Have the link to one meeting mailed again."""
    return _lost(events.by_slug(slug) or abort(404))


def _lost(event: Event | None) -> ResponseReturnValue:
    form = LostForm()
    if form.validate_on_submit():
        lost_mail.ask(event=event, now=clock.now(), **form.values())
        return redirect(url_for(".lost_sent"), 303)
    shown: dict[str, Any] = {"event": event, "form": form}
    page = render_template("registrations/lost.html", **shown)
    return page, 422 if form.errors else 200


@bp.get("/kaartje-kwijt/verstuurd")
def lost_sent() -> ResponseReturnValue:
    """Tell everybody the same after asking; what is personal travels by mail alone."""
    return render_template("registrations/lost_sent.html")

"""Registering, and my registration."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from academie.core import clock, links, qr
from academie.core.errors import BrokenLinkError, DomainError
from academie.core.forms import BaseForm
from academie.core.limits import accepted, limiter, typed_address
from academie.core.web import private_page
from academie.events import ical
from academie.events import queries as events
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.programme import queries as programme
from academie.registrations import groups, invites, queries, seats, service, tokens
from academie.registrations.forms import GroupForm, RegistrationForm
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.tickets import ticket_for, ticket_pdf

bp = Blueprint("registrations", __name__)

RECEIVED = "received"
PER_NETWORK = "60 per minute; 600 per hour"
PER_ADDRESS = "5 per hour"


class VoidTicketError(DomainError):
    """There is no ticket to show: no seat, or no meeting."""

    message = lazy_gettext("Dit kaartje is niet meer geldig.")


@bp.route("/bijeenkomsten/<string:slug>/aanmelden", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@limiter.limit(PER_ADDRESS, key_func=typed_address, methods=["POST"], deduct_when=accepted)
def register(slug: str) -> ResponseReturnValue:
    """Register for a meeting."""
    event = _public(slug)
    form = RegistrationForm(event)
    if form.validate_on_submit():
        try:
            return _register(event, form.values())
        except service.RegistrationClosedError as error:
            form.refuse(None, str(error))
        except (seats.GroupFullError, seats.GroupNotOfferedError) as error:
            form.refuse("group", str(error))
    is_open = event.open_for_registration(clock.now())
    is_full = is_open and queries.is_full(event)
    page = _page("register", event, form=form, is_open=is_open, is_full=is_full)
    return page, 422 if form.errors else 200


def _register(event: Event, values: dict[str, Any]) -> ResponseReturnValue:
    """Register, and note for the next page what was typed and what the meeting does now.

    Whether there was room is asked before anything of the address is known.
    """
    room = service.ask_room(event, values["mode"], values["people"])
    service.register(event, now=clock.now(), room=room, **values)
    session[RECEIVED] = [event.ref, values["given_name"], values["email"], room]
    return redirect(url_for(".received", slug=event.slug), 303)


@bp.get("/bijeenkomsten/<string:slug>/aangemeld")
@private_page
def received(slug: str) -> ResponseReturnValue:
    """Tell everybody the same after registering; what is personal travels by mail alone."""
    event = _public(slug)
    ref, given_name, email, room = session.get(RECEIVED) or ("", "", "", False)
    if ref != event.ref:
        return redirect(url_for("events.show", slug=slug))
    return _page("received", event, given_name=given_name, email=email, room=room)


@bp.get("/aanmelding/<string:token>")
@private_page
def mine(token: str) -> ResponseReturnValue:
    """Show somebody their registration, with the ticket when they have a seat."""
    return _mine_page(token, _mine(token))


@bp.post("/aanmelding/<string:token>/groep")
@private_page
def choose_group(token: str) -> ResponseReturnValue:
    """Let somebody talk in another breakout group."""
    registration = _mine(token)
    form = GroupForm(registration)
    if form.validate_on_submit():
        try:
            groups.choose(registration, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("group", str(error))
        else:
            return redirect(url_for(".mine", token=token), 303)
    return _mine_page(token, registration, form), 422


def _mine_page(token: str, registration: Registration, form: GroupForm | None = None) -> str:
    ticket = ticket_for(registration) if _has_ticket(registration) else None
    picture = ticket and qr.svg(
        ticket.token, label=_("QR-code van je kaartje"), version=tokens.QR_VERSION
    )
    has_seat = registration.status is RegistrationStatus.CONFIRMED
    if form is None and groups.may_choose(registration, clock.now()):
        form = GroupForm(registration)
    return _page(
        "mine",
        registration.event,
        registration=registration,
        ticket=ticket,
        qr=picture,
        token=token,
        may_cancel=service.may_cancel(registration, clock.now()),
        where=ical.location(registration.event, registration.mode),
        guest_links=programme.guest_links(registration.event) if ticket else (),
        materials=programme.materials(registration.event) if has_seat else (),
        **({"form": form} if form else {}),
    )


@bp.get("/aanmelding/<string:token>/kaartje.pdf")
@private_page
def ticket(token: str) -> ResponseReturnValue:
    """Give the ticket to print."""
    registration = _mine(token)
    if not _has_ticket(registration):
        raise VoidTicketError
    return _file(ticket_pdf(ticket_for(registration)), "application/pdf", "kaartje.pdf")


@bp.get("/aanmelding/<string:token>/agenda.ics")
@private_page
def calendar(token: str) -> ResponseReturnValue:
    """Give the meeting as a calendar file, which may be shared: it names nobody."""
    ics = invites.download(_mine(token))
    return _file(ics, "text/calendar; charset=utf-8", "evenement.ics")


@bp.route("/aanmelding/<string:token>/afmelden", methods=["GET", "POST"])
@private_page
def sign_off(token: str) -> ResponseReturnValue:
    """Ask whether somebody really signs off, and do it."""
    registration = _mine(token)
    form = BaseForm()
    if not service.may_cancel(registration, clock.now()):
        return redirect(url_for(".mine", token=token), 303)
    if form.validate_on_submit():
        service.cancel(registration, now=clock.now())
        return redirect(url_for(".mine", token=token), 303)
    event = registration.event
    return _page("sign_off", event, registration=registration, token=token, form=form)


def _public(slug: str) -> Event:
    event = events.by_slug(slug)
    if event is None:
        abort(404)
    return event


def _mine(token: str) -> Registration:
    """Find the registration a personal link leads to.

    Raises:
        BrokenLinkError: the link was changed or revoked.
    """
    claim = links.read("registration", token)
    registration = queries.by_ref(claim.ref)
    if registration is None or registration.link_version != claim.version:
        raise BrokenLinkError
    return registration


def _has_ticket(registration: Registration) -> bool:
    gone = registration.event.status in {EventStatus.CANCELLED, EventStatus.POSTPONED}
    return registration.status is RegistrationStatus.CONFIRMED and not gone


def _page(template: str, event: Event, **shown: Any) -> str:
    """Render a page about one meeting, with its own contact at the foot."""
    contact = {"mail": event.reply_address, "phone": event.phone}
    about = {"event": event, "contact": contact, "where": ical.location(event)}
    return render_template(f"registrations/{template}.html", **(about | shown))


def _file(content: bytes, content_type: str, name: str) -> ResponseReturnValue:
    response = make_response(content)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

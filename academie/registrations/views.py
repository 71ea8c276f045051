"""Registering, and my registration."""

from datetime import datetime, timedelta

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext

from academie.core import assets, clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.limits import limiter
from academie.core.web import private_page
from academie.events import queries as events
from academie.events.models import Event
from academie.events.signs import why_shut
from academie.events.terms import AttendanceMode
from academie.letters.reminders import will_remind
from academie.registrations import (
    blank_form,
    invites,
    own_page,
    personal,
    queries,
    seats,
    service,
)
from academie.registrations.forms import RegistrationForm
from academie.registrations.room import NoRoomLeftError
from academie.registrations.tickets import ticket_for, ticket_pdf

bp = Blueprint("registrations", __name__)

RECEIVED = "just_received"
"""What was typed, for the page after it: ref of the meeting, name, address, room, and when."""

SHOWN_FOR = timedelta(minutes=15)
"""Whoever uses the same computer after that does not read what was typed."""

PER_NETWORK = "60 per minute; 600 per hour"
KEPT_AFTER = timedelta(hours=12)
"""How long after the meeting a device may keep a ticket."""


class VoidTicketError(DomainError):
    """There is no ticket to show: no seat, or no meeting."""

    message = lazy_gettext("Dit kaartje is niet meer geldig.")


@bp.route("/bijeenkomsten/<string:slug>/aanmelden", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
def register(slug: str) -> ResponseReturnValue:
    """Register for a meeting."""
    event = _public(slug)
    if request.method != "POST":
        return blank_form.page(event)
    form, refused = RegistrationForm.of(event), set[AttendanceMode]()
    if form.validate() and not form.was_hasty():
        try:
            return _register(event, form)
        except service.RegistrationClosedError as error:
            form.refuse(None, str(error))
        except NoRoomLeftError as error:
            form.refuse(error.field if error.field in form else None, str(error))
            refused = {error.mode}
        except seats.GroupFullError as error:
            form.refuse("group", str(error))
        except seats.GroupNotOfferedError as error:
            form.refuse(form.field_of(error.group), str(error))
    now = clock.now()
    is_open, why = event.open_for_registration(now), why_shut(event, now)
    form.tell_full(queries.full_modes(event) if is_open else frozenset(), refused)
    shown = {"form": form, "hidden": form.hidden_tag(), "is_open": is_open, "why_shut": why}
    return own_page.page("register", event, **shown), 422


def _register(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    """Register, and note for the next page what was typed and what the meeting does now.

    Whether there was room is asked before anything of the address is known.

    Raises:
        NoRoomLeftError: there is none, and the form did not say so.
    """
    now, values = clock.now(), form.values()
    mode, people, audience = values["mode"], values["people"], values["audience"]
    room = service.ask_room(event, mode, people, audience)
    if not room and event.open_for_registration(now) and mode not in form.known_full():
        raise NoRoomLeftError(event, mode, people, audience)
    service.register(event, now=now, room=room, **values)
    typed = (values["given_name"], values["email"])
    session[RECEIVED] = [event.ref, *typed, bool(room), int(now.timestamp())]
    return redirect(url_for(".received", slug=event.slug), 303)


@bp.get("/bijeenkomsten/<string:slug>/aangemeld")
@private_page
def received(slug: str) -> ResponseReturnValue:
    """Tell everybody the same after registering; what is personal travels by mail alone."""
    event = _public(slug)
    typed = _just_typed(event, clock.now())
    if typed is None:
        return redirect(url_for("events.show", slug=slug))
    given_name, email, room = typed
    reminded = room and will_remind(event, clock.now())
    return own_page.page(
        "received", event, given_name=given_name, email=email, room=room, reminded=reminded
    )


def _just_typed(event: Event, now: datetime) -> tuple[str, str, bool] | None:
    """Give name, address and whether there was room; what is old is forgotten."""
    ref, given_name, email, room, at = session.get(RECEIVED) or ("", "", "", False, 0)
    if now.timestamp() - at >= SHOWN_FOR.total_seconds():
        session.pop(RECEIVED, None)
        return None
    return (given_name, email, room) if ref == event.ref else None


@bp.get("/aanmelding/<string:token>")
@private_page
def mine(token: str) -> ResponseReturnValue:
    """Show somebody their registration, with the ticket when they have a seat."""
    return own_page.show(personal.by_link(token))


@bp.get("/aanmelding/<string:token>/kaartje")
@private_page
def ticket_page(token: str) -> ResponseReturnValue:
    """Show the ticket alone; the browser keeps this page, so that it opens without a network."""
    registration = personal.by_link(token)
    if not own_page.has_ticket(registration):
        raise VoidTicketError
    found = ticket_for(registration)
    page = own_page.page(
        "ticket", registration.event, ticket=found, qr=own_page.picture(found), token=token
    )
    response = make_response(page)
    until = registration.event.ends_at + KEPT_AFTER
    response.headers["X-Ticket-Until"] = until.isoformat(timespec="seconds")
    return response


@bp.get("/kaartje-bewaren.js")
def keeper() -> ResponseReturnValue:
    """Give the script that shows a kept ticket, at an address that stays."""
    response = make_response(assets.content("ticket/worker.js"))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/aanmelding/<string:token>/kaartje.pdf")
@private_page
def ticket(token: str) -> ResponseReturnValue:
    """Give the ticket to print."""
    registration = personal.by_link(token)
    if not own_page.has_ticket(registration):
        raise VoidTicketError
    return _file(ticket_pdf(ticket_for(registration)), "application/pdf", "kaartje.pdf")


@bp.get("/aanmelding/<string:token>/agenda.ics")
@private_page
def calendar(token: str) -> ResponseReturnValue:
    """Give the meeting as a calendar file, which may be shared: it names nobody."""
    ics = invites.download(personal.by_link(token))
    return _file(ics, "text/calendar; charset=utf-8", "evenement.ics")


@bp.route("/aanmelding/<string:token>/afmelden", methods=["GET", "POST"])
@private_page
def sign_off(token: str) -> ResponseReturnValue:
    """Ask whether somebody really signs off, and do it."""
    registration = personal.by_link(token)
    form = BaseForm()
    if not service.may_cancel(registration, clock.now()):
        return redirect(url_for(".mine", token=token), 303)
    if form.validate_on_submit():
        service.cancel(registration, now=clock.now())
        return redirect(url_for(".mine", token=token), 303)
    event = registration.event
    return own_page.page("sign_off", event, registration=registration, token=token, form=form)


def _public(slug: str) -> Event:
    event = events.by_slug(slug)
    if event is None:
        abort(404)
    return event


def _file(content: bytes, content_type: str, name: str) -> ResponseReturnValue:
    response = make_response(content)
    response.headers["Content-Type"] = content_type
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response

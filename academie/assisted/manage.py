"""Registering for somebody who calls, helping organisations, and whom mail does not reach."""

from typing import NamedTuple

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.assisted import calls, handing, queries, service
from academie.assisted.forms import AddressForm, HelperForm, QuickForm
from academie.assisted.models import AssistedVisit
from academie.assisted.queries import LinkNumbers
from academie.core import clock, links, qr
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.events import queries as events
from academie.events.models import Event
from academie.registrations import addresses, offers
from academie.registrations import queries as registrations
from academie.registrations.models import Registration
from academie.registrations.tickets import Ticket, tickets_pdf

bp = Blueprint("assisted_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


class GivenLink(NamedTuple):
    """A link as an organisation gets it: an address, and the same as a picture to scan."""

    numbers: LinkNumbers
    url: str
    picture: Markup


@bp.route("/<string:ref>/aanmeldingen/nieuw", methods=["GET", "POST"])
def new(ref: str) -> ResponseReturnValue:
    """Register up to eight parties who call or stand at the desk."""
    event = _own(ref)
    form = QuickForm(event)
    if form.validate_on_submit():
        try:
            return _register(event, form)
        except service.PartyRefusedError as error:
            form.refuse(error.number, error.field, str(error))
        except DomainError as error:
            form.refuse(None, None, str(error))
    is_open = event.open_for_callers(clock.now())
    page = render_template("assisted/new.html", event=event, form=form, is_open=is_open)
    return page, 422 if form.errors else 200


def _register(event: Event, form: QuickForm) -> ResponseReturnValue:
    visit, is_new = service.register_all(
        event, form.parties(), by=staff(), key=form.key, now=clock.now()
    )
    if is_new:
        log_access(staff(), AccessAction.CHANGE, f"visit:{visit.ref}", clock.now())
    else:
        flash(str(handing.SENT_BEFORE))
    return redirect(url_for(".tickets", ref=event.ref, visit_ref=visit.ref), 303)


@bp.get("/<string:ref>/kaartjes/<string:visit_ref>")
def tickets(ref: str, visit_ref: str) -> ResponseReturnValue:
    """Show the tickets of one form that staff sent, to hand over."""
    event = _own(ref)
    visit = _visit(event, visit_ref)
    log_access(staff(), AccessAction.VIEW, f"visit:{visit.ref}", clock.now())
    handed = handing.hand_out(queries.registered(visit), visit.mailed)
    return render_template("assisted/tickets.html", event=event, visit=visit, handed=handed)


@bp.get("/<string:ref>/kaartjes/<string:visit_ref>.pdf")
def ticket_file(ref: str, visit_ref: str) -> ResponseReturnValue:
    """Give those tickets to print."""
    visit = _visit(_own(ref), visit_ref)
    log_access(staff(), AccessAction.EXPORT, f"visit:{visit.ref}", clock.now())
    return _pdf(handing.tickets(queries.registered(visit)))


@bp.get("/<string:ref>/aanmeldingen/<string:registration_ref>/kaartje.pdf")
def ticket(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Give the ticket of one party to print, for somebody without e-mail."""
    registration = _one(ref, registration_ref)
    log_access(staff(), AccessAction.EXPORT, f"registration:{registration.ref}", clock.now())
    return _pdf(handing.tickets([registration]))


@bp.route("/<string:ref>/helpers", methods=["GET", "POST"])
@once
def helpers(ref: str) -> ResponseReturnValue:
    """List the organisations that register people, with how many; make a link for one."""
    event = _own(ref)
    form = HelperForm()
    if form.validate_on_submit():
        try:
            made = service.make_link(event, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            log_access(staff(), AccessAction.CHANGE, f"helper:{made.ref}", clock.now())
            flash(_("De link is klaar. Geef hem aan de organisatie."))
            return redirect(url_for(".helpers", ref=ref), 303)
    page = render_template(
        "assisted/helpers.html",
        event=event,
        form=form,
        revoke_form=BaseForm(formdata=None),
        is_open=event.open_for_registration(clock.now()),
        given=[_as_given(row) for row in queries.numbers(event)],
    )
    return page, 422 if form.errors else 200


@bp.post("/<string:ref>/helpers/<string:link_ref>/intrekken")
def revoke(ref: str, link_ref: str) -> ResponseReturnValue:
    """End the link of an organisation."""
    event = _own(ref)
    link = queries.link(link_ref)
    if link is None or link.event_id != event.id:
        abort(404)
    service.revoke_link(link, now=clock.now())
    log_access(staff(), AccessAction.CHANGE, f"helper:{link.ref}", clock.now())
    flash(_("De link van %(organisation)s werkt niet meer.", organisation=link.organisation))
    return redirect(url_for(".helpers", ref=ref), 303)


@bp.get("/<string:ref>/bellen")
def to_call(ref: str) -> ResponseReturnValue:
    """List who must hear of a change by telephone, and who did."""
    return _calls_page(_own(ref))


def _calls_page(event: Event, refused: str | None = None) -> str:
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/calls", clock.now())
    return render_template(
        "assisted/calls.html",
        event=event,
        refused=refused,
        form=BaseForm(formdata=None),
        offers=calls.offers_to_tell(event, clock.now()),
        to_call=calls.to_call(event, clock.now()),
        calls=calls.made(event),
        unreachable=queries.unreachable(event),
    )


@bp.post("/<string:ref>/bellen/<string:registration_ref>")
def note_call(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Note that somebody was called, and heard what the page said then."""
    registration, told = _one(ref, registration_ref), request.form.get("told", "")
    try:
        calls.note_call(registration, by=staff(), now=clock.now(), told=told)
    except calls.MoreToTellError as error:
        return _calls_page(registration.event, str(error)), error.status
    log_access(staff(), AccessAction.CHANGE, f"registration:{registration.ref}", clock.now())
    flash(_("Gebeld: %(name)s.", name=registration.full_name))
    return redirect(url_for(".to_call", ref=ref), 303)


@bp.post("/<string:ref>/bellen/<string:registration_ref>/terug")
def take_back_call(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Put somebody on the list again who was not called after all."""
    registration = _one(ref, registration_ref)
    calls.take_back(registration, request.form.get("made_at", ""))
    log_access(staff(), AccessAction.CHANGE, f"registration:{registration.ref}", clock.now())
    flash(_("%(name)s staat weer op de lijst.", name=registration.full_name))
    return redirect(url_for(".to_call", ref=ref), 303)


@bp.post("/<string:ref>/bellen/<string:registration_ref>/<any(ja, nee):answer>")
def answer_offer(ref: str, registration_ref: str, answer: str) -> ResponseReturnValue:
    """Note what somebody said to the seats that were offered to them."""
    registration = _one(ref, registration_ref)
    offer = registrations.open_offer(registration)
    if offer is None:
        raise offers.OfferOverError
    verb = offers.accept if answer == "ja" else offers.decline
    verb(offer, now=clock.now())
    words = {"ja": _("De plek is voor deze persoon."), "nee": _("De plek gaat naar een ander.")}
    return _changed(registration, words[answer])


@bp.route("/<string:ref>/aanmeldingen/<string:registration_ref>/adres", methods=["GET", "POST"])
def address(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Put an address right; the mail goes to the new one."""
    registration = _one(ref, registration_ref)
    form = AddressForm(data={"email": registration.email})
    if form.validate_on_submit():
        try:
            addresses.change_address(registration, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse("email", str(error))
        else:
            return _changed(registration, _address_words(registration))
    log_access(staff(), AccessAction.VIEW, f"registration:{registration.ref}", clock.now())
    page = render_template(
        "assisted/address.html", event=registration.event, registration=registration, form=form
    )
    return page, 422 if form.errors else 200


def _address_words(registration: Registration) -> str:
    if registration.email:
        return _("Het adres is veranderd. De mail gaat zo weg. Het oude kaartje werkt niet meer.")
    return _("Deze persoon heeft nu geen e-mailadres. Bel bij een verandering.")


@bp.post("/<string:ref>/aanmeldingen/<string:registration_ref>/teruggekomen")
def mail_returned(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Note that a mail to somebody came back."""
    registration = _one(ref, registration_ref)
    addresses.note_return(registration, now=clock.now())
    return _changed(registration, _("We mailen dit adres niet meer, tot je het verbetert."))


@bp.post("/<string:ref>/aanmeldingen/<string:registration_ref>/vrijmaken")
def give_up(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Free the seats of somebody whom no mail reaches."""
    registration = _one(ref, registration_ref)
    addresses.give_up(registration, now=clock.now())
    words = _("De plekken zijn vrij. De aanmelding is afgemeld.")
    return _changed(registration, words, purpose=_("De mail komt niet aan"))


def _changed(
    registration: Registration, words: str, purpose: str | None = None
) -> ResponseReturnValue:
    """Log a change of one registration, and go back to it."""
    subject = f"registration:{registration.ref}"
    log_access(staff(), AccessAction.CHANGE, subject, clock.now(), purpose)
    flash(words)
    ref, registration_ref = registration.event.ref, registration.ref
    page = url_for("registrations_manage.detail", ref=ref, registration_ref=registration_ref)
    return redirect(page, 303)


def _as_given(row: LinkNumbers) -> GivenLink:
    url = links.absolute("assisted.register", token=service.link_token(row.link))
    label = _("QR-code van de link voor %(organisation)s", organisation=row.link.organisation)
    return GivenLink(row, url, qr.svg(url, label=label))


def _pdf(found: list[Ticket]) -> ResponseReturnValue:
    if not found:
        abort(404)
    response = make_response(tickets_pdf(found))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="kaartjes.pdf"'
    return response


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return events.managed_by(staff(), ref) or abort(404)


def _one(ref: str, registration_ref: str) -> Registration:
    event, registration = _own(ref), registrations.by_ref(registration_ref)
    if registration is None or registration.event_id != event.id:
        abort(404)
    return registration


def _visit(event: Event, ref: str) -> AssistedVisit:
    visit = queries.visit(ref)
    if visit is None or visit.event_id != event.id:
        abort(404)
    return visit

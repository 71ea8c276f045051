"""The door on paper, for staff: lists to tick people off on, name badges, and certificates."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.checkin import badges, door_lists
from academie.checkin.badges import Badge, Sheet
from academie.checkin.certificate import certificate_pdf
from academie.checkin.forms import BadgeForm
from academie.core import clock
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.registrations import listing, queries
from academie.registrations.listing import Choice, Line

bp = Blueprint("door_paper", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)

_LISTS = {"namen": door_lists.names_pdf, "codes": door_lists.codes_pdf}


@bp.get("/<string:ref>/deur/<any(namen, codes):kind>.pdf")
def door_list(ref: str, kind: str) -> ResponseReturnValue:
    """Give a list of who is expected, by name or by code."""
    event, now = _own(ref), clock.now()
    _log(event)
    guests = door_lists.expected(listing.everybody(event))
    return _document(_LISTS[kind](event, guests, made_at=now), f"{kind}-{event.slug}.pdf")


@bp.route("/<string:ref>/naamkaartjes", methods=["GET", "POST"])
def name_badges(ref: str) -> ResponseReturnValue:
    """Make name badges of everybody, of a few, or of one who registered nowhere."""
    event, form = _own(ref), BadgeForm()
    guests = _in_the_hall(event)
    if form.validate_on_submit():
        made = _badges(guests, form)
        if made:
            _log(event)
            sheet, skip = Sheet(form.sheet.data), form.first.data - 1
            document = badges.badges_pdf(event, made, sheet, skip=skip)
            return _document(document, f"naamkaartjes-{event.slug}.pdf")
        form.refuse("words", _("We vinden niemand met deze naam of code."))
    page = render_template("checkin/badges.html", event=event, form=form, count=len(guests))
    return page, 422 if form.errors else 200


@bp.get("/<string:ref>/aanmeldingen/<string:registration_ref>/bewijs.pdf")
def proof(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Give the certificate of somebody who asks for it on the phone or at the desk."""
    event, now = _own(ref), clock.now()
    registration = queries.by_ref(registration_ref)
    if registration is None or registration.event_id != event.id:
        abort(404)
    document = certificate_pdf(registration, now=now)
    log_access(staff(), AccessAction.EXPORT, f"registration:{registration.ref}", now)
    return _document(document, "bewijs-van-deelname.pdf")


def _in_the_hall(event: Event) -> Sequence[Line]:
    """List who has a seat in the room, in the order of the list."""
    guests = filter(door_lists.has_seat, listing.everybody(event))
    return listing.chosen([line for line in guests if line.given_name], Choice())


def _badges(guests: Sequence[Line], form: BadgeForm) -> list[Badge]:
    if form.name.data:
        return [Badge(form.name.data)]
    chosen = listing.chosen(guests, Choice(words=form.words.data or None))
    return list(
        badges.badges_of(
            chosen, organisations=form.organisations.data, companions=form.companions.data
        )
    )


def _document(content: bytes, name: str) -> Response:
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _log(event: Event) -> None:
    log_access(staff(), AccessAction.EXPORT, f"event:{event.ref}/door", clock.now())


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    return managed_by(staff(), ref) or abort(404)

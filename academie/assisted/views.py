"""The quick page of an organisation that helps: a page behind a link, without an account."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue

from academie.assisted import handing, queries, service
from academie.assisted.forms import QuickForm
from academie.assisted.models import AssistedVisit, HelperLink
from academie.assisted.service import BrokenHelperLinkError
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.limits import accepted, limiter
from academie.core.web import private_page
from academie.events import ical
from academie.events.signs import why_shut
from academie.registrations.models import Registration
from academie.registrations.tickets import tickets_pdf

bp = Blueprint("assisted", __name__, url_prefix="/helpen")

LAST_VISIT = "helped"
SHOWN_FOR = timedelta(hours=2)
PER_LINK = "60 per hour"
PER_NETWORK = "120 per hour"


def this_link() -> str:
    """Tell links apart, so that each has a limit of its own."""
    token: str = (request.view_args or {}).get("token", "")
    return token.partition("-")[0][:16]


@bp.route("/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@limiter.limit(lambda: PER_LINK, key_func=this_link, methods=["POST"], deduct_when=accepted)
@private_page
def register(token: str) -> ResponseReturnValue:
    """Register up to eight parties for a meeting."""
    link = service.open_link(token)
    event, form = link.event, QuickForm(link.event)
    if form.validate_on_submit():
        try:
            return _register(token, link, form)
        except service.PartyRefusedError as error:
            form.refuse(error.number, error.field, str(error))
        except BrokenHelperLinkError:
            raise
        except DomainError as error:
            form.refuse(None, None, str(error))
    now = clock.now()
    is_open, why = event.open_for_registration(now), why_shut(event, now)
    left = service.room_left(link)
    room = None if left is None else service.room_in_words(left)
    page = _page("help", link, form=form, is_open=is_open, why_shut=why, left=left, room=room)
    return page, 422 if form.errors else 200


def _register(token: str, link: HelperLink, form: QuickForm) -> ResponseReturnValue:
    """Register them, and let this browser, and no other, see their tickets."""
    visit, is_new = service.register_all(
        link.event, form.parties(), by=link, key=form.key, now=clock.now()
    )
    session[LAST_VISIT] = visit.ref
    if not is_new:
        flash(str(handing.SENT_BEFORE))
    return redirect(url_for(".tickets", token=token), 303)


@bp.get("/<string:token>/kaartjes")
@private_page
def tickets(token: str) -> ResponseReturnValue:
    """Show the tickets of the last form that this browser sent."""
    link = service.open_link(token)
    visit = _last_visit(link)
    if visit is None:
        return redirect(url_for(".register", token=token))
    handed = handing.hand_out(_by_hand(visit), visit.mailed)
    return _page("helped", link, handed=handed, token=token)


@bp.get("/<string:token>/kaartjes.pdf")
@private_page
def ticket_file(token: str) -> ResponseReturnValue:
    """Give those tickets to print."""
    visit = _last_visit(service.open_link(token))
    found = handing.tickets(_by_hand(visit)) if visit else []
    if not found:
        abort(404)
    response = make_response(tickets_pdf(found))
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = 'inline; filename="kaartjes.pdf"'
    return response


def _last_visit(link: HelperLink) -> AssistedVisit | None:
    """Find the last form this browser sent by this link, while it is fresh."""
    visit = queries.visit(session.get(LAST_VISIT, ""))
    if visit is None or visit.helper_link is not link:
        return None
    return visit if clock.now() < visit.made_at + SHOWN_FOR else None


def _by_hand(visit: AssistedVisit) -> Sequence[Registration]:
    """List who gets the ticket from the helper; to who gave an address it is mailed."""
    return [party for party in queries.registered(visit) if party.email is None]


def _page(template: str, link: HelperLink, **shown: Any) -> str:
    """Render a page about the meeting of a link, with its own contact at the foot."""
    event = link.event
    contact = {"mail": event.reply_address, "phone": event.phone}
    return render_template(
        f"assisted/{template}.html",
        event=event,
        link=link,
        contact=contact,
        where=ical.location(event),
        **shown,
    )

"""Commitments for everybody: write one down in the room, and say whether it is yours."""

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.commitments import asking, queries, service
from academie.commitments.forms import PLACES, AnswerForm, RoomForm
from academie.commitments.models import CommitmentPage, CommitmentParty
from academie.commitments.terms import PartyAnswer
from academie.core import assets, clock, web
from academie.core.errors import DomainError
from academie.core.given_back import gives_back
from academie.core.limits import limiter
from academie.core.web import private_page
from academie.evaluations.terms import WindowState
from academie.events.models import Event
from academie.reference.queries import current_challenges

bp = Blueprint("commitments", __name__)

WHOLE_HALL = "300 per minute; 3000 per hour"
"""A hall shares one network, and everybody writes on the way out."""
PER_NETWORK = "60 per minute; 600 per hour"
SAID = {"ja": PartyAnswer.CONFIRMED, "nee": PartyAnswer.NOT_OURS}


@bp.route("/afspraken/<string:token>", methods=["GET", "POST"])
@limiter.limit(WHOLE_HALL, methods=["POST"])
@private_page
@gives_back("text", *(f"party_{place}" for place in PLACES))
def record(token: str) -> ResponseReturnValue:
    """Let anybody write down who will do what; a device keeps this page, so it shows no state."""
    page, now = queries.page_by_token(token), clock.now()
    state = queries.window(page, now)
    if state in {WindowState.NOT_HELD, WindowState.OVER}:
        return _shut(page, state)
    form = RoomForm(page.event, current_challenges())
    if form.validate_on_submit():
        try:
            service.record(page, form.said(), uuid=form.uuid.data or "", at=now, now=now)
        except DomainError as error:
            form.refuse(None, str(error))
            return _record_page(token, page, form), error.status
        return redirect(url_for(".thanks", token=token), 303)
    return _record_page(token, page, form), 422 if form.errors else 200


web.csrf.exempt(record)


@bp.get("/afspraken/<string:token>/bedankt")
@private_page
def thanks(token: str) -> ResponseReturnValue:
    """Thank whoever wrote something down without a script."""
    page = queries.page_by_token(token)
    return _page("thanks", page, token=token)


@bp.get("/afspraken/werker.js")
def worker() -> ResponseReturnValue:
    """Give the script that opens the page without a network: that of the door."""
    response = make_response(assets.content("door/worker.js"))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.get("/afspraak/<string:token>")
@private_page
def confirm(token: str) -> ResponseReturnValue:
    """Show a party what was written down in its name; reading answers nothing."""
    return _confirm_page(token, queries.party_by_token(token))


@bp.post("/afspraak/<string:token>/<any(ja,nee):said>")
@limiter.limit(PER_NETWORK)
@private_page
def answer(token: str, said: str) -> ResponseReturnValue:
    """Keep what a party says, once."""
    party, form = queries.party_by_token(token), AnswerForm()
    try:
        asking.answer(party, SAID[said], read=form.read.data or "", now=clock.now())
    except DomainError as error:
        form.refuse(None, str(error))
        return _confirm_page(token, party, str(error)), error.status
    return redirect(url_for(".confirm", token=token), 303)


web.csrf.exempt(answer)


def _confirm_page(token: str, party: CommitmentParty, told: str | None = None) -> str:
    commitment = party.commitment
    form = AnswerForm(formdata=None, data={"read": asking.mark(commitment)})
    return render_template(
        "commitments/confirm.html",
        token=token,
        party=party,
        commitment=commitment,
        event=commitment.event,
        form=form,
        told=told,
        too_late=asking.is_too_late(party, clock.now()),
        contact=_contact(commitment.event),
    )


def _record_page(token: str, page: CommitmentPage, form: RoomForm) -> str:
    return _page(
        "record",
        page,
        token=token,
        form=form,
        answered=request.method == "POST",
        until=queries.closes_at(page),
    )


def _shut(page: CommitmentPage, state: WindowState) -> ResponseReturnValue:
    """Say why a meeting takes nothing now; what was sent all the same is refused."""
    status = service.NotOpenError.status if request.method == "POST" else 200
    return _page("shut", page, state=state.value), status


def _page(template: str, page: CommitmentPage, **shown: object) -> str:
    event = page.event
    return render_template(
        f"commitments/{template}.html", event=event, contact=_contact(event), **shown
    )


def _contact(event: Event) -> dict[str, object]:
    return {"mail": event.reply_address, "phone": event.phone}

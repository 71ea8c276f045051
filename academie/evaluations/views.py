"""The questions after a meeting, and going on: two forms that know nothing of each other."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.core import clock, web
from academie.core.forms import BaseForm
from academie.core.limits import limiter
from academie.core.web import private_page
from academie.evaluations import joining, queries, service
from academie.evaluations.forms import EvaluationForm, JoinForm, OwnWordsForm
from academie.evaluations.models import Joiner
from academie.evaluations.terms import WindowState
from academie.events.models import Event

bp = Blueprint("evaluations", __name__)

WHOLE_HALL = "300 per minute; 3000 per hour"
"""A hall shares one network, and everybody answers on the way out."""
PER_NETWORK = "60 per minute; 600 per hour"


@bp.route("/vragen/<string:token>", methods=["GET", "POST"])
@limiter.limit(WHOLE_HALL, methods=["POST"])
@private_page
def answer(token: str) -> ResponseReturnValue:
    """Ask what somebody thought of a meeting, and keep nothing of who they are."""
    event = queries.event_of(queries.ANSWERING, token)
    state = queries.window(event, clock.now())
    if state is not WindowState.OPEN:
        return _shut(event, state)
    form = EvaluationForm(queries.questions(event))
    if form.validate_on_submit():
        service.answer(event, now=clock.now(), **form.values())
        return redirect(url_for(".thanks", token=token), 303)
    until = queries.closes_at(event)
    page = _page("answer", event, form=form, until=until)
    return page, 422 if form.errors else 200


web.csrf.exempt(answer)


@bp.get("/vragen/<string:token>/bedankt")
@private_page
def thanks(token: str) -> ResponseReturnValue:
    """Thank everybody in the same way."""
    event = queries.event_of(queries.ANSWERING, token)
    is_open = queries.window(event, clock.now()) is WindowState.OPEN
    return _page(
        "thanks", event, token=token, is_open=is_open, join_token=queries.join_token(event)
    )


@bp.route("/verder-meedoen/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@private_page
def join(token: str) -> ResponseReturnValue:
    """Ask who wants to go on; it stands apart from every answer."""
    event = queries.event_of(queries.JOINING, token)
    state = queries.window(event, clock.now())
    if state is not WindowState.OPEN:
        return _shut(event, state)
    form = JoinForm()
    if form.validate_on_submit():
        joining.join(event, now=clock.now(), **form.values())
        return redirect(url_for(".joined", token=token), 303)
    return _page("join", event, form=form), 422 if form.errors else 200


@bp.get("/verder-meedoen/<string:token>/bedankt")
@private_page
def joined(token: str) -> ResponseReturnValue:
    """Tell everybody the same; what is personal travels by mail alone."""
    return _page("joined", queries.event_of(queries.JOINING, token))


@bp.route("/meedoener/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@private_page
def mine(token: str) -> ResponseReturnValue:
    """Show somebody what they told, and let them put it right."""
    joiner = queries.joiner_of(token)
    form = OwnWordsForm(data=_told(joiner))
    if form.validate_on_submit():
        joining.change(joiner, **form.values())
        return redirect(url_for(".mine", token=token, bewaard=1), 303)
    saved = "bewaard" in request.args and not form.errors
    page = _page("mine", joiner.event, joiner=joiner, token=token, form=form, saved=saved)
    return page, 422 if form.errors else 200


@bp.route("/meedoener/<string:token>/wissen", methods=["GET", "POST"])
@private_page
def leave(token: str) -> ResponseReturnValue:
    """Ask whether somebody wants to be forgotten, and do it at once."""
    joiner = queries.joiner_of(token)
    event, form = joiner.event, BaseForm()
    if form.validate_on_submit():
        joining.leave(joiner, now=clock.now())
        return redirect(url_for(".left"), 303)
    return _page("leave", event, token=token, form=form)


@bp.get("/verder-meedoen/gewist")
def left() -> ResponseReturnValue:
    """Tell somebody that they are forgotten."""
    return render_template("evaluations/left.html")


def _told(joiner: Joiner) -> dict[str, object]:
    return {
        "name": joiner.name,
        "needs": [row.need for row in joiner.needs],
        "needed": joiner.needed,
        "offered": joiner.offered,
    }


def _shut(event: Event, state: WindowState) -> ResponseReturnValue:
    """Say why a meeting asks nothing now; what was sent all the same is refused."""
    page = _page("shut", event, state=state.value)
    return page, service.NotAskedError.status if request.method == "POST" else 200


def _page(template: str, event: Event, **shown: object) -> str:
    """Render a page about one meeting, with its own contact at the foot."""
    contact = {"mail": event.reply_address, "phone": event.phone}
    return render_template(f"evaluations/{template}.html", event=event, contact=contact, **shown)

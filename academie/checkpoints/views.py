"""What the local contact of a meeting sees: the questions, what was answered, and handing over."""

from datetime import datetime

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.accounts.models import AccessAction
from academie.accounts.service import log_own
from academie.checkpoints import contacts, days, queries, service
from academie.checkpoints.contact_forms import HandOverForm
from academie.checkpoints.forms import AnswerForm, QuickForm, begun, fitted
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.service import Answer
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.given_back import gives_back
from academie.core.limits import accepted, limiter
from academie.core.web import private_page

bp = Blueprint("checkpoints", __name__)

PER_NETWORK = "60 per hour"
HAND_OVERS = "5 per hour"
"""Each mails somebody."""


@bp.route("/vervolg/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
@private_page
@gives_back("child_view", "remark")
def answer(token: str) -> ResponseReturnValue:
    """Ask what came of a meeting; once answered, show what was said."""
    checkpoint, now = queries.by_token(token), clock.now()
    if not queries.link_works(checkpoint, now):
        return _shut(checkpoint)
    if checkpoint.answered_at and request.method == "GET":
        news = queries.news_of(checkpoint)
        return _page("answered", token, checkpoint, late="later" in request.args, news=news)
    quick, form = QuickForm(prefix="kort-"), _form(checkpoint)
    if "kort-result" in request.form:
        if quick.validate_on_submit() and quick.result.data:
            return _keep(token, checkpoint, Answer(result=quick.result.data), now)
    elif form.validate_on_submit():
        return _keep(token, checkpoint, form.answer(), now)
    earlier = queries.earlier_answer(checkpoint)
    shown = {"form": form, "quick": quick, "earlier": earlier}
    until = days.link_ends_at(checkpoint)
    status = 422 if request.method == "POST" else 200
    return _page("answer", token, checkpoint, until=until, **shown), status


@bp.route("/vervolg/<string:token>/jij", methods=["GET", "POST"])
@limiter.limit(HAND_OVERS, methods=["POST"], deduct_when=accepted)
@private_page
def yours(token: str) -> ResponseReturnValue:
    """Show the contact what we hold of them, and let them hand over, however old the link is."""
    checkpoint, now = queries.by_token(token), clock.now()
    form = HandOverForm()
    if form.validate_on_submit():
        try:
            contacts.hand_over(checkpoint, now=now, **form.values())
        except DomainError as error:
            form.refuse("email", str(error))
        else:
            return redirect(url_for(".handed_over"), 303)
    follow_up = queries.follow_up_of(checkpoint.event)
    page = _page("yours", token, checkpoint, form=form, follow_up=follow_up)
    return page, 422 if form.errors else 200


@bp.route("/vervolg/<string:token>/stoppen", methods=["GET", "POST"])
@private_page
def stop(token: str) -> ResponseReturnValue:
    """Ask whether the contact wants to be forgotten, and do it at once."""
    checkpoint, now = queries.by_token(token), clock.now()
    form = BaseForm()
    follow_up = queries.follow_up_of(checkpoint.event)
    if follow_up and form.validate_on_submit():
        contacts.step_down(follow_up, now=now)
        log_own(AccessAction.ERASE, f"follow_up:{checkpoint.event.ref}", now)
        return redirect(url_for(".stopped"), 303)
    return _page("stop", token, checkpoint, form=form)


@bp.get("/vervolg/doorgegeven")
def handed_over() -> ResponseReturnValue:
    """Thank who handed over; their own link works no more."""
    return render_template("checkpoints/handed_over.html")


@bp.get("/vervolg/gestopt")
def stopped() -> ResponseReturnValue:
    """Tell somebody that they are forgotten."""
    return render_template("checkpoints/stopped.html")


def _form(checkpoint: Checkpoint) -> AnswerForm:
    event = checkpoint.event
    kind = fitted(AnswerForm, queries.open_commitments(event), queries.outcomes_to_ask(event))
    return kind(data=begun(queries.earlier_answer(checkpoint), request.args.get("antwoord")))


def _keep(token: str, checkpoint: Checkpoint, given: Answer, now: datetime) -> ResponseReturnValue:
    counts = service.answer(checkpoint, given, now=now)
    return redirect(url_for(".answer", token=token, later=None if counts else 1), 303)


def _shut(checkpoint: Checkpoint) -> ResponseReturnValue:
    """Say that the link is too old; what was sent all the same is refused."""
    page = _page("shut", "", checkpoint)
    return page, 409 if request.method == "POST" else 200


def _page(template: str, token: str, checkpoint: Checkpoint, **shown: object) -> str:
    """Render a page about one question, with the contact of its meeting at the foot."""
    event = checkpoint.event
    contact = {"mail": event.reply_address, "phone": event.phone}
    return render_template(
        f"checkpoints/{template}.html",
        token=token,
        checkpoint=checkpoint,
        event=event,
        contact=contact,
        **shown,
    )

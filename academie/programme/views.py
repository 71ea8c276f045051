"""What somebody who contributes may decide: a page behind their own link."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.core.limits import accepted, limiter
from academie.core.web import private_page
from academie.programme import contributors
from academie.programme.forms import AnswerForm, WordingForm
from academie.programme.models import Contributor

bp = Blueprint("programme", __name__)

PER_NETWORK = "20 per hour"
"""Answers may each mail the organiser."""
ANSWERS = {"no": contributors.decline, "yes": contributors.approve}


@bp.route("/bijdrage/<string:token>", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"], deduct_when=accepted)
@private_page
def contribution(token: str) -> ResponseReturnValue:
    """Show what the world would read, to the letter, and take a yes or a no."""
    contributor = contributors.by_token(token)
    form = AnswerForm()
    answer = next((name for name in ANSWERS if name in request.form), None)
    if answer and form.validate_on_submit():
        try:
            ANSWERS[answer](contributor, read=form.read.data or "", now=clock.now())
        except DomainError as error:
            form.refuse(None, str(error))
            return _page(token, contributor, form), error.status
        return _again(token)
    return _page(token, contributor, form)


@bp.post("/bijdrage/<string:token>/anders")
@limiter.limit(PER_NETWORK, deduct_when=accepted)
@private_page
def reword(token: str) -> ResponseReturnValue:
    """Bring another wording to the organiser."""
    contributor = contributors.by_token(token)
    form = WordingForm()
    if form.validate_on_submit():
        contributors.reword(contributor, now=clock.now(), **form.values())
        return _again(token)
    return _page(token, contributor, AnswerForm(formdata=None), form), 422


@bp.post("/bijdrage/<string:token>/intrekken")
@private_page
def withdraw(token: str) -> ResponseReturnValue:
    """Take everything down, at once."""
    contributor = contributors.by_token(token)
    if BaseForm().validate_on_submit():
        contributors.withdraw(contributor, now=clock.now())
    return _again(token)


def _again(token: str) -> ResponseReturnValue:
    return redirect(url_for(".contribution", token=token), 303)


def _page(
    token: str, contributor: Contributor, form: AnswerForm, wording: WordingForm | None = None
) -> str:
    event = contributor.event
    return render_template(
        "programme/contribution.html",
        event=event,
        contributor=contributor,
        token=token,
        form=form,
        wording=wording or WordingForm(formdata=None),
        fingerprint=contributors.fingerprint(contributor),
        contact={"mail": event.reply_address, "phone": event.phone},
    )

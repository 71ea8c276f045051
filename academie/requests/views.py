"""Asking for an academy, and my request."""

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from academie.core import clock
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.core.limits import limiter
from academie.core.web import private_page, takes_files
from academie.followups import transfer
from academie.outbox.service import MOST_MAILS
from academie.requests import contact, erasing, letters, queries, service
from academie.requests.forms import AnswerForm, LetterForm, RequestForm, WhoForm, typed_before
from academie.requests.models import AcademyRequest
from academie.requests.own_data import own_data
from academie.requests.terms import MoneyLine, RequestStatus

bp = Blueprint("requests", __name__, url_prefix="/aanvraag")

PER_NETWORK = "60 per minute; 600 per hour"
LETTERS = "20 per hour"


@bp.route("", methods=["GET", "POST"])
@limiter.limit(PER_NETWORK, methods=["POST"])
def new() -> ResponseReturnValue:
    """Ask for an academy, at once or in more than one sitting.

    `bron` in the address is the outcome elsewhere that made somebody want this too.
    """
    form, label = RequestForm(saving=_saves()), request.args.get("bron")
    source = transfer.offered(label)
    if form.validate_on_submit():
        values = form.values() | {"source_outcome_id": source.id if source else None}
        if form.saving:
            service.save(now=clock.now(), **values)
            return redirect(url_for(".saved"), 303)
        service.send(now=clock.now(), **values)
        return redirect(url_for(".received"), 303)
    lost = bool(label) and source is None
    page = render_template("requests/form.html", form=form, token=None, source=source, lost=lost)
    return page, 422 if form.errors else 200


@bp.get("/bewaard")
def saved() -> ResponseReturnValue:
    """Tell how to go on later."""
    return render_template("requests/saved.html", most_mails=MOST_MAILS)


@bp.get("/ontvangen")
def received() -> ResponseReturnValue:
    """Tell what happens after sending in."""
    return render_template("requests/received.html", most_mails=MOST_MAILS)


@bp.get("/ander-adres")
def moved() -> ResponseReturnValue:
    """Tell that a request now belongs to another address, and where its link went."""
    return render_template("requests/moved.html", most_mails=MOST_MAILS)


@bp.get("/gewist")
def erased() -> ResponseReturnValue:
    """Tell that nothing is left of who asked."""
    return render_template("requests/erased.html")


@bp.route("/<string:token>", methods=["GET", "POST"])
@private_page
@limiter.limit(PER_NETWORK, methods=["POST"])
def mine(token: str) -> ResponseReturnValue:
    """Go on with a saved request, or see how it stands with one that was sent in."""
    found = queries.by_link(token)
    if found.status is not RequestStatus.DRAFT:
        return _state_page(found, AnswerForm(), token)
    form = RequestForm(saving=_saves(), data=typed_before(found))
    if form.validate_on_submit():
        if form.saving:
            service.change(found, now=clock.now(), **form.values())
            return redirect(url_for(".saved"), 303)
        service.send_saved(found, now=clock.now(), **form.values())
        return _back_to(found, token, otherwise=".received")
    page = render_template(
        "requests/form.html", form=form, token=token, source=transfer.source_of(found), lost=False
    )
    return page, 422 if form.errors else 200


@bp.route("/<string:token>/veranderen", methods=["GET", "POST"])
@private_page
@limiter.limit(PER_NETWORK, methods=["POST"])
def correct(token: str) -> ResponseReturnValue:
    """Change what was sent in, as long as nothing is decided."""
    found = queries.by_link(token)
    form, status = RequestForm(data=typed_before(found)), 422
    if not (found.is_open or form.is_submitted()):
        return redirect(url_for(".mine", token=token), 303)
    if form.validate_on_submit():
        try:
            service.correct(found, now=clock.now(), **form.values())
            return _back_to(found, token)
        except IllegalMoveError as error:
            form.refuse(None, str(error))
            status = error.status
    page = render_template(
        "requests/correct.html",
        form=form,
        token=token,
        source=transfer.source_of(found),
        most_mails=MOST_MAILS,
    )
    return page, status if form.errors else 200


@bp.route("/<string:token>/wie", methods=["GET", "POST"])
@private_page
@limiter.limit(PER_NETWORK, methods=["POST"])
def who(token: str) -> ResponseReturnValue:
    """Change who asked, after the decision."""
    found = queries.by_link(token)
    if found.ended_at is None:
        return redirect(url_for(".mine", token=token), 303)
    form = WhoForm(data={name: getattr(found, name) for name in ("name", "email", "phone")})
    if form.validate_on_submit():
        contact.correct(found, now=clock.now(), **form.values())
        return _back_to(found, token)
    page = render_template(
        "requests/who.html", form=form, asked=found, token=token, most_mails=MOST_MAILS
    )
    return page, 422 if form.errors else 200


@bp.get("/<string:token>/gegevens.json")
@private_page
def data(token: str) -> ResponseReturnValue:
    """Give somebody all that we hold of their request."""
    found = queries.by_link(token)
    source = transfer.source_of(found)
    response = jsonify(own_data(found) | {"source": source.label if source else None})
    response.headers["Content-Disposition"] = 'attachment; filename="aanvraag.json"'
    return response


@bp.route("/<string:token>/brief/<any(meeting, campaign):line>", methods=["GET", "POST"])
@private_page
@takes_files(letters.LARGEST)
@limiter.limit(PER_NETWORK, methods=["POST"])
@limiter.limit(LETTERS, methods=["POST"])
def letter(token: str, line: str) -> ResponseReturnValue:
    """Send a letter that pledges money, as a file."""
    found, about, form = queries.by_link(token), MoneyLine(line), LetterForm()
    status = 422
    if form.validate_on_submit():
        try:
            letters.keep(found, about, form.file.data.read(), now=clock.now())
            return redirect(url_for(".letter", token=token, line=line), 303)
        except DomainError as error:
            form.refuse("file", str(error))
            status = error.status
    known = letters.letter_of(found, about)
    page = render_template(
        "requests/letter.html", asked=found, form=form, token=token, line=about, known=known
    )
    return page, status if form.errors else 200


@bp.post("/<string:token>/brief/<any(meeting, campaign):line>/weg")
@private_page
@limiter.limit(PER_NETWORK)
def remove_letter(token: str, line: str) -> ResponseReturnValue:
    """Throw a letter away."""
    letters.remove(queries.by_link(token), MoneyLine(line))
    return redirect(url_for(".letter", token=token, line=line), 303)


@bp.route("/<string:token>/wissen", methods=["GET", "POST"])
@private_page
def erase(token: str) -> ResponseReturnValue:
    """Ask whether somebody wants to be forgotten, and do it at once."""
    found = queries.by_link(token)
    if found.status is RequestStatus.DRAFT:
        return redirect(url_for(".withdraw", token=token), 303)
    form = BaseForm()
    if form.validate_on_submit():
        erasing.erase(found, now=clock.now())
        return redirect(url_for(".erased"), 303)
    return render_template("requests/erase.html", asked=found, form=form, token=token)


@bp.post("/<string:token>/antwoord")
@private_page
@limiter.limit(PER_NETWORK, methods=["POST"])
def answer(token: str) -> ResponseReturnValue:
    """Answer a question of the project team."""
    found = queries.by_link(token)
    form = AnswerForm()
    status = 422
    if form.validate_on_submit():
        try:
            service.answer(found, text=form.text.data, now=clock.now())
            return redirect(url_for(".mine", token=token), 303)
        except IllegalMoveError as error:
            form.refuse(None, str(error))
            status = error.status
    return _state_page(found, form, token), status


@bp.route("/<string:token>/intrekken", methods=["GET", "POST"])
@private_page
def withdraw(token: str) -> ResponseReturnValue:
    """Ask whether somebody takes the request back, and do it; a saved one is thrown away."""
    found = queries.by_link(token)
    is_draft = found.status is RequestStatus.DRAFT
    if not (is_draft or found.is_open):
        return redirect(url_for(".mine", token=token), 303)
    form = BaseForm()
    if not form.validate_on_submit():
        return render_template("requests/withdraw.html", asked=found, form=form, token=token)
    if is_draft:
        service.discard(found)
        return redirect(url_for(".new"), 303)
    service.withdraw(found, now=clock.now())
    return redirect(url_for(".mine", token=token), 303)


def _saves() -> bool:
    """Tell whether the button was the one that saves for later."""
    return "save" in request.form


def _back_to(
    found: AcademyRequest, token: str, *, otherwise: str = ".moved"
) -> ResponseReturnValue:
    """Lead back to a request, unless it has another address by now.

    Anybody may have typed that one, so the new link is for whoever reads the mail there.

    Args:
        otherwise: the page that tells so.
    """
    if queries.token_of(found) != token:
        return redirect(url_for(otherwise), 303)
    return redirect(url_for(".mine", token=token), 303)


def _state_page(found: AcademyRequest, form: AnswerForm, token: str) -> str:
    source = transfer.source_of(found)
    return render_template("requests/mine.html", asked=found, form=form, token=token, source=source)

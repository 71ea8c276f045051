"""What came of the questions, for staff: choose them, read the answers, bring people together."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_role, require_staff, staff
from academie.accounts.models import AccessAction, RoleName
from academie.accounts.service import log_access
from academie.core import clock, qr
from academie.core.errors import DomainError
from academie.core.together import refusal_of
from academie.evaluations import figures, queries, review, service
from academie.evaluations.forms import (
    ConnectForm,
    ConnectTextForm,
    MarketFilter,
    QuestionsForm,
    ReviewForm,
)
from academie.evaluations.models import EvaluationText, Joiner
from academie.evaluations.terms import Need, Question, TextState
from academie.events.editing import held
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.reference.queries import current_challenges

bp = Blueprint("evaluations_manage", __name__, url_prefix="/beheer")
bp.before_request(require_staff)


@bp.get("/bijeenkomsten/<string:ref>/evaluatie")
def results(ref: str) -> ResponseReturnValue:
    """Show what people said of a meeting, and how they are asked."""
    return _results(_own(ref), ReviewForm(formdata=None))


@bp.route("/bijeenkomsten/<string:ref>/evaluatie/vragen", methods=["GET", "POST"])
def questions(ref: str) -> ResponseReturnValue:
    """Choose what is asked."""
    event = held(_own(ref))
    form = QuestionsForm(data={"questions": queries.questions(event)})
    if form.may_save():
        try:
            service.choose_questions(event, form.questions.data)
        except DomainError as error:
            form.refuse("questions", str(error))
        else:
            flash(_("De vragen zijn bewaard."))
            return redirect(url_for(".results", ref=ref), 303)
    page = render_template("evaluations/questions.html", event=event, form=form)
    return page, refusal_of(form) or 200


@bp.get("/bijeenkomsten/<string:ref>/evaluatie/blad")
def sheet(ref: str) -> ResponseReturnValue:
    """Show the questions on one page to print, with the code that leads to them."""
    event = _own(ref)
    if not event.is_public:
        abort(404)
    return render_template(
        "evaluations/sheet.html",
        event=event,
        questions=queries.questions(event),
        until=queries.closes_at(event),
        **_address(event),
    )


@bp.post("/bijeenkomsten/<string:ref>/evaluatie/antwoorden/<string:text_ref>/<any(goed, weg):verb>")
def decide(ref: str, text_ref: str, verb: str) -> ResponseReturnValue:
    """Approve an open answer as it stands, or leave it out with a reason."""
    event = _own(ref)
    text, form = _text(text_ref), ReviewForm()
    if text.event_id != event.id:
        abort(404)
    log_access(staff(), AccessAction.CHANGE, f"event:{event.ref}/evaluation", clock.now())
    if verb == "goed":
        review.approve(text, now=clock.now())
        return _back(text)
    if not form.validate_on_submit():
        return _results(event, form, text), 422
    try:
        review.leave_out(text, form.reason.data, now=clock.now())
    except DomainError as error:
        form.refuse("reason", str(error))
        return _results(event, form, text), error.status
    return _back(text)


@bp.get("/vraag-en-aanbod")
def market() -> ResponseReturnValue:
    """Show what people need and offer, and who wants to go on, so that they find each other."""
    require_role(RoleName.PROJECT_TEAM, RoleName.ORGANISER)
    form = MarketFilter(current_challenges(), request.args)
    wanted = form.wanted()
    log_access(staff(), AccessAction.VIEW, "market:", clock.now())
    texts = queries.wishes(staff(), wanted)
    return render_template(
        "evaluations/market.html",
        form=form,
        needed=[text for text in texts if text.question is Question.NEEDED],
        offered=[text for text in texts if text.question is Question.OFFERED],
        joiners=queries.joiners(staff(), wanted),
        counts=figures.needs(queries.evaluated(staff(), wanted)),
        needs=[wanted.need] if wanted.need else list(Need),
    )


@bp.route("/vraag-en-aanbod/antwoord/<string:text_ref>", methods=["GET", "POST"])
def wish(text_ref: str) -> ResponseReturnValue:
    """Say what a need or an offer is about, and who was found for it."""
    text = _text(text_ref)
    if text.question is Question.TOMORROW or text.state is TextState.LEFT_OUT:
        abort(404)
    form = ConnectTextForm(data=_told(text) | {"need": text.need})
    subject = f"event:{text.event.ref}/evaluation"
    if form.validate_on_submit():
        review.sort(text, form.need.data)
        return _connected(text, form, subject)
    log_access(staff(), AccessAction.VIEW, subject, clock.now())
    page = render_template("evaluations/wish.html", text=text, form=form)
    return page, 422 if form.errors else 200


@bp.route("/vraag-en-aanbod/meedoener/<string:joiner_ref>", methods=["GET", "POST"])
def joiner(joiner_ref: str) -> ResponseReturnValue:
    """Show somebody who wants to go on, and note who was found for them."""
    found = _joiner(joiner_ref)
    form = ConnectForm(data=_told(found))
    subject = f"joiner:{found.ref}"
    if form.validate_on_submit():
        return _connected(found, form, subject)
    log_access(staff(), AccessAction.VIEW, subject, clock.now())
    page = render_template("evaluations/joiner.html", joiner=found, form=form)
    return page, 422 if form.errors else 200


def _results(event: Event, form: ReviewForm, wrong: EvaluationText | None = None) -> str:
    """Write the page of results; `wrong` is the answer whose form was refused."""
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/evaluation", clock.now())
    found = queries.texts(event)
    return render_template(
        "evaluations/results.html",
        event=event,
        state=queries.window(event, clock.now()).value,
        until=queries.closes_at(event),
        result=figures.result(event),
        questions=queries.questions(event),
        texts={
            state: [text for text in found if text.state is state]
            for state in (TextState.UNREAD, TextState.APPROVED, TextState.LEFT_OUT)
        },
        form=form,
        wrong=wrong,
        **_address(event),
    )


def _address(event: Event) -> dict[str, object]:
    address = queries.answer_address(event)
    return {"address": address, "qr": qr.svg(address, label=_("QR-code naar de vragen"))}


def _connected(
    item: EvaluationText | Joiner, form: ConnectForm, subject: str
) -> ResponseReturnValue:
    if form.connected.data:
        review.connect(item, form.note.data, now=clock.now())
    else:
        review.disconnect(item)
    log_access(staff(), AccessAction.CHANGE, subject, clock.now())
    flash(_("Bewaard."))
    return redirect(url_for(".market"), 303)


def _told(item: EvaluationText | Joiner) -> dict[str, object]:
    return {"connected": item.connected_on is not None, "note": item.connected_note}


def _own(ref: str) -> Event:
    """Find a meeting that this member of staff manages; to others it does not exist."""
    return managed_by(staff(), ref) or abort(404)


def _text(ref: str) -> EvaluationText:
    """Find an open answer to a meeting that this member of staff manages."""
    text = queries.text(ref)
    if text is None or managed_by(staff(), text.event.ref) is None:
        abort(404)
    return text


def _joiner(ref: str) -> Joiner:
    """Find who wants to go on after a meeting that this member of staff manages."""
    found = queries.joiner_by_ref(ref)
    if found is None or found.email is None or managed_by(staff(), found.event.ref) is None:
        abort(404)
    return found


def _back(text: EvaluationText) -> ResponseReturnValue:
    url = url_for(".results", ref=text.event.ref, _anchor=f"antwoord-{text.ref}")
    return redirect(url, 303)

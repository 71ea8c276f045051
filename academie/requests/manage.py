"""Requests, for the project team: the board, the conversation and the decision."""

from collections.abc import Callable

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_project_team, require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.events.advice import Advice
from academie.followups import transfer
from academie.requests import board as boards
from academie.requests import contact, letters, queries, service
from academie.requests.days import advice_on, mark_of, money_missing
from academie.requests.models import AcademyRequest
from academie.requests.team_forms import (
    AcceptForm,
    AddressForm,
    DeclineForm,
    QuestionForm,
    proposed,
)
from academie.requests.terms import MoneyLine, RequestStatus

bp = Blueprint("requests_manage", __name__, url_prefix="/beheer/aanvragen")
bp.before_request(require_staff)
bp.before_request(require_project_team)


@bp.get("")
def board() -> ResponseReturnValue:
    """Show all requests by how far they are."""
    requests, now = queries.on_board(), clock.now()
    return render_template(
        "requests/board.html",
        columns=boards.columns(requests, now),
        withdrawn=[one for one in requests if one.status is RequestStatus.WITHDRAWN],
        days=queries.median_days_to_date(),
        sources=transfer.sources(requests),
        now=now,
    )


@bp.get("/<string:ref>")
def show(ref: str) -> ResponseReturnValue:
    """Show one request with who asks, and its conversation."""
    found = _find(ref)
    log_access(staff(), AccessAction.VIEW, f"request:{found.ref}", clock.now())
    return _show_page(found, QuestionForm())


@bp.get("/<string:ref>/brief/<any(meeting, campaign):line>")
def letter(ref: str, line: str) -> ResponseReturnValue:
    """Give a letter to save; it is never shown in a page of ours."""
    found = letters.letter_of(_find(ref), MoneyLine(line)) or abort(404)
    log_access(staff(), AccessAction.VIEW, f"request:{ref}/letter/{line}", clock.now())
    response = Response(found.content, mimetype=found.kind.media_type)
    name = f"brief-{line}-{ref}.{found.kind.value}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/<string:ref>/vraag")
def ask(ref: str) -> ResponseReturnValue:
    """Ask the requester something, by mail."""
    found, form = _find(ref), QuestionForm()
    status = _try(
        form, lambda: service.ask(found, user=staff(), text=form.text.data, now=clock.now())
    )
    if status:
        return _show_page(found, form), status
    return _done(found, _("Je vraag gaat zo weg per e-mail."))


@bp.route("/<string:ref>/adres", methods=["GET", "POST"])
def address(ref: str) -> ResponseReturnValue:
    """Put the right address where the requester mistyped theirs."""
    found = _find(ref)
    form, status = AddressForm(data={"email": found.email}), 200
    if request.method == "POST":
        email, now = form.email.data, clock.now()
        status = _try(form, lambda: contact.put_right(found, email=email, now=now))
        if not status:
            return _done(found, _("E-mail aan de aanvrager gaat nu naar %(email)s.", email=email))
    return render_template(
        "requests/address.html", asked=found, form=form, account=contact.account_of(found)
    ), status


@bp.route("/<string:ref>/aannemen", methods=["GET", "POST"])
def accept(ref: str) -> ResponseReturnValue:
    """Say yes: a draft meeting, and a mail with the next steps; first what speaks against it."""
    found = _find(ref)
    form = AcceptForm(data=proposed(found))
    if "check" in request.form and not form.is_clear("day", "start", "end"):
        return _accept_page(found, form), 422
    if request.method == "POST" and "check" not in request.form:
        if found.is_open and form.validate_on_submit() and not _has_read(found, form):
            return _accept_page(found, form, advice_on(form, found, staff()), unread=True), 409
        status = _try(
            form,
            lambda: service.accept(found, user=staff(), now=clock.now(), **form.values()),
        )
        if not status:
            return _done(
                found, _("De aanvraag is aangenomen. De bijeenkomst staat klaar als concept.")
            )
        return _accept_page(found, form), status
    return _accept_page(found, form, advice_on(form, found, staff()))


def _has_read(found: AcademyRequest, form: AcceptForm) -> bool:
    """Tell whether whoever decides saw all that speaks against it."""
    advice = advice_on(form, found, staff())
    nothing = not advice.warnings and not money_missing(found)
    return nothing or request.form.get("read") == mark_of(found, advice)


@bp.route("/<string:ref>/afwijzen", methods=["GET", "POST"])
def decline(ref: str) -> ResponseReturnValue:
    """Say no, and mail why."""
    found, form = _find(ref), DeclineForm()
    if request.method == "POST":
        status = _try(
            form,
            lambda: service.decline(found, user=staff(), reason=form.reason.data, now=clock.now()),
        )
        if not status:
            return _done(found, _("De aanvraag is afgewezen. De e-mail gaat zo weg."))
        return render_template("requests/decline.html", asked=found, form=form), status
    return render_template("requests/decline.html", asked=found, form=form)


def _find(ref: str) -> AcademyRequest:
    return queries.sent_in(ref) or abort(404)


def _try(form: BaseForm, verb: Callable[[], object]) -> int:
    """Do what was asked. Give the status of the refusal, or 0 when it is done."""
    if not form.validate_on_submit():
        return 422
    try:
        verb()
    except DomainError as error:
        off = isinstance(error, service.AccountOffError)
        form.refuse("organiser" if off else None, str(error))
        return error.status
    return 0


def _show_page(found: AcademyRequest, form: QuestionForm) -> str:
    return render_template(
        "requests/show.html",
        asked=found,
        form=form,
        late=boards.late(found, clock.now()),
        source=transfer.source_of(found),
    )


def _accept_page(
    found: AcademyRequest, form: AcceptForm, advice: Advice | None = None, *, unread: bool = False
) -> str:
    return render_template(
        "requests/accept.html",
        asked=found,
        form=form,
        source=transfer.source_of(found),
        advice=advice,
        missing=money_missing(found),
        read=mark_of(found, advice) if advice else request.form.get("read", ""),
        unread=unread,
    )


def _done(found: AcademyRequest, words: str) -> ResponseReturnValue:
    log_access(staff(), AccessAction.CHANGE, f"request:{found.ref}", clock.now())
    flash(words)
    return redirect(url_for(".show", ref=found.ref), 303)

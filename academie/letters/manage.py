"""Mail to the guests of a meeting, for staff: how it fares, and writing to them."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.db import lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.core.limits import limiter
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.events import queries as events
from academie.events.models import Event
from academie.followups.queries import worth_telling
from academie.letters import following, outgoing, service, words
from academie.letters.forms import LetterForm, as_typed
from academie.letters.models import Letter, LetterAudience
from academie.outbox.service import send_anew
from academie.outbox.words import reason
from academie.registrations import service as registrations

bp = Blueprint("letters_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)

TRIALS = "20 per hour"


@bp.get("/<string:ref>/berichten")
def overview(ref: str) -> ResponseReturnValue:
    """Count the mails to guests by how they fare, and list what was written to them."""
    event = _own(ref)
    return render_template(
        "letters/overview.html",
        event=event,
        numbers=words.numbers(outgoing.tallies(event)),
        filters=list(words.FILTERS),
        again=len(outgoing.worth_another_try(event)),
        letters=outgoing.letters(event),
        may_write=event.is_public,
        may_follow_up=bool(worth_telling(event)),
        form=BaseForm(),
        made_at=clock.now(),
    )


@bp.get("/<string:ref>/berichten/lijst")
def mails(ref: str) -> ResponseReturnValue:
    """List mails to guests one by one, with why one did not leave."""
    event = _own(ref)
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/messages", clock.now())
    page = max(request.args.get("pagina", 1, int), 1)
    stand, kind = request.args.get("stand", ""), request.args.get("soort", "")
    found, more = outgoing.sent(
        event, statuses=words.FILTERS.get(stand, ()), kind=kind or None, page=min(page, 10_000)
    )
    return render_template(
        "letters/mails.html",
        event=event,
        mails=found,
        kind=kind,
        kind_label=words.kind(kind) if kind else None,
        stand=stand if stand in words.FILTERS else "",
        page=page,
        more=more,
        say_kind=words.kind,
        say_status=words.status,
        say_reason=reason,
        form=BaseForm(),
    )


@bp.post("/<string:ref>/berichten/opnieuw")
def send_all_again(ref: str) -> ResponseReturnValue:
    """Send every mail again that did not leave; one to a wrong address only by itself."""
    again = [_send_anew(mail) for mail in outgoing.worth_another_try(_own(ref))]
    flash(ngettext("%(num)s mail gaat opnieuw weg.", "%(num)s mails gaan opnieuw weg.", sum(again)))
    return redirect(url_for(".overview", ref=ref), 303)


@bp.post("/<string:ref>/berichten/mail/<string:message_ref>")
def send_again(ref: str, message_ref: str) -> ResponseReturnValue:
    """Send one mail again that did not leave."""
    found = outgoing.message(_own(ref), message_ref) or abort(404)
    if _send_anew(found):
        flash(_("De mail gaat zo opnieuw weg."))
    return redirect(url_for(".mails", ref=ref, stand="mislukt"), 303)


def _send_anew(mail: outgoing.Sent) -> bool:
    """Let a mail wait once more; whoever asks for that believes in its address."""
    again = send_anew(mail.message, clock.now())
    if again:
        registrations.trust_address(mail.registration, clock.now())
    return again


@bp.route("/<string:ref>/berichten/nieuw", methods=["GET", "POST"])
@once
def write(ref: str) -> ResponseReturnValue:
    """Write a letter to guests; it is kept as a draft."""
    event = _own(ref)
    form = _form(event, _first_words(event) if request.args.get("vervolg") else None)
    if form.validate_on_submit():
        try:
            made = service.write(event, by=staff(), now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            return redirect(url_for(".letter", ref=ref, letter_ref=made.ref), 303)
    page = render_template("letters/write.html", event=event, letter=None, form=form)
    return page, 422 if form.errors else 200


@bp.route("/<string:ref>/berichten/brief/<string:letter_ref>/veranderen", methods=["GET", "POST"])
def change(ref: str, letter_ref: str) -> ResponseReturnValue:
    """Change a draft."""
    found = _letter(ref, letter_ref)
    if is_sent():
        lock_row(found)
    form = _form(found.event, as_typed(found))
    if form.may_save():
        try:
            service.change(found, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            return redirect(url_for(".letter", ref=ref, letter_ref=letter_ref), 303)
    page = render_template("letters/write.html", event=found.event, letter=found, form=form)
    return page, refusal_of(form) or 200


@bp.get("/<string:ref>/berichten/brief/<string:letter_ref>")
def letter(ref: str, letter_ref: str) -> ResponseReturnValue:
    """Show a letter as its readers get it, with the button that sends it."""
    return _letter_page(_letter(ref, letter_ref), BaseForm())


@bp.post("/<string:ref>/berichten/brief/<string:letter_ref>/proef")
@limiter.limit(TRIALS)
def try_out(ref: str, letter_ref: str) -> ResponseReturnValue:
    """Mail a letter to whoever is signed in."""
    found = _letter(ref, letter_ref)
    service.try_out(found, by=staff(), now=clock.now())
    flash(_("De proef gaat zo naar %(email)s.", email=staff().email))
    return redirect(url_for(".letter", ref=ref, letter_ref=letter_ref), 303)


@bp.post("/<string:ref>/berichten/brief/<string:letter_ref>/versturen")
def send(ref: str, letter_ref: str) -> ResponseReturnValue:
    """Send a letter to its readers, once."""
    found, form, now = _letter(ref, letter_ref), BaseForm(), clock.now()
    try:
        _require_outcomes(found)
        sent = service.send(found, seen=request.form.get("seen", ""), now=now)
    except DomainError as error:
        form.refuse(None, str(error))
        return _letter_page(_letter(ref, letter_ref), form), error.status
    if sent:
        log_access(staff(), AccessAction.CHANGE, f"letter:{found.ref}", now)
        flash(_("Het bericht gaat nu weg."))
    return redirect(url_for(".letter", ref=ref, letter_ref=letter_ref), 303)


@bp.post("/<string:ref>/berichten/brief/<string:letter_ref>/weggooien")
def discard(ref: str, letter_ref: str) -> ResponseReturnValue:
    """Throw a draft away."""
    service.discard(_letter(ref, letter_ref))
    flash(_("Het concept is weg."))
    return redirect(url_for(".overview", ref=ref), 303)


def _first_words(event: Event) -> dict[str, str]:
    """Begin a letter with what the world may know that came of a meeting."""
    titles = [row.outcome.title for row in worth_telling(event)]
    return following.first_words(event, titles)


def _require_outcomes(letter: Letter) -> None:
    """See that something came of a meeting before people hear of it.

    Raises:
        IllegalMoveError: nothing was adopted yet, or all of it is disputed.
    """
    followers = letter.audience is LetterAudience.FOLLOWERS
    if followers and not worth_telling(letter.event):
        raise IllegalMoveError(_("Er is nog geen opbrengst vastgesteld om over te vertellen."))


def _form(event: Event, typed: dict[str, str] | None) -> LetterForm:
    return LetterForm(event, clock.now(), followers=bool(worth_telling(event)), data=typed or {})


def _letter_page(found: Letter, form: BaseForm) -> str:
    readers = outgoing.readers(found, clock.now())
    return render_template(
        "letters/letter.html",
        event=found.event,
        letter=found,
        readers=readers,
        why_nobody=None if readers.parties else service.why_nobody(found, readers),
        seen=service.mark(found, readers.parties),
        own_sentence=following.own_sentence(found),
        email=staff().email,
        form=form,
    )


def _own(ref: str) -> Event:
    return events.managed_by(staff(), ref) or abort(404)


def _letter(ref: str, letter_ref: str) -> Letter:
    """Find a letter of this meeting; one of another is as if it were not there."""
    return outgoing.letter(_own(ref), letter_ref) or abort(404)

"""Commitments for staff: the page for the room, the lists, and what became of each."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.commitments import asking, naming, queries, service
from academie.commitments.becoming import become_outcome
from academie.commitments.forms import AskForm, DaysForm, SaidForm, said_of
from academie.commitments.models import Commitment, CommitmentPage
from academie.commitments.notes import lines_of
from academie.commitments.terms import CommitmentStatus
from academie.core import clock, qr
from academie.core.db import lock_row
from academie.core.errors import DomainError
from academie.core.once import once
from academie.core.together import is_sent, refusal_of
from academie.events.models import Event
from academie.events.queries import managed_by
from academie.reference.queries import current_challenges

bp = Blueprint("commitments_manage", __name__, url_prefix="/beheer/bijeenkomsten/<string:ref>")
bp.before_request(require_staff)

VERBS = {
    "nagekomen": CommitmentStatus.KEPT,
    "vervallen": CommitmentStatus.LAPSED,
    "heropenen": CommitmentStatus.OPEN,
}
_ORDER = (CommitmentStatus.OPEN, CommitmentStatus.KEPT, CommitmentStatus.LAPSED)


@bp.get("/afspraken")
def overview(ref: str) -> ResponseReturnValue:
    """List what was said, by what became of it, and how the room writes it down."""
    return _overview(_own(ref))


@bp.post("/afspraken/pagina")
def open_page(ref: str) -> ResponseReturnValue:
    """Make the page for the room, or change how long it stays open."""
    event, form = _own(ref), DaysForm()
    if not form.validate_on_submit():
        return _overview(event, form), 422
    try:
        service.open_page(event, days=form.days.data, by=staff(), now=clock.now())
    except DomainError as error:
        form.refuse("days", str(error))
        return _overview(_own(ref), form), error.status
    flash(_("De pagina voor de zaal is bewaard."))
    return _back(ref)


@bp.post("/afspraken/pagina/nieuw-adres")
def renew_address(ref: str) -> ResponseReturnValue:
    """Give the page another address, when the one before went where it should not."""
    service.renew_address(_page(_own(ref)), now=clock.now())
    flash(
        _(
            "De pagina heeft een nieuw adres. Het oude adres werkt niet meer. Wat al op een tablet "
            "stond, komt nog een dag lang aan."
        )
    )
    return _back(ref)


@bp.get("/afspraken/scherm")
def screen(ref: str) -> ResponseReturnValue:
    """Show the code of the page as large as the screen, for the room and for paper."""
    page = _page(_own(ref))
    return render_template("commitments/screen.html", event=page.event, **_address(page))


@bp.route("/afspraken/nieuw", methods=["GET", "POST"])
@once
def new(ref: str) -> ResponseReturnValue:
    """Write a commitment down at the desk."""
    event = _own(ref)
    form = SaidForm(event, current_challenges())
    if form.validate_on_submit():
        service.note(event, form.said(), by=staff(), now=clock.now())
        flash(_("De afspraak is bewaard."))
        return _back(ref)
    page = render_template("commitments/edit.html", event=event, form=form, commitment=None)
    return page, 422 if form.errors else 200


@bp.get("/afspraken/<string:commitment_ref>")
def show(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Show one commitment, with whom was asked."""
    return _show(_commitment(ref, commitment_ref))


@bp.route("/afspraken/<string:commitment_ref>/wijzigen", methods=["GET", "POST"])
def edit(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Put a commitment right, until a party confirmed it."""
    commitment = _commitment(ref, commitment_ref)
    if is_sent():
        lock_row(commitment)
    form = SaidForm(commitment.event, current_challenges(), data=said_of(commitment))
    if form.may_save():
        try:
            service.edit(commitment, form.said())
        except service.FixedError as error:
            form.refuse(None, str(error))
            return _edit_page(commitment, form), error.status
        flash(_("De afspraak is bewaard."))
        return redirect(url_for(".show", ref=ref, commitment_ref=commitment_ref), 303)
    return _edit_page(commitment, form), refusal_of(form) or 200


@bp.post("/afspraken/<string:commitment_ref>/<any(nagekomen,vervallen,heropenen):verb>")
def move(ref: str, commitment_ref: str, verb: str) -> ResponseReturnValue:
    """Say what became of a commitment."""
    commitment = _commitment(ref, commitment_ref)
    service.move(commitment, VERBS[verb], by=staff(), now=clock.now())
    flash(_("De stand is nu: %(status)s.", status=commitment.status.label))
    return _back(ref)


@bp.post("/afspraken/<string:commitment_ref>/tonen")
def approve(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Let the world read what was written down in the room."""
    service.approve(_commitment(ref, commitment_ref), by=staff(), now=clock.now())
    flash(_("Je hebt de afspraak bekeken. Is hij bevestigd? Dan staat hij op de openbare pagina."))
    return redirect(url_for(".show", ref=ref, commitment_ref=commitment_ref), 303)


@bp.post("/afspraken/<string:commitment_ref>/wegleggen")
def strike(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Put aside what is no commitment."""
    service.strike(_commitment(ref, commitment_ref), by=staff(), now=clock.now())
    flash(_("De afspraak is weggelegd. Na 12 weken wissen we hem."))
    return _back(ref)


@bp.post("/afspraken/<string:commitment_ref>/terugzetten")
def put_back(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Take back what was put aside."""
    service.put_back(_commitment(ref, commitment_ref), now=clock.now())
    flash(_("De afspraak staat weer in de lijst."))
    return _back(ref)


@bp.post("/afspraken/<string:commitment_ref>/opbrengst")
def outcome(ref: str, commitment_ref: str) -> ResponseReturnValue:
    """Make an outcome of a commitment, and go on writing it down."""
    drafted = become_outcome(_commitment(ref, commitment_ref), by=staff(), now=clock.now())
    flash(_("Er is een concept gemaakt. Lees het na en vul het aan."))
    return redirect(url_for("followups_manage.what", ref=drafted.ref), 303)


@bp.post("/afspraken/<string:commitment_ref>/partijen/<string:party_ref>")
def ask(ref: str, commitment_ref: str, party_ref: str) -> ResponseReturnValue:
    """Ask a party by mail whether a commitment is its own."""
    commitment, form = _commitment(ref, commitment_ref), AskForm()
    party = next((one for one in commitment.parties if one.ref == party_ref), None) or abort(404)
    if not form.validate_on_submit():
        return _show(commitment, form, party_ref), 422
    log_access(staff(), AccessAction.CHANGE, f"commitment:{commitment_ref}", clock.now())
    try:
        asked = asking.ask(party, form.email.data, now=clock.now())
    except DomainError as error:
        form.refuse("email", str(error))
        return _show(_commitment(ref, commitment_ref), form, party_ref), error.status
    flash(
        _("We vragen het per e-mail.")
        if asked
        else _("Op dit adres staan al veel vragen open. Bel deze partij.")
    )
    return redirect(url_for(".show", ref=ref, commitment_ref=commitment_ref), 303)


@bp.post("/groepen/<string:group_ref>/afspraken")
def take_from_notes(ref: str, group_ref: str) -> ResponseReturnValue:
    """Make commitments of lines in the notes of a group."""
    event = _own(ref)
    group = next((one for one in event.groups if one.ref == group_ref), None) or abort(404)
    wanted = set(request.form.getlist("line"))
    lines = [line.text for line in lines_of(group) if line.text in wanted]
    made = service.take_from_notes(group, lines, by=staff(), now=clock.now())
    flash(
        ngettext("Er is %(num)s afspraak gemaakt.", "Er zijn %(num)s afspraken gemaakt.", len(made))
    )
    return _back(ref)


def _overview(event: Event, form: DaysForm | None = None) -> str:
    page = queries.page_of(event)
    found = queries.of_event(event)
    known = naming.organisations()
    return render_template(
        "commitments/overview.html",
        event=event,
        page=page,
        form=form or DaysForm(formdata=None, data={"days": page.days if page else 7}),
        until=queries.closes_at(page) if page else None,
        lists=[(status, [one for one in found if one.status is status]) for status in _ORDER],
        waits_for={one.ref: naming.unconfirmed_in(one, known) for one in found if one.confirmed},
        put_aside=queries.put_aside(event),
        today=clock.to_local(clock.now()).date(),
        **(_address(page) if page else {}),
    )


def _show(commitment: Commitment, form: AskForm | None = None, wrong: str = "") -> str:
    """Show a commitment; `wrong` is the ref of the party whose form was refused."""
    if any(party.email for party in commitment.parties):
        log_access(staff(), AccessAction.VIEW, f"commitment:{commitment.ref}", clock.now())
    return render_template(
        "commitments/show.html",
        event=commitment.event,
        commitment=commitment,
        form=form or AskForm(formdata=None),
        wrong=wrong,
        today=clock.to_local(clock.now()).date(),
    )


def _edit_page(commitment: Commitment, form: SaidForm) -> str:
    return render_template(
        "commitments/edit.html", event=commitment.event, form=form, commitment=commitment
    )


def _address(page: CommitmentPage) -> dict[str, object]:
    address = queries.page_address(page)
    return {"address": address, "qr": qr.svg(address, label=_("QR-code naar de afspraken"))}


def _own(ref: str) -> Event:
    """Find a meeting that this member of staff manages; to others it does not exist."""
    return managed_by(staff(), ref) or abort(404)


def _page(event: Event) -> CommitmentPage:
    return queries.page_of(event) or abort(404)


def _commitment(ref: str, commitment_ref: str) -> Commitment:
    return queries.by_ref_of(_own(ref), commitment_ref) or abort(404)


def _back(ref: str) -> ResponseReturnValue:
    return redirect(url_for(".overview", ref=ref), 303)

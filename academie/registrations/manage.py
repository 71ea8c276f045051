"""Registrations, for staff."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.assisted import calls
from academie.commitments.notes import lines_of
from academie.core import clock
from academie.core.errors import DomainError, IllegalMoveError
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.core.paging import page_number
from academie.core.together import refusal_of
from academie.events import groups as group_verbs
from academie.events import queries as events
from academie.events.editing import held
from academie.events.group_forms import GroupForm, NotesForm, details_of, notes_of
from academie.events.models import BreakoutGroup, Event
from academie.events.pools import CapacityTooLowError
from academie.events.terms import AttendanceMode
from academie.letters import words as letters
from academie.needs import queries as needs
from academie.reference.queries import current_challenges
from academie.registrations import (
    changing,
    groups,
    line,
    listing,
    presence,
    queries,
    service,
    undoing,
)
from academie.registrations.list_forms import AheadForm, ListFilter
from academie.registrations.listing import Line
from academie.registrations.models import Registration, RegistrationStatus

bp = Blueprint("registrations_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)


class ModeNumbers(NamedTuple):
    """How full one way to take part is, in people."""

    mode: AttendanceMode
    taken: int
    capacity: int | None
    waiting: int


@bp.get("/<string:ref>/aanmeldingen")
def overview(ref: str) -> ResponseReturnValue:
    """List who registered for a meeting, with a search and with how full it is."""
    event, now = _own(ref), clock.now()
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/registrations", now)
    form = ListFilter(event, request.args, begun=event.starts_at <= now)
    everybody = listing.everybody(event)
    found = listing.chosen(everybody, form.choice())
    return render_template(
        "registrations/overview.html",
        event=event,
        form=form,
        chosen=form.address(),
        page=listing.page(found, page_number(request.args)),
        total=len(everybody),
        numbers=_numbers(event, everybody),
        offered=sum(each.status is RegistrationStatus.OFFERED for each in everybody),
        cancelled=sum(not each.is_live for each in everybody),
        groups=groups.numbers(event),
        to_call=calls.how_many(event, now),
        by_hand=line.only_by_hand(event, now) and any(each.waits for each in everybody),
        may_see_needs=needs.may_see(staff(), event),
    )


@bp.get("/<string:ref>/aanmeldingen/<string:registration_ref>")
def detail(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Show one registration with its address, and what staff can do for somebody."""
    registration, now = _one(_own(ref), registration_ref), clock.now()
    log_access(staff(), AccessAction.VIEW, f"registration:{registration.ref}", now)
    return render_template(
        "registrations/detail.html",
        event=registration.event,
        registration=registration,
        form=BaseForm(),
        mails=letters.mails_of(registration),
        ahead=AheadForm(),
        offers=line.offers_to(registration),
        place=queries.position(registration),
        by_hand=line.only_by_hand(registration.event, now),
        may_mail=registration.reachable and queries.still_matters(registration.event, now),
        may_cancel=service.may_cancel(registration, now),
        may_change=changing.may_change(registration, now),
        may_undo=undoing.may_undo(registration, now),
        was_there=presence.was_there(registration, now),
    )


@bp.post("/<string:ref>/aanmeldingen/<string:registration_ref>/afmelden")
def cancel(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Sign somebody off who called; they get the mail of it."""
    registration = _one(_own(ref), registration_ref)
    service.cancel(registration, now=clock.now())
    log_access(staff(), AccessAction.CHANGE, f"registration:{registration.ref}", clock.now())
    flash(_("Deze aanmelding is afgemeld."))
    return redirect(url_for(".overview", ref=ref), 303)


@bp.post("/<string:ref>/aanmeldingen/<string:registration_ref>/mail")
def send_again(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Send somebody the mail of their present state once more."""
    registration = _one(_own(ref), registration_ref)
    service.send_again(registration, clock.now())
    flash(_("De mail gaat zo opnieuw weg."))
    return redirect(url_for(".detail", ref=ref, registration_ref=registration_ref), 303)


@bp.route("/<string:ref>/groepen", methods=["GET", "POST"])
@once
def breakout_groups(ref: str) -> ResponseReturnValue:
    """List the breakout groups of a meeting with who chose them, and add one."""
    event = _own(ref)
    form = GroupForm(event, current_challenges())
    if form.validate_on_submit():
        try:
            group_verbs.add(event, now=clock.now(), **form.values())
        except DomainError as error:
            form.refuse(None, str(error))
        else:
            flash(_("De groep is bewaard."))
            return redirect(url_for(".breakout_groups", ref=ref), 303)
    return _groups_page(event, form), 422 if form.errors else 200


@bp.route("/<string:ref>/groepen/<string:group_ref>", methods=["GET", "POST"])
def breakout_group(ref: str, group_ref: str) -> ResponseReturnValue:
    """Show and change one breakout group."""
    group = _group(held(_own(ref)), group_ref)
    form = GroupForm(group.event, current_challenges(), data=details_of(group))
    if form.may_save():
        try:
            group_verbs.change(group, now=clock.now(), **form.values())
        except DomainError as error:
            too_low = isinstance(error, CapacityTooLowError)
            form.refuse("capacity" if too_low else None, str(error))
        else:
            flash(_("De groep is bewaard."))
            return redirect(url_for(".breakout_groups", ref=ref), 303)
    return _group_page(group, form, NotesForm(formdata=None, data=notes_of(group)))


@bp.post("/<string:ref>/groepen/<string:group_ref>/notities")
def note_group(ref: str, group_ref: str) -> ResponseReturnValue:
    """Write down what a group talked about."""
    group = _group(held(_own(ref)), group_ref)
    notes = NotesForm(data=notes_of(group))
    if notes.may_save():
        group_verbs.note(group, **notes.values())
        flash(_("De notities zijn bewaard."))
        return redirect(url_for(".breakout_group", ref=ref, group_ref=group_ref), 303)
    form = GroupForm(group.event, current_challenges(), formdata=None, data=details_of(group))
    return _group_page(group, form, notes)


@bp.post("/<string:ref>/groepen/<string:group_ref>/<any(omhoog, omlaag):direction>")
def move_group(ref: str, group_ref: str, direction: str) -> ResponseReturnValue:
    """Let a group stand one line higher or lower."""
    group = _group(_own(ref), group_ref)
    group_verbs.move(group, up=direction == "omhoog", now=clock.now())
    return redirect(url_for(".breakout_groups", ref=ref), 303)


@bp.post("/<string:ref>/groepen/<string:group_ref>/weghalen")
def remove_group(ref: str, group_ref: str) -> ResponseReturnValue:
    """Take away a group that nobody chose."""
    event = _own(ref)
    group = _group(event, group_ref)
    try:
        groups.remove(group, now=clock.now())
    except (groups.GroupChosenError, IllegalMoveError) as error:
        form = GroupForm(event, current_challenges(), formdata=None)
        form.refuse(None, str(error))
        return _groups_page(event, form), error.status
    flash(_("De groep is weg."))
    return redirect(url_for(".breakout_groups", ref=ref), 303)


def _groups_page(event: Event, form: GroupForm) -> str:
    return render_template(
        "registrations/groups.html", event=event, form=form, numbers=groups.numbers(event)
    )


def _group_page(group: BreakoutGroup, form: GroupForm, notes: NotesForm) -> ResponseReturnValue:
    page = render_template(
        "registrations/group.html",
        event=group.event,
        group=group,
        form=form,
        notes=notes,
        lines=lines_of(group),
    )
    return page, refusal_of(form) or refusal_of(notes) or 200


def _group(event: Event, ref: str) -> BreakoutGroup:
    """Find a group of this meeting; one of another is as if it were not there."""
    return next((group for group in event.groups if group.ref == ref), None) or abort(404)


def _own(ref: str) -> Event:
    """Find a meeting this member of staff manages; another one is as if it were not there."""
    event = events.managed_by(staff(), ref)
    if event is None:
        abort(404)
    return event


def _one(event: Event, ref: str) -> Registration:
    registration = queries.by_ref(ref)
    if registration is None or registration.event_id != event.id:
        abort(404)
    return registration


def _numbers(event: Event, lines: Sequence[Line]) -> list[ModeNumbers]:
    """Count people, not parties, because that is what a room holds."""
    waiting = dict.fromkeys(AttendanceMode, 0)
    for each in lines:
        if each.waits and each.waits_for:
            waiting[each.waits_for] += each.people
    return [
        ModeNumbers(seats.mode, seats.taken, seats.capacity, waiting[seats.mode])
        for seats in event.seats
    ]

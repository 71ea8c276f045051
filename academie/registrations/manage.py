"""Registrations, for staff."""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.accounts.guards import require_staff, staff
from academie.accounts.models import AccessAction
from academie.accounts.service import log_access
from academie.core import clock
from academie.core.forms import BaseForm
from academie.events import queries as events
from academie.events.models import AttendanceMode, Event
from academie.registrations import queries, service
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
    """List who registered for a meeting, with how full it is."""
    event = _own(ref)
    log_access(staff(), AccessAction.VIEW, f"event:{event.ref}/registrations", clock.now())
    registrations = queries.of_event(event)
    return render_template(
        "registrations/overview.html",
        event=event,
        registrations=registrations,
        numbers=_numbers(event, registrations),
        cancelled=sum(not registration.is_live for registration in registrations),
    )


@bp.get("/<string:ref>/aanmeldingen/<string:registration_ref>")
def detail(ref: str, registration_ref: str) -> ResponseReturnValue:
    """Show one registration with its address, and what staff can do for somebody."""
    registration = _one(_own(ref), registration_ref)
    log_access(staff(), AccessAction.VIEW, f"registration:{registration.ref}", clock.now())
    return render_template(
        "registrations/detail.html",
        event=registration.event,
        registration=registration,
        form=BaseForm(),
        may_cancel=service.may_cancel(registration, clock.now()),
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


def _numbers(event: Event, registrations: Sequence[Registration]) -> list[ModeNumbers]:
    """Count people, not parties, because that is what a room holds."""
    waiting = dict.fromkeys(AttendanceMode, 0)
    for registration in registrations:
        if registration.status is RegistrationStatus.WAITLISTED:
            waiting[registration.mode] += registration.people
    return [
        ModeNumbers(pool.mode, pool.taken, pool.capacity, waiting[pool.mode])
        for pool in event.pools
    ]

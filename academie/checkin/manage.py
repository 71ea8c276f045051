"""Doors and scans, for staff."""

from typing import NamedTuple

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from academie.accounts.guards import require_staff, staff
from academie.checkin import log, queries, service
from academie.checkin.forms import DoorForm
from academie.checkin.models import DoorLink
from academie.core import clock, links, qr
from academie.core.forms import BaseForm
from academie.core.once import once
from academie.events import queries as events
from academie.events.models import Event

bp = Blueprint("checkin_manage", __name__, url_prefix="/beheer/bijeenkomsten")
bp.before_request(require_staff)

_LATEST = 20
_NOTABLE = 1_000
"""All that needs attention: what came late may be the whole evening of a door."""


class OpenDoor(NamedTuple):
    """A door link as volunteers get it: an address, and the same as a picture to scan."""

    link: DoorLink
    url: str
    picture: Markup


@bp.route("/<ref>/deur", methods=["GET", "POST"])
@once
def doors(ref: str) -> ResponseReturnValue:
    """Show who is in and the doors of a meeting, and make a new door."""
    event = _event(ref)
    form = DoorForm()
    if form.validate_on_submit():
        service.make_door(event, now=clock.now(), **form.values())
        flash(_("De deurlink is klaar. Geef hem aan de vrijwilliger."))
        return redirect(url_for(".doors", ref=ref))
    page = render_template(
        "checkin/doors.html",
        event=event,
        form=form,
        revoke_form=BaseForm(),
        made_at=clock.now(),
        crowds=queries.arrivals(event.id),
        doors=[_as_given(door) for door in queries.doors(event) if door.revoked_at is None],
        walk_ins=queries.walk_ins(event.id),
        devices=log.devices(event, now=clock.now()),
        notable=log.notable_scans(event, _NOTABLE),
        scans=log.latest_scans(event, _LATEST),
    )
    return page, 422 if form.errors else 200


@bp.post("/<ref>/deur/<door_ref>/intrekken")
def revoke(ref: str, door_ref: str) -> ResponseReturnValue:
    """End a door link."""
    door = queries.door_link(_event(ref), door_ref)
    if door is None:
        abort(404)
    service.revoke_door(door, now=clock.now())
    flash(_("De deurlink werkt niet meer. Wat een telefoon al had gescand, komt nog binnen."))
    return redirect(url_for(".doors", ref=ref))


def _event(ref: str) -> Event:
    return events.managed_by(staff(), ref) or abort(404)


def _as_given(door: DoorLink) -> OpenDoor:
    url = links.absolute("checkin.door", token=service.door_token(door))
    return OpenDoor(door, url, qr.svg(url, label=_("QR-code van de deurlink")))

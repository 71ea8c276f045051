"""The door, for volunteers without an account, and taking part online; each behind a link.

Here are the pages, which work without JavaScript; what the script of a door asks is in `api`.
"""

import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from academie.checkin import (
    forms,
    guests,
    online,
    queries,
    readings,
    refusals,
    scanning,
    service,
    words,
)
from academie.checkin.certificate import certificate_pdf
from academie.checkin.lookup import Device, Door
from academie.checkin.service import BrokenDoorError, DoorShutError
from academie.checkin.terms import Verdict
from academie.checkin.verdicts import ScanResult
from academie.core import assets, clock, web
from academie.core.db import write_transaction
from academie.core.errors import DomainError
from academie.core.forms import BaseForm
from academie.programme import queries as programme
from academie.registrations.guest_links import JOIN, token_of
from academie.registrations.models import Registration
from academie.registrations.personal import by_link

bp = Blueprint("checkin", __name__)

_CAMERA = "geolocation=(), microphone=(), camera=(self)"
_FORMS: dict[str, type[forms.ReadingForm]] = {
    "code": forms.CodeForm,
    "walkin": forms.WalkInForm,
    "guest": forms.GuestForm,
    "undo": forms.UndoForm,
    "admit": forms.AdmitForm,
}


@bp.route("/deur/<string:token>", methods=["GET", "POST"])
@web.private_page
def door(token: str) -> ResponseReturnValue:
    """Ask who holds the telephone, and let it in."""
    found, now = service.open_door(token), clock.now()
    service.check_open(found, now=now)
    form = forms.PairForm()
    if form.validate_on_submit():
        device = service.pair(found, now=now, **form.values())
        address = url_for(".device", token=service.device_token(device))
        return redirect(address, 303)
    page = render_template("checkin/pair.html", door=found, form=form)
    return page, 422 if form.errors else 200


@bp.get("/deur/toestel/<string:token>")
@web.private_page
def device(token: str) -> ResponseReturnValue:
    """Show the scanner of a door, and what can be done without one."""
    found = service.open_device(token)
    service.check_open(found.door, now=clock.now())
    return _page(token, found)


@bp.get("/deur/werker.js")
def worker() -> ResponseReturnValue:
    """Give the script that opens a door without a network, at an address that stays."""
    response = make_response(assets.content("door/worker.js"))
    response.headers["Content-Type"] = "text/javascript; charset=utf-8"
    response.headers["Cache-Control"] = "no-cache"
    return response


@bp.post("/deur/toestel/<string:token>")
@web.private_page
def act(token: str) -> ResponseReturnValue:
    """Answer what was typed with a page, for phones without JavaScript."""
    found = service.open_device(token)
    service.check_open(found.door, now=clock.now())
    doing = request.form.get("doing", "")
    if doing == "search" and found.door.shows_names:
        return _search(token, found)
    if doing not in _FORMS:
        return _page(token, found), 422
    form = _made(doing)
    if not form.validate_on_submit():
        return _page(token, found, typed={doing: form}), 422
    return _do(token, found, doing, form)


def _do(token: str, device: Device, doing: str, form: forms.ReadingForm) -> ResponseReturnValue:
    """Do one thing; one page used for two of them tells them apart."""
    now = clock.now()
    typed = {name: value for name, value in form.entry().items() if name != "uuid"}
    if "code" in typed:
        typed["code"] = scanning.clean_code(str(typed["code"]))
    own = uuid.uuid5(uuid.UUID(form.uuid.data), repr(sorted(typed.items())))
    entry = typed | {"uuid": str(own), "at": now.timestamp() * 1000}
    reading = readings.read(entry, door=device.door, ahead=timedelta(), now=now)
    try:
        result = scanning.take(device, reading, now=now)
    except DomainError as error:
        form.refuse(None, str(error))
        with write_transaction():
            refusals.note(device, reading, error, now=now)
        return _page(token, device, typed={doing: form}), error.status
    return _page(token, device, result=result, done=reading)


def _search(token: str, device: Device) -> ResponseReturnValue:
    """Show who was found."""
    form = forms.SearchForm(prefix="search-")
    if not form.validate_on_submit() or not guests.is_enough(form.naam.data):
        if not form.naam.errors:
            form.refuse("naam", _("Typ minstens 3 letters van de naam."))
        return _page(token, device, typed={"search": form}), 422
    return _page(token, device, typed={"search": form}, found=guests.search(device, form.naam.data))


@bp.get("/meedoen/<string:token>")
@web.private_page
def join(token: str) -> ResponseReturnValue:
    """Show who takes part online one button; reading counts nobody."""
    return _join_page(token, by_link(token, JOIN))


@bp.post("/meedoen/<string:token>")
@web.private_page
def arrive(token: str) -> ResponseReturnValue:
    """Count a guest as taking part, and send them on to the meeting."""
    registration = by_link(token, JOIN)
    try:
        return redirect(online.arrive(registration, now=clock.now()), 303)
    except online.NotOpenError as error:
        return _join_page(token, registration), error.status


@bp.get("/aanmelding/<string:token>/bewijs")
@web.private_page
def proof(token: str) -> ResponseReturnValue:
    """Give a certificate to who was there and asks for it."""
    registration = by_link(token)
    document = certificate_pdf(registration, now=clock.now())
    response = Response(document, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename="bewijs-van-deelname.pdf")
    return response


def _join_page(token: str, registration: Registration) -> str:
    """Say when somebody can take part, let them, or thank them.

    The policy lets the button lead to any address of the link's own kind: many a provider sends
    people on to another of its hosts, and browsers hold those to the policy of this page too.
    """
    event, now = registration.event, clock.now()
    found = online.moment(registration, now)
    if found is online.Moment.OPEN:
        web.allow("form-action", f"{urlsplit(event.join_link or '').scheme}:")
    thanked = found is online.Moment.OVER
    return render_template(
        "checkin/join.html",
        moment=found,
        is_over=online.is_over(event, now),
        event=event,
        registration=registration,
        opens_at=online.opens_at(event),
        materials=programme.materials(event) if thanked else (),
        contact={"mail": event.reply_address, "phone": event.phone},
        my_token=token_of(registration),
        token=token,
        form=BaseForm(),
    )


@bp.errorhandler(BrokenDoorError)
@web.private_page
def broken(error: BrokenDoorError) -> ResponseReturnValue:
    """Say that a door link has ended."""
    return render_template("checkin/broken.html", sentence=str(error)), error.status


@bp.errorhandler(DoorShutError)
@web.private_page
def shut(error: DoorShutError) -> ResponseReturnValue:
    """Say that nobody comes in now, and why."""
    return render_template("checkin/shut.html", sentence=str(error)), error.status


def _page(
    token: str,
    device: Device,
    *,
    result: ScanResult | None = None,
    done: readings.Reading | None = None,
    found: Sequence[guests.Found] | None = None,
    typed: Mapping[str, BaseForm] | None = None,
) -> Response:
    """Draw the door, with a verdict when there is one; this page alone may use the camera."""
    web.allow("script-src", "'wasm-unsafe-eval'")
    door = device.door
    page = render_template(
        "checkin/door.html",
        token=token,
        device=device,
        door=door,
        forms=_fresh_forms(door) | dict(typed or {}),
        counts=words.crowd(queries.room(door.event_id)),
        called_off=words.called_off(door),
        kinds=list(Verdict),
        kind=_kind(result),
        words=words.verdict(door, result) if result else None,
        arranged=result is not None and result.arranged,
        undo=_undo_form(result, done),
        admit=(typed or {}).get("admit") or _admit_form(result, done),
        found=found,
        answered=request.method == "POST",
    )
    response = make_response(page)
    response.headers["Permissions-Policy"] = _CAMERA
    return response


def _fresh_forms(door: Door) -> dict[str, BaseForm]:
    """Give an empty form for all that can be done at this door."""
    doing = ("code", "walkin", "guest") if door.shows_names else ("code", "walkin")
    made: dict[str, BaseForm] = {each: _made(each, None, uuid=_new()) for each in doing}
    return made | {"search": forms.SearchForm(None, prefix="search-")}


def _made(doing: str, *typed: None, **values: str) -> forms.ReadingForm:
    """Make a form; on one page, fields of different forms have different names."""
    return _FORMS[doing](*typed, prefix="" if doing == "code" else f"{doing}-", **values)


def _kind(result: ScanResult | None) -> Verdict | None:
    return None if result is None or result.undone else result.verdict


def _undo_form(result: ScanResult | None, done: readings.Reading | None) -> BaseForm | None:
    """Offer to take back what let somebody in."""
    if result is None or done is None or not result.admitted:
        return None
    return _made("undo", None, uuid=_new(), of=done.uuid)


def _admit_form(result: ScanResult | None, done: readings.Reading | None) -> BaseForm | None:
    """Offer to let in all the same whom the verdict keeps out, when a host may say so."""
    if result is None or done is None or not result.admissible:
        return None
    return _made("admit", None, uuid=_new(), code=done.code, key=done.key)


def _new() -> str:
    return str(uuid.uuid4())

"""The door, for volunteers without an account, and taking part online; each behind a link.

The link is the only thing that opens the door: no cookie does, and no page of ours tells it to
others. The form carries the same CSRF token as every other form. The script needs none: it sends
no cookie, and JSON, which a browser lets no other site send here (it would ask us first, and we
never agree).
"""

import uuid
from urllib.parse import urlsplit

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from academie.checkin import online, queries, service, words
from academie.checkin.forms import CodeForm
from academie.checkin.models import Verdict
from academie.checkin.queries import Door
from academie.checkin.service import BrokenDoorError, DoorShutError
from academie.checkin.verdicts import ScanResult
from academie.core import clock, web
from academie.core.forms import BaseForm
from academie.programme import queries as programme
from academie.registrations.guest_links import JOIN, token_of
from academie.registrations.models import Registration
from academie.registrations.personal import by_link

bp = Blueprint("checkin", __name__)

_CAMERA = "geolocation=(), microphone=(), camera=(self)"
_LONGEST_TOKEN = 200


@bp.get("/deur/<token>")
@web.private_page
def door(token: str) -> ResponseReturnValue:
    """Show the scanner of a door, and the field for the code of a ticket."""
    found = service.open_door(token)
    service.check_open(found, now=clock.now())
    form = CodeForm(uuid=str(uuid.uuid4()))
    return _page(token, found, form)


@bp.post("/deur/<token>")
@web.private_page
def check_code(token: str) -> ResponseReturnValue:
    """Answer a typed code with a page, for phones without JavaScript."""
    found = service.open_door(token)
    form = CodeForm()
    if not form.validate_on_submit():
        return _page(token, found, form), 422
    code = service.clean_code(form.code.data)
    reading = uuid.uuid5(uuid.UUID(form.uuid.data), code)
    result = service.scan(found, uuid=str(reading), code=code, now=clock.now())
    return _page(token, found, form, result)


@bp.post("/deur/<token>/scan")
@web.private_page
def scan(token: str) -> ResponseReturnValue:
    """Answer the scanner: `{uuid, token}` or `{uuid, code}` in, verdict and words out."""
    found = service.open_door(token)
    result = service.scan(found, now=clock.now(), **_reading(_body()))
    counts = words.crowd(queries.room(found.event_id))
    answer = words.verdict(found, result)
    return {"verdict": result.verdict, "counts": counts} | answer._asdict()


web.csrf.exempt(scan)


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


def _join_page(token: str, registration: Registration) -> str:
    """Say when somebody can take part, let them, or thank them.

    The policy lets the button lead to any address of the link's own kind: many a provider sends
    people on to another of its hosts, and browsers hold those to the policy of this page too.
    """
    event = registration.event
    found = online.moment(registration, clock.now())
    if found is online.Moment.OPEN:
        web.allow("form-action", f"{urlsplit(event.join_link or '').scheme}:")
    over = found is online.Moment.OVER
    return render_template(
        "checkin/join.html",
        moment=found,
        event=event,
        registration=registration,
        opens_at=online.opens_at(event),
        materials=programme.materials(event) if over else (),
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


def _body() -> object:
    """Read what a device sent; Python refuses to follow JSON that is nested too deeply."""
    try:
        return request.get_json()
    except RecursionError as error:
        raise BadRequest from error


def _reading(body: object) -> dict[str, str]:
    """Take a reading out of what a device sent, or refuse the request."""
    match body:
        case {"uuid": str(reading), "token": str(ticket)} if len(ticket) <= _LONGEST_TOKEN:
            return {"uuid": _uuid(reading), "token": ticket}
        case {"uuid": str(reading), "code": str(code)}:
            return {"uuid": _uuid(reading), "code": code}
    raise BadRequest


def _uuid(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        raise BadRequest from error


def _page(token: str, door: Door, form: CodeForm, result: ScanResult | None = None) -> Response:
    """Draw the door, with a verdict when there is one; this page alone may use the camera."""
    web.allow("script-src", "'wasm-unsafe-eval'")
    page = render_template(
        "checkin/door.html",
        token=token,
        door=door,
        form=form,
        counts=words.crowd(queries.room(door.event_id)),
        called_off=words.called_off(door),
        kinds=list(Verdict),
        kind=result and result.verdict,
        words=words.verdict(door, result) if result else None,
    )
    response = make_response(page)
    response.headers["Permissions-Policy"] = _CAMERA
    return response

"""What the script of the page asks: a place for what it kept while there was no network.

The link is the only thing that opens this; as at the door, no cookie does, and JSON a browser lets
no other site send here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from academie.checkin.readings import ahead
from academie.commitments import queries, service
from academie.commitments.forms import RoomForm, is_uuid, typed_pairs
from academie.commitments.queries import DeviceLink
from academie.core import clock, web
from academie.core.db import db
from academie.core.errors import BrokenLinkError, DomainError
from academie.core.limits import limiter
from academie.reference.models import Challenge
from academie.reference.queries import current_challenges

MOST_ENTRIES = 200
"""Taken from one batch; what has no answer, a device keeps and sends again."""
LARGEST_BATCH = 1024 * 1024
WHOLE_HALL = "600 per minute; 6000 per hour"
_LONGEST_UUID = 36


class _Entry(NamedTuple):
    """What a device wrote down: under which name, when by our clock, and what was typed."""

    uuid: str
    at: datetime
    pairs: list[object]


bp = Blueprint("commitments_api", __name__, url_prefix="/afspraken/<string:token>")
web.csrf.exempt(bp)


@bp.post("/opgeschreven")
@limiter.limit(WHOLE_HALL)
@web.private_page
def take(token: str) -> ResponseReturnValue:
    """Take what was written down on a device, also what it kept while there was no network."""
    now = clock.now()
    link = queries.device_link(token, now)
    if now >= queries.closes_at(link.page) + queries.LATE:
        return _refusal({"gone": _("Deze pagina is gesloten.")}, 410)
    clock_there, entries = _batch()
    lead, offered = ahead(clock_there, now), current_challenges()
    answers = [_answer(link, entry, lead, offered, now) for entry in entries[:MOST_ENTRIES]]
    if link.ended_at is None:
        return jsonify(now=int(now.timestamp() * 1000), answers=answers)
    if not answers:
        raise BrokenLinkError
    return jsonify(gone=str(BrokenLinkError()), answers=answers)


@bp.errorhandler(BrokenLinkError)
@web.private_page
def broken(error: BrokenLinkError) -> ResponseReturnValue:
    """Tell a device that its page has ended, so that it forgets what it holds."""
    return _refusal({"gone": str(error)}, error.status)


@bp.errorhandler(BadRequest)
def unreadable(error: BadRequest) -> ResponseReturnValue:
    """Tell a device that we cannot read what it sent."""
    return _refusal({"error": _("We kunnen dit niet lezen.")}, error.code)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Tell a device to bring less at once."""
    return _refusal({"error": _("Dit is te veel in een keer. Stuur het in delen.")}, error.code)


def _refusal(body: dict[str, str], status: int) -> ResponseReturnValue:
    db.session.rollback()
    return body, status


def _batch() -> tuple[object, list[object]]:
    """Read what a device sent; Python refuses to follow JSON that is nested too deeply."""
    try:
        body = request.get_json()
    except RecursionError as error:
        raise BadRequest from error
    match body:
        case {"clock": clock_there, "opgeschreven": list(entries)}:
            return clock_there, entries
    raise BadRequest


def _answer(
    link: DeviceLink,
    entry: object,
    lead: timedelta,
    offered: Sequence[Challenge],
    now: datetime,
) -> dict[str, str | None]:
    """Take one commitment, apart from the others; what has an error is not kept."""
    match entry:
        case {"uuid": str(uuid), "at": int(at), "typed": list(pairs)} if is_uuid(uuid):
            error = _kept(link, _Entry(uuid, _moment(at, lead, now), pairs), offered, now)
            return {"uuid": uuid, "error": error} if error else {"uuid": uuid}
    return {"uuid": _uuid_of(entry), "error": _("We kunnen dit niet lezen.")}


def _kept(
    link: DeviceLink, entry: _Entry, offered: Sequence[Challenge], now: datetime
) -> str | None:
    """Keep a commitment, judged by the form that judges it on a page; else say what is wrong."""
    try:
        form = RoomForm(link.page.event, offered, formdata=typed_pairs(entry.pairs))
    except ValueError:
        return _("We kunnen dit niet lezen.")
    if not form.validate():
        return str(next(iter(form.errors.values()))[0])
    if not link.takes(entry.at):
        return str(service.NotOpenError())
    try:
        service.record(link.page, form.said(), uuid=entry.uuid, at=entry.at, now=now)
    except DomainError as error:
        return str(error)
    return None


def _moment(at: int, lead: timedelta, now: datetime) -> datetime:
    """Tell by our clock when something was written down; never to come."""
    try:
        return min(datetime.fromtimestamp(at / 1000, UTC) - lead, now)
    except (OverflowError, OSError, ValueError):
        return now


def _uuid_of(entry: object) -> str | None:
    """Name an entry as its device does, as far as it has a name."""
    uuid = entry.get("uuid") if isinstance(entry, dict) else None
    return uuid[:_LONGEST_UUID] if isinstance(uuid, str) else None

"""What the script of a door asks: the list, the news, and a place for what it kept.

The link is the only thing that opens these: no cookie does, and no page of ours tells it to others.
They need no CSRF token: no cookie is sent along, and JSON a browser lets no other site send here
(it would ask us first, and we never agree).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from flask import Blueprint, Response, jsonify, make_response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

from academie.checkin import guests, live, queries, readings, refusals, service, words
from academie.checkin.lookup import Device
from academie.checkin.service import BrokenDoorError, DoorShutError
from academie.core import clock, web
from academie.core.db import db
from academie.core.errors import DomainError
from academie.registrations import tokens
from academie.registrations.models import RegistrationStatus

MOST_SCANS = 100
"""Taken from one batch; what has no answer, a device keeps and sends again."""

LARGEST_BATCH = 4 * 1024 * 1024
_CURSOR_DIGITS = 9
_LONGEST_UUID = 36

bp = Blueprint("checkin_api", __name__, url_prefix="/deur/toestel/<string:token>")
web.csrf.exempt(bp)


@bp.get("/lijst")
@web.private_page
def guest_list(token: str) -> ResponseReturnValue:
    """Give a device its list of guests."""
    device = _open(token)
    found = guests.guest_list(device.door, now=clock.now())
    return _when_changed(found.stamp, lambda: _list_of(device, found))


@bp.get("/stand")
@web.private_page
def state(token: str) -> ResponseReturnValue:
    """Give a device what changed at the doors; it asks every two seconds."""
    device, now, after = _open(token), clock.now(), _cursor()
    room = live.room_state(device.door.event_id)
    stamp = guests.stamp(device.door, now=now)
    tag = "-".join(map(str, (after, *room, stamp)))
    return _when_changed(tag, lambda: _news(device, room, stamp, after))


@bp.post("/scans")
@web.private_page
@web.takes_files(LARGEST_BATCH)
def scans(token: str) -> ResponseReturnValue:
    """Take what a device did, also what it kept while there was no network."""
    device, now = service.device_of(token), clock.now()
    service.check_listens(device.door, now=now)
    clock_there, entries = _batch()
    ahead = readings.ahead(clock_there, now)
    if device.over_at is None:
        service.note_contact(device, offset_ms=ahead // timedelta(milliseconds=1), now=now)
    batch = _Batch(device, guests.Keys(device), ahead, now, set())
    heard = [_answer(batch, entry) for entry in entries[:MOST_SCANS]]
    answers = [answer for answer in heard if answer]
    if device.over_at:
        return _thanks(answers)
    return jsonify(now=_milliseconds(now), answers=answers)


@bp.get("/zoek")
@web.private_page
def search(token: str) -> ResponseReturnValue:
    """Find guests by name, at a door that may."""
    device = _open(token)
    if not device.door.shows_names:
        raise NotFound
    typed = request.args.get("naam", "")[: readings.LONGEST_NAME]
    found = guests.search(device, typed) if guests.is_enough(typed) else []
    return jsonify(guests=[_found(guest) for guest in found])


@bp.post("/klaar")
@web.private_page
def finish(token: str) -> ResponseReturnValue:
    """End a device: its volunteer is done."""
    service.finish(service.open_device(token), now=clock.now())
    return jsonify(gone=_("Klaar. Dit toestel weet niets meer van de gasten."))


@bp.errorhandler(BrokenDoorError)
def broken(error: BrokenDoorError) -> ResponseReturnValue:
    """Tell a device that it has ended, so that it forgets what it holds."""
    return _refusal({"gone": str(error)}, error.status)


@bp.errorhandler(DoorShutError)
def shut(error: DoorShutError) -> ResponseReturnValue:
    """Tell a device that nobody comes in now."""
    return _refusal({"shut": str(error)}, error.status)


@bp.errorhandler(BadRequest)
def unreadable(error: BadRequest) -> ResponseReturnValue:
    """Tell a device that we cannot read what it sent."""
    return _refusal({"error": _("We kunnen dit niet lezen.")}, error.code)


@bp.errorhandler(RequestEntityTooLarge)
def too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Tell a device to bring less at once."""
    return _refusal({"error": _("Dit is te veel in een keer. Stuur het in delen.")}, error.code)


def _thanks(answers: list[dict[str, Any]]) -> Response:
    """Tell a device that has ended which of its scans we have; of no ticket, what became of it."""
    taken = [{"uuid": answer["uuid"]} for answer in answers]
    return jsonify(gone=str(BrokenDoorError()), answers=taken)


def _refusal(body: dict[str, str], status: int) -> ResponseReturnValue:
    db.session.rollback()
    return body, status


def _open(token: str) -> Device:
    """Find a device whose door is open."""
    device = service.open_device(token)
    service.check_open(device.door, now=clock.now())
    return device


def _when_changed(tag: str, body: Callable[[], dict[str, Any]]) -> Response:
    """Answer in full, or that the device knows it already."""
    known = request.if_none_match.contains(tag)
    response = make_response("", 304) if known else jsonify(body())
    response.set_etag(tag)
    return response


def _list_of(device: Device, found: guests.GuestList) -> dict[str, Any]:
    door = device.door
    return {
        "stamp": found.stamp,
        "event": {
            "ref": door.event_ref,
            "title": door.event_title,
            "begins": _seconds(door.starts_at),
            "ends": _seconds(door.ends_at),
            "opens": _seconds(door.admits_from),
            "shuts": _seconds(door.shuts_at),
            "off": "" if door.takes_place else door.event_status.value,
        },
        "door": {"name": door.name, "kind": door.kind.value},
        "volunteer": device.volunteer,
        "key": tokens.public_jwk(),
        "salt": guests.base64url(guests.salt(device)),
        "groups": list(found.groups.values()),
        "guests": guests.rows(device, found),
    }


def _news(device: Device, room: live.RoomState, stamp: str, after: int) -> dict[str, Any]:
    event_id, secret = device.door.event_id, guests.salt(device)
    people_in, expected = queries.room(event_id)
    return {
        "cursor": room.lines,
        "now": _milliseconds(clock.now()),
        "stamp": stamp,
        "counts": {
            "in": people_in,
            "expected": expected,
            "free": room.within(people_in).free,
            "limit": room.within(people_in).limit,
        },
        "arrivals": [_presence(secret, each) for each in live.presences(event_id, after=after)],
        "conflicts": [_conflict(secret, each) for each in live.conflicts(event_id)],
    }


def _presence(secret: bytes, each: live.Presence) -> list[Any]:
    since = each.since and _seconds(each.since)
    key = guests.hashed(secret, each.ref)
    return [key, each.people_in, since, each.door_name, each.volunteer]


def _conflict(secret: bytes, each: live.Conflict) -> list[Any]:
    key = each.ref and guests.hashed(secret, each.ref)
    return [key, each.first_door, each.door_name, _seconds(each.scanned_at)]


def _cursor() -> int:
    """Read up to which line a device knows what happened; what is no number knows nothing."""
    typed = request.args.get("na", "")
    known = typed.isascii() and typed.isdigit() and len(typed) <= _CURSOR_DIGITS
    return int(typed) if known else 0


def _batch() -> tuple[object, list[object]]:
    """Read what a device sent; Python refuses to follow JSON that is nested too deeply."""
    try:
        body = request.get_json()
    except RecursionError as error:
        raise BadRequest from error
    match body:
        case {"clock": clock_there, "scans": list(entries)}:
            return clock_there, entries
    raise BadRequest


class _Batch(NamedTuple):
    """Who brings things, when, and which of them must come `later` again, with what undoes them."""

    device: Device
    keys: guests.Keys
    ahead: timedelta
    now: datetime
    later: set[str]


def _answer(batch: _Batch, entry: object) -> dict[str, Any] | None:
    """Take one thing, apart from the others; no answer when it must come again later."""
    device, keys, ahead, now, later = batch
    reading = readings.read(entry, door=device.door, ahead=ahead, now=now)
    if reading.of in later:
        return None
    try:
        result = refusals.take(device, reading, now=now, keys=keys)
    except DomainError as error:
        return {"uuid": _uuid_of(entry), "error": str(error)}
    if result.too_many_codes and reading.said and reading.said.lets_in:
        later.add(reading.uuid)
        return None
    said = words.verdict(device.door, result)
    return {
        "uuid": reading.uuid,
        "verdict": result.verdict.value,
        **said._asdict(),
        "people": result.people,
        "people_in": result.people_in,
        "arranged": result.arranged,
        "conflict": result.conflict,
        "admissible": result.admissible,
    }


def _uuid_of(entry: object) -> str | None:
    """Name an entry as its device does, as far as it has a name."""
    uuid = entry.get("uuid") if isinstance(entry, dict) else None
    return uuid[:_LONGEST_UUID] if isinstance(uuid, str) else None


def _found(guest: guests.Found) -> list[Any]:
    return [*guest[:4], list(RegistrationStatus).index(guest.status), guest.people_in]


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)

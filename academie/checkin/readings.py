"""What a device sends: one thing done at a door, taken out of JSON that may hold anything."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from academie.checkin.lookup import Door
from academie.checkin.terms import ScanMethod, Verdict
from academie.core.errors import DomainError

LONGEST_NAME = 40
LONGEST_REASON = 200
MOST_PEOPLE = 10
_LONGEST_TOKEN = 200
_LONGEST_CODE = 40
"""What is longer is no ticket; the rest of it changes nothing."""


class UnreadableError(DomainError):
    """A device sent something that nobody can read."""

    status = 400

    def __init__(self) -> None:
        """Say so, without repeating what it sent."""
        super().__init__(_("Dit is geen scan."))


class Reading(NamedTuple):
    """One thing done at a door.

    Attributes:
        uuid: made by the device for this one thing.
        at: when it was done, by our clock.
        token: what a QR code held.
        code: the short code instead, as somebody typed it.
        key: the guest instead, as the device's list names them.
        of: the reading that is taken back; with a ticket, the one that was taken back just before,
            to say anew how many of the party are in.
        people: how many came in, as was said or as the device thought; all who are not in yet when
            not given.
        name: first name of somebody without a ticket.
        admit: why a party is let in all the same.
        said: the verdict that the device gave by itself.
    """

    uuid: str
    at: datetime
    method: ScanMethod
    token: str = ""
    code: str = ""
    key: str = ""
    of: str = ""
    people: int | None = None
    name: str | None = None
    admit: str | None = None
    said: Verdict | None = None


def read(entry: object, *, door: Door, ahead: timedelta, now: datetime) -> Reading:
    """Take a reading out of an entry; out of any other entry, one that only tells that it came.

    Args:
        ahead: how far the device's clock is ahead of ours by now.
    """
    try:
        return _read(dict(entry), door, ahead, now)  # type: ignore[call-overload] # caught
    except (KeyError, TypeError, ValueError, OverflowError):
        return Reading(uuid=_uuid_of(entry), at=now, method=ScanMethod.UNREADABLE)


def _earlier(entry: dict[str, Any], method: ScanMethod) -> str:
    """Name the reading that an entry is about, as an undo always is; nothing without one."""
    if method is ScanMethod.UNDO or "of" in entry:
        return str(uuid.UUID(_text(entry, "of")))
    return ""


def _uuid_of(entry: object) -> str:
    """Give the UUID of an entry, so that its repeat adds nothing; a new one when it has none."""
    try:
        return str(uuid.UUID(_text(entry, "uuid")))  # type: ignore[arg-type] # caught
    except (KeyError, TypeError, ValueError):
        return str(uuid.uuid4())


def _read(entry: dict[str, Any], door: Door, ahead: timedelta, now: datetime) -> Reading:
    method = ScanMethod(_text(entry, "kind"))
    reading = Reading(
        uuid=str(uuid.UUID(_text(entry, "uuid"))),
        at=_moment(entry, door, ahead, now),
        method=method,
        of=_earlier(entry, method),
        people=_people(entry.get("people")),
        name=_words(entry, "name", LONGEST_NAME),
        admit=_words(entry, "admit", LONGEST_REASON),
        said=Verdict(entry["said"]) if entry.get("said") else None,
    )
    match method:
        case ScanMethod.QR:
            return reading._replace(token=_text(entry, "token")[:_LONGEST_TOKEN])
        case ScanMethod.CODE:
            return reading._replace(code=_text(entry, "code")[:_LONGEST_CODE])
        case ScanMethod.GUEST:
            return reading._replace(key=_text(entry, "key"))
        case ScanMethod.UNDO:
            return reading
        case ScanMethod.WALK_IN:
            return reading._replace(people=reading.people or 1)
        case ScanMethod.UNREADABLE:
            raise ValueError


def ahead(clock: object, now: datetime) -> timedelta:
    """Tell how far a device's clock is ahead of ours; a clock that makes no sense is right.

    Args:
        clock: what it says, in milliseconds since 1970.
    """
    try:
        return datetime.fromtimestamp(_milliseconds(clock) / 1000, UTC) - now
    except (TypeError, ValueError, OverflowError, OSError):
        return timedelta()


def _moment(entry: dict[str, Any], door: Door, ahead: timedelta, now: datetime) -> datetime:
    """Tell by our clock when something was done: while the door was open, and never to come.

    A clock may be set between a scan and its coming here, so a device tells with each scan how far
    its clock was ahead at that time, as far as it knew. What cannot be is reckoned by the clock of
    now.
    """
    at = _milliseconds(entry.get("at"))
    moment = _by_our_clock(at, ahead) or now
    if "ahead" in entry:
        then = _by_our_clock(at - _milliseconds(entry["ahead"]), timedelta())
        if then and door.opens_at <= then <= now:
            return then
    return min(max(moment, door.opens_at), now)


def _by_our_clock(at: int, ahead: timedelta) -> datetime | None:
    try:
        return datetime.fromtimestamp(at / 1000, UTC) - ahead
    except (OverflowError, OSError, ValueError):
        return None


def _milliseconds(value: object) -> int:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise TypeError
    return int(value)


def _people(value: object) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_PEOPLE:
        raise ValueError
    return value


def _text(entry: dict[str, Any], name: str) -> str:
    text = entry[name]
    if not isinstance(text, str):
        raise TypeError
    return text


def _words(entry: dict[str, Any], name: str, most: int) -> str | None:
    """Take what somebody typed: cut off, on one line, without what no database holds."""
    text = entry.get(name)
    if text is None:
        return None
    if not isinstance(text, str):
        raise TypeError
    clean = "".join(letter if letter.isprintable() else " " for letter in text[: 2 * most])
    return " ".join(clean.split())[:most] or None

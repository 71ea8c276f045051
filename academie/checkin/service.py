"""The verbs of the door."""

from datetime import datetime, time, timedelta
from typing import cast

from flask_babel import gettext, lazy_gettext
from sqlalchemy import Table, update

from academie.checkin import queries
from academie.checkin.models import CheckIn, DoorLink, Scan, ScanMethod, Verdict
from academie.checkin.queries import Door, Ticket
from academie.checkin.verdicts import ScanResult, TicketFacts, judge
from academie.core import clock, formats, links
from academie.core.db import db, insert_or_ignore
from academie.core.errors import BrokenLinkError, DomainError
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.registrations import tokens

PURPOSE = "door"
OPENS_BEFORE = timedelta(days=1)
SHUTS_AFTER = timedelta(days=1)
GUESSES_WITHIN = timedelta(minutes=10)
MOST_GUESSES = 30
"""Typed codes that one door may have wrong: a volunteer slips now and then, a guesser always."""
CALLED_OFF = {EventStatus.CANCELLED, EventStatus.POSTPONED}

_SCAN = cast("Table", Scan.__table__)
_CHECK_IN = cast("Table", CheckIn.__table__)


class BrokenDoorError(BrokenLinkError):
    """A door link that was revoked, changed or never ours."""

    message = lazy_gettext(
        "Deze link van de deur werkt niet meer. Vraag een nieuwe link aan de organisator."
    )


class DoorShutError(DomainError):
    """Nobody comes in now: it is too early, too late, or the meeting has been closed."""


class ForeignScanError(DomainError):
    """A device sent a scan again that was made at the door of another meeting."""

    message = lazy_gettext("Deze scan hoort bij de deur van een andere bijeenkomst.")


def make_door(event: Event, *, name: str, now: datetime) -> DoorLink:
    """Make a link that lets a volunteer scan at one meeting.

    Args:
        name: who stands where, such as "Anna, hoofdingang".
    """
    made = DoorLink(event=event, name=name, created_at=now)
    db.session.add(made)
    db.session.flush()
    return made


def revoke_door(door: DoorLink, *, now: datetime) -> None:
    """End a door link at once, wherever it is open; a second time changes nothing."""
    if door.revoked_at is None:
        door.revoked_at = now
        door.link_version += 1


def door_token(door: DoorLink) -> str:
    """Write the token of a door's link."""
    return links.sign(PURPOSE, door.ref, door.link_version)


def open_door(token: str) -> Door:
    """Find the door behind a link.

    Raises:
        BrokenDoorError: the link is none of ours, or has been revoked.
    """
    try:
        claim = links.read(PURPOSE, token)
    except BrokenLinkError as error:
        raise BrokenDoorError from error
    door = queries.door(claim.ref)
    if door is None or door.link_version != claim.version or door.revoked_at is not None:
        raise BrokenDoorError
    return door


def check_open(door: Door, *, now: datetime) -> None:
    """Make sure that people can come in at `now`: from the day before on, to try the scanner.

    Raises:
        DoorShutError: with the reason in words.
    """
    if door.event_status is EventStatus.CLOSED or now > door.ends_at + SHUTS_AFTER:
        raise DoorShutError(gettext("Deze bijeenkomst is afgesloten. Je kunt niet meer scannen."))
    opens_at = clock.from_local(clock.to_local(door.starts_at).date() - OPENS_BEFORE, time())
    if now < opens_at:
        moment = formats.moment(opens_at)
        raise DoorShutError(gettext("Je kunt hier scannen vanaf %(moment)s.", moment=moment))


def scan(
    door: Door, *, uuid: str, now: datetime, token: str | None = None, code: str | None = None
) -> ScanResult:
    """Read a ticket at a door, and let its party in when it may.

    The same UUID again gets the first answer again, so a device may resend until it hears one.
    Two devices with one ticket admit it once: the check-in is unique per registration, and
    whoever loses that race is told that the party is in.

    A door at which too many unknown codes were typed answers no code for a while; QR codes are
    signed, nobody guesses them, and they go on.

    Args:
        uuid: made by the device for this one reading.
        token: what the QR code holds.
        code: the short code instead, as somebody typed it.

    Raises:
        DoorShutError: nobody comes in now.
        ForeignScanError: the UUID was used at another meeting.
    """
    check_open(door, now=now)
    if token is None and _is_guessed_at(door, now) and queries.stored_scan(uuid) is None:
        return ScanResult(Verdict.UNKNOWN, too_many_codes=True)
    ticket = _ticket(door, token, code)
    verdict = judge(_facts(door, ticket))
    method = ScanMethod.CODE if token is None else ScanMethod.QR
    if not _record(door, ticket, uuid=uuid, method=method, verdict=verdict, now=now):
        return _first_answer(door, uuid)
    if ticket and verdict is Verdict.WELCOME and not _admit(ticket, uuid=uuid, now=now):
        verdict = Verdict.ALREADY_IN
        db.session.execute(update(_SCAN).where(_SCAN.c.uuid == uuid).values(verdict=verdict))
    return _result(ticket, verdict)


def clean_code(typed: str) -> str:
    """Read a short code as people type it: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _is_guessed_at(door: Door, now: datetime) -> bool:
    """Tell whether too many unknown codes were typed of late; all processes count the same rows."""
    return queries.unknown_codes(door, since=now - GUESSES_WITHIN) >= MOST_GUESSES


def _ticket(door: Door, token: str | None, code: str | None) -> Ticket | None:
    if token is None:
        return queries.ticket_by_code(door.event_id, clean_code(code or ""))
    claim = tokens.read(token)
    return claim and queries.ticket_by_ref(claim.registration_ref)


def _facts(door: Door, ticket: Ticket | None) -> TicketFacts:
    if ticket is None:
        return TicketFacts(known=False)
    return TicketFacts(
        known=True,
        this_event=ticket.event_id == door.event_id,
        takes_place=door.event_status not in CALLED_OFF,
        already_in=ticket.is_in,
        status=ticket.status,
    )


def _record(
    door: Door,
    ticket: Ticket | None,
    *,
    uuid: str,
    method: ScanMethod,
    verdict: Verdict,
    now: datetime,
) -> bool:
    """Write the reading down; False when its UUID has been here before."""
    reading = {
        "uuid": uuid,
        "event_id": door.event_id,
        "door_link_id": door.id,
        "registration_id": ticket and ticket.registration_id,
        "method": method,
        "verdict": verdict,
        "scanned_at": now,
    }
    return insert_or_ignore(_SCAN, reading)


def _admit(ticket: Ticket, *, uuid: str, now: datetime) -> bool:
    """Let a party in; False when it came in a moment ago, on another device.

    Who took part online and then comes to the door is counted there, and once.
    """
    arrival = {
        "event_id": ticket.event_id,
        "registration_id": ticket.registration_id,
        "scan_uuid": uuid,
        "people": ticket.people,
        "checked_in_at": now,
        "mode": AttendanceMode.ONSITE,
    }
    if insert_or_ignore(_CHECK_IN, arrival):
        return True
    online = _CHECK_IN.c.mode == AttendanceMode.ONLINE
    came = _CHECK_IN.c.registration_id == ticket.registration_id
    moved = db.session.connection().execute(update(_CHECK_IN).where(came, online).values(arrival))
    return moved.rowcount == 1


def _first_answer(door: Door, uuid: str) -> ScanResult:
    stored = queries.stored_scan(uuid)
    if stored is None or stored.event_id != door.event_id:
        raise ForeignScanError
    known = stored.registration_id
    return _result(queries.ticket_by_id(known) if known else None, stored.verdict)


def _result(ticket: Ticket | None, verdict: Verdict) -> ScanResult:
    """Tell of a party what this verdict needs, and no more."""
    if ticket is None:
        return ScanResult(verdict)
    if verdict is Verdict.OTHER_EVENT:
        return ScanResult(verdict, other_event=ticket.event_title)
    result = ScanResult(
        verdict,
        given_name=ticket.given_name,
        people=ticket.people,
        online=ticket.mode is AttendanceMode.ONLINE,
        group=ticket.group,
    )
    if verdict is Verdict.ALREADY_IN:
        since, door_name = queries.arrival(ticket.registration_id)
        return result._replace(since=since, door_name=door_name)
    if verdict is Verdict.WAITING:
        return result._replace(seats_left=queries.seats_left(ticket.event_id))
    return result

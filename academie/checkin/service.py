"""The verbs around a door: making it, ending it, and pairing telephones with it."""

from datetime import datetime, timedelta

from flask_babel import gettext, lazy_gettext
from sqlalchemy import func, select, update

from academie.checkin import lookup
from academie.checkin.lookup import Device, Door
from academie.checkin.models import DoorDevice, DoorLink, RoomLimit
from academie.checkin.terms import DoorKind
from academie.core import formats, links
from academie.core.db import db
from academie.core.errors import BrokenLinkError, DomainError
from academie.events.models import Event
from academie.events.terms import EventStatus

PURPOSE = "door"
DEVICE = "device"
MOST_DEVICES = 50
"""Telephones at one door: a row of volunteers, and no more rows than that in the database."""


NOTED_EVERY = timedelta(seconds=15)
"""No need to write at every scan that a device was heard."""


class BrokenDoorError(BrokenLinkError):
    """A link of a door or device that was revoked, changed, ended or never ours."""

    message = lazy_gettext(
        "Deze link van de deur werkt niet meer. Vraag een nieuwe link aan de organisator."
    )


class DoorShutError(DomainError):
    """Nobody comes in now: it is too early, too late, or the meeting has been closed."""


class TooManyDevicesError(DomainError):
    """A door link went round further than it should."""

    message = lazy_gettext(
        "Er zijn al te veel telefoons bij deze deur. Vraag een nieuwe link aan de organisator."
    )


def make_door(event: Event, *, name: str, kind: DoorKind, now: datetime) -> DoorLink:
    """Make a link that lets volunteers check people in at one meeting.

    Args:
        name: which door it is, such as "Hoofdingang".
    """
    made = DoorLink(event=event, name=name, kind=kind, created_at=now)
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
    claim = _read(PURPOSE, token)
    door = lookup.door(claim.ref)
    if door is None or not _is_current(door, claim.version):
        raise BrokenDoorError
    return door


def pair(door: Door, *, volunteer: str, now: datetime) -> DoorDevice:
    """Let a telephone in at a door, under the first name of who holds it.

    Raises:
        TooManyDevicesError: too many telephones are there already.
    """
    present = select(func.count()).where(
        DoorDevice.door_link_id == door.id, DoorDevice.ended_at.is_(None)
    )
    if (db.session.scalar(present) or 0) >= MOST_DEVICES:
        raise TooManyDevicesError
    link = db.session.get_one(DoorLink, door.id)
    made = DoorDevice(door_link=link, volunteer=volunteer, paired_at=now, seen_at=now)
    db.session.add(made)
    db.session.flush()
    return made


def device_token(device: DoorDevice) -> str:
    """Write the token of a device's link, which ends with that of its door."""
    return links.sign(DEVICE, device.ref, device.door_link.link_version)


def open_device(token: str) -> Device:
    """Find the device behind a link, with its door.

    Raises:
        BrokenDoorError: the link is none of ours, its door was revoked, or its volunteer is done.
    """
    device = device_of(token)
    if device.over_at:
        raise BrokenDoorError
    return device


def device_of(token: str) -> Device:
    """Find the device behind a link, also one that has ended: it may hand in what it did before.

    Raises:
        BrokenDoorError: the link is none of ours.
    """
    claim = _read(DEVICE, token)
    device = lookup.device(claim.ref)
    if device is None or claim.version != device.door.link_version - bool(device.door.revoked_at):
        raise BrokenDoorError
    return device


def finish(device: Device, *, now: datetime) -> None:
    """End a device: its volunteer is done."""
    db.session.execute(
        update(DoorDevice).where(DoorDevice.id == device.id).values(ended_at=now, seen_at=now)
    )


def note_contact(device: Device, *, offset_ms: int, now: datetime) -> None:
    """Note that a device brought what it had, and how far its clock is ahead; now and then."""
    if timedelta() <= now - device.seen_at < NOTED_EVERY:
        return
    db.session.execute(
        update(DoorDevice)
        .where(DoorDevice.id == device.id)
        .values(seen_at=now, clock_offset_ms=offset_ms)
    )


def check_open(door: Door, *, now: datetime) -> None:
    """Make sure that a door is open at `now`: from the day before on, to try the scanner.

    Raises:
        DoorShutError: with the reason in words.
    """
    check_listens(door, now=now)
    if door.event_status is EventStatus.CLOSED or now > door.shuts_at:
        raise DoorShutError(gettext("Deze bijeenkomst is afgesloten. Je kunt niet meer scannen."))


def check_listens(door: Door, *, now: datetime) -> None:
    """Make sure that a device may bring its scans: also what it kept, after its meeting closed.

    Raises:
        DoorShutError: with the reason in words.
    """
    if now < door.opens_at:
        moment = formats.moment(door.opens_at)
        raise DoorShutError(gettext("Je kunt hier scannen vanaf %(moment)s.", moment=moment))
    if now > door.ends_at + lookup.LATE_UNTIL:
        raise DoorShutError(gettext("Deze bijeenkomst is afgesloten. Je kunt niet meer scannen."))


def _read(purpose: str, token: str) -> links.LinkClaim:
    try:
        return links.read(purpose, token)
    except BrokenLinkError as error:
        raise BrokenDoorError from error


def _is_current(door: Door, version: int) -> bool:
    return door.link_version == version and door.revoked_at is None


def limit_room(event: Event, people: int | None) -> None:
    """Keep how many people the room may hold for safety; None when there is no such limit."""
    limit = db.session.get(RoomLimit, event.id)
    if people is None:
        if limit:
            db.session.delete(limit)
    elif limit:
        limit.people = people
    else:
        db.session.add(RoomLimit(event_id=event.id, people=people))
    db.session.flush()

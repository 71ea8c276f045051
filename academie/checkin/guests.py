"""The guests as a device may know them: by keyed hashes, with first names only where it may.

Each device has a salt of its own, so what one device holds tells nothing beside another's.
"""

import base64
import hashlib
import hmac
import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache, reduce
from typing import Any, NamedTuple, cast

from flask import current_app
from sqlalchemy import ColumnElement, String, Table, bindparam, case, func, select, type_coerce
from sqlalchemy import cast as cast_to

from academie.checkin.lookup import AT_THE_DOOR, Device, Door, ask
from academie.checkin.models import CheckIn
from academie.config import current_settings
from academie.core.db import db
from academie.core.keys import derive
from academie.events.models import BreakoutGroup
from academie.events.terms import AttendanceMode
from academie.needs.models import SealedNeeds
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.names import matcher, searchable, sort_name

MOST_FOUND = 10
FEWEST_LETTERS = 3
LOOKED_AT_EVERY = timedelta(milliseconds=250)
"""So long a device may believe that nothing changed in its list, to keep asking cheap."""

_MOST_STAMPS = 1000
_HASH = 8
_SALT = 16
_MODES = list(AttendanceMode)
_STATUSES = list(RegistrationStatus)
_REGISTRATION = cast("Table", Registration.__table__).c
_GROUP = cast("Table", BreakoutGroup.__table__).c
_NEEDS = cast("Table", SealedNeeds.__table__).c
_CHECK_IN = cast("Table", CheckIn.__table__).c


def _written(columns: Sequence[ColumnElement[str]]) -> ColumnElement[str]:
    """Write columns as one line of text."""
    return reduce(lambda line, column: line + "|" + column, columns)


_OF_EVENT = _REGISTRATION.event_id == bindparam("event_id")
_GUESTS = (
    select(
        _REGISTRATION.ref,
        _REGISTRATION.code,
        _REGISTRATION.given_name,
        _REGISTRATION.family_name,
        _REGISTRATION.people,
        _REGISTRATION.mode,
        _REGISTRATION.status,
        _REGISTRATION.breakout_group_id,
        _NEEDS.registration_id.is_not(None),
        _REGISTRATION.ticket_version,
    )
    .join_from(
        Registration.__table__,
        SealedNeeds.__table__,
        _NEEDS.registration_id == _REGISTRATION.id,
        isouter=True,
    )
    .where(_OF_EVENT)
    .order_by(_REGISTRATION.id)
)
_GROUPS = (
    select(_GROUP.id, _GROUP.title)
    .where(_GROUP.event_id == bindparam("event_id"))
    .order_by(_GROUP.position, _GROUP.id)
)
_REFS = select(_REGISTRATION.ref, _REGISTRATION.id).where(_OF_EVENT)
_LINE = (
    func.coalesce(_REGISTRATION.given_name, ""),
    func.coalesce(_REGISTRATION.family_name, ""),
    cast_to(_REGISTRATION.people, String),
    type_coerce(_REGISTRATION.mode, String),
    type_coerce(_REGISTRATION.status, String),
    func.coalesce(cast_to(_REGISTRATION.breakout_group_id, String), ""),
    case((_NEEDS.registration_id.is_(None), ""), else_="*"),
    cast_to(_REGISTRATION.ticket_version, String),
)
_LINES = _GUESTS.with_only_columns(_written(_LINE).label("line")).subquery()
_TITLES = _GROUPS.with_only_columns(
    _written((cast_to(_GROUP.id, String), _GROUP.title)).label("line")
).subquery()
# The database writes the list as one text, which is read ten times as fast as the list itself.
_TEXT = select(
    select(func.aggregate_strings(_LINES.c.line, "\n")).scalar_subquery(),
    select(func.aggregate_strings(_TITLES.c.line, "\n")).scalar_subquery(),
)
# All names are looked through, and only of who is found the rest is read: that is twice as fast.
_NAMES = (
    select(_REGISTRATION.id, _REGISTRATION.given_name, _REGISTRATION.family_name)
    .where(_OF_EVENT, _REGISTRATION.given_name.is_not(None))
    .order_by(_REGISTRATION.id)
)
_FOUND = (
    select(
        _REGISTRATION.ref,
        _REGISTRATION.given_name,
        _REGISTRATION.family_name,
        _REGISTRATION.people,
        _REGISTRATION.status,
        case((AT_THE_DOOR, _CHECK_IN.people), else_=0),
    )
    .outerjoin_from(
        Registration.__table__, CheckIn.__table__, _CHECK_IN.registration_id == _REGISTRATION.id
    )
    .where(_REGISTRATION.id.in_(bindparam("ids", expanding=True)))
    .order_by(_REGISTRATION.id)
)


class Known(NamedTuple):
    """A registration as it is read for the list of a device."""

    ref: str
    code: str
    given_name: str | None
    family_name: str | None
    people: int
    mode: AttendanceMode
    status: RegistrationStatus
    group_id: int | None
    arranged: bool
    ticket_version: int


class GuestList(NamedTuple):
    """All guests of a meeting and its groups, and a stamp that changes with any of them."""

    guests: Sequence[Known]
    groups: dict[int, str]
    stamp: str


class _Stamp(NamedTuple):
    """A stamp, and when it was made."""

    made_at: datetime
    text: str


class Found(NamedTuple):
    """A guest found by name."""

    key: str
    given_name: str
    initial: str | None
    people: int
    status: RegistrationStatus
    people_in: int


def guest_list(door: Door, *, now: datetime) -> GuestList:
    """Read the guests of a meeting; what changes meanwhile changes the next stamp."""
    stamp = _stamped(door, now)
    guests = [Known._make(row) for row in ask(_GUESTS, event_id=door.event_id)]
    groups = {row.id: row.title for row in ask(_GROUPS, event_id=door.event_id)}
    return GuestList(guests, groups, stamp)


def stamp(door: Door, *, now: datetime) -> str:
    """Tell which list is the newest."""
    known = _stamps().get(door.event_ref)
    if known is None or not timedelta() <= now - known.made_at < LOOKED_AT_EVERY:
        return _stamped(door, now)
    return known.text


def _stamped(door: Door, now: datetime) -> str:
    meeting = (door.event_title, door.event_status, door.starts_at, door.ends_at, door.shuts_at)
    facts = repr((meeting, *ask(_TEXT, event_id=door.event_id).one()))
    made = hashlib.sha256(facts.encode()).hexdigest()[:16]
    stamps = _stamps()
    if len(stamps) >= _MOST_STAMPS:
        stamps.clear()
    stamps[door.event_ref] = _Stamp(now, made)
    return made


def _stamps() -> dict[str, _Stamp]:
    found: dict[str, _Stamp] = current_app.extensions.setdefault("academie.door_stamps", {})
    return found


def rows(device: Device, found: GuestList) -> list[list[Any]]:
    """Write guests as a device keeps them: `[key, code_key, name, initial, people, mode, ...]`."""
    secret, named = salt(device), device.door.shows_names
    places = {id_: place for place, id_ in enumerate(found.groups)}
    return [
        [
            hashed(secret, guest.ref),
            hashed(secret, guest.code),
            guest.given_name if named else None,
            initial(guest.family_name) if named else None,
            guest.people,
            _MODES.index(guest.mode),
            _STATUSES.index(guest.status),
            places.get(guest.group_id or 0, -1),
            int(guest.arranged),
            guest.ticket_version,
        ]
        for guest in found.guests
    ]


class Keys:
    """Whom a device means by the keys of its list; read once, however many it brings."""

    def __init__(self, device: Device) -> None:
        """Read nothing before somebody is asked for."""
        self._device = device

    def registration_id(self, key: str) -> int | None:
        """Find whom a key stands for; at a door without names nobody."""
        return self._ids.get(key) if self._device.door.shows_names else None

    @cached_property
    def _ids(self) -> dict[str, int]:
        secret = salt(self._device)
        refs = ask(_REFS, event_id=self._device.door.event_id)
        return {hashed(secret, ref): id_ for ref, id_ in refs}


def search(device: Device, typed: str) -> list[Found]:
    """Find guests by first and family name, without accents and the words before a name."""
    fits = matcher(typed)
    names = ask(_NAMES, event_id=device.door.event_id)
    found = (id_ for id_, given, family in names if fits(searchable(given, family)))
    asked = list(itertools.islice(found, MOST_FOUND))
    secret = salt(device)
    return [
        Found(hashed(secret, ref), given, initial(family), *rest)
        for ref, given, family, *rest in db.session.execute(_FOUND, {"ids": asked})
    ]


def is_enough(typed: str) -> bool:
    """Tell whether so much was typed that a search makes sense."""
    return sum(letter.isalnum() for letter in typed) >= FEWEST_LETTERS


def initial(family_name: str | None) -> str | None:
    """Give the letter under which a family name is sorted."""
    return sort_name(family_name or "")[:1].upper() or None


def salt(device: Device) -> bytes:
    """Give the salt of a device."""
    key = _key(current_settings().secret_key)
    return hmac.digest(key, device.ref.encode(), "sha256")[:_SALT]


def hashed(secret: bytes, text: str) -> str:
    """Write the keyed hash of a ref or a code, as a browser can make it too."""
    return base64url(hmac.digest(secret, text.encode(), "sha256")[:_HASH])


def base64url(data: bytes) -> str:
    """Write bytes in the letters of addresses, without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@lru_cache(maxsize=2)
def _key(secret: str) -> bytes:
    return derive(secret, "door")

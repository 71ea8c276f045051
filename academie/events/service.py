"""The verbs of a meeting: plan, publish, change, postpone, cancel, close."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import addresses, edits, gate, pools, queries
from academie.events.models import REOPENS_WITHIN, Event, EventVersion
from academie.events.terms import AttendanceMode, EventMode, EventStatus

_NEXT = timedelta(microseconds=1)
FACTS = ("title", "mode", "venue", "address", "place")


class IncompleteEventError(DomainError):
    """Something is missing that guests need to know.

    Attributes:
        field: name of the field to fill in.
    """

    def __init__(self, field: str, message: LazyString) -> None:
        """Name the field."""
        self.field = field
        super().__init__(message)


def plan(*, now: datetime, capacities: Mapping[AttendanceMode, int | None], **fields: Any) -> Event:
    """Make a draft.

    Args:
        capacities: seats for each way to take part; None is no limit.
        fields: the columns of `Event` that people fill in.

    Raises:
        AddressTakenError: another meeting has its address.
    """
    event = Event(created_at=now, changed_at=now, **fields)
    pools.fit(event, capacities)
    with addresses.held(event.slug):
        db.session.add(event)
    return event


def change(
    event: Event,
    *,
    now: datetime,
    capacities: Mapping[AttendanceMode, int | None],
    by: User | None = None,
    **fields: Any,
) -> None:
    """Change a meeting. What guests must hear of raises its sequence, any change its revision.

    Of a postponed meeting they hear everything at once, when it has its new date. When a way to
    take part goes, follow it with `registrations.moving.move_along`.

    Raises:
        IllegalMoveError: it is over or cancelled.
        CapacityTooLowError: more people hold a seat than would fit.
        IncompleteEventError: a public meeting would miss something, move into the past, or move
            after it has begun.
        AddressTakenError: another meeting has its address.
        GateError: a public academy would miss its wish or a pledge.
    """
    queries.lock(event)
    if event.status in {EventStatus.CANCELLED, EventStatus.CLOSED}:
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Je kunt haar niet meer veranderen."))
    queries.read_seats(event)
    before, words = _facts(event), edits.described(event)
    # our own sentences come before the database's checks
    slug = fields.get("slug")
    with db.session.no_autoflush, addresses.held(slug if slug != event.slug else None):
        _write(event, fields, capacities, now)
    _note_change(event, before, now)
    edits.keep(event, words, by=by, now=now)
    db.session.flush()


def show_anew(event: Event, *, now: datetime) -> None:
    """Have pages and feeds written anew: something that they show of a meeting has changed.

    The state they are kept under never comes back, even when the clock stands still or goes back.
    """
    event.changed_at = max(now, event.changed_at + _NEXT)


def publish(event: Event, *, now: datetime) -> None:
    """Show a meeting to the world; a postponed one comes back with its new date.

    Raises:
        IllegalMoveError: it is neither a draft nor postponed, or lies in the past.
        IncompleteEventError: something is missing that guests need to know.
        GateError: an academy misses its wish or a pledge.
    """
    queries.lock(event)
    _require(event, EventStatus.DRAFT, EventStatus.POSTPONED)
    _require_complete(event)
    _require_ahead(event, now)
    gate.require(event)
    if not event.slug:
        addresses.take_free(event)
    event.published_at = event.published_at or now
    _move(event, EventStatus.PUBLISHED, now)


def postpone(event: Event, *, now: datetime) -> None:
    """Take the date off a meeting; registrations stay and everybody is told.

    Raises:
        IllegalMoveError: it is not published, or has begun.
    """
    queries.lock(event)
    _require(event, EventStatus.PUBLISHED)
    _require_not_begun(event, now)
    _move(event, EventStatus.POSTPONED, now)


def cancel(event: Event, *, reason: str, now: datetime) -> None:
    """Call a meeting off, for good.

    Raises:
        IllegalMoveError: it is not public, or is over.
    """
    queries.lock(event)
    _require(event, EventStatus.PUBLISHED, EventStatus.POSTPONED)
    if event.status is EventStatus.PUBLISHED:
        _require_not_begun(event, now)
    event.cancelled_at = now
    event.cancel_reason = reason
    _move(event, EventStatus.CANCELLED, now)


def close(event: Event, *, now: datetime) -> None:
    """Freeze a meeting that has been held.

    Raises:
        IllegalMoveError: it is not published, or has not begun.
    """
    queries.lock(event)
    _require(event, EventStatus.PUBLISHED)
    if now < event.starts_at:
        raise IllegalMoveError(
            _("Deze bijeenkomst moet nog beginnen. Je kunt haar nog niet sluiten.")
        )
    event.status = EventStatus.CLOSED
    event.closed_at = now
    show_anew(event, now=now)


def reopen(event: Event, *, now: datetime) -> None:
    """Undo a closing of less than a day ago.

    Raises:
        IllegalMoveError: it is not closed, or has been for too long.
    """
    queries.lock(event)
    _require(event, EventStatus.CLOSED)
    if event.closed_at is None or now - event.closed_at > REOPENS_WITHIN:
        raise IllegalMoveError(_("Deze bijeenkomst is langer dan 24 uur gesloten. Dat blijft zo."))
    event.status = EventStatus.PUBLISHED
    event.closed_at = None
    event.reopened_at = now
    show_anew(event, now=now)


def close_due(now: datetime) -> None:
    """Close every meeting whose time has come; the worker calls this on each round."""
    for event in queries.due_to_close(now):
        close(event, now=now)


def delete_draft(event: Event) -> None:
    """Throw away a plan that the world never saw.

    Raises:
        IllegalMoveError: it is public.
    """
    queries.lock(event)
    _require(event, EventStatus.DRAFT)
    db.session.delete(event)
    db.session.flush()


def _write(
    event: Event,
    fields: Mapping[str, Any],
    capacities: Mapping[AttendanceMode, int | None],
    now: datetime,
) -> None:
    began_at = event.starts_at
    for name, value in fields.items():
        if name != "slug" or not event.is_public:  # a public page keeps its address
            setattr(event, name, value)
    pools.fit(event, capacities)
    if event.starts_at != began_at:
        pools.move_release(event, began_at)
    show_anew(event, now=now)
    if event.is_public:
        _require_complete(event)
        gate.require(event)


def _note_change(event: Event, before: dict[str, Any], now: datetime) -> None:
    """Make the next version of a published meeting, when guests must hear of something."""
    if event.status is not EventStatus.PUBLISHED or _facts(event) == before:
        return
    began_at = datetime.fromisoformat(before["starts_at"])
    if event.starts_at != began_at:
        _require_movable(began_at, now)
        _require_ahead(event, now)
    _next_version(event, now)


def _require(event: Event, *allowed: EventStatus) -> None:
    if event.status not in allowed:
        raise IllegalMoveError(
            _(
                "Dat kan niet bij deze bijeenkomst. De stand is: %(status)s.",
                status=event.status.label,
            )
        )


def _require_not_begun(event: Event, now: datetime) -> None:
    if event.starts_at <= now:
        raise IllegalMoveError(_("Deze bijeenkomst is al begonnen."))


def _require_movable(starts_at: datetime, now: datetime) -> None:
    if starts_at <= now:
        raise IncompleteEventError(
            "day",
            _("Deze bijeenkomst is al begonnen. De dag en het begin kun je niet meer veranderen."),
        )


def _require_ahead(event: Event, now: datetime) -> None:
    if event.starts_at <= now:
        raise IncompleteEventError("day", _("Deze dag is al geweest. Kies een dag die nog komt."))


def _require_complete(event: Event) -> None:
    if not event.phone:
        raise IncompleteEventError("phone", _("Vul een telefoonnummer voor vragen in."))
    if event.mode is EventMode.ONLINE:
        return
    if not event.venue:
        raise IncompleteEventError("venue", _("Vul in waar de bijeenkomst is."))
    if not event.place:
        raise IncompleteEventError("place", _("Vul in welke plaats het is."))


def _move(event: Event, status: EventStatus, now: datetime) -> None:
    event.status = status
    show_anew(event, now=now)
    _next_version(event, now)
    db.session.flush()


def _next_version(event: Event, now: datetime) -> None:
    event.sequence = event.sequence + 1 if event.versions else 0
    event.versions.append(EventVersion(sequence=event.sequence, made_at=now, facts=_facts(event)))


def _facts(event: Event) -> dict[str, Any]:
    """Gather what guests must hear of when it changes."""
    facts: dict[str, Any] = {name: getattr(event, name) for name in FACTS}
    facts["status"] = event.status
    facts["starts_at"] = event.starts_at.isoformat()
    facts["ends_at"] = event.ends_at.isoformat()
    return facts

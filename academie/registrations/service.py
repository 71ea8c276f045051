"""The verbs of a registration: register, cancel, fill free seats, tell about changes.

Each decision about seats begins by locking the meeting, so that those of one meeting come one
after another.
"""

from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.core import privacy
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.outbox.service import enqueue
from academie.partners import queries as partners
from academie.registrations import queries, seats
from academie.registrations.models import Registration, RegistrationStatus

MOVES = {
    RegistrationStatus.WAITLISTED: {RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED},
    RegistrationStatus.OFFERED: {RegistrationStatus.CANCELLED},
    RegistrationStatus.CONFIRMED: {RegistrationStatus.CANCELLED},
    RegistrationStatus.CANCELLED: {RegistrationStatus.WAITLISTED},
}
"""Where a registration may go from each state; whoever registers stands in line for a moment."""

NEWS = {
    EventStatus.PUBLISHED: "registrations.event_changed",
    EventStatus.POSTPONED: "registrations.event_postponed",
    EventStatus.CANCELLED: "registrations.event_cancelled",
}
TELL_AT_ONCE = 200


class RegistrationClosedError(DomainError):
    """The meeting takes no registrations at this moment."""

    def __init__(self, event: Event) -> None:
        """Say whom to call."""
        super().__init__(_("De aanmelding is gesloten. Bel %(phone)s.", phone=event.phone))


class PartyTooLargeError(DomainError):
    """More people than one registration may bring."""

    def __init__(self, event: Event) -> None:
        """Say how many may come together."""
        super().__init__(_("Vul een getal in van 1 tot en met %(most)s.", most=event.max_party))


class ModeNotOfferedError(DomainError):
    """The meeting cannot be attended in this way."""

    message = _("Kies hoe je wilt meedoen.")


def register(
    event: Event,
    *,
    given_name: str,
    family_name: str | None,
    email: str,
    people: int,
    mode: AttendanceMode,
    now: datetime,
    room: bool | None = None,
    organisation: str | None = None,
    group: BreakoutGroup | None = None,
) -> Registration:
    """Give a party its seats, or a place in the waiting list when they are not free.

    An address that already holds a place changes nothing and gets the mail of its present state
    again, so that nobody can test who comes. Whoever comes back after cancelling gets the same
    row, so that ticket code and invite go on.

    Args:
        people: size of the party, the registrant included.
        room: what `ask_room` told in this transaction; asked here when it was not.
        organisation: name of the organisation that somebody comes for.
        group: the breakout group it chose; who waits for the meeting keeps that as a wish.

    Raises:
        RegistrationClosedError: the meeting takes no registrations at `now`.
        PartyTooLargeError: more people than the meeting allows in one party.
        ModeNotOfferedError: the meeting is not held in this way.
        GroupNotOfferedError: the group is for those who take part in another way.
        GroupFullError: the meeting has room, but the group has not.
    """
    if room is None:
        room = ask_room(event, mode, people)
    _check(event, people, mode, now)
    seats.check_group(group, mode=mode, people=people if room else 0)
    known = queries.of_address(event, email)
    if known and known.is_live:
        send_again(known, now)
        return known
    registration = known or _new(event, email, people, mode, now)
    if known:
        _move(registration, RegistrationStatus.WAITLISTED, now)
    registration.given_name, registration.family_name = given_name, family_name
    registration.people, registration.mode = people, mode
    _name_organisation(registration, organisation)
    registration.breakout_group = group
    registration.queued_at = now
    registration.told_sequence, registration.moved = event.sequence, False
    with db.session.no_autoflush:  # so that one INSERT tells all
        if room and seats.claim(registration):
            _confirm(registration, now)
    db.session.flush()
    enqueue(_mail_of_state(registration), registration.ref, now)
    return registration


def ask_room(event: Event, mode: AttendanceMode, people: int) -> bool:
    """Lock the meeting and tell whether a newcomer's party would get seats, whoever asks."""
    event_queries.lock(event)
    return queries.has_room(event, mode, people)


def cancel(registration: Registration, *, now: datetime) -> None:
    """Sign a party off, and let the first waiting party that fits have its seats.

    Raises:
        IllegalMoveError: it is signed off already, or the meeting is over or off.
    """
    event = registration.event
    event_queries.lock(event)
    db.session.refresh(registration, with_for_update=True)
    if registration.is_live and not may_cancel(registration, now):
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Afmelden kan niet meer."))
    _move(registration, RegistrationStatus.CANCELLED, now)
    seats.give_back(registration)
    registration.breakout_group = None
    if registration.invite_sequence is not None:
        _count_invite(registration)
    enqueue("registrations.cancelled", registration.ref, now)
    _promote(event, now)


def may_cancel(registration: Registration, now: datetime) -> bool:
    """Tell whether there is still something to sign off from."""
    event = registration.event
    ahead = event.status in {EventStatus.PUBLISHED, EventStatus.POSTPONED}
    return registration.is_live and ahead and queries.still_matters(event, now)


def send_again(registration: Registration, now: datetime) -> None:
    """Mail a party once more what it holds at present."""
    enqueue(_mail_of_state(registration), registration.ref, now, {"again": True})


def fill_free_seats(now: datetime) -> None:
    """Give seats that came free by a change of the meeting to who waits; a duty of the worker."""
    for event in queries.with_seats_to_fill(now):
        event_queries.lock(event)
        _promote(event, now)


def tell_about_changes(now: datetime) -> None:
    """Have every guest hear of what changed since they were last told; a duty of the worker.

    Who moves up from the waiting list by the same change hears of both in one mail.
    """
    left = TELL_AT_ONCE
    for event in queries.with_guests_to_tell(now):
        event_queries.lock(event)
        _promote(event, now)
        for registration in queries.untold(event, now, left):
            enqueue(NEWS[event.status], registration.ref, now, _note_told(registration))
            if registration.invite_sequence is not None:
                following = registration.invite_sequence + 1
                registration.invite_sequence = max(event.sequence, following)
            left -= 1
        if left <= 0:
            return


def _note_told(registration: Registration) -> dict[str, Any]:
    """Note that a guest hears of everything now; tell their mail what they knew until then."""
    knew = {"since": registration.told_sequence, "mode": registration.told_mode}
    registration.told_sequence, registration.moved = registration.event.sequence, False
    return knew


def _check(event: Event, people: int, mode: AttendanceMode, now: datetime) -> None:
    if not event.open_for_registration(now):
        raise RegistrationClosedError(event)
    if not 1 <= people <= event.max_party:
        raise PartyTooLargeError(event)
    if mode not in event.mode.attendance_modes:
        raise ModeNotOfferedError


def _new(
    event: Event, email: str, people: int, mode: AttendanceMode, now: datetime
) -> Registration:
    registration = Registration(
        event=event,
        given_name=None,
        family_name=None,
        email=email,
        people=people,
        mode=mode,
        status=RegistrationStatus.WAITLISTED,
        code=queries.free_code(event),
        registered_at=now,
        queued_at=now,
        status_changed_at=now,
        privacy_version=privacy.VERSION,
    )
    db.session.add(registration)
    return registration


def _name_organisation(registration: Registration, typed: str | None) -> None:
    """Note for whom somebody comes, by its own name when we know it."""
    known = partners.by_name(typed) if typed else None
    registration.organisation_name = known.name if known else typed
    registration.organisation_id = known.id if known else None


def _promote(event: Event, now: datetime) -> None:
    """Confirm the longest waiting party that fits, until none does."""
    if event.status is not EventStatus.PUBLISHED or event.starts_at <= now:
        return
    db.session.flush()
    for mode in event.mode.attendance_modes:
        while first := queries.first_in_line(event, mode):
            db.session.refresh(first, with_for_update=True)
            missed = _seat(first)
            _confirm(first, now)
            detail = _note_told(first) | ({"missed_group": missed} if missed else {})
            enqueue("registrations.promoted", first.ref, now, detail)


def _seat(registration: Registration) -> str | None:
    """Give a party that fits its seats; without its group when that is full.

    Returns:
        the name of the group it missed.
    """
    if seats.claim(registration):
        return None
    missed, registration.breakout_group = registration.breakout_group, None
    if not seats.claim(registration) or missed is None:
        raise IllegalMoveError(_("Er is geen plek meer."))
    return missed.title


def _confirm(registration: Registration, now: datetime) -> None:
    _move(registration, RegistrationStatus.CONFIRMED, now)
    _count_invite(registration)


def _count_invite(registration: Registration) -> None:
    """Number the next invite of a guest, never lower than one they may already hold."""
    sequence, last = registration.event.sequence, registration.invite_sequence
    registration.invite_sequence = sequence if last is None else max(sequence, last) + 1


def _move(registration: Registration, status: RegistrationStatus, now: datetime) -> None:
    if status not in MOVES[registration.status]:
        raise IllegalMoveError(
            _("Dat kan niet meer. De stand is: %(status)s.", status=registration.status.label)
        )
    registration.status = status
    registration.status_changed_at = now


def _mail_of_state(registration: Registration) -> str:
    """Name the mail that says where a party stands."""
    called_off = registration.event.status in {EventStatus.POSTPONED, EventStatus.CANCELLED}
    if registration.is_live and called_off:
        return NEWS[registration.event.status]
    return f"registrations.{registration.status.value}"

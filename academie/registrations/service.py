"""The verbs of a registration: register, cancel, undo that, tell about changes.

Each decision about seats begins by locking the meeting, so that those of one meeting come one
after another. Where each verb leads stands in `moves`; offers of free seats are in `offers`, and
changes by who has registered in `changing`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.core import privacy
from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.signs import why_shut
from academie.events.terms import AttendanceMode, Audience, EventStatus
from academie.outbox.service import enqueue
from academie.registrations import moves, offers, presence, queries, seats, told
from academie.registrations.apart import apart
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.more import NOTHING, More, name_organisation
from academie.registrations.more import keep as keep_more
from academie.registrations.moves import Move

NEWS = {
    EventStatus.PUBLISHED: "registrations.event_changed",
    EventStatus.POSTPONED: "registrations.event_postponed",
    EventStatus.CANCELLED: "registrations.event_cancelled",
}
TELL_AT_ONCE = 200


class RegistrationClosedError(DomainError):
    """The meeting takes no registrations at this moment."""

    def __init__(self, event: Event, now: datetime) -> None:
        """Say why, or whom to call when there is a number."""
        closed = (
            _("De aanmelding is gesloten. Bel %(phone)s.", phone=event.phone)
            if event.phone
            else _("De aanmelding is gesloten.")
        )
        super().__init__(why_shut(event, now) or closed)


class PartyTooLargeError(DomainError):
    """More people than one registration may bring."""

    def __init__(self, event: Event) -> None:
        """Say how many may come together."""
        super().__init__(
            _("Vul een getal in van 1 tot en met %(most)s.", most=event.max_party)
            if event.max_party > 1
            else _("Vul 1 in. Meer mensen per aanmelding kan niet.")
        )


class ModeNotOfferedError(DomainError):
    """The meeting cannot be attended in this way."""

    message = _("Kies hoe je wilt meedoen.")


def register(
    event: Event,
    *,
    given_name: str,
    family_name: str | None,
    email: str | None,
    people: int,
    mode: AttendanceMode,
    now: datetime,
    room: Sequence[int] | None = None,
    organisation: str | None = None,
    audience: Audience | None = None,
    group: BreakoutGroup | None = None,
    second_group: BreakoutGroup | None = None,
    more: More = NOTHING,
    by_staff: bool = False,
) -> Registration:
    """Give a party its seats, or a place in the waiting list when they are not free.

    An address that already holds a place changes nothing and gets the mail of its present state
    again, unless it had many of late, so that nobody can test who comes. Whoever comes back after
    cancelling gets the same row, so that ticket code and invite go on.

    Args:
        email: nothing for who has no address; every such party is a new one.
        people: size of the party, the registrant included.
        room: what `ask_room` told in this transaction; asked here when it was not.
        organisation: name of the organisation that somebody comes for.
        audience: as what somebody takes part; seats may be kept for it.
        group: the breakout group it chose; who waits for the meeting keeps that as a wish.
        second_group: the one it gets when the first is full.
        more: what it told that nobody has to.
        by_staff: somebody called; staff may still do it when registration has closed.

    Raises:
        RegistrationClosedError: the meeting takes no registrations at `now`.
        PartyTooLargeError: more people than the meeting allows in one party.
        ModeNotOfferedError: the meeting is not held in this way.
        GroupNotOfferedError: a group is for those who take part in another way.
        GroupFullError: the meeting has room, but the groups have not.
    """
    if room is None:
        room = ask_room(event, mode, people, audience)
    _check(event, people, mode, now, by_staff=by_staff)
    choices = (group, second_group if group else None)
    group = seats.room_in_group(choices, mode=mode, people=people if room else 0)
    known = queries.of_address(event, email) if email else None
    if known:
        trust_address(known, now)
    if known and known.is_live:
        tell_known(known, now)
        return known
    registration = known or _new(event, email, people, mode, now)
    if known:
        moves.make(registration, Move.RETURN, now)
        registration.privacy_version = privacy.VERSION
    registration.given_name, registration.family_name = given_name, family_name
    registration.people, registration.mode, registration.audience = people, mode, audience
    name_organisation(registration, organisation)
    registration.breakout_group = group
    registration.second_group = next((each for each in choices if each is not group), None)
    _stand_in_line(registration, now)
    with db.session.no_autoflush:  # so that one INSERT tells all
        if room and seats.claim(registration, mode=mode, group=group, among=room):
            moves.confirm(registration, Move.SEAT, now)
    db.session.flush()
    if known or more != NOTHING:
        keep_more(registration, more, now)
    detail = told.missed(choices[0], group)
    tell_state(registration, now, detail)
    return registration


def ask_room(
    event: Event, mode: AttendanceMode, people: int, audience: Audience | None = None
) -> Sequence[int]:
    """Lock the meeting and tell where a newcomer's party would get seats, whoever asks.

    Returns:
        ids of pools for `register`; none when the party would have to wait.
    """
    event_queries.lock(event)
    return queries.open_pools(event, mode, people, audience)


def cancel(registration: Registration, *, now: datetime) -> None:
    """Sign a party off, and offer its seats to the first waiting party that fits.

    For a quarter of an hour it is known in which line it stood.

    Raises:
        IllegalMoveError: it is signed off already, somebody of it is in, or the meeting is over
            or off.
    """
    moves.hold_still(registration)
    if registration.is_live and not is_ahead(registration, now):
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij. Afmelden kan niet meer."))
    if presence.people_in(registration):
        raise IllegalMoveError(_("Met deze aanmelding doet al iemand mee. Afmelden kan niet meer."))
    moves.make(registration, Move.CANCEL, now)
    offers.withdraw(registration, now)
    seats.give_back(registration)
    registration.waited_for, registration.waits_for = registration.waits_for, None
    registration.undo_until = now + moves.UNDO_WITHIN
    if registration.invite_sequence is not None:
        moves.count_invite(registration)
    enqueue("registrations.cancelled", registration.ref, now)
    offers.offer_line(registration.event, now)


def may_cancel(registration: Registration, now: datetime) -> bool:
    """Tell whether there is still something to sign off from, and nobody of the party is in."""
    return is_ahead(registration, now) and not presence.people_in(registration)


def is_ahead(registration: Registration, now: datetime) -> bool:
    """Tell whether a party is still to take part, or is doing so."""
    event = registration.event
    ahead = event.status in {EventStatus.PUBLISHED, EventStatus.POSTPONED}
    return registration.is_live and ahead and queries.still_matters(event, now)


def send_again(registration: Registration, now: datetime) -> None:
    """Mail a party once more what it holds at present, because staff say so.

    Raises:
        IllegalMoveError: the meeting is over, and the mail would not leave.
    """
    if not queries.still_matters(registration.event, now):
        raise IllegalMoveError(_("Deze bijeenkomst is voorbij."))
    tell_state(registration, now, {"repeated": True})


def tell_known(registration: Registration, now: datetime) -> None:
    """Mail a party what it holds at present, because its address was filled in once more.

    An address that heard enough this hour hears it no more.
    """
    if not told.heard_enough(registration.email or "", now):
        tell_state(registration, now, {"again": True})


def tell_state(
    registration: Registration, now: datetime, detail: Mapping[str, Any] | None = None
) -> None:
    """Mail a party what it holds at present."""
    enqueue(_mail_of_state(registration), registration.ref, now, detail)


def trust_address(registration: Registration, now: datetime) -> None:
    """Believe that mail reaches an address that somebody typed just now."""
    registration.address_at, registration.bounced_at = now, None


def tell_about_changes(now: datetime) -> None:
    """Have every guest hear of what changed since they were last told; a duty of the worker.

    Who is offered seats by the same change hears of both in one mail.
    """
    left = TELL_AT_ONCE
    for event in told.with_guests_to_tell(now):
        with apart(event):
            offers.offer_line(event, now)
            left -= _tell(event, now, left)
        if left <= 0:
            return


def _tell(event: Event, now: datetime, limit: int) -> int:
    """Have guests hear of what changed; give how many."""
    untold = told.untold(event, now, limit)
    for registration in untold:
        known = told.knew(registration)
        enqueue(NEWS[event.status], registration.ref, now, known, bulk=True)
        told.note_told(registration)
        if registration.invite_sequence is not None:
            following = registration.invite_sequence + 1
            registration.invite_sequence = max(event.sequence, following)
    return len(untold)


def _check(
    event: Event, people: int, mode: AttendanceMode, now: datetime, *, by_staff: bool
) -> None:
    is_open = event.open_for_callers(now) if by_staff else event.open_for_registration(now)
    if not is_open:
        raise RegistrationClosedError(event, now)
    check_party(event, people)
    if mode not in event.mode.attendance_modes:
        raise ModeNotOfferedError


def check_party(event: Event, people: int) -> None:
    """Make sure that so many people may come together.

    Raises:
        PartyTooLargeError: they are too many, or nobody.
    """
    if not 1 <= people <= event.max_party:
        raise PartyTooLargeError(event)


def _new(
    event: Event, email: str | None, people: int, mode: AttendanceMode, now: datetime
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


def _stand_in_line(registration: Registration, now: datetime) -> None:
    """Let a party begin at the end of the line, knowing all that the meeting is now."""
    registration.queued_at, registration.waits_for = now, registration.mode
    registration.missed_offers, registration.undo_until = 0, None
    registration.waited_for = None
    registration.told_sequence, registration.moved = registration.event.sequence, False


def _mail_of_state(registration: Registration) -> str:
    """Name the mail that says where a party stands."""
    called_off = registration.event.status in {EventStatus.POSTPONED, EventStatus.CANCELLED}
    if registration.is_live and called_off:
        return NEWS[registration.event.status]
    return f"registrations.{registration.status.value}"

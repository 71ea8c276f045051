"""What somebody who registered can change: how many come, how they take part, their names."""

from datetime import datetime

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.terms import AttendanceMode, Audience, EventStatus
from academie.outbox.service import enqueue
from academie.registrations import moves, offers, presence, queries, seats, service, tokens, told
from academie.registrations.models import Registration, RegistrationStatus
from academie.registrations.moves import Move


class AddressTakenError(DomainError):
    """Another registration for the meeting has this address."""

    message = _("Met dit e-mailadres is al iemand aangemeld.")


def may_change(registration: Registration, now: datetime) -> bool:
    """Tell whether a party can still change how it comes."""
    event = registration.event
    ahead = event.status is EventStatus.POSTPONED or now < event.starts_at
    return ahead and service.is_ahead(registration, now)


def change_party(registration: Registration, people: int, *, now: datetime) -> None:
    """Let more or fewer people come; what that frees goes to who waits.

    Raises:
        IllegalMoveError: it has signed off, more of it are in, or the meeting has begun or is off.
        PartyTooLargeError: more people than the meeting allows in one party.
        GroupFullError: its group has not so many free seats.
        NoRoomError: there are not so many free seats; nothing changes.
    """
    _begin(registration, Move.CHANGE_PARTY, now)
    service.check_party(registration.event, people)
    if people == registration.people:
        return
    _require_at_least_who_is_in(registration, people)
    _require_room_in_group(registration, people)
    if not seats.resize(registration, people):
        raise offers.NoRoomError(people)
    registration.people = people
    db.session.flush()
    if registration.status is RegistrationStatus.CONFIRMED:
        _mail_ticket(registration, now)
    offers.offer_line(registration.event, now)


def change_audience(
    registration: Registration, audience: Audience | None, *, now: datetime
) -> None:
    """Let a party take part as something else; seats kept for what it was, it gives back.

    Raises:
        IllegalMoveError: it has signed off, or the meeting has begun or is off.
        NoRoomError: there are not so many free seats for what it is now; nothing changes.
    """
    _begin(registration, Move.CHANGE_AUDIENCE, now)
    if audience is registration.audience:
        return
    if not seats.follow_audience(registration, audience):
        raise offers.NoRoomError(registration.people)
    registration.audience = audience
    db.session.flush()
    offers.offer_line(registration.event, now)


def switch_mode(registration: Registration, mode: AttendanceMode, *, now: datetime) -> None:
    """Take part in another way: the new seats first, then back with the old ones.

    It leaves the line for that way, and a group that is not for it.

    Raises:
        IllegalMoveError: it has no seat, takes part already, or the meeting has begun or is off.
        ModeNotOfferedError: the meeting is not held in this way.
        NoRoomError: there are not so many free seats; nothing changes.
    """
    _begin(registration, Move.SWITCH_MODE, now)
    event = registration.event
    if mode not in event.mode.attendance_modes:
        raise service.ModeNotOfferedError
    if mode is registration.mode:
        return
    if offer := queries.open_offer(registration):
        offers.accept(offer, now=now)
        return
    if presence.people_in(registration):
        raise IllegalMoveError(_("Met deze aanmelding doet al iemand mee. Dit kan niet meer."))
    group = seats.first_with_room(registration, mode)
    among = queries.open_pools(event, mode, registration.people, registration.audience)
    if not seats.claim(registration, mode=mode, group=group, among=among):
        raise offers.NoRoomError(registration.people)
    seats.give_back(registration, registration.mode)
    registration.mode, registration.moved = mode, False
    registration.breakout_group, registration.second_group = group, None
    moves.confirm(registration, Move.SWITCH_MODE, now)
    registration.status_changed_at = now
    _mail_ticket(registration, now)
    offers.offer_line(event, now)


def correct(
    registration: Registration,
    *,
    given_name: str,
    family_name: str | None,
    email: str | None = None,
    now: datetime,
) -> None:
    """Put names right, and the address when another is given; that one then gets the mail.

    Links, ticket and code that went to the old address work no longer.

    Raises:
        IllegalMoveError: it has signed off.
        AddressTakenError: another registration for the meeting has this address.
    """
    moves.hold_still(registration)
    moves.check(registration, Move.CORRECT)
    registration.given_name, registration.family_name = given_name, family_name
    if email is None or email == registration.email:
        return
    other = queries.of_address(registration.event, email)
    if other and other.is_live and other is not registration:
        raise AddressTakenError
    end_what_was_mailed(registration)
    registration.email = email
    service.trust_address(registration, now)
    db.session.flush()
    service.tell_state(registration, now)


def end_what_was_mailed(registration: Registration) -> None:
    """Let links, ticket and code that went to an address work no longer.

    What somebody without one was given on paper stays right.
    """
    if registration.email is None:
        return
    registration.link_version += 1
    registration.ticket_version = registration.ticket_version % tokens.LAST + tokens.FIRST
    registration.code = queries.free_code(registration.event)


def _begin(registration: Registration, move: Move, now: datetime) -> None:
    moves.hold_still(registration)
    moves.check(registration, move)
    if not may_change(registration, now):
        raise IllegalMoveError(
            _("Dit kan niet meer. De bijeenkomst is begonnen of gaat niet door.")
        )


def _require_at_least_who_is_in(registration: Registration, people: int) -> None:
    people_in = presence.people_in(registration)
    if people < people_in:
        raise IllegalMoveError(
            ngettext(
                "Er doet al %(num)s mens mee. Minder kan niet.",
                "Er doen al %(num)s mensen mee. Minder kan niet.",
                people_in,
            )
        )


def _require_room_in_group(registration: Registration, people: int) -> None:
    group, had = told.group_held(registration), registration.people
    if group and people > had and not seats.has_room(group, people - had):
        raise seats.GroupFullError(had)


def _mail_ticket(registration: Registration, now: datetime) -> None:
    """Mail a ticket that is right again, to a meeting that has its date."""
    if registration.event.status is EventStatus.PUBLISHED:
        enqueue("registrations.confirmed", registration.ref, now, {"changed": True})

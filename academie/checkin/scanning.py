"""What happens at a door: a ticket is read, somebody comes without one, or it is undone."""

from datetime import datetime, timedelta

from flask_babel import gettext, lazy_gettext

from academie.checkin import arrivals, guessing, guests, live, lookup
from academie.checkin.book import ForeignScanError, Line
from academie.checkin.lookup import Device, Door, StoredScan, Ticket
from academie.checkin.readings import Reading, UnreadableError
from academie.checkin.terms import ScanMethod, Verdict
from academie.checkin.verdicts import RULES, ScanResult, TicketFacts, judge
from academie.core import formats
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.terms import AttendanceMode
from academie.registrations import tokens

UNDO_WITHIN = timedelta(hours=12)
_OVERRULED = {rule.verdict for rule in RULES if rule.admit}


class AfterwardsError(DomainError):
    """Something was done at a door after the meeting had been closed."""

    message = lazy_gettext("Deze bijeenkomst is afgesloten. Je kunt niet meer scannen.")


class RoomFullError(DomainError):
    """No seat is left for who has none."""

    message = lazy_gettext("Er zijn geen plekken meer vrij. Vraag de gastheer.")


class NothingToUndoError(DomainError):
    """What should be taken back let nobody in, or has been taken back."""

    message = lazy_gettext("Er is niets om ongedaan te maken.")


class NotAdmittedError(DomainError):
    """Nobody without a ticket comes in now, for the reason that the verdict gives."""

    def __init__(self, message: str, verdict: Verdict) -> None:
        """Say why in words."""
        super().__init__(message)
        self.verdict = verdict


def take(
    device: Device, reading: Reading, *, now: datetime, keys: guests.Keys | None = None
) -> ScanResult:
    """Write down one thing done at a door, and let in whom it may; nobody when it is refused.

    The same UUID again gets the first answer again, so a device may resend until it hears one. A
    door at which too many unknown codes were typed answers no code for a while; QR codes are
    signed, nobody guesses them, and they go on.

    Args:
        keys: whom the device means by its keys, for who takes many readings of it.

    Raises:
        ForeignScanError: the UUID was used at another meeting.
        UnreadableError: nobody can tell what was done.
        AfterwardsError: it was done when the meeting had been closed.
        RoomFullError: who has no seat asks for one, and none is left.
        NotAdmittedError: nobody without a ticket comes in now.
        NothingToUndoError: there is nothing to take back.
    """
    by_name = reading.method is ScanMethod.GUEST
    guest = (keys or guests.Keys(device)).registration_id(reading.key) if by_name else None
    line = Line(device, reading, now)
    if line.stored:
        return _first_answer(line, line.stored)
    if reading.method is ScanMethod.UNREADABLE:
        raise UnreadableError
    if reading.at > device.shuts_at:
        raise AfterwardsError
    if reading.method is ScanMethod.WALK_IN:
        return _walk_in(line)
    if reading.method is ScanMethod.UNDO:
        return _undo(line)
    if reading.method is ScanMethod.CODE and guessing.is_guessed_at(device.door, now):
        return ScanResult(Verdict.UNKNOWN, too_many_codes=True)
    return _read_ticket(line, guest)


def _read_ticket(line: Line, guest: int | None) -> ScanResult:
    """Judge a ticket, and let its party in when the verdict or the host says so."""
    door, reading = line.door, line.reading
    ticket, facts = _find(line, guest)
    _when, verdict, admissible = judge(facts)
    overruled = bool(reading.admit) and admissible
    if overruled and verdict is Verdict.OTHER_EVENT:
        return _count_in(line, verdict)
    if ticket and (verdict is Verdict.WELCOME or overruled):
        return _let_in(line, ticket, verdict)
    conflict = reading.said is not None and reading.said.lets_in
    line.write(verdict, ticket and ticket.registration_id, conflict=conflict)
    return _result(door, ticket, verdict)._replace(conflict=conflict, admissible=admissible)


def _find(line: Line, guest: int | None) -> tuple[Ticket | None, TicketFacts]:
    """Find whose ticket it is, and all that the verdict depends on."""
    door, reading = line.door, line.reading
    version = None
    if reading.method is ScanMethod.QR:
        claim = tokens.read(reading.token)
        ticket = claim and lookup.ticket_by_ref(claim.registration_ref)
        version = claim and claim.version
    elif reading.method is ScanMethod.CODE:
        ticket = lookup.ticket_by_code(door.event_id, clean_code(reading.code))
    else:
        ticket = lookup.ticket_by_id(guest) if guest else None
    if ticket is None:
        return None, TicketFacts(known=False)
    facts = TicketFacts(
        known=True,
        this_event=ticket.event_id == door.event_id,
        takes_place=door.takes_place,
        valid=version in {None, ticket.ticket_version},
        already_in=ticket.rest == 0,
        too_early=reading.at < door.admits_from,
        status=ticket.status,
    )
    return ticket, facts


def _let_in(line: Line, ticket: Ticket, verdict: Verdict) -> ScanResult:
    """Let in those of a party who are at the door; when all of them are in, one who comes extra.

    When a device, long ago, had sent them away by its own older list, they did not come in: that
    is a conflict for people to judge.
    """
    reading = line.reading
    people = min(reading.people or ticket.rest, ticket.rest) or reading.people or 1
    refused = reading.said is not None and not (reading.said.lets_in or reading.admit)
    conflict = (refused and not line.is_fresh) or (reading.people or 0) > people
    seated = True
    if refused and not line.is_fresh:
        people = 0
    elif verdict is Verdict.WELCOME:
        seated = _admit(line, ticket, people)
    else:
        seated = _admit_if_room(line, ticket, people)
        conflict = conflict or not seated
    registration_id = ticket.registration_id
    line.write(verdict, registration_id, people=people, conflict=conflict, reason=reading.admit)
    now_in = ticket._replace(people_in=ticket.people_in + people)
    shown = _result(line.door, now_in, Verdict.WELCOME)
    return shown._replace(admitted=people, conflict=conflict, seated=seated)


def _admit(line: Line, ticket: Ticket, people: int) -> bool:
    return arrivals.admit(ticket, people, uuid=line.reading.uuid, at=line.reading.at)


def _admit_if_room(line: Line, ticket: Ticket, people: int) -> bool:
    """Let in who the rules would not, or nobody of them: only this part is ever taken back."""
    with db.session.begin_nested():
        seated = _admit(line, ticket, people)
        if not seated:
            _refuse_when_fresh(line, ticket.registration_id, people)
    return seated


def _walk_in(line: Line) -> ScanResult:
    """Let in who came without a ticket."""
    _check_admits(line)
    return _count_in(line, Verdict.WELCOME)


def _check_admits(line: Line) -> None:
    """Make sure that people without a ticket come in at that moment."""
    door = line.door
    if not door.takes_place:
        raise NotAdmittedError(gettext("Deze bijeenkomst gaat niet door."), Verdict.CANCELLED)
    if line.reading.at < door.admits_from:
        moment = formats.moment(door.admits_from)
        words = gettext("Mensen kunnen naar binnen vanaf %(at)s.", at=moment)
        raise NotAdmittedError(words, Verdict.TOO_EARLY)


def _count_in(line: Line, verdict: Verdict) -> ScanResult:
    """Count who has no ticket of this meeting, as far as the room goes.

    Whom a device let in long ago is in, also when the room turns out to have been full.
    """
    door, reading = line.door, line.reading
    people = reading.people or 1
    name = reading.name if door.shows_names else None
    with db.session.begin_nested():
        seated = arrivals.admit_walk_in(
            door.event_id, people, uuid=reading.uuid, name=name, at=reading.at
        )
        if not seated:
            _refuse_when_fresh(line, None, people)
    line.write(verdict, None, people=people, conflict=not seated, reason=reading.admit)
    return ScanResult(
        Verdict.WELCOME,
        given_name=name,
        people=people,
        people_in=people,
        admitted=people,
        seated=seated,
        conflict=not seated,
    )


def _refuse_when_fresh(line: Line, registration_id: int | None, people: int) -> None:
    """Refuse who has no seat while they stand at the door; not who was in already and stays."""
    was = lookup.stored_scan(line.reading.of)
    stay = was and was.registration_id == registration_id and lookup.is_undone(was.uuid)
    if line.is_fresh and not (was and stay and was.people >= people):
        raise RoomFullError


def _undo(line: Line) -> ScanResult:
    """Take back what a reading let in, within the evening."""
    door, reading = line.door, line.reading
    first = lookup.stored_scan(reading.of)
    if first is None or first.event_id != door.event_id or first.people == 0:
        raise NothingToUndoError
    if lookup.is_undone(first.uuid) or reading.at - first.scanned_at > UNDO_WITHIN:
        raise NothingToUndoError
    arrivals.take_back(first)
    line.write(first.verdict, first.registration_id, undoes=first.uuid)
    return _undone(door, first)


def _undone(door: Door, first: StoredScan) -> ScanResult:
    ticket = lookup.ticket_by_id(first.registration_id) if first.registration_id else None
    return _result(door, ticket, Verdict.WELCOME)._replace(undone=True)


def clean_code(typed: str) -> str:
    """Read a short code as people type it: small letters, spaces and dashes do not matter."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def _first_answer(line: Line, stored: StoredScan) -> ScanResult:
    door = line.door
    if stored.event_id != door.event_id:
        raise ForeignScanError
    if stored.undoes:
        return _undone(door, stored)
    if stored.people == 0:
        _refuse_again(line, stored)
    if stored.people and stored.registration_id is None:
        return ScanResult(
            Verdict.WELCOME,
            people=stored.people,
            people_in=stored.people,
            admitted=stored.people,
            conflict=stored.conflict,
        )
    known = stored.registration_id
    verdict = Verdict.WELCOME if stored.people else stored.verdict
    result = _result(door, lookup.ticket_by_id(known) if known else None, verdict)
    admissible = verdict in _OVERRULED and door.takes_place
    return result._replace(admitted=stored.people, conflict=stored.conflict, admissible=admissible)


def _refuse_again(line: Line, stored: StoredScan) -> None:
    """Refuse once more what let nobody in and was no ticket, for the same reason."""
    if stored.method is ScanMethod.UNREADABLE:
        raise UnreadableError
    if stored.scanned_at > line.device.shuts_at:
        raise AfterwardsError
    if stored.method is ScanMethod.UNDO:
        raise NothingToUndoError
    if stored.method is ScanMethod.WALK_IN:
        _check_admits(line)


def _result(door: Door, ticket: Ticket | None, verdict: Verdict) -> ScanResult:
    """Tell of a party what this verdict needs, and no more."""
    if ticket is None:
        return ScanResult(verdict)
    if verdict is Verdict.OTHER_EVENT:
        return ScanResult(verdict, other_event=ticket.event_title)
    result = ScanResult(
        verdict,
        given_name=ticket.given_name if door.shows_names else None,
        people=ticket.people,
        people_in=ticket.people_in,
        online=ticket.mode is AttendanceMode.ONLINE,
        group=ticket.group,
        arranged=ticket.arranged,
    )
    if verdict is Verdict.ALREADY_IN and (came := lookup.arrival(ticket.registration_id)):
        return result._replace(since=came.at, door_name=came.door_name, volunteer=came.volunteer)
    if verdict is Verdict.WAITING:
        return result._replace(seats_left=live.free_seats(ticket.event_id))
    if verdict is Verdict.TOO_EARLY:
        return result._replace(opens_at=door.admits_from)
    return result

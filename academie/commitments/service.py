"""The verbs of commitments: open the page, record, put right, say what became of it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.commitments import asking, queries
from academie.commitments.models import (
    Commitment,
    CommitmentMove,
    CommitmentPage,
    CommitmentParty,
)
from academie.commitments.terms import CommitmentLevel, CommitmentSource, CommitmentStatus
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.evaluations.terms import WindowState
from academie.events import queries as events
from academie.events.models import BreakoutGroup, Event
from academie.events.service import show_anew
from academie.reference.models import Challenge

MOST_OF_A_MEETING = 2000
"""More than a full hall says; whoever sends more is no hall."""


class NamedParty(NamedTuple):
    """Who will do something, and where they may be asked whether that is so."""

    name: str
    email: str | None = None


class Said(NamedTuple):
    """What somebody says that parties will do."""

    text: str
    level: CommitmentLevel
    parties: Sequence[NamedParty] = ()
    due_on: date | None = None
    challenges: Sequence[Challenge] = ()


class NotOpenError(DomainError):
    """The meeting takes no commitments now."""

    message = _("Je kunt hier nu geen afspraak opschrijven.")


class TooManyError(DomainError):
    """Nobody in a hall writes this much."""

    message = _("Er zijn bij deze bijeenkomst te veel afspraken. Vraag het de organisator.")


class FixedError(IllegalMoveError):
    """What a party confirmed stays as it read it."""

    message = _("Een partij heeft deze afspraak bevestigd. De woorden veranderen niet meer.")


def open_page(event: Event, *, days: int, by: User, now: datetime) -> CommitmentPage:
    """Make the page of a meeting, or change how long it stays open.

    Args:
        days: counted from the end of the meeting.

    Raises:
        IllegalMoveError: the meeting is not public, so nobody can come there.
    """
    events.lock(event)
    if not event.is_public:
        raise IllegalMoveError(_("Maak de bijeenkomst eerst openbaar."))
    page = queries.page_of(event)
    if page is None:
        page = CommitmentPage(event=event, days=days, made_at=now, made_by=by)
        db.session.add(page)
    page.days = days
    db.session.flush()
    return page


def renew_address(page: CommitmentPage, *, now: datetime) -> None:
    """Give the page another address; for a day the one before takes what was written before it."""
    lock_row(page)
    page.link_version += 1
    page.renewed_at = now


def record(
    page: CommitmentPage, said: Said, *, uuid: str, at: datetime, now: datetime
) -> Commitment:
    """Keep what somebody in the room wrote down; the same UUID again adds nothing.

    Args:
        at: when it was written down, by our clock; a device may bring it later.

    Raises:
        NotOpenError: the page took nothing at that moment.
        TooManyError: the meeting has more than any hall says.
    """
    lock_row(page)
    if known := queries.by_uuid(page.event, uuid):
        return known
    if queries.window(page, at) is not WindowState.OPEN:
        raise NotOpenError
    if queries.number_of(page.event) >= MOST_OF_A_MEETING:
        raise TooManyError
    commitment = _new(page.event, said, source=CommitmentSource.ROOM, at=at)
    commitment.uuid = uuid
    return _kept(commitment, said, now)


def note(event: Event, said: Said, *, by: User, now: datetime) -> Commitment:
    """Keep what a member of staff writes down."""
    commitment = _new(event, said, source=CommitmentSource.STAFF, at=now)
    commitment.recorded_by = by
    return _kept(commitment, said, now)


def take_from_notes(
    group: BreakoutGroup, lines: Sequence[str], *, by: User, now: datetime
) -> list[Commitment]:
    """Make a commitment of each of these lines of what a group agreed; those known add nothing."""
    lock_row(group)
    known = queries.of_group(group)
    challenges = [group.challenge] if group.challenge else []
    made = []
    for line in dict.fromkeys(lines):
        if line not in known:
            said = Said(line, CommitmentLevel.TOGETHER, challenges=challenges)
            commitment = _new(group.event, said, source=CommitmentSource.NOTES, at=now)
            commitment.recorded_by, commitment.group = by, group
            made.append(_kept(commitment, said, now))
    return made


def edit(commitment: Commitment, said: Said) -> None:
    """Put a commitment right, as long as no party confirmed it.

    A party of the same name stays, with what it was asked and answered.

    Raises:
        FixedError: a party confirmed it.
    """
    lock_row(commitment)
    if commitment.confirmed:
        raise FixedError
    commitment.text, commitment.level, commitment.due_on = said.text, said.level, said.due_on
    commitment.challenges = list(said.challenges)
    known = {party.name: party for party in commitment.parties}
    commitment.parties = [
        known.get(name) or CommitmentParty(position=0, name=name) for name, _email in said.parties
    ]
    for position, party in enumerate(commitment.parties):
        party.position = position
    db.session.flush()


def move(
    commitment: Commitment, status: CommitmentStatus, *, by: User | None, now: datetime
) -> None:
    """Say what became of a commitment, or that it is open again.

    Args:
        by: None when the local contact of the meeting says so.

    Raises:
        IllegalMoveError: it is so already, or it was put aside.
    """
    lock_row(commitment)
    if commitment.struck_at is not None:
        raise IllegalMoveError(_("Deze afspraak is weggelegd. Zet hem eerst terug."))
    if commitment.status is status:
        raise IllegalMoveError(
            _("Dat is al zo. De stand is: %(status)s.", status=commitment.status.label)
        )
    commitment.status = status
    commitment.moves.append(CommitmentMove(status=status, moved_at=now, by=by))
    _show(commitment, now)


def strike(commitment: Commitment, *, by: User, now: datetime) -> None:
    """Put aside what is no commitment; it counts nowhere, and goes for good after a while.

    Raises:
        IllegalMoveError: it became an outcome.
    """
    lock_row(commitment)
    if commitment.outcome_id is not None:
        raise IllegalMoveError(_("Van deze afspraak is een opbrengst gemaakt. Dan blijft hij."))
    if commitment.struck_at is None:
        commitment.struck_at, commitment.struck_by = now, by
        _show(commitment, now)


def approve(commitment: Commitment, *, by: User, now: datetime) -> None:
    """Let the world read what was written down in the room, once a party confirmed it."""
    lock_row(commitment)
    if commitment.waits_for_approval:
        commitment.approved_at, commitment.approved_by = now, by
        _show(commitment, now)


def put_back(commitment: Commitment, *, now: datetime) -> None:
    """Take back what was put aside."""
    lock_row(commitment)
    commitment.struck_at = commitment.struck_by = None
    _show(commitment, now)


def _new(event: Event, said: Said, *, source: CommitmentSource, at: datetime) -> Commitment:
    return Commitment(
        event=event,
        text=said.text,
        level=said.level,
        due_on=said.due_on,
        source=source,
        recorded_at=at,
        challenges=list(said.challenges),
        parties=[
            CommitmentParty(position=position, name=party.name)
            for position, party in enumerate(said.parties)
        ],
    )


def _kept(commitment: Commitment, said: Said, now: datetime) -> Commitment:
    """Keep a commitment, and ask the parties whose address is known."""
    db.session.add(commitment)
    db.session.flush()
    for party, (_name, email) in zip(commitment.parties, said.parties, strict=True):
        if email:
            asking.ask(party, email, now=now)
    return commitment


def _show(commitment: Commitment, now: datetime) -> None:
    """Write the change down, and have public pages show it."""
    show_anew(commitment.event, now=now)
    db.session.flush()

"""The verbs of a letter to guests: write, change, try out, send once, throw away."""

import hashlib
from datetime import datetime, timedelta
from typing import cast

from flask_babel import lazy_gettext as _
from sqlalchemy import Table, insert

from academie.accounts.models import User
from academie.core.db import db, lock_row, new_ref, take_turn
from academie.core.errors import DomainError, IllegalMoveError
from academie.events import queries as event_queries
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import EventStatus
from academie.letters import outgoing
from academie.letters.models import Letter, LetterAudience, LetterCopy
from academie.outbox.service import enqueue, enqueue_many

WRITTEN_WITHIN = timedelta(weeks=2)
"""After a meeting; later only who asked for it hears from us."""

_COPY = cast("Table", LetterCopy.__table__)


class TooManyLettersError(DomainError):
    """Everybody it is for would get more mail in a day than people read."""

    message = _("Deze mensen kregen vandaag al 3 berichten. Wacht tot morgen.")


class TooManyThisYearError(TooManyLettersError):
    """Everybody it is for had as much about what came of meetings as we promised at most."""

    message = _(
        "Deze mensen kregen het afgelopen jaar al 4 berichten over wat er daarna gebeurt, of"
        " vandaag al 3 berichten. Meer sturen we niet: dat hebben we beloofd."
    )


class NoReadersError(DomainError):
    """There is nobody to send it to."""

    message = _("Er is niemand om dit naartoe te sturen. Kies een andere groep.")


class ReadersChangedError(DomainError):
    """The letter or its readers are no longer those that were shown."""

    message = _("Er is net iets veranderd. Kijk nog eens en druk dan opnieuw.")


class TooLateToWriteError(DomainError):
    """The meeting is too long ago to write to everybody."""

    message = _(
        "De bijeenkomst is langer dan 2 weken geleden. Je kunt alleen nog schrijven naar wie wil"
        " horen wat er daarna gebeurt."
    )


class AlreadySentError(IllegalMoveError):
    """A letter that has left cannot be changed."""

    message = _("Dit bericht is al verstuurd. Je kunt het niet meer veranderen.")


def write(
    event: Event,
    *,
    audience: LetterAudience,
    group: BreakoutGroup | None,
    subject: str,
    text: str,
    by: User,
    now: datetime,
) -> Letter:
    """Keep a draft.

    Args:
        text: plain, or with light Markdown; it greets nobody, each mail does that itself.

    Raises:
        IllegalMoveError: the world does not know of the meeting yet.
    """
    if event.status is EventStatus.DRAFT:
        raise IllegalMoveError(_("Publiceer de bijeenkomst eerst. Nu is er nog niemand."))
    made = Letter(
        event=event,
        audience=audience,
        group=group,
        subject=subject,
        text=text,
        by=by,
        made_at=now,
        changed_at=now,
    )
    db.session.add(made)
    db.session.flush()
    return made


def change(
    letter: Letter,
    *,
    audience: LetterAudience,
    group: BreakoutGroup | None,
    subject: str,
    text: str,
    now: datetime,
) -> None:
    """Change a draft.

    Raises:
        AlreadySentError: it has left.
    """
    _lock(letter)
    if letter.sent_at:
        raise AlreadySentError
    letter.audience, letter.group = audience, group
    letter.subject, letter.text, letter.changed_at = subject, text, now
    db.session.flush()


def discard(letter: Letter) -> None:
    """Throw a draft away.

    Raises:
        AlreadySentError: it has left, and what people read stays.
    """
    _lock(letter)
    if letter.sent_at:
        raise AlreadySentError
    db.session.delete(letter)


def try_out(letter: Letter, *, by: User, now: datetime) -> None:
    """Mail a letter to the member of staff who asks for it, and to nobody else."""
    enqueue("letters.trial", f"{letter.ref}:{by.ref}", now)


def send(letter: Letter, *, seen: str, now: datetime) -> bool:
    """Send a letter to its readers, each in a mail of their own; a second time does nothing.

    Args:
        seen: the mark of what was shown beside the button.

    Returns:
        whether it left now.

    Raises:
        ReadersChangedError: it would go out otherwise than was shown.
        NoReadersError: nobody would get it.
        TooManyLettersError: all of its readers got enough today, or this year.
        TooLateToWriteError: the meeting is too long ago.
    """
    _keep_readers(letter)
    if letter.sent_at:
        return False
    readers = outgoing.recipients(letter, now)
    _check(letter, len(readers), seen, now)
    rows = [
        {"ref": new_ref(), "letter_id": letter.id, "registration_id": reader} for reader in readers
    ]
    db.session.connection().execute(insert(_COPY), rows)
    enqueue_many("letters.written", [str(row["ref"]) for row in rows], now)
    letter.sent_at, letter.parties = now, len(rows)
    db.session.flush()
    return True


def why_nobody(letter: Letter, readers: outgoing.Readers) -> DomainError:
    """Tell why a letter goes to nobody, once no party is left that it goes to."""
    if not readers.had_enough:
        return NoReadersError()
    followers = letter.audience is LetterAudience.FOLLOWERS
    return TooManyThisYearError() if followers else TooManyLettersError()


def mark(letter: Letter, parties: int) -> str:
    """Recognise a letter and the number of its readers as they were shown."""
    known = (letter.audience, letter.group_id, letter.subject, letter.text, parties)
    return hashlib.sha256(repr(known).encode()).hexdigest()[:16]


def may_write_to_all(event: Event, now: datetime) -> bool:
    """Tell whether a meeting is not too long ago to write to who registered."""
    return event.status is EventStatus.POSTPONED or now < event.ends_at + WRITTEN_WITHIN


def _check(letter: Letter, parties: int, seen: str, now: datetime) -> None:
    if mark(letter, parties) != seen:
        raise ReadersChangedError
    if not parties:
        raise why_nobody(letter, outgoing.readers(letter, now))
    if letter.audience is not LetterAudience.FOLLOWERS and not may_write_to_all(letter.event, now):
        raise TooLateToWriteError


def _keep_readers(letter: Letter) -> None:
    """Keep a letter and its readers; what followers had this year counts over all meetings."""
    event_queries.lock(letter.event)
    _lock(letter)
    if letter.audience is LetterAudience.FOLLOWERS:
        take_turn(LetterCopy.__tablename__)


def _lock(letter: Letter) -> None:
    lock_row(letter)

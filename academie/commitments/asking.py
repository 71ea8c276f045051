"""Asking a party whether a commitment is its own, and hearing what it says."""

import hashlib
from datetime import datetime

from flask_babel import lazy_gettext as _

from academie.commitments import queries
from academie.commitments.models import Commitment, CommitmentParty
from academie.commitments.terms import PartyAnswer
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.service import show_anew
from academie.outbox.service import enqueue

ASKED = "commitments.asked"
MOST_QUESTIONS = 10
"""Unanswered ones at one address: a page that anybody may fill in is no way to bother somebody."""


class AnsweredError(IllegalMoveError):
    """A party answers once."""

    message = _("Je hebt deze vraag al beantwoord. Klopt er iets niet? Bel of mail ons.")


class ChangedError(DomainError):
    """The words are others than the party read."""

    message = _("De afspraak is intussen veranderd. Lees hem opnieuw en kies dan.")


class TooLateError(DomainError):
    """The question is too old."""

    message = _("Deze vraag is te lang geleden gesteld. Bel of mail ons.")
    status = 410


def ask(party: CommitmentParty, email: str, *, now: datetime) -> bool:
    """Ask a party by mail; a question before this one ends.

    Args:
        email: in lower case.

    Returns:
        whether it is asked: an address with many open questions gets no more.

    Raises:
        AnsweredError: it answered already.
    """
    lock_row(party.commitment)
    lock_row(party)
    if party.answer is not None:
        raise AnsweredError
    if party.email != email and queries.unanswered_of(email) >= MOST_QUESTIONS:
        return False
    if party.asked_at is not None:
        party.link_version += 1
    party.email, party.asked_at = email, now
    db.session.flush()
    enqueue(ASKED, party.ref, now)
    return True


def mark(commitment: Commitment) -> str:
    """Give a short mark of what a commitment says, other when it says something else."""
    names = [party.name for party in commitment.parties]
    words = repr((commitment.text, commitment.due_on, commitment.level.value, names))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def is_too_late(party: CommitmentParty, now: datetime) -> bool:
    """Tell whether the question to a party has expired."""
    return party.asked_at is None or now > party.asked_at + queries.ASKED_FOR


def answer(party: CommitmentParty, said: PartyAnswer, *, read: str, now: datetime) -> None:
    """Keep what a party says of a commitment; its address goes at once.

    Args:
        read: the mark of the words that it read.

    Raises:
        AnsweredError: it answered already.
        TooLateError: it was asked too long ago.
        ChangedError: staff put the words right after it opened them.
    """
    lock_row(party.commitment)
    lock_row(party)
    if party.answer is not None:
        raise AnsweredError
    if is_too_late(party, now):
        raise TooLateError
    if read != mark(party.commitment):
        raise ChangedError
    party.answer, party.answered_at, party.email = said, now, None
    show_anew(party.commitment.event, now=now)
    db.session.flush()


def forget(party: CommitmentParty, *, now: datetime) -> None:
    """Empty who was to be asked; the link in their mail ends."""
    lock_row(party)
    party.name = party.email = None
    party.link_version += 1
    show_anew(party.commitment.event, now=now)

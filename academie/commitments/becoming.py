"""A commitment that was kept becomes an outcome, and stays linked to it."""

from datetime import datetime
from textwrap import shorten

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.commitments.models import Commitment
from academie.commitments.terms import CommitmentLevel, CommitmentStatus, PartyAnswer
from academie.core.db import db, lock_row
from academie.core.errors import IllegalMoveError
from academie.followups import service as outcomes
from academie.followups.models import Outcome
from academie.followups.terms import EventLink, Level, OutcomeState, PlaceKind
from academie.reference.models import ChangeLine

LONGEST_TITLE = 80
LEVELS = {
    CommitmentLevel.SELF: (Level.ORGANISATION, ChangeLine.VERSTERKEN),
    CommitmentLevel.TOGETHER: (Level.MUNICIPALITY, ChangeLine.VERZACHTEN),
    CommitmentLevel.NATIONAL: (Level.NATIONAL, ChangeLine.VERANDEREN),
}
"""What a draft begins with; whoever writes it down chooses again."""


def become_outcome(commitment: Commitment, *, by: User, now: datetime) -> Outcome:
    """Draft an outcome from a commitment, linked to the commitment.

    Whether the meeting brought it about is for its author to say: nothing is claimed here. Parties
    come along that confirmed it. A draft that was withdrawn makes room for another.

    Raises:
        IllegalMoveError: it has become one already, it lapsed, or it was put aside.
    """
    lock_row(commitment)
    known = commitment.outcome
    if known is not None and known.state is not OutcomeState.WITHDRAWN:
        raise IllegalMoveError(_("Van deze afspraak is al een opbrengst gemaakt."))
    if commitment.struck_at is not None or commitment.status is CommitmentStatus.LAPSED:
        raise IllegalMoveError(_("Deze afspraak is vervallen of weggelegd."))
    level, line = LEVELS[commitment.level]
    outcome = outcomes.draft(
        author=by,
        now=now,
        title=shorten(commitment.text, LONGEST_TITLE, placeholder="..."),
        what_changed=commitment.text,
        level=level,
        line=line,
        actors=_actors(commitment),
        places=_places(commitment, level),
        challenges=list(commitment.challenges),
        events=[outcomes.MeetingLink(commitment.event, EventLink.NOT_SHOWN)],
    )
    commitment.outcome = outcome
    db.session.flush()
    return outcome


def _actors(commitment: Commitment) -> list[str]:
    own = (party for party in commitment.parties if party.answer is PartyAnswer.CONFIRMED)
    return list(dict.fromkeys(party.name for party in own if party.name))


def _places(commitment: Commitment, level: Level) -> list[outcomes.Place]:
    if level is Level.NATIONAL:
        return [outcomes.Place(PlaceKind.NATIONAL)]
    return [
        outcomes.Place(PlaceKind.MUNICIPALITY, municipality.name)
        for municipality in commitment.event.municipalities
    ]

"""What follows from an answer: commitments kept, outcomes observed, a change drafted for the team.

Nothing is adopted by itself, and nothing that was seen before is changed.
"""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext as _

from academie.checkpoints import days, queries
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.terms import CheckpointResult
from academie.commitments import service as commitments
from academie.commitments.terms import CommitmentStatus
from academie.followups import service as followups
from academie.followups.service import MeetingLink, Place
from academie.followups.terms import EventLink, Level, OutcomeStatus, PlaceKind
from academie.reference.models import ChangeLine

LONGEST_TITLE = 80


def move_commitments(
    checkpoint: Checkpoint, said: Mapping[str, CommitmentStatus], now: datetime
) -> None:
    """Note what became of what was agreed; what somebody settled meanwhile stays as it is."""
    for commitment in queries.open_commitments(checkpoint.event):
        status = said.get(commitment.ref, CommitmentStatus.OPEN)
        if status is not CommitmentStatus.OPEN:
            commitments.move(commitment, status, by=checkpoint.answered_by, now=now)


def observe(checkpoint: Checkpoint, said: Mapping[str, OutcomeStatus], now: datetime) -> None:
    """Add how far each outcome is, as the contact of the meeting says; the party, never a name."""
    for outcome in queries.outcomes_to_ask(checkpoint.event):
        status = said.get(outcome.ref)
        if status is None or not outcome.may_be(status):
            continue
        followups.observe(
            outcome,
            observed_on=days.today(now),
            status=status,
            text=_("Antwoord op de vraag na %(months)s maanden.", months=checkpoint.months),
            observer=_("Lokaal contact van %(event)s", event=checkpoint.event.title),
            checkpoint_id=checkpoint.id,
            now=now,
        )


def draft_outcome(checkpoint: Checkpoint, now: datetime) -> None:
    """Make a draft of a reported change, for the team to check; it claims no link by itself.

    Its author is who wrote the answer down, or who sees to the meeting.
    """
    words = _news(checkpoint)
    author = checkpoint.answered_by or queries.owner_of(checkpoint.event)
    if checkpoint.result is not CheckpointResult.CHANGE or not words or author is None:
        return
    event = checkpoint.event
    lines = sorted(row.line for row in event.lines)
    checkpoint.outcome = followups.draft(
        author=author,
        now=now,
        title=_title(words),
        what_changed=words,
        child_view=checkpoint.child_view,
        level=Level.MUNICIPALITY,
        line=lines[0] if lines else ChangeLine.VERZACHTEN,
        places=[Place(PlaceKind.MUNICIPALITY, row.name) for row in event.municipalities],
        events=[MeetingLink(event, EventLink.NOT_SHOWN)],
    )


def _news(checkpoint: Checkpoint) -> str | None:
    """Give what an answer tells for the first time: its form begins with what a child noticed."""
    earlier = queries.earlier_answer(checkpoint)
    known = earlier.child_view if earlier else None
    noticed = checkpoint.child_view if checkpoint.child_view != known else None
    return checkpoint.remark or noticed


def _title(words: str) -> str:
    """Take the first line of what was said, cut between two words."""
    line = words.splitlines()[0]
    if len(line) <= LONGEST_TITLE:
        return line
    return f"{line[: LONGEST_TITLE - 1].rpartition(' ')[0] or line[: LONGEST_TITLE - 1]}…"

"""What came of one meeting in figures: derived when asked, each with the records behind it.

What nobody can derive is left out: whether parties knew each other before, for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

from academie.checkpoints import queries as checkpoints
from academie.checkpoints.queries import Share
from academie.commitments import queries as commitments
from academie.commitments.terms import CommitmentStatus
from academie.events.models import Event
from academie.followups import queries as followups
from academie.followups.first_outcome import FirstOutcome, first_outcome
from academie.followups.queries import OutcomeRow
from academie.followups.terms import ChangeKind, OutcomeState, Strength
from academie.followups.totals import Reach, reach
from academie.reference.models import ChangeLine

_TWO = 2
SHOWN = tuple(strength for strength in Strength if strength is not Strength.DISPUTED)


@dataclass(frozen=True, kw_only=True)
class Group:
    """The outcomes behind one figure.

    Attributes:
        key: names it in an address.
    """

    key: str
    line: ChangeLine
    strength: Strength
    rows: Sequence[OutcomeRow]


@dataclass(frozen=True, kw_only=True)
class Figures:
    """What came of a meeting, as known at one moment.

    Attributes:
        counted: the adopted outcomes that nobody disputes and that are shown to follow from it.
        groups: those by main line and strength, without the empty ones.
        parties: who are named together in an outcome about new or better contacts.
        met: those outcomes.
        promised: how many commitments there are of each status.
    """

    event: Event
    as_of: datetime
    first: FirstOutcome | None
    counted: Sequence[OutcomeRow]
    disputed: Sequence[OutcomeRow]
    groups: Sequence[Group]
    reach: Sequence[Reach]
    parties: Sequence[str]
    met: Sequence[OutcomeRow]
    promised: dict[CommitmentStatus, int]
    share: Share

    def group(self, line: ChangeLine, strength: Strength) -> Group | None:
        """Find the outcomes of a line that are shown so well; None when there are none."""
        wanted = line, strength
        return next((one for one in self.groups if (one.line, one.strength) == wanted), None)


def figures(event: Event, now: datetime) -> Figures:
    """Derive the figures of a meeting."""
    rows = followups.shown_to_follow(followups.of_event(event, OutcomeState.ADOPTED), event)
    counted = [row for row in rows if row.counts]
    met = [row for row in counted if _is_meeting_of_parties(row)]
    statuses = [commitment.status for commitment in commitments.of_event(event)]
    return Figures(
        event=event,
        as_of=now,
        first=first_outcome(event),
        counted=counted,
        disputed=[row for row in rows if not row.counts],
        groups=_groups(counted),
        reach=reach(counted),
        parties=sorted({name for row in met for name in _parties(row)}),
        met=met,
        promised={status: statuses.count(status) for status in CommitmentStatus},
        share=checkpoints.share_answered(now, event=event),
    )


def _groups(rows: Sequence[OutcomeRow]) -> list[Group]:
    found = [
        Group(
            key=f"{line.value}-{strength.value}",
            line=line,
            strength=strength,
            rows=[row for row in rows if (row.outcome.line, row.strength) == (line, strength)],
        )
        for line, strength in product(ChangeLine, SHOWN)
    ]
    return [group for group in found if group.rows]


def _is_meeting_of_parties(row: OutcomeRow) -> bool:
    """Tell whether an outcome is about contacts, and names at least two who have them."""
    about_contacts = any(part.kind is ChangeKind.RELATIONSHIP for part in row.outcome.kinds)
    return about_contacts and len(_parties(row)) >= _TWO


def _parties(row: OutcomeRow) -> set[str]:
    outcome = row.outcome
    actors = {actor.name for actor in outcome.actors}
    return actors | {contributor.name for contributor in outcome.contributors}

"""How well many outcomes are shown at once, for lists that read no whole outcomes."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.queries import strength
from academie.followups.terms import Strength


def judged(numbers: Sequence[int]) -> Mapping[int, Strength]:
    """Tell how well those of these outcomes are shown of which somebody independent said something.

    Their words have to be compared with what was read, which needs the outcome itself. A constant
    number of queries; one when nobody said anything.

    Args:
        numbers: `Outcome.id` of what stands on a page.
    """
    said = Outcome.confirmations.any(
        Confirmation.independent & Confirmation.answered_at.is_not(None)
    )
    parts = (Outcome.actors, Outcome.places, Outcome.evidence, Outcome.confirmations)
    found = db.session.scalars(
        select(Outcome)
        .where(Outcome.id.in_(numbers), said)
        .options(*(selectinload(part) for part in parts))
    )
    return {outcome.id: strength(outcome) for outcome in found}

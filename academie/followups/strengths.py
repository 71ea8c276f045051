"""How well many outcomes are shown at once, for lists that read no whole outcomes."""

from collections.abc import Mapping, Sequence
from functools import cache

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.followups.bonds import named
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.queries import strength
from academie.followups.terms import Strength

SAID = Outcome.confirmations.any(Confirmation.independent & Confirmation.answered_at.is_not(None))
"""Which outcomes somebody independent said something of."""


def judged(numbers: Sequence[int] | Select[int]) -> Mapping[int, Strength]:
    """Tell how well those of these outcomes are shown of which somebody independent said something.

    Their words have to be compared with what was read, which needs the outcome itself. A constant
    number of queries; one when nobody said anything.

    Args:
        numbers: `Outcome.id` of what stands on a page, or the question that gives them.
    """
    if isinstance(numbers, Select):
        found = db.session.scalars(_said_of(numbers))
    else:
        found = db.session.scalars(_said_of_page(), {"ids": numbers})
    return {outcome.id: strength(outcome) for outcome in found}


@cache
def _said_of_page() -> Select[Outcome]:
    """Write the question once: every page of a list asks it."""
    return _said_of(bindparam("ids", expanding=True))


def _said_of(numbers: Select[int] | BindParameter[Sequence[int]]) -> Select[Outcome]:
    parts = (Outcome.places, Outcome.evidence, Outcome.confirmations)
    return (
        select(Outcome)
        .where(Outcome.id.in_(numbers), SAID)
        .options(*named(), *(selectinload(part) for part in parts))
    )

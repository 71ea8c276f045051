"""How well many outcomes are shown at once, for lists that read no whole outcomes.

The rules are those of `queries.strength`; here they are asked of rows.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from sqlalchemy import Row, select

from academie.followups.bonds import is_free, names_of
from academie.followups.confirmations import Confirmation
from academie.followups.evidence import INDEPENDENT_DOCUMENT
from academie.followups.in_bulk import Numbers, Rows, by_outcome, rows
from academie.followups.models import Outcome
from academie.followups.parts import OutcomePlace
from academie.followups.queries import DISPUTED
from academie.followups.terms import Agreement, Strength
from academie.followups.wording import same_change, what_of

SAID = Outcome.confirmations.any(Confirmation.independent & Confirmation.answered_at.is_not(None))
"""Which outcomes somebody independent said something of."""

_SAID_OF = select(
    *(Outcome.id, Outcome.what_changed, Outcome.changed_on, Outcome.changed_precision),
    *(Outcome.reach_number, Outcome.reach_unit, Outcome.reach_kind),
    *(Outcome.direction, Outcome.level),
    DISPUTED.label("disputed"),
    Outcome.evidence.any(INDEPENDENT_DOCUMENT).label("documented"),
).where(SAID)
_YES = select(
    *(Confirmation.outcome_id, Confirmation.party, Confirmation.wording),
    *(Confirmation.independent, Confirmation.bound),
).where(Confirmation.what == Agreement.FULLY)
"""Who says yes to all of it."""
_PLACES = select(OutcomePlace.outcome_id, OutcomePlace.kind, OutcomePlace.name)


def judged(numbers: Numbers) -> Mapping[int, Strength]:
    """Tell how well those of these outcomes are shown of which somebody independent said something.

    A constant number of queries; one when nobody said anything.
    """
    found = rows(_SAID_OF, numbers)
    confirmed = set(_confirmed(found, numbers)) if found else set()
    return {row.id: _strength(row, confirmed) for row in found}


def _strength(row: Row[*tuple[Any, ...]], confirmed: Collection[int]) -> Strength:
    return Strength.of(
        disputed=row.disputed, documented=row.documented, confirmed=row.id in confirmed
    )


def _confirmed(found: Rows, numbers: Numbers) -> Iterator[int]:
    """Compare who says yes, and to what, with what the records say now."""
    said = by_outcome(_YES, numbers)
    if not said:
        return
    names, places = names_of(numbers), by_outcome(_PLACES, numbers)
    for row in found:
        now = what_of(row, names[row.id].doing, places.get(row.id, ()))
        if any(
            same_change(yes.wording, now) and is_free(yes, names[row.id])
            for yes in said.get(row.id, ())
        ):
            yield row.id

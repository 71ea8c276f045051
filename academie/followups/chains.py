"""Outcomes that lead to outcomes, followed from one to the next."""

from collections.abc import Sequence

from sqlalchemy import select

from academie.core.db import db
from academie.followups.models import Outcome, OutcomeLink


def path(source: Outcome, target: Outcome) -> Sequence[Outcome]:
    """Find the shortest way along links from one outcome to another; nothing when there is none.

    Both ends stand in it. From an outcome to itself that is the outcome alone.
    """
    came_from: dict[int, int | None] = {source.id: None}
    edge = [source.id]
    while edge and target.id not in came_from:
        links = select(OutcomeLink.from_id, OutcomeLink.to_id).where(OutcomeLink.from_id.in_(edge))
        found = {to: back for back, to in db.session.execute(links) if to not in came_from}
        came_from |= found
        edge = list(found)
    if target.id not in came_from:
        return ()
    ids: list[int] = []
    step: int | None = target.id
    while step is not None:
        ids.append(step)
        step = came_from[step]
    steps = db.session.scalars(select(Outcome).where(Outcome.id.in_(ids)))
    outcomes = {outcome.id: outcome for outcome in steps}
    return [outcomes[number] for number in reversed(ids)]

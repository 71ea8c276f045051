"""Outcomes that hang together: the links of one, and the way from one to the next."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import joinedload

from academie.core.db import db
from academie.followups.models import Outcome
from academie.followups.outcome_links import LIVE, OutcomeLink
from academie.followups.terms import OutcomeLinkKind


def links_of(outcome: Outcome) -> Sequence[OutcomeLink]:
    """List the links from and to an outcome that hold."""
    return _links(_touches(outcome), LIVE)


def withdrawn_links_of(outcome: Outcome) -> Sequence[OutcomeLink]:
    """List the links from and to an outcome that were taken back."""
    return _links(_touches(outcome), ~LIVE)


def link_of(outcome: Outcome, ref: str) -> OutcomeLink | None:
    """Find a link from or to an outcome, also one that was taken back."""
    return next(iter(_links(_touches(outcome), OutcomeLink.ref == ref)), None)


def are_linked(one: Outcome, other: Outcome) -> bool:
    """Tell whether two outcomes hang together already, whichever came first."""
    ways = (
        and_(OutcomeLink.from_id == start.id, OutcomeLink.to_id == end.id)
        for start, end in ((one, other), (other, one))
    )
    return db.session.scalar(select(OutcomeLink.id).where(LIVE, or_(*ways)).limit(1)) is not None


def path(source: Outcome, target: Outcome) -> Sequence[Outcome]:
    """Find the shortest way along what led to what; nothing when there is none.

    Both ends stand in it. From an outcome to itself that is the outcome alone.
    """
    came_from: dict[int, int | None] = {source.id: None}
    edge = [source.id]
    while edge and target.id not in came_from:
        links = select(OutcomeLink.from_id, OutcomeLink.to_id).where(
            LIVE, OutcomeLink.kind == OutcomeLinkKind.LEADS_TO, OutcomeLink.from_id.in_(edge)
        )
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


def _touches(outcome: Outcome) -> ColumnElement[bool]:
    return or_(OutcomeLink.from_id == outcome.id, OutcomeLink.to_id == outcome.id)


def _links(*which: ColumnElement[bool]) -> Sequence[OutcomeLink]:
    return db.session.scalars(
        select(OutcomeLink)
        .where(*which)
        .options(joinedload(OutcomeLink.source), joinedload(OutcomeLink.target))
        .order_by(OutcomeLink.from_id, OutcomeLink.to_id, OutcomeLink.id)
    ).all()

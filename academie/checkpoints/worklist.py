"""Questions over all meetings: what is asked, what is late and for whom, what was answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from academie.accounts.models import RoleName, User
from academie.checkpoints import queries
from academie.checkpoints.models import Checkpoint, FollowUp
from academie.checkpoints.terms import ANSWERS, CheckpointResult, Stage
from academie.core.db import db
from academie.events.models import Event

PER_PAGE = 50
_OPEN = Checkpoint.result.is_(None)
CONDITIONS: dict[Stage, tuple[ColumnElement[bool], ...]] = {
    Stage.AHEAD: (_OPEN, Checkpoint.asked_at.is_(None), Checkpoint.tasked_at.is_(None)),
    Stage.ASKED: (_OPEN, Checkpoint.asked_at.is_not(None), Checkpoint.tasked_at.is_(None)),
    Stage.OVERDUE: (_OPEN, Checkpoint.tasked_at.is_not(None)),
    Stage.ANSWERED: (Checkpoint.result.in_(ANSWERS),),
    Stage.GIVEN_UP: (
        Checkpoint.result.in_((CheckpointResult.CONTACT_LOST, CheckpointResult.NO_ANSWER)),
    ),
}
"""What `queries.stage` says of one question, for the database."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A question with what a list says of it.

    Attributes:
        owner: who sees to it; None when nobody of the staff can sign in.
        days_late: since the day it was due.
    """

    checkpoint: Checkpoint
    stage: Stage
    owner: User | None
    days_late: int


def page(
    user: User, today: date, *, stage: Stage | None, mine: bool, number: int
) -> tuple[Sequence[Row], bool]:
    """Give a page of questions that somebody manages, and whether more follow.

    Args:
        mine: only of meetings of which they are the owner.
        number: counted from 1.
    """
    over = stage in {Stage.ANSWERED, Stage.GIVEN_UP}
    order = Checkpoint.due_on.desc() if over else Checkpoint.due_on
    statement = _managed_by(user).order_by(order, Checkpoint.id)
    if stage:
        statement = statement.where(*CONDITIONS[stage])
    if mine:
        owned = select(FollowUp.event_id).where(FollowUp.owner_id == user.id)
        statement = statement.where(Checkpoint.event_id.in_(owned))
    found = db.session.scalars(statement.offset((number - 1) * PER_PAGE).limit(PER_PAGE + 1)).all()
    return _rows(found[:PER_PAGE], today), len(found) > PER_PAGE


def tasks_of(user: User, today: date) -> Sequence[Row]:
    """List the questions that wait for this person to telephone, the oldest first."""
    if not user.holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER):
        return []
    late = _managed_by(user).where(*CONDITIONS[Stage.OVERDUE]).order_by(Checkpoint.due_on)
    rows = _rows(db.session.scalars(late).all(), today)
    return [row for row in rows if row.owner is user]


def counts(user: User) -> dict[Stage, int]:
    """Count the questions that somebody manages, by where they stand."""
    return {
        stage: db.session.scalar(
            select(func.count())
            .select_from(Checkpoint)
            .join(Checkpoint.event)
            .where(_own(user), *conditions)
        )
        or 0
        for stage, conditions in CONDITIONS.items()
    }


def _own(user: User) -> ColumnElement[bool]:
    if user.holds(RoleName.PROJECT_TEAM):
        return true()
    return Event.organisers.any(User.id == user.id)


def _managed_by(user: User) -> Select[Checkpoint]:
    return (
        select(Checkpoint)
        .join(Checkpoint.event)
        .where(_own(user))
        .options(contains_eager(Checkpoint.event).selectinload(Event.organisers))
        .options(selectinload(Checkpoint.late_answers))
    )


def _rows(found: Sequence[Checkpoint], today: date) -> Sequence[Row]:
    """Add what is derived: a constant number of queries for any number of questions."""
    owners = _owners(found)
    return [
        Row(
            checkpoint=each,
            stage=queries.stage(each),
            owner=owners[each.event_id],
            days_late=max(0, (today - each.due_on).days) if each.result is None else 0,
        )
        for each in found
    ]


def _owners(found: Sequence[Checkpoint]) -> dict[int, User | None]:
    """Name who sees to each meeting, as `queries.owner_of` does for one."""
    follow_ups = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.event_id.in_({each.event_id for each in found}))
        .options(joinedload(FollowUp.owner))
    )
    chosen = {each.event_id: each.owner for each in follow_ups}
    team = queries.first_of_team() if found else None
    return {
        each.event_id: queries.who_sees_to(each.event, chosen.get(each.event_id), team)
        for each in found
    }

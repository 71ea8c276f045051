"""Questions about formats, plans, tasks and contacts."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import contains_eager, joinedload, selectinload
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from academie.accounts.models import RoleName, User
from academie.core.clock import from_local
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventKind, EventStatus
from academie.planning.models import (
    Contact,
    EventIngredient,
    EventPlan,
    Format,
    FormatIngredient,
    Task,
)
from academie.planning.terms import IngredientState, Part

_PARTS = list(Part)


class _DaysAfter(FunctionElement[datetime]):
    """The moment that lies some days after another, whatever the clock does between them."""

    inherit_cache = True


@compiles(_DaysAfter, "postgresql")
def _days_after_in_postgresql(element: _DaysAfter, compiler: SQLCompiler, **kwargs: Any) -> str:
    moment, days = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"({moment} + {days} * INTERVAL '1 day')"


@compiles(_DaysAfter, "sqlite")
def _days_after_in_sqlite(element: _DaysAfter, compiler: SQLCompiler, **kwargs: Any) -> str:
    moment, days = (compiler.process(clause, **kwargs) for clause in element.clauses)
    return f"datetime({moment}, {days} || ' days')"


def formats() -> Sequence[Format]:
    """List every version of every kind, the newest first."""
    statement = select(Format).options(joinedload(Format.made_by))
    return db.session.scalars(statement.order_by(Format.kind, Format.version.desc())).all()


def format_by_ref(ref: str, *, lock: bool = False) -> Format | None:
    """Find a version with its ingredients, and keep it from changing under us when asked to."""
    statement = select(Format).where(Format.ref == ref)
    if lock:
        statement = statement.with_for_update()
    return db.session.scalar(statement.options(selectinload(Format.ingredients)))


def newest(kind: EventKind) -> Format | None:
    """Give the version that counts for a kind of meeting."""
    statement = select(Format).where(Format.kind == kind, Format.issued_at.is_not(None))
    ordered = statement.order_by(Format.version.desc()).limit(1)
    return db.session.scalar(ordered.options(selectinload(Format.ingredients)))


def draft_of(kind: EventKind) -> Format | None:
    """Find the version of a kind that is being made."""
    return db.session.scalar(select(Format).where(Format.kind == kind, Format.issued_at.is_(None)))


def versions(kind: EventKind) -> Sequence[Format]:
    """List the versions of a kind, the oldest first."""
    return db.session.scalars(
        select(Format).where(Format.kind == kind).order_by(Format.version)
    ).all()


def plan_of(event: Event) -> EventPlan | None:
    """Find how a meeting is planned."""
    return db.session.get(EventPlan, event.id)


def ingredients_of(event: Event) -> Sequence[EventIngredient]:
    """List what a meeting does with each ingredient, in the order of its format."""
    statement = (
        select(EventIngredient)
        .join(EventIngredient.ingredient)
        .where(EventIngredient.event_id == event.id)
        .options(contains_eager(EventIngredient.ingredient))
    )
    rows = db.session.scalars(statement.order_by(FormatIngredient.position)).all()
    return sorted(rows, key=lambda row: _PARTS.index(row.ingredient.part))


def ingredient_of(event: Event, ref: str) -> EventIngredient | None:
    """Find what a meeting does with one ingredient."""
    return db.session.scalar(
        select(EventIngredient).where(
            EventIngredient.event_id == event.id, EventIngredient.ref == ref
        )
    )


def tasks_of(event: Event) -> Sequence[Task]:
    """List a meeting's tasks, without those whose ingredient it left out."""
    statement = (
        select(Task)
        .outerjoin(Task.origin)
        .where(Task.event_id == event.id, _WANTED)
        .options(joinedload(Task.done_by))
    )
    return db.session.scalars(statement.order_by(Task.id)).unique().all()


def tasks_from(row: EventIngredient) -> Sequence[Task]:
    """List the tasks that came with an ingredient."""
    return db.session.scalars(select(Task).where(Task.origin_id == row.id)).all()


def task_of(event: Event, ref: str) -> Task | None:
    """Find one task of a meeting."""
    return db.session.scalar(select(Task).where(Task.event_id == event.id, Task.ref == ref))


def open_tasks(user: User, until: date) -> Sequence[Task]:
    """List the undone tasks of the meetings that somebody manages, that are due by a day.

    Of those that move along with their meeting a few of the day after may be among them. Those of
    meetings that were called off, or have no date now, wait for nobody.
    """
    if not user.holds(RoleName.PROJECT_TEAM, RoleName.ORGANISER):
        return []
    end = from_local(until + timedelta(days=2), time())
    statement = (
        select(Task)
        .join(Task.event)
        .outerjoin(Task.origin)
        .where(
            Task.done_at.is_(None),
            _WANTED,
            Event.status.not_in((EventStatus.CANCELLED, EventStatus.POSTPONED)),
            or_(Task.due_on <= until, _DaysAfter(Event.starts_at, Task.days) < end),
        )
        .options(contains_eager(Task.event))
    )
    if not user.holds(RoleName.PROJECT_TEAM):
        statement = statement.where(Event.organisers.any(User.id == user.id))
    return db.session.scalars(statement.order_by(Task.id)).unique().all()


def contacts_of(event: Event) -> Sequence[Contact]:
    """List whom to call on the day, in the order in which they were added."""
    statement = select(Contact).where(Contact.event_id == event.id)
    return db.session.scalars(statement.order_by(Contact.id)).all()


def contact_of(event: Event, ref: str) -> Contact | None:
    """Find one contact of a meeting."""
    return db.session.scalar(
        select(Contact).where(Contact.event_id == event.id, Contact.ref == ref)
    )


_WANTED = or_(Task.origin_id.is_(None), EventIngredient.state != IngredientState.LEFT_OUT)

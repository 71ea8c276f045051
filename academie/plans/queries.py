"""Questions about plans."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from academie.core.db import db
from academie.plans.models import Plan, PlanLine


def every_plan() -> Sequence[Plan]:
    """List the plans with their lines, the latest period first."""
    statement = select(Plan).order_by(Plan.first_on.desc(), Plan.id.desc())
    return db.session.scalars(statement.options(selectinload(Plan.lines))).all()


def by_ref(ref: str) -> Plan | None:
    """Find a plan."""
    return db.session.scalar(select(Plan).where(Plan.ref == ref))


def line_of(plan: Plan, ref: str) -> PlanLine | None:
    """Find a line of a plan."""
    return next((line for line in plan.lines if line.ref == ref), None)

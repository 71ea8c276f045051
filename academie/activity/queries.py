"""Questions about activity reports, and about what belongs in one by itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import joinedload, lazyload, selectinload

from academie.activity.models import ActivityFile, ActivityReport
from academie.checkpoints.models import Checkpoint
from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.events.models import Event
from academie.events.terms import EventStatus
from academie.followups.bonds import is_free, names_of
from academie.followups.confirmations import Confirmation
from academie.followups.models import Outcome
from academie.followups.terms import OutcomeState, outcome_label
from academie.plans.models import Plan


class Answer(NamedTuple):
    """What somebody from outside said of an outcome.

    Attributes:
        outcome: the label of it.
        independent: whether nothing is known that binds them to it.
    """

    outcome: str
    said: Confirmation
    independent: bool


def every_report(*, drafts: bool) -> Sequence[ActivityReport]:
    """List the reports, the latest period first, and of a period the latest version.

    Args:
        drafts: those as well.
    """
    statement = select(ActivityReport).options(
        joinedload(ActivityReport.plan),
        joinedload(ActivityReport.adopted_by),
        selectinload(ActivityReport.replaced_by),
    )
    if not drafts:
        statement = statement.where(ActivityReport.adopted_at.is_not(None))
    order = (ActivityReport.first_on.desc(), ActivityReport.last_on.desc())
    ordered = statement.order_by(
        *order, ActivityReport.plan_id, ActivityReport.version.desc(), ActivityReport.id
    )
    return db.session.scalars(ordered).all()


def by_ref(ref: str) -> ActivityReport | None:
    """Find a report."""
    return db.session.scalar(select(ActivityReport).where(ActivityReport.ref == ref))


def first_of(plan: Plan, period: Period) -> ActivityReport | None:
    """Find the first version of the report of a plan over exactly this period."""
    return db.session.scalar(
        select(ActivityReport).where(
            ActivityReport.plan_id == plan.id,
            ActivityReport.first_on == period.first,
            ActivityReport.last_on == period.last,
            ActivityReport.replaces_id.is_(None),
        )
    )


def adopted_before(report: ActivityReport) -> Sequence[ActivityReport]:
    """List the adopted reports over days of this one, the latest first."""
    return db.session.scalars(
        select(ActivityReport)
        .where(
            ActivityReport.adopted_at.is_not(None),
            ActivityReport.id != report.id,
            _shares_days(report),
        )
        .order_by(ActivityReport.adopted_at.desc(), ActivityReport.id.desc())
    ).all()


def lock_with_days_of(report: ActivityReport) -> None:
    """Lock every report over days of this one: of two that could tell on each other one waits."""
    db.session.execute(
        select(ActivityReport.id)
        .where(_shares_days(report))
        .order_by(ActivityReport.id)
        .with_for_update()
    ).all()


def adopted_of(plan_id: int) -> Sequence[ActivityReport]:
    """List the adopted reports of a plan."""
    return db.session.scalars(
        select(ActivityReport).where(
            ActivityReport.plan_id == plan_id, ActivityReport.adopted_at.is_not(None)
        )
    ).all()


def kept_files() -> set[str]:
    """Give the hash of every finished file, each of which stays for ever."""
    return set(db.session.scalars(select(ActivityFile.sha256)))


def overrides(period: Period) -> Sequence[Event]:
    """List the meetings that were published without their wish or a pledge."""
    return _meetings(period, Event.gate_override.is_not(None), Event.status != EventStatus.DRAFT)


def called_off(period: Period) -> Sequence[Event]:
    """List the meetings that were cancelled or postponed."""
    return _meetings(period, Event.status.in_((EventStatus.CANCELLED, EventStatus.POSTPONED)))


def open_checkpoints(period: Period, now: datetime) -> Sequence[Checkpoint]:
    """List the questions that were due in the period, by now, and got no answer yet."""
    last = min(period.last, clock.to_local(now).date())
    return db.session.scalars(
        select(Checkpoint)
        .where(Checkpoint.due_on.between(period.first, last), Checkpoint.result.is_(None))
        .order_by(Checkpoint.due_on, Checkpoint.id)
        .options(joinedload(Checkpoint.event))
    ).all()


def confirmations(period: Period) -> Sequence[Answer]:
    """List what people from outside answered in the period about adopted outcomes."""
    these = (
        Outcome.state == OutcomeState.ADOPTED,
        Confirmation.answered_at >= period.starts_at,
        Confirmation.answered_at < period.ends_at,
    )
    names = names_of(select(Confirmation.outcome_id).join(Confirmation.outcome).where(*these))
    found = db.session.execute(
        select(Confirmation, Outcome.number)
        .join(Confirmation.outcome)
        .where(*these)
        .order_by(Outcome.number, Confirmation.id)
        .options(lazyload(Confirmation.resolution))
    )
    return [
        Answer(outcome_label(number), said, is_free(said, names[said.outcome_id]))
        for said, number in found
    ]


def _meetings(period: Period, *conditions: Any) -> Sequence[Event]:
    return db.session.scalars(
        select(Event)
        .where(Event.starts_at >= period.starts_at, Event.starts_at < period.ends_at, *conditions)
        .order_by(Event.starts_at, Event.id)
    ).all()


def _shares_days(report: ActivityReport) -> ColumnElement[bool]:
    return and_(
        ActivityReport.first_on <= report.last_on, ActivityReport.last_on >= report.first_on
    )

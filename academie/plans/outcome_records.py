"""Outcomes of a period, and what people from outside say of them, as records to count."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import joinedload

from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.followups.confirmations import Confirmation
from academie.followups.in_period import in_period, near
from academie.followups.models import Outcome
from academie.followups.periods import period as period_words
from academie.followups.queries import COUNTED
from academie.followups.terms import OutcomeState, outcome_label
from academie.plans.records import Count, Record
from academie.reference.models import ChangeLine


def outcomes(period: Period, now: datetime, *, line: ChangeLine | None = None) -> Count:
    """List the adopted outcomes that nobody disputes and that changed or were seen in the period.

    One of which nobody knows a day belongs to the day on which it was adopted.

    Args:
        line: only those with this main line.
    """
    del now
    wanted = [] if line is None else [Outcome.line == line]
    ids = set(in_period(period, *COUNTED, *wanted))
    known = (Outcome.changed_on, Outcome.changed_precision)
    statement = (
        select(Outcome.id, Outcome.ref, Outcome.number, Outcome.title, *known)
        .where(Outcome.state == OutcomeState.ADOPTED, near(period), *wanted)
        .order_by(Outcome.number)
    )
    rows = db.session.execute(statement)
    return Count(records=[_changed(row) for row in rows if row.id in ids])


def _changed(row: Row[*tuple[Any, ...]]) -> Record:
    return Record(
        key=row.ref,
        title=f"{outcome_label(row.number)}: {row.title}",
        about=period_words(row.changed_on, row.changed_precision),
        endpoint="followups_manage.show",
        values={"ref": row.ref},
    )


def confirmations(period: Period, now: datetime) -> Count:
    """List what people from outside answered about adopted outcomes, also when they said no."""
    del now
    statement = (
        select(Confirmation)
        .join(Confirmation.outcome)
        .where(
            Outcome.state == OutcomeState.ADOPTED,
            Confirmation.answered_at >= period.starts_at,
            Confirmation.answered_at < period.ends_at,
        )
        .order_by(Confirmation.answered_at, Confirmation.id)
        .options(joinedload(Confirmation.outcome))
    )
    return Count(records=[_answer(one) for one in db.session.scalars(statement)])


def _answer(said: Confirmation) -> Record:
    at, what = said.answered_at, said.what
    return Record(
        key=said.ref,
        title=f"{said.outcome.label}: {said.outcome.title}",
        day=clock.to_local(at).date() if at else None,
        about=f"{said.who}: {what.label if what else ''}",
        endpoint="followups_manage.show",
        values={"ref": said.outcome.ref},
    )

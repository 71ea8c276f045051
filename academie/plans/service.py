"""The verbs of plans: make and change one; add, change, move and take away its lines."""

from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.core.db import db, lock_row
from academie.core.errors import DomainError
from academie.core.period import Period
from academie.plans.models import Plan, PlanLine
from academie.plans.terms import Bound, Measure, Unit

MOST_YEARS = 10


class PeriodError(DomainError):
    """A period that is none, or that no grant lasts."""

    status = 422


class LineError(DomainError):
    """A line that says two things at once, or half of one.

    Attributes:
        field: of the form, beside which the sentence belongs.
    """

    status = 422

    def __init__(self, field: str, message: Any) -> None:
        """Say what is wrong, and where."""
        super().__init__(message)
        self.field = field


def checked_period(first: date, last: date) -> Period:
    """Give the period from one day to another.

    Raises:
        PeriodError: it is reversed, or longer than any grant.
    """
    if last < first:
        raise PeriodError(_("De laatste dag ligt voor de eerste dag. Draai ze om."))
    if last.year - first.year > MOST_YEARS or (
        last.year - first.year == MOST_YEARS and (last.month, last.day) >= (first.month, first.day)
    ):
        raise PeriodError(
            _("Deze periode is te lang. Kies hooguit %(years)s jaar.", years=MOST_YEARS)
        )
    return Period(first=first, last=last)


def add(*, first_on: date, last_on: date, by: User, now: datetime, **fields: Any) -> Plan:
    """Make a plan, without lines as yet.

    Args:
        fields: the other columns of `Plan` that people fill in.

    Raises:
        PeriodError: the period is reversed or too long.
    """
    checked_period(first_on, last_on)
    plan = Plan(
        first_on=first_on, last_on=last_on, made_by=by, created_at=now, changed_at=now, **fields
    )
    db.session.add(plan)
    db.session.flush()
    return plan


def change(plan: Plan, *, now: datetime, **fields: Any) -> None:
    """Change what is known of a plan.

    Args:
        fields: columns of `Plan` that people fill in, the period among them.

    Raises:
        PeriodError: the period is reversed or too long.
    """
    checked_period(fields["first_on"], fields["last_on"])
    for name, value in fields.items():
        setattr(plan, name, value)
    _touch(plan, now)


def add_line(plan: Plan, *, now: datetime, **fields: Any) -> PlanLine:
    """Add a line at the end of a plan.

    Args:
        fields: the columns of `PlanLine` that people fill in.

    Raises:
        LineError: it plans a number and words at once, half a number, or names no source.
    """
    lock_row(plan)
    _check_line(**fields)
    position = max((line.position for line in plan.lines), default=0) + 1
    line = PlanLine(plan=plan, position=position, **fields)
    db.session.add(line)
    _touch(plan, now)
    return line


def change_line(line: PlanLine, *, now: datetime, **fields: Any) -> None:
    """Change a line.

    Args:
        fields: the columns of `PlanLine` that people fill in.

    Raises:
        LineError: as for `add_line`.
    """
    _check_line(**fields)
    for name, value in fields.items():
        setattr(line, name, value)
    _touch(line.plan, now)


def move_line(line: PlanLine, *, up: bool, now: datetime) -> None:
    """Move a line one place; the first stays first, and the last stays last."""
    lock_row(line.plan)
    lines = list(line.plan.lines)
    here = lines.index(line)
    there = here - 1 if up else here + 1
    if 0 <= there < len(lines):
        lines[here], lines[there] = lines[there], lines[here]
    _number(line.plan, lines, now)


def remove_line(line: PlanLine, *, now: datetime) -> None:
    """Take a line away."""
    plan = line.plan
    lock_row(plan)
    plan.lines.remove(line)
    _number(plan, list(plan.lines), now)


def _number(plan: Plan, lines: list[PlanLine], now: datetime) -> None:
    for position, line in enumerate(lines, start=1):
        line.position = position
    _touch(plan, now)
    db.session.expire(plan, ["lines"])


def _touch(plan: Plan, now: datetime) -> None:
    plan.changed_at = now
    db.session.flush()


def _check_line(
    *,
    planned: int | None = None,
    per: Unit | None = None,
    bound: Bound | None = None,
    planned_text: str | None = None,
    measure: Measure | None = None,
    source: str | None = None,
    **_others: Any,
) -> None:
    if planned is not None and planned_text is not None:
        raise LineError("planned_text", _("Vul een getal in of woorden. Niet allebei."))
    if planned is not None and per is None:
        raise LineError("per", _("Kies of het getal per jaar is of voor de hele periode."))
    if planned is not None and bound is None:
        raise LineError("bound", _("Kies of het minimaal of maximaal zoveel is."))
    if planned is None and (per is not None or bound is not None):
        raise LineError("planned", _("Vul het getal in, of laat de andere twee ook leeg."))
    if measure is None and not source:
        raise LineError("source", _("Vul in waar het getal vandaan komt."))

"""The verbs of a draft: begin, write, correct what was adopted, throw away."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from flask_babel import lazy_gettext as _

from academie.accounts.models import User
from academie.activity import queries
from academie.activity.models import ActivityLine, ActivityReport, ActivityWriter
from academie.core.db import db, lock_row
from academie.core.errors import DomainError, IllegalMoveError
from academie.plans.models import Plan
from academie.plans.service import PeriodError, checked_period
from academie.plans.targets import Target, targets


class ReportExistsError(DomainError):
    """A plan has one report for a period; what is wrong in it is corrected.

    Attributes:
        report: the one there is.
    """

    def __init__(self, report: ActivityReport) -> None:
        """Name it."""
        super().__init__(_("Er is al een verslag van dit plan over deze periode."))
        self.report = report


class VersionBegunError(IllegalMoveError):
    """Somebody else began the next version, for another reason."""

    message = _(
        "Iemand begon intussen al een nieuwe versie, met andere woorden. "
        "Jouw tekst is niet bewaard."
    )


class WithoutSourceError(DomainError):
    """A number that somebody filled in and that stands nowhere."""

    message = _("Vul in waar dit getal staat.")
    status = 422


class Typed(NamedTuple):
    """What somebody typed beside a line."""

    explanation: str | None
    number: int | None = None
    source: str | None = None


def begin(plan: Plan, *, first_on: date, last_on: date, by: User, now: datetime) -> ActivityReport:
    """Begin the report of a plan over a period within it.

    Raises:
        PeriodError: the period is reversed, too long, or not within that of the plan.
        ReportExistsError: there is one.
    """
    period = checked_period(first_on, last_on)
    if not plan.period.holds(period):
        raise PeriodError(
            _(
                "Kies dagen binnen het plan: van %(first)s tot en met %(last)s.",
                first=f"{plan.first_on:%d-%m-%Y}",
                last=f"{plan.last_on:%d-%m-%Y}",
            )
        )
    lock_row(plan)
    if known := queries.first_of(plan, period):
        raise ReportExistsError(known)
    report = ActivityReport(
        plan=plan, first_on=first_on, last_on=last_on, author=by, created_at=now, changed_at=now
    )
    db.session.add(report)
    db.session.flush()
    return report


def write(
    report: ActivityReport, typed: Mapping[tuple[str, int], Typed], *, by: User, now: datetime
) -> None:
    """Keep what somebody typed beside the lines; who changes a word has written it too.

    Args:
        typed: by the ref of the line of the plan, and the part.

    Raises:
        IllegalMoveError: the report is adopted.
        WithoutSourceError: a number has no source.
    """
    lock_draft(report)
    changed = [
        _write_line(report, target, typed[key])
        for target in targets(report.plan, report.period)
        if (key := (target.line.ref, target.part)) in typed
    ]
    if any(changed):
        _name_writer(report, by)
    report.changed_at = now
    report.revision += 1
    db.session.flush()


def correct(
    report: ActivityReport, *, what_changed: str, by: User, now: datetime
) -> ActivityReport:
    """Begin the version that will take the place of an adopted one, with all that stands in it.

    Asked again, it gives the version that was begun.

    Raises:
        IllegalMoveError: the report is no final one.
        VersionBegunError: somebody else began a version and said another thing of it.
    """
    lock_row(report)
    if not report.is_adopted:
        raise IllegalMoveError(_("Dit is nog een concept. Verander het concept zelf."))
    if known := report.replaced_by:
        if known.what_changed != what_changed:
            raise VersionBegunError
        return known
    version = ActivityReport(
        plan=report.plan,
        first_on=report.first_on,
        last_on=report.last_on,
        version=report.version + 1,
        replaces=report,
        what_changed=what_changed,
        author=by,
        created_at=now,
        changed_at=now,
    )
    db.session.add(version)
    for line in report.lines:
        db.session.add(_copy(line, version))
    for writer in report.writers:
        _name_writer(version, writer)
    db.session.flush()
    return version


def throw_away(report: ActivityReport) -> None:
    """Throw a draft away.

    Raises:
        IllegalMoveError: the report is adopted.
    """
    lock_draft(report)
    db.session.delete(report)
    db.session.flush()


def lock_draft(report: ActivityReport) -> None:
    """Keep a draft for this transaction alone.

    Raises:
        IllegalMoveError: it is adopted.
    """
    lock_row(report)
    if report.is_adopted:
        raise IllegalMoveError(
            _("Dit verslag is vastgesteld. Maak een nieuwe versie als er iets niet klopt.")
        )


def _write_line(report: ActivityReport, target: Target, words: Typed) -> bool:
    """Keep what stands beside a line; tell whether that is anything else than before."""
    if not target.line.is_by_hand:
        words = words._replace(number=None, source=None)
    if words.number is not None and not words.source:
        raise WithoutSourceError
    line = report.line_of(target.line, target.part)
    if words == (Typed(line.explanation, line.number, line.source) if line else Typed(None)):
        return False
    if line is None:
        line = ActivityLine(report=report, plan_line=target.line, part=target.part)
        db.session.add(line)
    line.explanation, line.number, line.source = words
    return True


def _name_writer(report: ActivityReport, by: User) -> None:
    if by not in report.writers:
        report.wrote.append(ActivityWriter(by=by))


def _copy(line: ActivityLine, version: ActivityReport) -> ActivityLine:
    return ActivityLine(
        report=version,
        plan_line=line.plan_line,
        part=line.part,
        explanation=line.explanation,
        number=line.number,
        source=line.source,
    )

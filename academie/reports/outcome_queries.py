"""Questions about the adopted outcomes of a period."""

from collections.abc import Sequence
from datetime import datetime

from academie.core.period import Period
from academie.followups import queries as followups
from academie.followups.in_period import in_period, near
from academie.followups.models import Outcome
from academie.followups.queries import OutcomeRow
from academie.followups.terms import OutcomeState
from academie.reports.outcome_entries import told
from academie.reports.outcomes import OutcomeEntry

_ADOPTED = Outcome.state == OutcomeState.ADOPTED


def entries(period: Period, as_of: datetime) -> list[OutcomeEntry]:
    """List the adopted outcomes of a period as reports show them, by number."""
    return told(in_period(period, _ADOPTED), as_of)


def entries_of(rows: Sequence[OutcomeRow], as_of: datetime) -> list[OutcomeEntry]:
    """Say of outcomes that were read whole what reports show."""
    return told([row.outcome.id for row in rows], as_of)


def rows(period: Period) -> Sequence[OutcomeRow]:
    """Read the adopted outcomes of a period whole, by number."""
    wanted = set(in_period(period, _ADOPTED))
    found = followups.among(_ADOPTED, near(period))
    return [row for row in reversed(found) if row.outcome.id in wanted]

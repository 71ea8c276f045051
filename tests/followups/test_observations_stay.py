"""Whatever anybody does in whatever order: what was seen of an outcome stays as it was seen."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from academie.core.db import db
from academie.core.errors import DomainError
from academie.followups import proving, review, service
from academie.followups.models import Observation, Outcome
from academie.followups.terms import EvidenceKind, OutcomeStatus
from tests.factories import NOW
from tests.followups.factories import SEEN_ON, author, make_outcome, reviewer


class Row(NamedTuple):
    """An observation as it stands in the database."""

    id: int
    day: object
    status: OutcomeStatus
    text: str


def observe(outcome: Outcome, number: int) -> None:
    service.observe(
        outcome,
        observed_on=SEEN_ON - timedelta(days=number),
        status=list(OutcomeStatus)[number % len(OutcomeStatus)],
        text=f"Gezien {number}",
        observer="Gemeente" if number % 2 else author(),
        now=NOW,
    )


def show(outcome: Outcome, _number: int) -> None:
    proving.add_evidence(outcome, added_by=author(), now=NOW, kind=EvidenceKind.NEWS, title="Krant")


def tamper(_outcome: Outcome, number: int) -> None:
    statements = (
        "UPDATE observation SET text = 'anders'",
        "DELETE FROM observation",
        "UPDATE observation SET outcome_id = outcome_id + 1",
        "DELETE FROM outcome",
    )
    db.session.execute(text(statements[number % len(statements)]))


ACTIONS: dict[str, Callable[[Outcome, int], object]] = {
    "observe": observe,
    "show": show,
    "tamper": tamper,
    "drop one": lambda outcome, _number: outcome.observations.pop(),
    "change": lambda outcome, number: service.change(
        outcome, by=author(), now=NOW, title=f"Titel {number}"
    ),
    "submit": lambda outcome, _number: review.submit(outcome, by=author(), now=NOW),
    "return": lambda outcome, _number: review.hand_back(
        outcome, reviewer=reviewer(), note="Beter.", now=NOW
    ),
    "adopt": lambda outcome, _number: review.adopt(outcome, reviewer=reviewer(), now=NOW),
    "withdraw": lambda outcome, _number: review.withdraw(
        outcome, by=author(), reason="Klopt niet.", now=NOW
    ),
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: `test_rules` shows that the other refuses the same."""
    return sqlite_url


def seen() -> list[Row]:
    db.session.expire_all()
    rows = db.session.scalars(select(Observation).order_by(Observation.id))
    return [Row(row.id, row.observed_on, row.status, row.text) for row in rows]


@pytest.mark.usefixtures("app")
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 9)), max_size=10))
def test_no_sequence_of_actions_changes_or_removes_what_was_seen(
    steps: list[tuple[str, int]],
) -> None:
    outcome = make_outcome()

    for name, number in steps:
        before = seen()
        with suppress(DomainError, DBAPIError, IndexError):
            ACTIONS[name](outcome, number)
            db.session.commit()
        db.session.rollback()
        after = seen()
        assert after[: len(before)] == before, name
        assert len(after) - len(before) in {0, 1}

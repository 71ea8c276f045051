"""Whatever anybody does in whatever order: what was seen of an outcome stays as it was seen."""

import sqlite3
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
from academie.followups import confirmation_retention, linking, proving, retention, review, service
from academie.followups.models import Observation, Outcome
from academie.followups.terms import Agreement, EvidenceKind, OutcomeLinkKind, OutcomeStatus
from tests.factories import NOW
from tests.followups.factories import (
    SEEN_ON,
    ask_outsider,
    author,
    make_outcome,
    reviewer,
    say,
    see,
)


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


def ask(outcome: Outcome, number: int) -> None:
    ask_outsider(outcome, email=f"{number}@school.example", independent=bool(number % 3))


def answer(outcome: Outcome, number: int) -> None:
    waiting = [asked for asked in outcome.confirmations if asked.answered_at is None]
    say(waiting[0], what=list(Agreement)[number % len(Agreement)])


def link(outcome: Outcome, number: int) -> None:
    kind = list(OutcomeLinkKind)[number % len(OutcomeLinkKind)]
    linking.link(outcome, make_outcome(), kind=kind, explanation="Daarna.", now=NOW)


def forget(_outcome: Outcome, number: int) -> None:
    later = NOW + timedelta(days=200 * number)
    retention.erase_due(later)
    confirmation_retention.erase_due(later)


def tamper(_outcome: Outcome, number: int) -> None:
    statements = (
        "UPDATE observation SET text = 'anders'",
        "DELETE FROM observation",
        "UPDATE observation SET outcome_id = outcome_id + 1",
        "DELETE FROM outcome",
        "INSERT OR REPLACE INTO observation SELECT * FROM observation",
    )
    db.session.execute(text(statements[number % len(statements)]))


ACTIONS: dict[str, Callable[[Outcome, int], object]] = {
    "observe": observe,
    "show": show,
    "tamper": tamper,
    "ask": ask,
    "answer": answer,
    "link": link,
    "forget": forget,
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


@pytest.mark.usefixtures("app")
def test_nobody_replaces_what_was_seen_on_a_connection_of_their_own() -> None:
    see(make_outcome(), OutcomeStatus.STARTED)
    other = sqlite3.connect(db.engine.url.database or "")

    for table in ("observation", "outcome_move"):
        with pytest.raises(sqlite3.IntegrityError, match="append only"):
            other.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 - ours
    other.close()

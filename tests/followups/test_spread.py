"""SQLite knows how outcomes spread over meetings, so that it searches well."""

import pytest
from sqlalchemy import text

from academie.core.db import db
from academie.followups.spread import TABLES
from academie.outbox import delivery
from tests.factories import make_event
from tests.followups.factories import make_outcome

HOW = "EXPLAIN QUERY PLAN SELECT o.id FROM outcome o JOIN outcome_event l ON l.outcome_id = o.id"
OF_A_MEETING = f"{HOW} WHERE l.event_id = 1 AND o.state = 'draft'"


@pytest.mark.usefixtures("app")
def test_the_worker_counts_how_outcomes_spread() -> None:
    for _ in range(12):
        make_outcome(make_event())
    db.session.commit()

    delivery.run_once()

    if db.engine.dialect.name == "sqlite":
        counted = set(db.session.scalars(text("SELECT tbl FROM sqlite_stat1")))
        assert counted == {table.__tablename__ for table in TABLES}


@pytest.mark.usefixtures("sqlite_app")
def test_the_outcomes_of_a_meeting_are_found_by_the_meeting() -> None:
    for _ in range(12):
        make_outcome(make_event())
    db.session.commit()

    delivery.run_once()

    db.engine.dispose()
    first = db.session.execute(text(OF_A_MEETING)).first()
    assert first is not None
    assert "ix_outcome_event_event" in first.detail

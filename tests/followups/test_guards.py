"""What the database itself refuses, on both kinds, however the words reach it."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from academie.core.db import db
from academie.followups import chains, linking, review, service
from academie.followups.terms import Contribution, OutcomeLinkKind, OutcomeStatus
from tests.factories import NOW, make_event
from tests.followups.factories import author, make_outcome, see, show

pytestmark = [
    pytest.mark.usefixtures("app"),
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
]


def refused(statement: str, **values: object) -> str:
    with pytest.raises(DBAPIError) as raised:
        db.session.execute(text(statement), values)
    db.session.rollback()
    return str(raised.value.orig)


OUTCOME_RULES = (
    ("changed_precision", "changed_precision = 'day'"),
    ("reach_whole", "reach_number = 300"),
    ("reach_number", "reach_number = -1, reach_unit = 'leerlingen', reach_kind = 'planned'"),
    ("reachkind", "reach_number = 1, reach_unit = 'leerlingen', reach_kind = 'hoped'"),
    ("significance_one", "significance = 'Groot'"),
    ("significance_scorer", "significance_score = 'high'"),
    ("contribution_one", "contribution = 'Zij spraken elkaar'"),
    ("without_us", "contribution_score = 'decisive', other_factors = 'Geld'"),
    ("other_factors", "contribution_score = 'small'"),
    ("author_does_not_review", "reviewer_id = author_id"),
    ("submitted", "state = 'submitted'"),
    ("withdrawn", "state = 'withdrawn'"),
    (
        "withdrawn_why",
        "state = 'withdrawn', withdrawn_at = created_at, withdrawn_by_id = author_id",
    ),
    (
        "activity_unreviewed",
        "nature = 'activity', state = 'submitted', submitted_at = created_at",
    ),
    (
        "significance_before_review",
        "significance_not_stated = (1 = 0), state = 'submitted', submitted_at = created_at",
    ),
    (
        "contribution_before_review",
        "contribution_not_stated = (1 = 0), state = 'submitted', submitted_at = created_at",
    ),
)


def test_a_row_that_breaks_a_rule_is_refused() -> None:
    make_outcome(make_event())

    for rule, change in OUTCOME_RULES:
        assert f"ck_outcome_{rule}" in refused(f"UPDATE outcome SET {change}")  # noqa: S608


def test_what_is_judged_names_its_judge() -> None:
    review.submit(make_outcome(make_event()), by=author(), now=NOW)
    db.session.commit()

    for state in ("adopted", "returned"):
        complaint = refused("UPDATE outcome SET state = :state", state=state)
        assert f"ck_outcome_{state}" in complaint


def test_a_contribution_needs_a_linked_meeting() -> None:
    outcome = make_outcome()

    complaint = refused("UPDATE outcome SET contribution_score = 'unknown'")

    assert "ck_outcome_contribution_needs_event" in complaint
    assert outcome.contribution_score is None


def test_the_last_meeting_cannot_be_taken_from_under_a_contribution() -> None:
    make_outcome(make_event(), contribution_score=Contribution.UNKNOWN)

    assert "ck_outcome_" in refused("DELETE FROM outcome_event")


def test_observations_are_never_changed_or_deleted() -> None:
    see(make_outcome(), OutcomeStatus.STARTED)

    for statement in ("UPDATE observation SET text = 'anders'", "DELETE FROM observation"):
        assert "append only" in refused(statement)


def test_nothing_is_realised_without_evidence() -> None:
    outcome = make_outcome()
    see(outcome, OutcomeStatus.STARTED)

    complaint = refused(
        "INSERT INTO observation (outcome_id, observed_on, known_until, precision, status, text,"
        " by_party, recorded_at) SELECT outcome_id, observed_on, known_until, precision,"
        " 'realised', text, by_party,"
        " recorded_at FROM observation"
    )

    assert "needs evidence" in complaint


def test_an_observation_has_one_observer() -> None:
    make_outcome()

    for who in ("'Gemeente', 1", "NULL, NULL"):
        complaint = refused(
            "INSERT INTO observation (outcome_id, observed_on, known_until, precision, status,"  # noqa: S608
            " text, by_party, by_user_id, recorded_at)"
            f" SELECT id, '2027-01-01', '2027-01-01', 'day', 'started', 'x', {who},"
            " created_at FROM outcome"
        )
        assert "ck_observation_one_observer" in complaint


def test_outcomes_never_run_in_a_circle() -> None:
    first, second, third = make_outcome(), make_outcome(), make_outcome()
    for source, target in ((first, second), (second, third)):
        linking.link(source, target, kind=OutcomeLinkKind.LEADS_TO, explanation="Daarna.", now=NOW)
    db.session.commit()

    complaint = refused(
        "INSERT INTO outcome_link (ref, from_id, to_id, kind, explanation)"
        " VALUES ('a', :source, :target, 'leads_to', 'x')",
        source=third.id,
        target=first.id,
    )

    assert "circle" in complaint
    with pytest.raises(linking.CircleError):
        linking.link(third, first, kind=OutcomeLinkKind.LEADS_TO, explanation="Terug.", now=NOW)
    assert chains.path(first, third) == [first, second, third]


def test_evidence_keeps_its_measure() -> None:
    show(make_outcome())

    for rule, change in (
        ("quote", f"quote = '{'x' * 301}'"),
        (
            "sha256",
            f"sha256 = 'abc', received_sha256 = '{'0' * 64}', file_kind = 'pdf', file_size = 1",
        ),
        ("own_report", "independent = (1 = 1)"),
    ):
        assert f"ck_evidence_{rule}" in refused(f"UPDATE evidence SET {change}")  # noqa: S608


def test_a_place_has_a_name_or_is_the_whole_country() -> None:
    make_outcome()

    complaint = refused("UPDATE outcome_place SET name = NULL")

    assert "ck_outcome_place_name" in complaint


def test_the_whole_country_is_named_once() -> None:
    outcome = make_outcome()
    insert = "INSERT INTO outcome_place (outcome_id, kind) VALUES (:id, 'national')"
    db.session.execute(text(insert), {"id": outcome.id})

    complaint = refused(insert, id=outcome.id)

    assert "outcome_place" in complaint


def test_numbers_follow_each_other_and_a_refused_one_comes_again() -> None:
    first = make_outcome()
    service.draft(
        author=author(),
        now=first.created_at,
        title="x",
        what_changed="x",
        level=first.level,
        line=first.line,
    )
    db.session.rollback()

    second = make_outcome()

    assert (first.label, second.label) == ("OPB-0001", "OPB-0002")

"""What a report counts, and what it leaves out."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from academie.core.period import Period
from academie.core.small_groups import NoFigure
from academie.events.terms import EventKind, EventStatus
from academie.followups import periods
from academie.followups.terms import OutcomeStatus, Precision, ReachKind, Strength
from academie.reference.models import ChangeLine, Province
from academie.reports import contents
from academie.reports.figures import FollowUpReport, GroupLine, build_report
from academie.reports.outcomes import Reach
from academie.reports.tables import plain
from tests.reports.factories import AS_OF, NO_ANSWERS, meeting, outcome, report


def line(found: FollowUpReport, kind: EventKind) -> GroupLine:
    """Give the line of one kind of meeting."""
    return found.by_kind[list(EventKind).index(kind)]


def rows(found: FollowUpReport, key: str) -> list[tuple[object, ...]]:
    """Give the rows of one table."""
    (table,) = [table for table in contents.document(found).tables if table.key == key]
    return [tuple(plain(cell) for cell in row) for row in table.rows]


def test_meetings_that_were_called_off_are_listed_apart_from_those_held() -> None:
    found = report(
        meeting(),
        meeting(status=EventStatus.CANCELLED),
        meeting(status=EventStatus.POSTPONED),
        meeting(starts_at=datetime(2028, 2, 1, 18, tzinfo=UTC), status=EventStatus.PUBLISHED),
    )

    assert (found.total.held, found.cancelled, found.postponed, found.planned) == (1, 1, 1, 1)
    assert len(found.held) == 1
    assert [gone.status for gone in found.not_held] == [
        EventStatus.CANCELLED,
        EventStatus.POSTPONED,
    ]


def test_people_are_added_up_by_kind_and_province() -> None:
    found = report(
        meeting(came=30),
        meeting(came=20, province=Province.UTRECHT),
        meeting(came=10, kind=EventKind.KENNISKRING),
    )

    assert line(found, EventKind.PUBLIEKSACADEMIE).came == 50
    assert found.total.came == 60
    assert [group.came for group in found.by_province if group.held] == [40, 20]


def test_people_are_added_up_by_quarter_or_in_a_long_period_by_year() -> None:
    summer, winter = (
        meeting(starts_at=datetime(year, month, day, 23, 30, tzinfo=UTC), came=came)
        for year, month, day, came in ((2027, 6, 30, 20), (2026, 12, 31, 30))
    )

    quarters = report(summer, winter).by_span
    years = build_report(
        Period(first=date(2024, 1, 1), last=date(2027, 12, 31)),
        as_of=AS_OF,
        meetings=[summer, winter],
        evaluation=NO_ANSWERS,
        outcomes=(),
    ).by_span

    assert [(one.label, one.held, one.came) for one in quarters] == [
        ("2027, eerste kwartaal", 1, 30),
        ("2027, tweede kwartaal", 0, 0),
        ("2027, derde kwartaal", 1, 20),
    ]
    assert [(one.label, one.came) for one in years] == [("2027", 50)]


def test_a_meeting_where_nobody_counted_is_no_zero() -> None:
    found = report(meeting(came=None, expected=0, absent=0), meeting(came=20))

    assert found.held[0].came is NoFigure.UNCOUNTED
    assert (found.total.held, found.total.counted, found.total.came) == (2, 1, 20)


def test_the_share_that_stayed_away_is_rounded_and_looks_at_tickets_alone() -> None:
    found = report(
        meeting(registered=40, expected=40, absent=5),
        meeting(registered=30, expected=0, absent=0, kind=EventKind.KENNISKRING),
    )

    assert line(found, EventKind.PUBLIEKSACADEMIE).absent_percent == 13
    assert line(found, EventKind.KENNISKRING).absent_percent is NoFigure.UNCOUNTED


def test_a_small_meeting_is_hidden_and_counts_in_no_total() -> None:
    found = report(
        meeting(came=3, province=Province.UTRECHT),
        meeting(came=30),
        meeting(came=50, province=Province.ZEELAND),
    )

    assert [held.came for held in found.held] == [NoFigure.FEW, 30, 50]
    assert found.total.came == 80
    hidden = {group.label: group.came for group in found.by_province if group.held}
    assert hidden == {"Friesland": 30, "Utrecht": NoFigure.FEW, "Zeeland": 50}


@pytest.mark.parametrize("small", [3, 1])
def test_reports_of_overlapping_periods_tell_no_small_meeting_by_subtracting(small: int) -> None:
    large = [meeting(registered=40, came=30), meeting(registered=50, came=45)]
    tiny = meeting(registered=40, came=small, expected=2, absent=2 - small // 2)

    with_it, without = report(*large, tiny), report(*large)

    assert with_it.total.came == without.total.came == 75
    assert with_it.total.absent_percent == without.total.absent_percent
    assert [line.came for line in with_it.by_kind] == [line.came for line in without.by_kind]


@given(there=st.integers(1, 4), others=st.integers(0, 30), tickets=st.integers(5, 40))
@settings(max_examples=40, deadline=None)
def test_no_share_tells_how_few_came_by_ticket(there: int, others: int, tickets: int) -> None:
    large = [meeting(registered=40, came=30), meeting(registered=50, came=45)]
    tiny = meeting(
        registered=tickets, came=there + others, expected=tickets, absent=tickets - there
    )

    shares = [report(*large, *more).total.absent_percent for more in ([tiny], [])]

    assert shares[0] == shares[1]


def test_a_share_is_hidden_with_the_count_it_would_tell() -> None:
    found = report(meeting(came=3, expected=40, absent=37))

    assert found.total.absent_percent is NoFigure.SHIELDED


def test_a_disputed_outcome_is_listed_and_not_counted() -> None:
    found = report(
        outcomes=(outcome(), outcome(number="OPB-0002", strength=Strength.DISPUTED)),
    )

    assert [row[0] for row in rows(found, "opbrengsten")] == ["OPB-0001", "OPB-0002"]
    assert rows(found, "stand-en-lijn")[-1] == ("Samen", 1, 0, 0, 1)
    assert rows(found, "in-het-kort")[-2:] == [
        ("Opbrengsten", 1),
        ("Opbrengsten betwist (tellen niet mee)", 1),
    ]


def test_outcomes_are_counted_by_status_and_by_evidence_against_the_lines() -> None:
    found = report(
        outcomes=(
            outcome(line=ChangeLine.VERANDEREN, status=OutcomeStatus.SECURED),
            outcome(line=ChangeLine.VERANDEREN, strength=Strength.STRONG),
        ),
    )

    by_status = {row[0]: row[1:] for row in rows(found, "stand-en-lijn")}
    by_strength = {row[0]: row[1:] for row in rows(found, "bewijs-en-lijn")}
    assert by_status["Geborgd"] == (0, 0, 1, 1)
    assert by_status["Aangekondigd"] == (0, 0, 0, 0)
    assert by_strength["Sterk"] == (0, 0, 1, 1)
    assert by_strength["Samen"] == by_status["Samen"] == (0, 0, 2, 2)


def test_a_planned_reach_stands_in_its_own_column_and_nothing_is_added_up() -> None:
    found = report(
        outcomes=(
            outcome(reach=Reach(number=300, unit="leerlingen", kind=ReachKind.PLANNED)),
            outcome(reach=Reach(number=40, unit="leerlingen", kind=ReachKind.COUNTED)),
        ),
    )

    assert rows(found, "bereik") == [
        ("OPB-0001", "leerlingen", "", "", 300),
        ("OPB-0001", "leerlingen", 40, "", ""),
    ]


def test_an_outcome_says_when_the_source_tells_nothing_of_a_contribution() -> None:
    found = report(
        outcomes=(outcome(contribution=None), outcome(contribution=None, events=())),
    )

    told = [(row[8], row[9]) for row in rows(found, "opbrengsten")]
    assert told == [
        (
            "Publieksacademie Friesland (Volgt later op de bijeenkomst)",
            "Niet vermeld door de bron",
        ),
        ("Geen bijeenkomst", "Geen bijeenkomst"),
    ]


def test_a_period_lasts_from_midnight_to_midnight_in_amsterdam() -> None:
    period = Period(first=date(2027, 3, 28), last=date(2027, 3, 28))

    assert period.starts_at == datetime(2027, 3, 27, 23, tzinfo=UTC)
    assert period.ends_at == datetime(2027, 3, 28, 22, tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "precision", "last", "told"),
    [
        (date(2027, 3, 9), Precision.DAY, date(2027, 3, 9), "9 maart 2027"),
        (date(2028, 2, 1), Precision.MONTH, date(2028, 2, 29), "februari 2028"),
        (
            date(2027, 10, 1),
            Precision.QUARTER,
            date(2027, 12, 31),
            "vierde kwartaal van 2027",
        ),
        (date(2027, 1, 1), Precision.HALF_YEAR, date(2027, 6, 30), "eerste helft van 2027"),
        (date(2027, 1, 1), Precision.YEAR, date(2027, 12, 31), "2027"),
    ],
)
def test_a_day_is_written_as_exactly_as_it_is_known(
    first: date, precision: Precision, last: date, told: str
) -> None:
    assert periods.last_day(first, precision) == last
    assert periods.period(first, precision) == told

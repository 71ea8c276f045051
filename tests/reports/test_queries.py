"""A report is gathered from the administration, by Amsterdam days and with few questions."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask

from academie.accounts.models import User
from academie.checkin.models import CheckIn, HeadCount
from academie.core.db import db
from academie.core.period import Period
from academie.core.small_groups import NoFigure
from academie.evaluations.terms import Choice
from academie.events.models import Event
from academie.events.terms import AttendanceMode, EventStatus
from academie.followups import proving, review
from academie.followups import service as followups
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Place
from academie.followups.terms import (
    ChangeKind,
    EventLink,
    EvidenceKind,
    Level,
    OutcomeStatus,
    PlaceKind,
    Precision,
    Strength,
)
from academie.reference.models import ChangeLine
from academie.registrations.models import Registration, RegistrationStatus
from academie.reports import queries
from academie.reports.figures import FollowUpReport
from tests.evaluations.factories import answers, count_in
from tests.factories import NOW, make_event, make_user
from tests.reports.factories import AS_OF, YEAR
from tests.statements import asked_queries

NEW_YEAR = datetime(2028, 1, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_numbers = count()


def gather(period: Period = YEAR) -> FollowUpReport:
    """Gather a report of what the test wrote."""
    db.session.commit()
    return queries.follow_up_report(period, AS_OF)


def register(meeting: Event, people: int, *, came: int | None = None, **fields: Any) -> None:
    """Give a party a place, and let some of it come in."""
    number = next(_numbers)
    values: dict[str, Any] = {
        "mode": AttendanceMode.ONSITE,
        "status": RegistrationStatus.CONFIRMED,
    } | fields
    registration = Registration(
        event=meeting,
        given_name=None,
        family_name=None,
        email=None,
        people=people,
        code=f"CODE{number}",
        registered_at=NOW,
        queued_at=NOW,
        status_changed_at=NOW,
        privacy_version="1",
        **values,
    )
    db.session.add(registration)
    if came:
        db.session.add(
            CheckIn(
                event=meeting,
                registration=registration,
                scan_uuid=f"scan-{number}",
                people=came,
                checked_in_at=NOW,
            )
        )


def adopted(author: User, reviewer: User, **fields: Any) -> Outcome:
    """Write down an outcome and adopt it."""
    values: dict[str, Any] = {
        "title": "Partners werken aan een agenda",
        "what_changed": "Partners maken samen een agenda.",
        "level": Level.MUNICIPALITY,
        "line": ChangeLine.VERZACHTEN,
        "kinds": [ChangeKind.POLICY],
        "actors": ["Gemeente Leeuwarden"],
        "places": [Place(PlaceKind.MUNICIPALITY, "Leeuwarden")],
        "changed_on": date(2027, 6, 1),
        "changed_precision": Precision.MONTH,
        "significance_not_stated": True,
        "contribution_not_stated": True,
    } | fields
    outcome = followups.draft(author=author, now=NOW, **values)
    review.submit(outcome, now=NOW)
    review.adopt(outcome, reviewer=reviewer, now=NOW)
    return outcome


@pytest.fixture
def staff(app: Flask) -> tuple[User, User]:
    """Give an author and a reviewer."""
    del app
    return make_user(email="schrijver@voorbeeld.nl"), make_user()


@pytest.mark.usefixtures("app")
def test_confirmed_people_and_those_who_came_are_counted() -> None:
    meeting = make_event()
    register(meeting, 4, came=3)
    register(meeting, 4)
    register(meeting, 2, came=2)
    register(meeting, 10, mode=AttendanceMode.ONLINE)
    register(meeting, 3, status=RegistrationStatus.WAITLISTED)
    register(meeting, 1, status=RegistrationStatus.CANCELLED)
    db.session.add(HeadCount(event=meeting, people=15, source="Geteld", counted_at=NOW))

    found = gather()

    assert (found.total.registered, found.total.came) == (20, 20)
    assert found.total.absent_percent == 50


@pytest.mark.usefixtures("app")
def test_a_meeting_from_before_academie_has_no_registrations_to_count() -> None:
    meeting = make_event()
    db.session.add(HeadCount(event=meeting, people=120, source="Verslag", counted_at=NOW))
    make_event(starts_at=NOW + timedelta(days=40), ends_at=NOW + timedelta(days=41))
    written_down_later = make_event(
        starts_at=NOW + timedelta(days=50), ends_at=NOW + timedelta(days=51)
    )
    written_down_later.published_at = NOW + timedelta(days=60)

    found = gather()

    unknown = NoFigure.UNCOUNTED
    assert [line.registered for line in found.held] == [unknown, 0, unknown]
    assert [line.came for line in found.held] == [120, unknown, unknown]


@pytest.mark.parametrize(
    ("starts_at", "held"),
    [
        (datetime(2027, 3, 9, 22, 59, tzinfo=UTC), 0),
        (datetime(2027, 3, 9, 23, 0, tzinfo=UTC), 1),
        (datetime(2027, 3, 10, 22, 59, tzinfo=UTC), 1),
        (datetime(2027, 3, 10, 23, 0, tzinfo=UTC), 0),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_meeting_belongs_to_the_amsterdam_day_on_which_it_starts(
    starts_at: datetime, held: int
) -> None:
    make_event(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    found = gather(Period(first=date(2027, 3, 10), last=date(2027, 3, 10)))

    assert found.total.held == held


@pytest.mark.usefixtures("app")
def test_a_draft_is_nowhere_in_a_report() -> None:
    make_event(published=False)
    gone = make_event()
    gone.status, gone.cancelled_at = EventStatus.CANCELLED, NOW

    found = gather()

    assert (found.total.held, found.cancelled, found.planned) == (0, 1, 0)


def test_an_outcome_is_told_with_its_meeting_status_and_evidence(staff: tuple[User, User]) -> None:
    author, reviewer = staff
    meeting = make_event()
    outcome = adopted(author, reviewer, events=[MeetingLink(meeting, EventLink.LATER)])
    proving.add_evidence(
        outcome,
        added_by=author,
        now=NOW,
        kind=EvidenceKind.DECISION,
        title="Besluit",
        independent=True,
    )
    for day, status in ((7, OutcomeStatus.REALISED), (5, OutcomeStatus.STARTED)):
        followups.observe(
            outcome,
            observed_on=date(2027, 7, day),
            status=status,
            text="Gezien",
            observer="Gemeente",
            now=NOW,
        )

    (entry,) = gather().outcomes

    assert (entry.number, entry.when, entry.places) == ("OPB-0001", "juni 2027", ("Leeuwarden",))
    assert [(tie.title, tie.link) for tie in entry.events] == [(meeting.title, EventLink.LATER)]
    assert (entry.status, entry.observed) == (OutcomeStatus.REALISED, "7 juli 2027")
    assert (entry.strength, entry.contribution) == (Strength.FAIR, None)


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2027, 5, 1), date(2027, 5, 31), 0),
        (date(2027, 6, 30), date(2027, 6, 30), 1),
        (date(2027, 7, 1), date(2027, 12, 31), 0),
    ],
)
def test_an_outcome_counts_in_every_period_in_which_it_may_have_happened(
    staff: tuple[User, User], first: date, last: date, found: int
) -> None:
    adopted(*staff)

    assert len(gather(Period(first=first, last=last)).outcomes) == found


def test_an_outcome_seen_in_the_period_counts_whenever_it_began(staff: tuple[User, User]) -> None:
    outcome = adopted(*staff, changed_on=None, changed_precision=Precision.UNKNOWN)
    followups.observe(
        outcome,
        observed_on=date(2027, 7, 1),
        status=OutcomeStatus.ONGOING,
        text="Gezien",
        observer="Gemeente",
        now=NOW,
    )

    assert len(gather().outcomes) == 1
    assert gather(Period(first=date(2028, 1, 1), last=date(2028, 1, 9))).outcomes == ()


def test_an_outcome_that_is_not_adopted_stays_out(staff: tuple[User, User]) -> None:
    outcome = adopted(*staff)
    review.withdraw(outcome, by=staff[1], reason="Dubbel", now=NOW)

    assert gather().outcomes == ()


def test_three_meetings_and_outcomes_take_as_many_questions_as_one(
    staff: tuple[User, User],
) -> None:
    numbers = []
    for more in (1, 2):
        for _turn in range(more):
            meeting = make_event()
            register(meeting, 2, came=1)
            adopted(*staff, events=[MeetingLink(meeting, EventLink.DIRECT)])
        db.session.commit()
        db.session.expunge_all()
        with asked_queries() as asked:
            found = queries.follow_up_report(YEAR, AS_OF)
        numbers.append((len(found.held), len(found.outcomes), len(asked)))
        staff = (db.session.merge(staff[0]), db.session.merge(staff[1]))

    assert numbers[0][:2] == (1, 1)
    assert numbers[1][:2] == (3, 3)
    assert numbers[0][2] == numbers[1][2]


def test_academies_that_were_let_through_are_listed_with_the_reason(app: Flask) -> None:  # noqa: ARG001
    make_event(title="Gewoon")
    make_event(title="Met reden", wish=None, gate_override="De brief komt maandag.")
    make_event(title="Nog een plan", published=False, wish=None, gate_override="Spoed")

    report = gather()

    assert [(one.title, one.day, one.gate_override) for one in report.overrides] == [
        ("Met reden", date(2027, 3, 9), "De brief komt maandag.")
    ]


def test_what_people_said_is_told_of_meetings_that_were_held(app: Flask) -> None:  # noqa: ARG001
    held = make_event()
    answers(held, 6, Choice.GOOD)
    answers(
        make_event(starts_at=NEW_YEAR, ends_at=NEW_YEAR + HOUR), 7, Choice.GOOD, now=NEW_YEAR + DAY
    )
    count_in(NEW_YEAR + 60 * DAY)

    found = gather()

    assert (found.evaluation.meetings, found.evaluation.responses) == (1, 6)

"""What is counted: the same on both databases, and always exactly the records of its list."""

from datetime import date, timedelta

import pytest

from academie.alliances.terms import AlliancePhase
from academie.checkin.models import HeadCount
from academie.commitments import service as commitments
from academie.commitments.terms import CommitmentStatus
from academie.core.db import db
from academie.core.period import Period
from academie.core.small_groups import NoFigure
from academie.events.models import Event
from academie.events.terms import EventKind
from academie.followups.terms import Precision
from academie.plans import figures, measures
from academie.plans.terms import Measure, Unit
from academie.reference.models import ChangeLine
from academie.reports import outcome_queries
from tests.alliances.factories import make_alliance, make_pledge
from tests.checkin.factories import make_guest
from tests.checkpoints.factories import make_question
from tests.commitments.factories import make_commitment
from tests.factories import NOW, WHEN, make_event
from tests.followups.factories import adopted, ask_outsider, author, denied, make_outcome, say
from tests.lessons.factories import make_lesson
from tests.partners.factories import make_organisation
from tests.plans.factories import in_all, make_line, make_plan

pytestmark = pytest.mark.usefixtures("app")
YEAR = Period(first=date(2027, 1, 1), last=date(2027, 12, 31))
LATER = WHEN + timedelta(days=300)
"""In January of the next year: the whole of 2027 is over."""


def held(kind: EventKind, *, guests: int = 0, came: int | None = None) -> Event:
    event = make_event(kind=kind)
    if guests:
        make_guest(event, people=guests)
    if came is not None:
        count = HeadCount(event=event, people=came, source="Verslag", counted_at=NOW)
        db.session.add(count)
        db.session.commit()
    return event


def kept(event: Event) -> None:
    commitment = make_commitment(event, "De bieb")
    commitments.move(commitment, CommitmentStatus.KEPT, by=author(), now=NOW)
    db.session.commit()


def a_full_year() -> None:
    """Do something of everything in 2027, and of each something that does not count."""
    academy = held(EventKind.PUBLIEKSACADEMIE, guests=10, came=30)
    held(EventKind.KENNISKRING, guests=6)
    make_event(kind=EventKind.KENNISKRING, published=False)
    make_event(kind=EventKind.LEERNETWERK, starts_at=LATER, ends_at=LATER + timedelta(hours=1))
    make_organisation("Bieb", partner_since=date(2027, 2, 1), core=True)
    make_organisation("School", partner_since=date(2026, 2, 1))
    make_organisation("Fonds")
    make_organisation("Sportclub", partner=False)
    make_alliance("Emmen")
    make_alliance("Assen", phase=AlliancePhase.WISH)
    make_pledge()
    shown = adopted(academy, changed_on=date(2027, 1, 1), changed_precision=Precision.YEAR)
    say(ask_outsider(shown))
    denied(
        adopted(line=ChangeLine.VERZACHTEN, changed_on=YEAR.first, changed_precision=Precision.DAY)
    )
    make_outcome(line=ChangeLine.VERSTERKEN, changed_on=YEAR.first, changed_precision=Precision.DAY)
    adopted(
        line=ChangeLine.VERSTERKEN, changed_on=date(2026, 12, 31), changed_precision=Precision.DAY
    )
    kept(academy)
    make_commitment(academy, "De school")
    make_question(academy, now=NOW, said=True)
    make_question(academy, months=6, now=NOW)
    make_lesson(academy)
    make_lesson(academy, published=False)


def test_every_measure_counts_what_it_says() -> None:
    a_full_year()

    counts = {each: measures.count(each, YEAR, LATER) for each in Measure}

    assert {each.value: count.number for each, count in counts.items() if count.number} == {
        "academies": 1,
        "kenniskringen": 1,
        "registered": 16,
        "attendance": 30,
        "new_partners": 1,
        "network": 4,
        "core_partners": 1,
        "alliances": 1,
        "pledges": 1,
        "outcomes": 1,
        "outcomes_veranderen": 1,
        "confirmations": 2,
        "commitments_kept": 1,
        "checkpoints": 1,
        "lessons": 1,
    }
    assert str(counts[Measure.NEW_PARTNERS].remark).startswith("Van 2 partners is niet bekend")
    assert str(counts[Measure.ATTENDANCE].remark) == ("Bij 1 bijeenkomst is niet geteld wie kwam.")
    assert counts[Measure.REGISTERED].remark == ""


def test_of_a_meeting_from_before_academie_nobody_knows_who_registered() -> None:
    held(EventKind.KENNISKRING, came=36)
    nobody = held(EventKind.KENNISKRING)

    found = measures.count(Measure.REGISTERED, YEAR, LATER)

    assert [(one.key, one.people) for one in found.records] == [(nobody.ref, 0)]
    assert found.remark == "Van 1 bijeenkomst is niet bekend wie zich aanmeldde."


def test_outcomes_in_all_are_those_of_the_three_lines() -> None:
    a_full_year()

    lines = [each for each in Measure if each.value.startswith("outcomes_")]

    total = measures.count(Measure.OUTCOMES, YEAR, LATER).number
    annex = [one for one in outcome_queries.entries(YEAR, LATER) if one.counts]
    assert sum(measures.count(each, YEAR, LATER).number for each in lines) == total
    assert total == len(annex) == 1


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_year_with_a_small_group_is_hidden_and_counts_in_no_total() -> None:
    held(EventKind.KENNISKRING, guests=3)
    event = make_event(starts_at=WHEN + timedelta(days=366), ends_at=WHEN + timedelta(days=367))
    make_guest(event, people=10)
    plan = make_plan()
    make_line(plan, Measure.REGISTERED, per=Unit.YEAR)
    in_all(plan, Measure.REGISTERED, 100)

    rows = figures.account(plan, plan.period, LATER + timedelta(days=365)).rows

    first, second, whole = (row.figure for row in rows)
    assert (first, second, whole) == (NoFigure.FEW, 10, 10)

"""Makers of facts for reports, without a database."""

from datetime import UTC, date, datetime
from typing import Any

from academie.core.period import Period
from academie.core.small_groups import Figure, NoFigure
from academie.evaluations.figures import Overall, QuestionTable, Row
from academie.evaluations.terms import CHOICES, Question
from academie.events.terms import EventKind, EventMode, EventStatus
from academie.followups.terms import Contribution, EventLink, OutcomeStatus, ReachKind, Strength
from academie.reference.models import ChangeLine, Province
from academie.reports.figures import FollowUpReport, build_report
from academie.reports.meetings import Meeting
from academie.reports.outcomes import EventTie, OutcomeEntry, Reach

AS_OF = datetime(2028, 1, 10, 9, 30, tzinfo=UTC)
NO_ANSWERS = Overall()
YEAR = Period(first=date(2027, 1, 1), last=date(2027, 12, 31))


def meeting(**fields: Any) -> Meeting:
    """Make a meeting that was held: 40 people with a ticket, of whom 10 stayed away."""
    values: dict[str, Any] = {
        "title": "Publieksacademie Leeuwarden",
        "starts_at": datetime(2027, 3, 9, 18, 30, tzinfo=UTC),
        "kind": EventKind.PUBLIEKSACADEMIE,
        "mode": EventMode.ONSITE,
        "place": "Leeuwarden",
        "province": Province.FRIESLAND,
        "status": EventStatus.CLOSED,
        "registered": 40,
        "came": 30,
        "expected": 40,
        "absent": 10,
    } | fields
    return Meeting(**values)


def outcome(**fields: Any) -> OutcomeEntry:
    """Make an adopted outcome, linked to a meeting."""
    values: dict[str, Any] = {
        "number": "OPB-0001",
        "title": "Partners werken aan een agenda",
        "what_changed": "Partners in Leeuwarden maken samen een nieuwe agenda.",
        "actors": ("Gemeente Leeuwarden", "Welzijn"),
        "places": ("Leeuwarden",),
        "when": "2027",
        "line": ChangeLine.VERZACHTEN,
        "challenges": ("1. Vroeg erbij",),
        "events": (EventTie(title="Publieksacademie Friesland", link=EventLink.LATER),),
        "contribution": Contribution.UNKNOWN,
        "status": OutcomeStatus.ONGOING,
        "observed": "maart 2027",
        "strength": Strength.WEAK,
        "reach": None,
    } | fields
    return OutcomeEntry(**values)


def report(
    *meetings: Meeting,
    outcomes: tuple[OutcomeEntry, ...] = (),
    evaluation: Overall = NO_ANSWERS,
) -> FollowUpReport:
    """Make the report of 2027."""
    return build_report(
        YEAR, as_of=AS_OF, meetings=meetings, evaluation=evaluation, outcomes=outcomes
    )


def evaluation() -> Overall:
    """Make what 1.250 people said: some of it shown, some of it hidden."""
    figures: dict[Question, list[Figure]] = {
        Question.OPINION: [900, 340, NoFigure.FEW, NoFigure.SHIELDED],
        Question.WELCOME: [1250, 0, 0],
        Question.NEEDED: [12, 0, 300, NoFigure.SHIELDED, 5],
    }
    tables = [
        QuestionTable(
            question,
            [
                Row(choice, number)
                for choice, number in zip(CHOICES[question], numbers, strict=True)
            ],
            None if question is Question.NEEDED else 0,
        )
        for question, numbers in figures.items()
    ]
    return Overall(meetings=4, small=1, responses=1250, tables=tables)


def awkward_report() -> FollowUpReport:
    """Make a report full of words and numbers that trip up documents."""
    return report(
        meeting(title='=cmd|"/c calc"!A1', registered=1250, came=1100, expected=1250, absent=150),
        meeting(
            title="-1",
            kind=EventKind.KENNISKRING,
            mode=EventMode.ONLINE,
            place=None,
            province=None,
            came=None,
            expected=0,
            absent=0,
        ),
        meeting(
            title='Een; "twee", drie',
            province=Province.UTRECHT,
            gate_override="=1+1; de brief komt later",
            place="@Utrecht",
            registered=8,
            came=3,
            expected=8,
            absent=5,
        ),
        meeting(title="+31 58", mode=EventMode.HYBRID, province=Province.NOORD_BRABANT),
        meeting(title="Regel een\nRegel twee", status=EventStatus.CANCELLED),
        meeting(title="\tTab", status=EventStatus.POSTPONED),
        evaluation=evaluation(),
        outcomes=(
            outcome(
                title="Ontbijt 😀 op school",
                what_changed='=HYPERLINK(1)\nKinderen eten; "samen", elke dag.\nhttps://voorbeeld.nl',
                reach=Reach(number=1250, unit="leerlingen", kind=ReachKind.PLANNED),
            ),
            outcome(
                number="OPB-0002",
                title="@iedereen",
                events=(),
                contribution=None,
                line=ChangeLine.VERANDEREN,
                challenges=(),
                status=OutcomeStatus.REALISED,
                strength=Strength.FAIR,
                reach=Reach(number=NoFigure.FEW, unit="gezinnen", kind=ReachKind.COUNTED),
            ),
            outcome(number="OPB-0003", contribution=None, strength=Strength.DISPUTED),
        ),
    )

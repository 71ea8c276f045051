"""Every rule about outcomes, by the name it has in the method: the table says who refuses.

A rule that a database can hold is tried in plain SQL, on both kinds; the others in the service.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from academie.core import clock
from academie.core.db import db
from academie.core.errors import DomainError
from academie.events.models import Event
from academie.followups import gaps, linking, proving, review, service
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink
from academie.followups.terms import (
    Contribution,
    EventLink,
    EvidenceKind,
    OutcomeLinkKind,
    OutcomeStatus,
    Precision,
)
from academie.reference.models import ChangeLine
from tests.alliances.factories import make_all
from tests.checkpoints.factories import make_question
from tests.commitments.factories import make_commitment
from tests.factories import NOW, make_event
from tests.followups.factories import adopted, author, make_outcome, reviewer, see, show
from tests.followups.rules_of_proof import RULES
from tests.lessons.factories import make_lesson

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def outcome(app: Flask) -> Outcome:  # noqa: ARG001 - it lives in its database
    """Give a whole draft of a meeting, with evidence and something seen."""
    made = make_outcome(make_event())
    reviewer()
    show(made, EvidenceKind.DECISION)
    see(made, OutcomeStatus.STARTED)
    return made


def test_the_database_holds_every_rule_that_it_can(outcome: Outcome) -> None:
    meeting = outcome.events[0].event
    make_commitment(meeting)
    make_question(meeting, now=NOW)
    make_all(meeting)
    make_lesson(meeting)
    for rule, (complaint, (*before, last)) in RULES.items():
        for statement in before:
            db.session.execute(text(statement))
        with pytest.raises(DBAPIError) as refused:
            db.session.execute(text(last))
        db.session.rollback()
        assert complaint in str(refused.value.orig), rule


def changed(outcome: Outcome, **fields: Any) -> None:
    service.change(outcome, by=author(), now=NOW, **fields)


def day_before(meeting: Event) -> date:
    return clock.to_local(meeting.starts_at).date() - timedelta(days=1)


def dated_before(outcome: Outcome, link: EventLink = EventLink.LATER) -> None:
    meeting = outcome.events[0].event
    changed(
        outcome,
        events=[MeetingLink(meeting, link)],
        changed_on=day_before(meeting),
        changed_precision=Precision.DAY,
    )


@pytest.mark.parametrize(
    ("start", "held_on"),
    [
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), date(2026, 3, 28)),
        (datetime(2026, 3, 29, 22, 30, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 30, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_database_counts_the_day_of_a_meeting_in_amsterdam(
    outcome: Outcome, start: datetime, held_on: date
) -> None:
    meeting = outcome.events[0].event
    meeting.starts_at, meeting.ends_at = start, start + timedelta(hours=2)
    db.session.commit()
    dated = "UPDATE outcome SET changed_on = :day, changed_precision = 'day'"

    db.session.execute(text(dated), {"day": f"{held_on}"})
    with pytest.raises(DBAPIError, match="after its meeting"):
        db.session.execute(text(dated), {"day": f"{held_on - timedelta(days=1)}"})
    db.session.rollback()


def test_a_meeting_moved_past_an_outcome_is_told_and_stops_it(outcome: Outcome) -> None:
    meeting = outcome.events[0].event
    changed(outcome, changed_on=day_before(meeting) + timedelta(1), changed_precision=Precision.DAY)
    review.submit(outcome, by=author(), now=NOW)
    assert gaps.overtaken_by(meeting) is None

    meeting.starts_at += timedelta(days=1)
    meeting.ends_at += timedelta(days=1)
    db.session.flush()

    assert "volgens OPB-0001" in str(gaps.overtaken_by(meeting))
    with pytest.raises(DomainError, match="Dit was al zo"):
        review.adopt(outcome, reviewer=reviewer(), now=NOW)
    review.hand_back(outcome, reviewer=reviewer(), note="De dag.", now=NOW)
    with pytest.raises(DomainError, match="Dit was al zo"):
        changed(outcome, transferable="Alles.")


def in_a_circle(outcome: Outcome) -> None:
    second, third = make_outcome(title="Twee"), make_outcome(title="Drie")
    for source, target in ((outcome, second), (second, third), (third, outcome)):
        linking.link(source, target, kind=OutcomeLinkKind.LEADS_TO, explanation="Daarna.", now=NOW)


def change_after_adoption(_outcome: Outcome) -> None:
    changed(adopted(), title="Anders")


def adopt_by_its_author(outcome: Outcome) -> None:
    review.submit(outcome, by=reviewer(), now=NOW)
    review.adopt(outcome, reviewer=author(), now=NOW)


def show_after_withdrawal(outcome: Outcome) -> None:
    review.withdraw(outcome, by=author(), reason="Klopt niet.", now=NOW)
    proving.add_evidence(outcome, added_by=author(), now=NOW, kind=EvidenceKind.NEWS, title="Krant")


IN_THE_SERVICE: Mapping[str, tuple[str, Callable[[Outcome], None]]] = {
    "not dated before its meeting": ("Dit was al zo voor de bijeenkomst", dated_before),
    "not dated before what it directly came of": (
        "Kies een latere dag",
        lambda outcome: dated_before(outcome, EventLink.DIRECT),
    ),
    "not dated before what it partly came of": (
        "geen verband aangetoond",
        lambda outcome: dated_before(outcome, EventLink.PARTLY),
    ),
    "no contribution without a meeting": (
        "Zonder bijeenkomst kun je geen bijdrage kiezen",
        lambda outcome: changed(outcome, events=[], contribution_score=Contribution.UNKNOWN),
    ),
    "no contribution where no link is shown": (
        "geen verband aangetoond",
        lambda outcome: changed(
            outcome,
            events=[MeetingLink(outcome.events[0].event, EventLink.NOT_SHOWN)],
            contribution_score=Contribution.SMALL,
            other_factors="Geld.",
        ),
    ),
    "the main line stands once": (
        "belangrijkste lijn",
        lambda outcome: changed(outcome, other_lines=[ChangeLine.VERANDEREN]),
    ),
    "a circle is refused with its path": (
        (
            "OPB-0003 (Drie) \N{RIGHTWARDS ARROW} OPB-0001 (Leeuwarden werkt aan een doe-agenda)"
            " \N{RIGHTWARDS ARROW} OPB-0002 (Twee) \N{RIGHTWARDS ARROW} OPB-0003 (Drie)."
        ),
        in_a_circle,
    ),
    "what is adopted does not change": (
        "Je kunt deze opbrengst nu niet veranderen",
        change_after_adoption,
    ),
    "the author does not judge": ("Iemand anders uit het projectteam", adopt_by_its_author),
    "what is withdrawn stays as it is": ("Er komt niets meer bij", show_after_withdrawal),
}


@pytest.mark.parametrize("rule", IN_THE_SERVICE)
def test_the_service_says_in_words_what_the_database_cannot(rule: str, outcome: Outcome) -> None:
    words, act = IN_THE_SERVICE[rule]

    with pytest.raises(DomainError) as refused:
        act(outcome)

    assert words in str(refused.value)


def test_a_period_that_reaches_the_meeting_may_begin_before_it(outcome: Outcome) -> None:
    meeting = outcome.events[0].event

    changed(
        outcome, changed_on=date(meeting.starts_at.year, 1, 1), changed_precision=Precision.YEAR
    )
    dated_before(outcome, EventLink.NOT_SHOWN)

    assert outcome.changed_on == day_before(meeting)


def test_the_way_of_an_outcome_is_kept_with_who_and_when(outcome: Outcome) -> None:
    review.submit(outcome, by=author(), now=NOW)
    review.hand_back(outcome, reviewer=reviewer(), note="Noem de partij.", now=NOW)
    review.submit(outcome, by=author(), now=NOW)
    review.adopt(outcome, reviewer=reviewer(), now=NOW)
    review.withdraw(outcome, by=reviewer(), reason="Dubbel.", now=NOW)

    told = [(move.state.value, move.by, move.note) for move in outcome.moves]
    assert told == [
        ("draft", author(), None),
        ("submitted", author(), None),
        ("returned", reviewer(), "Noem de partij."),
        ("submitted", author(), None),
        ("adopted", reviewer(), None),
        ("withdrawn", reviewer(), "Dubbel."),
    ]

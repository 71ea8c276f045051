"""The verbs: who may do what to an outcome, and when."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.followups import listing, queries, review, service
from academie.followups.gaps import IncompleteOutcomeError, contradictions
from academie.followups.listing import Choice
from academie.followups.periods import first_day
from academie.followups.service import MeetingLink
from academie.followups.terms import (
    Contribution,
    EventLink,
    EvidenceKind,
    Nature,
    OutcomeState,
    OutcomeStatus,
    Precision,
    Significance,
    Strength,
)
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import (
    SEEN_ON,
    adopted,
    author,
    make_outcome,
    reviewer,
    see,
    show,
)

pytestmark = pytest.mark.usefixtures("app")


def test_an_outcome_goes_from_draft_over_return_to_adopted() -> None:
    outcome = make_outcome(make_event())

    review.submit(outcome, now=NOW)
    review.hand_back(outcome, reviewer=reviewer(), note="Noem de partij.", now=NOW)
    service.change(outcome, by=author(), now=NOW, actors=["Gemeente", "Scholen"])
    review.submit(outcome, now=NOW)
    review.adopt(outcome, reviewer=reviewer(), now=NOW)
    db.session.commit()

    assert outcome.state is OutcomeState.ADOPTED
    assert outcome.adopted_at == NOW
    assert [actor.name for actor in outcome.actors] == ["Gemeente", "Scholen"]


def test_the_author_and_those_outside_the_project_team_do_not_judge() -> None:
    outcome = make_outcome()
    review.submit(outcome, now=NOW)
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl")

    for somebody in (author(), organiser):
        with pytest.raises(IllegalMoveError):
            review.adopt(outcome, reviewer=somebody, now=NOW)
        with pytest.raises(IllegalMoveError):
            review.hand_back(outcome, reviewer=somebody, note="Nee.", now=NOW)


def test_wrong_moves_are_refused() -> None:
    draft = make_outcome()
    done = adopted()
    gone = make_outcome()
    review.withdraw(gone, by=author(), reason="Klopt niet.", now=NOW)

    with pytest.raises(IllegalMoveError):
        review.adopt(draft, reviewer=reviewer(), now=NOW)
    with pytest.raises(IllegalMoveError):
        service.change(done, by=author(), now=NOW, title="Anders")
    with pytest.raises(IllegalMoveError):
        review.submit(done, now=NOW)
    with pytest.raises(IllegalMoveError):
        review.withdraw(gone, by=author(), reason="Nog eens.", now=NOW)
    with pytest.raises(IllegalMoveError):
        show(gone)
    with pytest.raises(IllegalMoveError):
        see(gone, OutcomeStatus.STARTED)


def test_what_is_missing_before_review_is_named_by_field() -> None:
    outcome = make_outcome(
        make_event(),
        actors=[],
        places=[],
        kinds=[],
        nature=Nature.ACTIVITY,
        significance_not_stated=False,
        contribution_not_stated=False,
    )

    with pytest.raises(IncompleteOutcomeError) as raised:
        review.submit(outcome, now=NOW)

    fields = [gap.field for gap in raised.value.gaps]
    assert fields == [
        "nature",
        "actors",
        "municipalities",
        "kinds",
        "significance",
        "contribution",
    ]


@pytest.mark.parametrize(
    ("field", "answers"),
    [
        ("changed_on", {"changed_on": SEEN_ON}),
        ("reach_number", {"reach_number": 300}),
        ("significance", {"significance": "Groot.", "significance_not_stated": True}),
        ("contribution", {"contribution": "Ja.", "contribution_not_stated": True}),
        ("contribution_score", {"contribution_score": Contribution.UNKNOWN, "events": []}),
        (
            "without_us",
            {"contribution_score": Contribution.SUBSTANTIAL, "other_factors": "Geld."},
        ),
        ("other_factors", {"contribution_score": Contribution.SMALL}),
    ],
)
def test_answers_that_do_not_go_together_are_refused(
    field: str, answers: dict[str, object]
) -> None:
    outcome = make_outcome(make_event())

    with pytest.raises(IncompleteOutcomeError) as raised:
        service.change(outcome, by=author(), now=NOW, **answers)

    assert [gap.field for gap in raised.value.gaps] == [field]


def test_a_link_that_is_not_shown_carries_no_contribution() -> None:
    outcome = make_outcome(make_event(), link=EventLink.NOT_SHOWN)
    outcome.contribution_score = Contribution.SMALL
    outcome.other_factors = "Geld."

    assert [gap.field for gap in contradictions(outcome)] == ["contribution_score"]


def test_who_scores_significance_is_kept() -> None:
    outcome = make_outcome()

    service.change(outcome, by=reviewer(), now=NOW, significance_score=Significance.HIGH)
    service.change(outcome, by=author(), now=NOW, title="Andere titel")

    assert outcome.significance_scored_by is reviewer()


def test_meetings_may_change_under_a_contribution_as_long_as_one_stays() -> None:
    first, second = make_event(), make_event(title="Kenniskring")
    outcome = make_outcome(first, contribution_score=Contribution.UNKNOWN)

    service.change(outcome, by=author(), now=NOW, events=[MeetingLink(second, EventLink.DIRECT)])
    db.session.commit()

    assert [link.event.title for link in outcome.events] == ["Kenniskring"]
    assert outcome.contribution_score is Contribution.UNKNOWN


def test_status_is_the_last_observation_and_strength_follows_the_evidence() -> None:
    outcome = make_outcome()
    see(outcome, OutcomeStatus.ONGOING)
    see(outcome, OutcomeStatus.ANNOUNCED, SEEN_ON - timedelta(days=90))
    show(outcome, EvidenceKind.OWN_REPORT)
    show(outcome, EvidenceKind.INTERVIEW, independent=True)

    assert queries.status(outcome) is OutcomeStatus.ONGOING
    assert queries.strength(outcome) is Strength.WEAK

    show(outcome, EvidenceKind.NEWS, independent=True)

    assert queries.strength(outcome) is Strength.FAIR


@pytest.mark.parametrize(
    ("seen", "recorded"),
    [
        ((date(2027, 11, 20), Precision.YEAR), datetime(2027, 11, 20, 12, tzinfo=UTC)),
        ((date(2027, 4, 1), Precision.QUARTER), datetime(2027, 11, 20, 12, tzinfo=UTC)),
    ],
)
def test_a_day_known_as_a_period_counts_until_its_end_or_the_day_of_writing(
    seen: tuple[date, Precision], recorded: datetime
) -> None:
    outcome = make_outcome()
    day, precision = seen
    about: dict[str, Any] = {"text": "Gezien.", "observer": "Gemeente"}
    service.observe(
        outcome,
        observed_on=first_day(day, precision),
        precision=precision,
        status=OutcomeStatus.STOPPED,
        now=recorded,
        **about,
    )
    begun: dict[str, Any] = {"observed_on": date(2027, 3, 10), "status": OutcomeStatus.STARTED}
    service.observe(outcome, now=recorded + timedelta(days=1), **begun, **about)
    db.session.commit()

    assert queries.status(outcome) is OutcomeStatus.STOPPED
    assert [line.status for line in listing.register(author(), Choice()).rows] == [
        OutcomeStatus.STOPPED
    ]


def test_who_handed_it_in_last_does_not_adopt_it() -> None:
    outcome, third = make_outcome(), make_user(email="derde@voorbeeld.nl")
    review.submit(outcome, by=reviewer(), now=NOW)

    with pytest.raises(IllegalMoveError):
        review.adopt(outcome, reviewer=reviewer(), now=NOW)
    assert review.may_judge(outcome, reviewer())

    review.adopt(outcome, reviewer=third, now=NOW)


def test_realised_and_secured_ask_for_evidence() -> None:
    outcome = make_outcome()
    for status in (OutcomeStatus.REALISED, OutcomeStatus.SECURED):
        with pytest.raises(service.EvidenceNeededError):
            see(outcome, status)
    show(outcome)

    see(outcome, OutcomeStatus.SECURED)

    assert queries.status(outcome) is OutcomeStatus.SECURED

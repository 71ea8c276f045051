"""The verbs: who may do what to an outcome, and when."""

from datetime import timedelta

import pytest

from academie.accounts.models import RoleName
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.followups import queries, review, service
from academie.followups.gaps import IncompleteOutcomeError, contradictions
from academie.followups.service import MeetingLink
from academie.followups.terms import (
    Contribution,
    EventLink,
    EvidenceKind,
    Nature,
    OutcomeState,
    OutcomeStatus,
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


def test_realised_and_secured_ask_for_evidence() -> None:
    outcome = make_outcome()
    for status in (OutcomeStatus.REALISED, OutcomeStatus.SECURED):
        with pytest.raises(service.EvidenceNeededError):
            see(outcome, status)
    show(outcome)

    see(outcome, OutcomeStatus.SECURED)

    assert queries.status(outcome) is OutcomeStatus.SECURED

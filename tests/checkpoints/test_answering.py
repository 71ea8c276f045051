"""What an answer brings about, and what it leaves alone."""

from datetime import timedelta

import pytest

from academie.checkpoints import queries, service
from academie.checkpoints.models import Checkpoint
from academie.checkpoints.service import Answer
from academie.checkpoints.terms import Channel, CheckpointResult, Stage
from academie.commitments.terms import CommitmentStatus
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events.models import EventMunicipality
from academie.followups import proving
from academie.followups.terms import EventLink, OutcomeState, OutcomeStatus, Visibility
from tests.checkpoints.factories import (
    ENDS,
    THREE_MONTHS,
    first_of,
    keep_up,
    make_checkpoint,
    make_closed,
    make_commitment,
    make_owner,
)
from tests.followups.factories import adopted, see, show_file

pytestmark = pytest.mark.usefixtures("app")
CHANGED = Answer(
    result=CheckpointResult.CHANGE,
    child_view="Kinderen maken hun huiswerk in de bieb.",
    remark="De bieb is op woensdag open voor huiswerk.",
)


def say(checkpoint: Checkpoint, given: Answer = CHANGED) -> bool:
    """Answer by link, a day later."""
    counts = service.answer(checkpoint, given, now=THREE_MONTHS + timedelta(days=1))
    db.session.commit()
    return counts


@pytest.mark.parametrize("result", [CheckpointResult.NO_CHANGE, CheckpointResult.TOO_EARLY])
def test_that_nothing_changed_is_a_full_answer(result: CheckpointResult) -> None:
    checkpoint = make_checkpoint()

    say(checkpoint, Answer(result=result))

    share = queries.share_answered(THREE_MONTHS)
    assert queries.stage(checkpoint) is Stage.ANSWERED
    assert (share.answered, share.due, share.percent) == (1, 1, 100)
    assert checkpoint.outcome is None


def test_a_reported_change_becomes_a_draft_that_claims_nothing() -> None:
    event = make_closed(owner=make_owner(), municipalities=[EventMunicipality(name="Leeuwarden")])
    checkpoint = make_checkpoint(event)

    say(checkpoint)

    outcome = checkpoint.outcome
    assert outcome
    assert outcome.state is OutcomeState.DRAFT
    assert outcome.what_changed == CHANGED.remark
    assert outcome.child_view == CHANGED.child_view
    assert (outcome.author.email, outcome.contribution_score) == ("eigenaar@voorbeeld.nl", None)
    assert [(link.event, link.link) for link in outcome.events] == [(event, EventLink.NOT_SHOWN)]
    assert [place.name for place in outcome.places] == ["Leeuwarden"]
    assert outcome.observations == []


def test_a_long_answer_gets_a_short_title() -> None:
    checkpoint = make_checkpoint(make_closed(owner=make_owner()))

    say(checkpoint, Answer(result=CheckpointResult.CHANGE, remark="Samen koken " * 20))

    assert checkpoint.outcome
    assert len(checkpoint.outcome.title) <= 80
    assert checkpoint.outcome.title.endswith("Samen…")


def test_commitments_are_kept_or_lapse_and_settled_ones_stay() -> None:
    event = make_closed()
    kept, lapsed, silent, settled = (make_commitment(event, str(number)) for number in range(4))
    checkpoint = make_checkpoint(event)
    settled.status = CommitmentStatus.LAPSED
    db.session.commit()

    say(
        checkpoint,
        Answer(
            result=CheckpointResult.NO_CHANGE,
            commitments={
                kept.ref: CommitmentStatus.KEPT,
                lapsed.ref: CommitmentStatus.LAPSED,
                silent.ref: CommitmentStatus.OPEN,
                settled.ref: CommitmentStatus.KEPT,
            },
        ),
    )

    assert (kept.status, lapsed.status) == (CommitmentStatus.KEPT, CommitmentStatus.LAPSED)
    assert (silent.status, settled.status) == (CommitmentStatus.OPEN, CommitmentStatus.LAPSED)
    assert [(move.status, move.by) for move in kept.moves] == [(CommitmentStatus.KEPT, None)]


def test_news_of_an_outcome_is_an_observation_by_the_contact_without_a_name() -> None:
    event = make_closed()
    outcome = adopted(event)
    see(outcome, OutcomeStatus.STARTED, ENDS.date())
    checkpoint = make_checkpoint(event)
    before = len(outcome.observations)

    say(
        checkpoint,
        Answer(result=CheckpointResult.NO_CHANGE, outcomes={outcome.ref: OutcomeStatus.ONGOING}),
    )

    last = outcome.observations[-1]
    assert len(outcome.observations) == before + 1
    assert (last.status, last.checkpoint_id) == (OutcomeStatus.ONGOING, checkpoint.id)
    assert last.by_party == "Lokaal contact van Publieksacademie Leeuwarden"


@pytest.mark.parametrize("evidence", ["stands", "taken away", "none"])
def test_nobody_says_realised_without_evidence(evidence: str) -> None:
    event = make_closed()
    outcome = adopted(event)
    if evidence != "none":
        shown = show_file(outcome)
        if evidence == "taken away":
            proving.remove_file(shown, by=None, reason="Er stond een naam in.", now=THREE_MONTHS)
    checkpoint = make_checkpoint(event)

    say(
        checkpoint,
        Answer(result=CheckpointResult.NO_CHANGE, outcomes={outcome.ref: OutcomeStatus.REALISED}),
    )

    said = any(seen.status is OutcomeStatus.REALISED for seen in outcome.observations)
    assert said is (evidence == "stands")
    assert checkpoint.answered_at is not None


def test_the_contact_is_not_shown_what_is_for_the_workplace_alone() -> None:
    event = make_closed(owner=make_owner())
    internal = adopted(event, visibility=Visibility.INTERNAL)
    shared = adopted(event, visibility=Visibility.PARTNERS)
    checkpoint = make_checkpoint(event)
    say(checkpoint)

    found = queries.outcomes_to_ask(event)

    assert internal not in found
    assert list(found) == [shared, checkpoint.outcome]


def test_who_answers_second_is_told_and_their_words_are_kept() -> None:
    checkpoint = make_checkpoint()
    first = say(checkpoint)
    other = Answer(result=CheckpointResult.NO_CHANGE, remark="Bij ons nog niet.")

    second, again = say(checkpoint, other), say(checkpoint, other)

    (late,) = checkpoint.late_answers
    assert (first, second, again) == (True, False, False)
    assert (late.result, late.remark) == (CheckpointResult.NO_CHANGE, "Bij ons nog niet.")
    assert (checkpoint.result, checkpoint.remark) == (CheckpointResult.CHANGE, CHANGED.remark)


def test_what_the_second_said_of_agreements_is_kept_and_told() -> None:
    event = make_closed()
    agreed = make_commitment(event, "Wij bellen elkaar.")
    checkpoint = make_checkpoint(event)
    nothing = Answer(result=CheckpointResult.NO_CHANGE)
    more = Answer(
        result=CheckpointResult.NO_CHANGE, commitments={agreed.ref: CommitmentStatus.KEPT}
    )

    counted = [say(checkpoint, each) for each in (nothing, more, more)]

    assert counted == [True, False, False]
    assert agreed.status is CommitmentStatus.OPEN
    assert queries.late_news(checkpoint) == [[("Wij bellen elkaar.", CommitmentStatus.KEPT.label)]]


def test_the_same_answer_sent_twice_counts_once() -> None:
    checkpoint = make_checkpoint()

    assert [say(checkpoint), say(checkpoint)] == [True, True]
    assert checkpoint.late_answers == []


def test_staff_write_down_what_they_heard_by_telephone() -> None:
    owner = make_owner()
    checkpoint = make_checkpoint(make_closed(owner=owner, contact=False))

    service.answer(checkpoint, CHANGED, channel=Channel.PHONE, by=owner, now=THREE_MONTHS)
    db.session.commit()

    assert (checkpoint.channel, checkpoint.answered_by) == (Channel.PHONE, owner)


def test_a_question_of_a_year_from_now_takes_no_answer() -> None:
    event = make_closed()
    make_checkpoint(event)

    with pytest.raises(service.TooEarlyToAskError):
        service.answer(queries.of_event(event)[2], CHANGED, now=THREE_MONTHS)


def test_a_lost_contact_is_forgotten_and_an_answer_still_counts() -> None:
    owner = make_owner()
    event = make_closed(owner=owner)
    checkpoint = make_checkpoint(event)

    service.give_up(
        checkpoint,
        CheckpointResult.CONTACT_LOST,
        remark="Werkt er weg.",
        by=owner,
        now=THREE_MONTHS,
    )
    db.session.commit()
    follow_up = queries.follow_up_of(event)
    lost = queries.stage(checkpoint)
    say(checkpoint)

    assert follow_up
    assert follow_up.contact_email is None
    assert lost is Stage.GIVEN_UP
    assert queries.stage(checkpoint) is Stage.ANSWERED


def test_no_answer_is_noted_once_and_by_a_person() -> None:
    owner = make_owner()
    checkpoint = make_checkpoint(make_closed(owner=owner))
    service.give_up(
        checkpoint,
        CheckpointResult.NO_ANSWER,
        remark="Twee keer gebeld.",
        by=owner,
        now=THREE_MONTHS,
    )
    db.session.commit()

    with pytest.raises(IllegalMoveError):
        service.give_up(
            checkpoint, CheckpointResult.NO_ANSWER, remark="Nog eens.", by=owner, now=THREE_MONTHS
        )

    share = queries.share_answered(THREE_MONTHS)
    assert (share.answered, share.due) == (0, 1)
    assert checkpoint.given_up_by is owner


def test_the_story_knows_the_next_question() -> None:
    event = make_closed()
    before = queries.next_of(event)
    keep_up(THREE_MONTHS)
    asked = queries.next_of(event)
    say(first_of(event))

    after = queries.next_of(event)

    assert before is None
    assert asked
    assert after
    assert (asked.months, after.months) == (3, 6)

"""What becomes a commitment, and what a commitment becomes."""

import pytest

from academie.commitments import queries, service
from academie.commitments.becoming import become_outcome
from academie.commitments.notes import lines_of
from academie.commitments.service import NamedParty
from academie.commitments.terms import (
    CommitmentLevel,
    CommitmentSource,
    CommitmentStatus,
    PartyAnswer,
)
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import groups
from academie.followups import review
from academie.followups.terms import EventLink, OutcomeState
from academie.reference.queries import current_challenges
from tests.commitments.factories import (
    DURING,
    make_commitment,
    say,
    somebody,
)
from tests.factories import make_event
from tests.registrations.factories import make_group

pytestmark = pytest.mark.usefixtures("app")


def test_lines_of_the_notes_become_commitments_once() -> None:
    group = make_group(make_event(), "Wonen")
    groups.note(group, problems=None, what_works=None, agreements="- Bellen\n\n* Bellen\nMailen ")
    wanted = [line.text for line in lines_of(group)]

    for made in (2, 0):
        found = service.take_from_notes(group, wanted, by=somebody(), now=DURING)
        assert len(found) == made
    assert wanted == ["Bellen", "Mailen"]
    assert all(line.taken for line in lines_of(group))
    assert {one.source for one in queries.of_event(group.event)} == {CommitmentSource.NOTES}


def test_a_commitment_becomes_an_outcome_and_stays_linked_to_it() -> None:
    commitment = make_commitment(
        make_event(),
        NamedParty("Gemeente"),
        "School",
        level=CommitmentLevel.NATIONAL,
        challenges=list(current_challenges())[:1],
    )
    say(commitment.parties[0], PartyAnswer.CONFIRMED)
    say(commitment.parties[1], PartyAnswer.NOT_OURS)
    outcome = become_outcome(commitment, by=somebody(), now=DURING)
    db.session.commit()

    assert commitment.outcome is outcome
    assert outcome.state is OutcomeState.DRAFT
    assert outcome.what_changed == commitment.text
    assert [actor.name for actor in outcome.actors] == ["Gemeente"]
    assert outcome.challenges == commitment.challenges
    assert [(link.event, link.link) for link in outcome.events] == [
        (commitment.event, EventLink.NOT_SHOWN)
    ]
    with pytest.raises(IllegalMoveError):
        become_outcome(commitment, by=somebody(), now=DURING)


def test_an_outcome_that_was_withdrawn_makes_room_for_another() -> None:
    commitment = make_commitment(make_event())
    first = become_outcome(commitment, by=somebody(), now=DURING)
    review.withdraw(first, by=somebody(), reason="Het was iets anders.", now=DURING)

    second = become_outcome(commitment, by=somebody(), now=DURING)

    assert second is not first
    assert commitment.outcome is second


def test_what_lapsed_becomes_no_outcome() -> None:
    commitment = make_commitment(make_event())
    service.move(commitment, CommitmentStatus.LAPSED, by=somebody(), now=DURING)

    with pytest.raises(IllegalMoveError):
        become_outcome(commitment, by=somebody(), now=DURING)

"""What people say in the room is kept, confirmed by who is named, and followed."""

import uuid
from datetime import timedelta

import pytest
from flask import Flask

from academie.commitments import asking, queries, retention, service
from academie.commitments.models import Commitment
from academie.commitments.terms import (
    CommitmentStatus,
    PartyAnswer,
)
from academie.core.db import db
from academie.core.errors import BrokenLinkError, IllegalMoveError
from academie.events import service as events
from tests.commitments.factories import (
    DURING,
    approve,
    asked,
    make_commitment,
    make_confirmed,
    make_page,
    said,
    say,
    somebody,
)
from tests.factories import WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")


def public() -> list[str]:
    db.session.expire_all()
    event = db.session.query(Commitment).first()
    assert event is not None
    return [one.text for one in queries.public_of(event.event)]


def test_the_same_uuid_again_adds_nothing() -> None:
    event, name = make_event(), str(uuid.uuid4())
    first = make_commitment(event, "Gemeente", name=name)

    again = make_commitment(event, "Gemeente", "School", name=name)

    assert again is first
    assert queries.number_of(event) == 1


def test_the_same_uuid_at_another_meeting_is_another_commitment() -> None:
    name = str(uuid.uuid4())
    here, there = make_event(title="Hier"), make_event(title="Daar")

    first, second = (make_commitment(event, name=name) for event in (here, there))

    assert first.event is here
    assert second.event is there


@pytest.mark.parametrize(
    "minutes", [-1, 7 * 24 * 60 + 135 + 1], ids=["before the start", "after a week"]
)
def test_the_page_takes_nothing_outside_its_time(minutes: int) -> None:
    page = make_page(make_event())
    at = WHEN + timedelta(minutes=minutes)

    with pytest.raises(service.NotOpenError):
        service.record(page, said(), uuid=str(uuid.uuid4()), at=at, now=at)


def test_a_meeting_that_is_called_off_takes_nothing() -> None:
    event = make_event()
    page = make_page(event)
    events.cancel(event, reason="Ziek", now=WHEN - timedelta(days=2))

    with pytest.raises(service.NotOpenError):
        service.record(page, said(), uuid=str(uuid.uuid4()), at=DURING, now=DURING)


def test_a_draft_has_no_page() -> None:
    with pytest.raises(IllegalMoveError):
        make_page(make_event(published=False))


def test_an_address_that_was_replaced_leads_nowhere() -> None:
    page = make_page(make_event())
    token = queries.page_token(page)
    service.renew_address(page, now=DURING)

    with pytest.raises(BrokenLinkError):
        queries.page_by_token(token)


def test_only_what_a_party_confirmed_is_public_with_that_party_alone() -> None:
    event = make_event()
    make_commitment(event, text="Nog niemand zei ja.")
    commitment = make_commitment(event, "Gemeente", "School", text="De gemeente zei ja.")
    say(commitment.parties[0], PartyAnswer.CONFIRMED)
    before = (public(), commitment.is_public)
    approve(commitment)

    assert before == ([], False)
    assert (public(), commitment.is_public) == (["De gemeente zei ja."], True)
    assert [party.name for party in commitment.confirmed] == ["Gemeente"]


def test_what_a_party_disowns_is_public_for_nobody() -> None:
    commitment = make_confirmed(make_event(), "Gemeente", "School")
    say(commitment.parties[1], PartyAnswer.NOT_OURS)

    assert commitment.is_disowned
    assert public() == []


def test_a_party_answers_once_and_its_address_goes() -> None:
    party = asked(make_event())
    say(party, PartyAnswer.CONFIRMED)

    with pytest.raises(asking.AnsweredError):
        say(party, PartyAnswer.NOT_OURS)

    assert (party.answer, party.email) == (PartyAnswer.CONFIRMED, None)


def test_a_party_that_waits_too_long_is_too_late() -> None:
    party = asked(make_event())

    with pytest.raises(asking.TooLateError):
        say(party, PartyAnswer.CONFIRMED, now=DURING + timedelta(weeks=12, minutes=1))


def test_a_party_answers_to_the_words_it_read() -> None:
    party = asked(make_event())
    read = asking.mark(party.commitment)
    service.edit(party.commitment, said("Stichting De Brug", text="Iets heel anders."))

    with pytest.raises(asking.ChangedError):
        asking.answer(party, PartyAnswer.CONFIRMED, read=read, now=DURING)


def test_a_new_question_ends_the_one_before() -> None:
    party = asked(make_event())
    token = queries.party_token(party)
    asking.ask(party, "ander@voorbeeld.nl", now=DURING)

    with pytest.raises(BrokenLinkError):
        queries.party_by_token(token)


def test_an_address_with_many_open_questions_gets_no_more() -> None:
    event, email = make_event(), "brug@voorbeeld.nl"
    for _each in range(asking.MOST_QUESTIONS):
        asked(event, email)

    assert asked(event, email).email is None


def test_what_was_confirmed_keeps_its_words() -> None:
    commitment = make_confirmed(make_event())

    with pytest.raises(service.FixedError):
        service.edit(commitment, said(text="Iets heel anders."))


def test_who_stays_named_keeps_its_question() -> None:
    party = asked(make_event())
    service.edit(party.commitment, said("Gemeente", "Stichting De Brug"))
    db.session.commit()

    assert [one.name for one in party.commitment.parties] == ["Gemeente", "Stichting De Brug"]
    assert party.email == "brug@voorbeeld.nl"


def test_what_became_of_it_is_noted_with_who_and_when() -> None:
    commitment, user = make_commitment(make_event()), somebody()
    for day, status in enumerate([CommitmentStatus.KEPT, CommitmentStatus.OPEN]):
        service.move(commitment, status, by=user, now=DURING + timedelta(days=day))
    db.session.commit()

    assert commitment.status is CommitmentStatus.OPEN
    assert [(one.status, one.by, one.moved_at - DURING) for one in commitment.moves] == [
        (CommitmentStatus.KEPT, user, timedelta()),
        (CommitmentStatus.OPEN, user, timedelta(days=1)),
    ]


def test_nothing_becomes_what_it_is_already() -> None:
    commitment = make_commitment(make_event())

    with pytest.raises(IllegalMoveError):
        service.move(commitment, CommitmentStatus.OPEN, by=somebody(), now=DURING)


def test_public_pages_are_written_anew_when_something_changes() -> None:
    event = make_event()
    commitment = make_commitment(event)
    seen = [event.changed_at]
    say(commitment.parties[0], PartyAnswer.CONFIRMED)
    seen.append(event.changed_at)
    service.move(commitment, CommitmentStatus.KEPT, by=somebody(), now=DURING)
    seen.append(event.changed_at)

    assert seen == sorted(set(seen))


def test_what_is_put_aside_counts_nowhere_and_goes_after_twelve_weeks() -> None:
    event = make_event()
    commitment = make_confirmed(event)
    service.strike(commitment, by=somebody(), now=DURING)
    db.session.commit()

    assert queries.of_event(event) == []
    assert public() == []
    for weeks, left in ((12, 1), (13, 0)):
        retention.erase_due(DURING + timedelta(weeks=weeks))
        db.session.commit()
        assert (queries.number_of(event), len(queries.put_aside(event))) == (0, left)


def test_an_address_that_never_answers_goes_after_twelve_weeks() -> None:
    party = asked(make_event())
    retention.erase_due(DURING + timedelta(weeks=12, days=1))
    db.session.commit()

    assert party.email is None
    assert party.name == "Stichting De Brug"


def test_forgetting_empties_who_was_to_be_asked(app: Flask) -> None:  # noqa: ARG001
    party = asked(make_event())
    asking.forget(party, now=DURING)
    db.session.commit()

    assert (party.name, party.email) == (None, None)
    assert queries.parties_of("brug@voorbeeld.nl") == []

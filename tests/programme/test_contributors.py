"""Nobody is shown but in the very words they agreed to, and for as long as they agree."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from academie.core.db import db
from academie.core.errors import BrokenLinkError, IllegalMoveError
from academie.events import service as events
from academie.outbox.models import OutboxMessage
from academie.programme import contributors, queries
from academie.programme.contributors import (
    GoneError,
    NoAddressError,
    NothingToAskError,
    ProposalChangedError,
)
from academie.programme.models import Contributor
from academie.programme.queries import PublicContributor
from academie.programme.service import Direction
from academie.programme.terms import ContributorRole, ContributorState
from academie.reference.models import KnowledgeSource
from tests.factories import NOW, make_event
from tests.programme.factories import approve, make_contributor, make_item

pytestmark = pytest.mark.usefixtures("app")
AS_APPROVED = PublicContributor(
    "Samira", ContributorRole.LIVED_EXPERIENCE, "Vertelt over de schoolreis."
)
LATER = NOW + timedelta(minutes=5)


def change(contributor: Contributor, **fields: Any) -> None:
    """Change some of what is known, and leave the rest."""
    names = ("name", "role", "knowledge", "text", "email", "items")
    values = {name: getattr(contributor, name) for name in names}
    contributors.change(contributor, now=LATER, **(values | fields))


def test_nobody_is_shown_before_they_agree() -> None:
    event = make_event()
    samira = make_contributor(event, items=[make_item(event)])

    contributors.ask(samira, now=NOW)

    assert samira.state is ContributorState.ASKED
    assert queries.public_contributors(event) == []
    assert not queries.public_programme(event).parts[0].names


def test_who_agrees_is_shown_in_those_words() -> None:
    event = make_event()
    samira = make_contributor(event, items=[make_item(event)])

    approve(samira, LATER)

    assert (samira.state, samira.state_since) == (ContributorState.APPROVED, LATER)
    assert queries.public_contributors(event) == [AS_APPROVED]
    assert queries.public_programme(event).parts[0].names == ["Samira"]
    assert event.changed_at >= LATER


@pytest.mark.parametrize(
    "change_to",
    [
        {"name": "Samira el Amrani"},
        {"role": ContributorRole.SPEAKER},
        {"text": "Vertelt over armoede."},
        {"text": None},
    ],
)
def test_other_words_need_another_yes_and_the_old_ones_stand_meanwhile(
    change_to: dict[str, Any],
) -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)

    change(samira, **change_to)

    assert samira.state is ContributorState.NOT_ASKED
    assert queries.public_contributors(event) == [AS_APPROVED]


def test_what_is_not_shown_may_change_without_asking() -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)

    change(samira, knowledge=KnowledgeSource.LIVED_EXPERIENCE, email="s@voorbeeld.nl")

    assert samira.state is ContributorState.APPROVED


def test_a_yes_to_other_words_than_these_counts_for_nothing() -> None:
    event = make_event()
    samira = make_contributor(event)
    read = contributors.fingerprint(samira)
    change(samira, text="Vertelt over armoede.")

    with pytest.raises(ProposalChangedError):
        contributors.approve(samira, read=read, now=LATER)

    assert queries.public_contributors(event) == []


def test_a_no_is_kept_until_other_words_are_proposed() -> None:
    event = make_event()
    samira = make_contributor(event)
    contributors.ask(samira, now=NOW)

    contributors.decline(samira, read=contributors.fingerprint(samira), now=LATER)
    states = [samira.state]
    change(samira, text="Vertelt.")

    assert [*states, samira.state] == [ContributorState.DECLINED, ContributorState.NOT_ASKED]


def test_a_no_after_a_yes_hides_what_was_shown() -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)

    contributors.decline(samira, read=contributors.fingerprint(samira), now=LATER)

    assert samira.state is ContributorState.DECLINED
    assert queries.public_contributors(event) == []
    assert event.changed_at >= LATER


def test_withdrawing_hides_and_forgets_at_once() -> None:
    event = make_event()
    samira = make_contributor(event, approved=True, items=[make_item(event)])

    contributors.withdraw(samira, now=LATER)
    contributors.withdraw(samira, now=LATER + timedelta(days=1))

    assert queries.public_contributors(event) == []
    assert not queries.public_programme(event).parts[0].names
    assert (samira.state, samira.state_since) == (ContributorState.WITHDRAWN, LATER)
    assert (samira.name, samira.email, samira.text, samira.approved_name) == (None,) * 4
    assert (samira.role, event.changed_at) == (ContributorRole.LIVED_EXPERIENCE, LATER)


def test_the_database_itself_keeps_no_name_of_who_withdrew() -> None:
    make_contributor(make_event())

    with pytest.raises(IntegrityError):
        db.session.execute(text("UPDATE contributor SET withdrawn_at = '2027-03-01 12:00:00'"))


def test_who_withdrew_can_be_neither_changed_nor_asked_nor_shown() -> None:
    samira = make_contributor(make_event(), approved=True)
    read = contributors.fingerprint(samira)
    contributors.withdraw(samira, now=NOW)

    with pytest.raises(GoneError):
        change(samira, name="Samira")
    with pytest.raises(NothingToAskError):
        contributors.ask(samira, now=NOW)
    with pytest.raises(GoneError):
        contributors.approve(samira, read=read, now=NOW)
    with pytest.raises(GoneError):
        contributors.reword(samira, wording="Anders", now=NOW)


def test_only_who_has_an_address_and_no_answer_is_asked() -> None:
    event = make_event()

    with pytest.raises(NoAddressError):
        contributors.ask(make_contributor(event, email=None), now=NOW)
    with pytest.raises(NothingToAskError):
        contributors.ask(make_contributor(event, approved=True), now=NOW)


def test_another_address_ends_the_link_of_the_old_one() -> None:
    samira = make_contributor(make_event())
    token = contributors.token_of(samira)

    change(samira, email="anders@voorbeeld.nl")

    with pytest.raises(BrokenLinkError):
        contributors.by_token(token)
    assert contributors.by_token(contributors.token_of(samira)) is samira


def test_asking_again_answers_another_wording() -> None:
    samira = make_contributor(make_event())
    contributors.reword(samira, wording="Liever zo.", now=NOW)

    contributors.ask(samira, now=LATER)

    assert (samira.wording, samira.state) == (None, ContributorState.ASKED)


def test_who_is_taken_out_is_gone_and_hears_no_more() -> None:
    event = make_event()
    samira = make_contributor(event, approved=True)

    contributors.remove(samira, now=LATER)

    assert queries.contributors(event) == []
    assert event.changed_at >= LATER


def test_a_meeting_that_was_called_off_asks_nobody() -> None:
    event = make_event()
    samira = make_contributor(event)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    with pytest.raises(IllegalMoveError):
        contributors.ask(samira, now=NOW)

    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert "programme.approval" not in kinds


def test_the_absent_sources_of_knowledge_are_told() -> None:
    event = make_event()
    science, practice, experience = KnowledgeSource
    assert not any(queries.sources(event).values())

    make_contributor(event, role=ContributorRole.PANEL_MEMBER, knowledge=practice)
    samira = make_contributor(event)
    assert queries.sources(event) == {science: False, practice: True, experience: True}

    contributors.withdraw(samira, now=NOW)
    assert not queries.sources(event)[experience]


def test_contributors_stand_in_the_order_staff_gave_them() -> None:
    event = make_event()
    samira, bram, esra = (
        make_contributor(event, name=name, approved=True) for name in ("Samira", "Bram", "Esra")
    )

    contributors.move(esra, Direction.UP, now=LATER)
    contributors.move(samira, Direction.UP, now=LATER)
    contributors.move(bram, Direction.DOWN, now=LATER)
    contributors.move(samira, Direction.DOWN, now=LATER)

    order = ["Esra", "Samira", "Bram"]
    assert [row.name for row in queries.contributors(event)] == order
    assert [row.name for row in queries.public_contributors(event)] == order
    assert event.changed_at >= LATER


def test_a_second_no_mails_the_organiser_nothing() -> None:
    samira = make_contributor(make_event())
    for _ in range(2):
        contributors.decline(samira, read=contributors.fingerprint(samira), now=NOW)

    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert kinds.count("programme.refused") == 1


def test_who_asks_for_it_is_erased_also_after_a_meeting_was_called_off() -> None:
    event = make_event()
    samira = make_contributor(event)
    events.cancel(event, reason="De zaal is dicht.", now=NOW)

    contributors.remove(samira, now=LATER)

    assert queries.contributors(event) == []

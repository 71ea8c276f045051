"""Asking people from outside: who may be asked, what they answer, and how a no is settled."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import parties
from academie.followups import (
    confirmation_duties,
    confirmation_queries,
    confirmation_retention,
    confirming,
    queries,
    review,
    service,
    wording,
)
from academie.followups.confirmations import OPEN_FOR
from academie.followups.confirming import (
    AnsweredError,
    ChangedError,
    NotAskedError,
    NotOutsideError,
)
from academie.followups.models import Outcome
from academie.followups.service import MeetingLink, Party
from academie.followups.strengths import judged
from academie.followups.terms import (
    Agreement,
    ConfirmationState,
    ContributorRole,
    Direction,
    EventLink,
    Level,
    OutcomeStatus,
    ReachKind,
    Strength,
)
from academie.followups.wording import fingerprint, reading
from tests.factories import NOW, make_event, make_user
from tests.followups.factories import (
    adopted,
    ask_outsider,
    author,
    denied,
    make_outcome,
    reviewer,
    say,
    see,
    submitted,
)
from tests.partners.factories import make_organisation

pytestmark = pytest.mark.usefixtures("app")
OVER = NOW + OPEN_FOR + timedelta(seconds=1)


@pytest.mark.parametrize("make", [submitted, adopted])
def test_somebody_is_asked_when_the_words_have_settled(make: Any) -> None:
    confirmation = ask_outsider(make())

    assert confirmation.state(NOW) is ConfirmationState.ASKED
    assert confirmation.expires_at == NOW + timedelta(days=60)


def test_nobody_is_asked_while_the_words_still_change_or_were_taken_back() -> None:
    returned, withdrawn = submitted(), adopted()
    review.hand_back(returned, reviewer=reviewer(), note="Wie?", now=NOW)
    review.withdraw(withdrawn, by=reviewer(), reason="Dubbel.", now=NOW)

    for outcome in (make_outcome(), returned, withdrawn):
        with pytest.raises(IllegalMoveError):
            ask_outsider(outcome)


def test_a_fourth_person_is_asked_only_in_the_place_of_another() -> None:
    outcome = adopted()
    first, *_others = [ask_outsider(outcome, email=f"{n}@voorbeeld.nl") for n in range(3)]

    with pytest.raises(IllegalMoveError):
        ask_outsider(outcome, email="vier@voorbeeld.nl")
    db.session.rollback()
    confirming.revoke(first, by=author(), now=NOW)

    assert ask_outsider(outcome, email="vier@voorbeeld.nl").state(NOW) is ConfirmationState.ASKED


def test_who_was_asked_is_not_asked_twice() -> None:
    outcome = adopted()
    ask_outsider(outcome)

    with pytest.raises(NotAskedError, match="al gevraagd"):
        ask_outsider(outcome)


@pytest.mark.parametrize("independent", [True, False])
def test_the_author_and_other_staff_cannot_confirm(independent: bool) -> None:
    outcome = adopted()

    for user in (author(), reviewer()):
        with pytest.raises(NotAskedError, match="medewerker"):
            ask_outsider(outcome, email=user.email, independent=independent)


def test_who_became_staff_meanwhile_cannot_confirm() -> None:
    confirmation = ask_outsider(adopted())
    make_user(email=confirmation.email or "")

    with pytest.raises(NotOutsideError):
        say(confirmation)


@pytest.mark.parametrize(
    "party",
    [
        *("Gemeente Leeuwarden", "gemeente  LEEUWARDEN", "Gemeente Leeuwarden, afdeling Jeugd"),
        *("Welzijn Zuid", "Alliantie Kinderarmoede", "De Brug"),
        *("De Brug, team jeugd", "Stichting De Brug"),
        *("Bibliotheek Noord", "Bibliotheek Noord, jeugd"),
    ],
)
def test_a_party_that_is_bound_is_asked_but_never_as_independent(party: str) -> None:
    make_organisation("De Brug", partner=True)
    helped = Party("Welzijn Zuid", ContributorRole.FACILITATOR)
    meeting = make_event(partners=parties.rows(["Bibliotheek Noord"]))
    outcome = adopted(meeting, actors=["Gemeente Leeuwarden"], contributors=[helped])

    with pytest.raises(NotAskedError) as refusal:
        ask_outsider(outcome, party=party)

    assert refusal.value.field == "independent"
    db.session.rollback()
    assert not ask_outsider(outcome, party=party, independent=False).independent


@pytest.mark.parametrize("party", ["Gemeente Assen", "De Brugwachter", "Leeuwarder Courant"])
def test_a_party_with_another_name_may_be_independent(party: str) -> None:
    make_organisation("De Brug", partner=True)

    assert ask_outsider(adopted(actors=["Gemeente Leeuwarden"]), party=party).independent


def test_an_answer_keeps_the_words_that_were_read() -> None:
    outcome = submitted()
    confirmation = say(ask_outsider(outcome), remark="Zo was het,\n\nprecies.")
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    service.change(outcome, by=author(), now=NOW, what_changed="Iets heel anders.")
    db.session.commit()

    db.session.expire_all()
    assert confirmation.remark == "Zo was het,\n\nprecies."
    assert confirmation.read["what_changed"] == "Partners werken aan een doe-agenda."
    assert not confirmation.is_of_today


@pytest.mark.parametrize(
    "change",
    [
        {"reach_number": 40, "reach_unit": "scholen", "reach_kind": ReachKind.COUNTED},
        {"direction": Direction.MIXED},
        {"level": Level.NATIONAL},
    ],
)
def test_a_yes_counts_for_the_reach_direction_and_level_that_were_read(
    change: dict[str, Any],
) -> None:
    outcome = submitted(reach_number=4, reach_unit="scholen", reach_kind=ReachKind.PLANNED)
    confirmation = say(ask_outsider(outcome))
    assert confirmation.confirms
    assert reading(confirmation.read).reach == "minder dan 5 scholen, gepland"
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
    service.change(outcome, by=author(), now=NOW, **change)

    assert not confirmation.confirms


def test_who_answered_before_reach_was_shown_still_confirms_the_rest() -> None:
    confirmation = say(ask_outsider(submitted()))
    read = dict(confirmation.read)
    for part in ("reach", "direction", "level", "line", "transferable"):
        del read[part]

    assert wording.same_change(read, wording.what_is(confirmation.outcome))
    assert reading(read).level is None


def test_who_became_part_of_it_before_the_answer_confirms_nothing() -> None:
    outcome = submitted()
    confirmation = ask_outsider(outcome)
    review.hand_back(outcome, reviewer=reviewer(), note="Wie nog meer?", now=NOW)
    school = ["Partners in Leeuwarden", confirmation.party]
    service.change(outcome, by=author(), now=NOW, actors=school)
    review.submit(outcome, now=NOW)

    say(confirmation)

    assert not confirmation.is_independent
    assert not confirmation.confirms
    assert "doet zelf mee" in str(confirmation.bound)


def test_who_became_a_partner_before_the_answer_answers_and_confirms_nothing() -> None:
    confirmation = ask_outsider(adopted())
    make_organisation(confirmation.party, partner=True)

    say(confirmation)

    assert confirmation.what is Agreement.FULLY
    assert not confirmation.confirms
    assert "is partner" in str(confirmation.bound)


def write_in(outcome: Outcome, **fields: Any) -> None:
    """Hand an outcome back, and write it anew."""
    review.hand_back(outcome, reviewer=reviewer(), note="Wie nog meer?", now=NOW)
    service.change(outcome, by=author(), now=NOW, **fields)
    db.session.commit()


def test_who_is_written_in_as_a_helper_after_a_yes_was_never_independent() -> None:
    outcome = submitted()
    confirmation = say(ask_outsider(outcome))
    assert confirmation.confirms

    write_in(outcome, contributors=[Party(confirmation.party, ContributorRole.FACILITATOR)])

    assert not confirmation.is_independent
    assert queries.strength(outcome) is Strength.WEAK
    assert judged([outcome.id]) == {outcome.id: Strength.WEAK}
    assert "hielp zelf mee" in str(confirmation.bond)
    assert confirmation.bound is None


def test_who_turns_out_to_have_held_its_meeting_was_never_independent() -> None:
    outcome = submitted()
    confirmation = say(ask_outsider(outcome))
    meeting = make_event(partners=parties.rows([confirmation.party]))

    write_in(outcome, events=[MeetingLink(meeting, EventLink.DIRECT)])

    assert queries.strength(outcome) is Strength.WEAK


def test_a_no_goes_on_disputing_when_who_said_it_is_written_in() -> None:
    outcome = submitted()
    confirmation = denied(outcome)

    write_in(outcome, contributors=[Party(confirmation.party, ContributorRole.FACILITATOR)])

    assert queries.strength(outcome) is Strength.DISPUTED


def test_who_became_a_partner_after_the_answer_stays_independent_for_it() -> None:
    confirmation = say(ask_outsider(adopted()))

    make_organisation(confirmation.party, partner=True)

    assert confirmation.confirms


def test_a_link_that_ran_out_is_noted_in_the_log_once() -> None:
    confirmation = ask_outsider(adopted())

    for _again in range(2):
        confirmation_duties.remind_due(NOW + timedelta(days=15))
        confirmation_duties.note_lapsed(OVER)

    lines = db.session.scalars(select(AccessLogLine).order_by(AccessLogLine.id))
    assert [(line.subject, line.purpose) for line in lines] == [
        (f"confirmation:{confirmation.ref}", "Herinnering verstuurd"),
        (f"confirmation:{confirmation.ref}", "Verlopen zonder antwoord"),
    ]


def test_a_second_answer_is_refused_and_the_first_stays() -> None:
    confirmation = say(ask_outsider(adopted()))

    with pytest.raises(AnsweredError):
        say(confirmation, what=Agreement.NO)

    db.session.rollback()
    assert confirmation.what is Agreement.FULLY


def test_words_that_changed_under_a_readers_eyes_are_read_again() -> None:
    outcome = adopted()
    confirmation = ask_outsider(outcome)
    read = fingerprint(outcome)
    see(outcome, OutcomeStatus.STARTED)

    with pytest.raises(ChangedError):
        say(confirmation, read=read)


def test_a_link_expires_is_sent_again_and_is_taken_back() -> None:
    confirmation = ask_outsider(adopted())

    assert confirmation.state(OVER) is ConfirmationState.EXPIRED
    with pytest.raises(IllegalMoveError):
        say(confirmation, now=OVER)
    db.session.rollback()
    confirming.send_again(confirmation, now=OVER)
    assert confirmation.state(OVER) is ConfirmationState.ASKED
    confirming.revoke(confirmation, by=author(), now=OVER)

    assert confirmation.state(OVER) is ConfirmationState.REVOKED
    for verb in (say, confirming.send_again):
        with pytest.raises(IllegalMoveError):
            verb(confirmation, now=OVER)


def test_while_the_words_are_being_changed_nobody_answers() -> None:
    outcome = submitted()
    confirmation = ask_outsider(outcome)
    review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)

    with pytest.raises(IllegalMoveError):
        say(confirmation)


def test_addresses_are_forgotten_and_words_stay() -> None:
    outcome = adopted()
    answered = say(ask_outsider(outcome))
    silent = ask_outsider(outcome, email="stil@voorbeeld.nl")

    confirmation_retention.erase_due(NOW + timedelta(days=89))
    assert (answered.email, silent.email) == ("directeur@vlieger.example", "stil@voorbeeld.nl")
    confirmation_retention.erase_due(NOW + timedelta(days=91))
    db.session.commit()

    assert (answered.email, silent.email) == (None, None)
    assert answered.what is Agreement.FULLY
    with pytest.raises(IllegalMoveError):
        confirming.send_again(silent, now=NOW)


def test_who_wants_it_is_forgotten_at_once_and_asked_no_more() -> None:
    outcome = adopted()
    answered = say(ask_outsider(outcome))
    silent = ask_outsider(outcome, email="stil@voorbeeld.nl")

    for confirmation in (answered, silent):
        confirming.withdraw(confirmation, now=NOW)
    db.session.commit()

    assert answered.state(NOW) is ConfirmationState.ANSWERED
    assert silent.state(NOW) is ConfirmationState.DECLINED
    assert confirmation_queries.of_address("stil@voorbeeld.nl") == []

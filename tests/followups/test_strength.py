"""How well an outcome is shown: by words and documents from outside, and a no until settled."""

from datetime import timedelta

import pytest

from academie.core.db import db
from academie.core.errors import DomainError, IllegalMoveError
from academie.events.models import Event
from academie.followups import (
    confirming,
    queries,
    review,
    service,
)
from academie.followups.first_outcome import first_outcome
from academie.followups.models import Outcome
from academie.followups.terms import (
    Agreement,
    EvidenceKind,
    Strength,
)
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import (
    LATER,
    adopted,
    ask_outsider,
    author,
    denied,
    make_outcome,
    reviewer,
    say,
    show,
    submitted,
)

pytestmark = pytest.mark.usefixtures("app")


def strength(outcome: Outcome) -> Strength:
    db.session.expire_all()
    return queries.strength(outcome)


@pytest.mark.parametrize(
    ("documented", "what", "independent", "expected"),
    [
        (False, None, True, Strength.WEAK),
        (True, None, True, Strength.FAIR),
        (False, Agreement.FULLY, True, Strength.FAIR),
        (True, Agreement.FULLY, True, Strength.STRONG),
        (True, Agreement.FULLY, False, Strength.FAIR),
        (False, Agreement.PARTLY, True, Strength.WEAK),
        (False, Agreement.CANNOT_JUDGE, True, Strength.WEAK),
        (True, Agreement.NO, True, Strength.DISPUTED),
        (True, Agreement.NO, False, Strength.FAIR),
    ],
)
def test_strength_follows_from_who_says_what_and_what_shows_it(
    documented: bool,
    what: Agreement | None,
    independent: bool,
    expected: Strength,
) -> None:
    outcome = adopted()
    show(outcome)
    if documented:
        show(outcome, EvidenceKind.DECISION, independent=True)
    confirmation = ask_outsider(outcome, independent=independent)
    if what:
        say(confirmation, what=what)

    assert strength(outcome) is expected


def test_a_yes_to_other_words_confirms_no_longer_but_a_no_still_disputes() -> None:
    agreed, refused = submitted(), submitted()
    say(ask_outsider(agreed))
    denied(refused)
    for outcome in (agreed, refused):
        review.hand_back(outcome, reviewer=reviewer(), note="Beter.", now=NOW)
        service.change(outcome, by=author(), now=NOW, what_changed="Iets anders.")
    db.session.commit()

    assert strength(agreed) is Strength.WEAK
    assert strength(refused) is Strength.DISPUTED


def test_a_no_is_settled_in_writing_by_the_team_and_not_by_the_author() -> None:
    outcome = adopted()
    confirmation = denied(outcome)
    first = make_user(email="team@voorbeeld.nl")

    with pytest.raises(IllegalMoveError):
        confirming.settle(confirmation, text="Klopt wel.", by=author(), now=NOW)
    db.session.rollback()
    confirming.settle(confirmation, text="De notulen zeggen het ook.", by=first, now=LATER)
    db.session.commit()

    assert strength(outcome) is Strength.WEAK
    assert (confirmation.what, confirmation.remark) == (Agreement.NO, "Dit gebeurde niet.")
    assert confirmation.resolution
    assert (confirmation.resolution.by, confirmation.resolution.at) == (first, LATER)
    with pytest.raises(IllegalMoveError):
        confirming.settle(confirmation, text="Nog iets.", by=first, now=LATER)


def test_who_handed_it_in_last_does_not_settle_a_no_about_their_words() -> None:
    outcome = make_outcome()
    review.submit(outcome, by=reviewer(), now=NOW)
    confirmation = denied(outcome)

    with pytest.raises(IllegalMoveError):
        confirming.settle(confirmation, text="Klopt wel.", by=reviewer(), now=NOW)

    confirming.settle(confirmation, text="Uitgezocht.", by=make_user(), now=NOW)
    assert not confirmation.disputes


def test_only_a_no_of_somebody_independent_is_settled() -> None:
    for what in (Agreement.PARTLY, Agreement.NO):
        confirmation = say(ask_outsider(adopted(), independent=False), what=what)

        with pytest.raises(DomainError):
            confirming.settle(confirmation, text="Zo.", by=reviewer(), now=NOW)
        db.session.rollback()


def test_what_is_disputed_counts_for_no_meeting() -> None:
    event = make_event()
    told = adopted(event, changed_on=WHEN.date() + timedelta(days=9), changed_precision="day")
    confirmation = denied(told)

    assert days(event) is None
    confirming.settle(confirmation, text="Uitgezocht.", by=reviewer(), now=NOW)
    assert days(event) == 9


def days(event: Event) -> int | None:
    first = first_outcome(event)
    return first.days if first else None

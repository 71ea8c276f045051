"""What the database itself refuses of confirmations, whoever asks."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from academie.core.db import db
from academie.followups.confirmations import Confirmation, Resolution
from academie.followups.terms import Agreement
from tests.factories import NOW, make_event
from tests.followups.factories import (
    adopted,
    ask_outsider,
    author,
    denied,
    reviewer,
    say,
    submitted,
)

pytestmark = pytest.mark.usefixtures("app")


def refused(statement: str) -> bool:
    """Tell whether the database refuses a statement."""
    try:
        db.session.execute(text(statement))
    except DatabaseError:
        return True
    finally:
        db.session.rollback()
    return False


def test_an_answer_is_never_changed_or_deleted_but_its_address_may_go() -> None:
    say(ask_outsider(adopted(make_event())), remark="Zo is het.")

    for change in (
        *("what = 'no'", "significance = 'no'", "contribution = 'no'", "remark = 'x'"),
        *("remark = NULL", "wording = '{}'", "answered_at = '2027-03-02'", "role = 'x'"),
        *("party = 'x'", "independent = NOT independent", "independence = 'x'"),
        *("email = 'ander@voorbeeld.nl'", "expires_at = '2030-01-01'", "outcome_id = 99"),
        "revoked_at = asked_at",
    ):
        assert refused(f"UPDATE confirmation SET {change}"), change  # noqa: S608 - our own words
    assert refused("DELETE FROM confirmation")
    assert not refused("UPDATE confirmation SET email = NULL")


def test_who_was_asked_never_becomes_somebody_else() -> None:
    ask_outsider(adopted())

    for change in ("role = 'x'", "party = 'x'", "email = 'ander@voorbeeld.nl'", "outcome_id = 99"):
        assert refused(f"UPDATE confirmation SET {change}"), change  # noqa: S608 - our own words
    assert refused("DELETE FROM confirmation")
    assert not refused("UPDATE confirmation SET revoked_at = asked_at, email = NULL")


def test_what_was_taken_back_stays_so() -> None:
    confirmation = ask_outsider(adopted())
    confirmation.revoked_at = NOW
    db.session.commit()

    assert refused("UPDATE confirmation SET revoked_at = NULL")
    assert refused("UPDATE confirmation SET sent_at = '2030-01-01', expires_at = '2031-01-01'")


def test_half_an_answer_is_refused() -> None:
    ask_outsider(adopted())

    for change in (
        *("what = 'fully'", "remark = 'x'", "contribution = 'no'", "answered_at = asked_at"),
        "answered_at = asked_at, what = 'fully', significance = 'fully'",
        "answered_at = '2031-01-01', what = 'fully', significance = 'fully', wording = '{}'",
    ):
        assert refused(f"UPDATE confirmation SET {change}"), change  # noqa: S608 - our own words


@pytest.mark.parametrize("about", ["what", "significance", "contribution"])
def test_somebody_agrees_in_one_of_four_ways(about: str) -> None:
    ask_outsider(adopted(make_event()))
    whole = (
        "UPDATE confirmation SET answered_at = asked_at, wording = '{}', what = 'fully',"
        " significance = 'partly', contribution = 'cannot_judge'"
    )

    assert refused(re.sub(f"{about} = '[a-z_]+'", f"{about} = 'maybe'", whole))
    assert not refused(whole)


def test_a_fourth_question_is_refused() -> None:
    outcome = submitted()
    rows = [ask_outsider(outcome, email=f"{number}@voorbeeld.nl") for number in range(3)]
    fourth = {name: getattr(rows[0], name) for name in ("role", "party", "independent")}
    db.session.add(
        Confirmation(
            outcome=outcome,
            email="vier@voorbeeld.nl",
            independence="x",
            asked_by=author(),
            asked_at=NOW,
            sent_at=NOW,
            expires_at=rows[0].expires_at,
            **fourth,
        )
    )

    with pytest.raises(DatabaseError, match="three at most"):
        db.session.flush()


def test_a_settlement_is_for_good_and_not_by_the_author() -> None:
    outcome = adopted()
    confirmation = denied(outcome)
    other = say(ask_outsider(outcome, email="ja@voorbeeld.nl"), what=Agreement.PARTLY)
    for by, what in ((author(), confirmation), (reviewer(), other)):
        db.session.add(Resolution(confirmation=what, text="Zo.", by=by, at=NOW))
        with pytest.raises(DatabaseError, match="nothing for this person to settle"):
            db.session.flush()
        db.session.rollback()
    db.session.add(Resolution(confirmation=confirmation, text="Zo.", by=reviewer(), at=NOW))
    db.session.commit()

    assert refused("UPDATE confirmation_resolution SET text = 'x'")
    assert refused("DELETE FROM confirmation_resolution")
    again = f"SELECT 99, {confirmation.id}, 'x', {reviewer().id}, '2027-03-01'"
    with pytest.raises(IntegrityError):
        db.session.execute(text(f"INSERT INTO confirmation_resolution {again}"))

"""Local alliances: one a place, how far it is only grows, and what shows each criterion."""

from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError, IntegrityError

from academie.accounts.models import User
from academie.alliances import queries, service
from academie.alliances.models import CriterionEvidence
from academie.alliances.terms import AlliancePhase, Criterion
from academie.core.db import db
from academie.followups import review
from academie.followups.evidence import Evidence
from academie.followups.models import Outcome
from academie.followups.service import Place
from academie.followups.terms import PlaceKind, Precision
from academie.reference.models import Province
from tests.alliances.factories import SINCE, make_alliance, show
from tests.factories import NOW, make_event
from tests.followups import factories as outcomes
from tests.followups.factories import adopted, author, make_outcome, reviewer
from tests.meanwhile import refused_meanwhile
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("app")


def evidence_of(outcome: Outcome) -> Evidence:
    outcomes.show(outcome)
    return outcome.evidence[0]


def test_a_municipality_without_alliance_has_no_evidence() -> None:
    wheel = queries.flywheel("Assen")

    assert (wheel.place, wheel.alliance, wheel.score) == ("Assen", None, 0)
    assert list(wheel.evidence) == list(Criterion)


def test_the_flywheel_counts_criteria_with_evidence_and_not_pieces_of_it() -> None:
    alliance = make_alliance("Fryske Marren", province=Province.FRIESLAND)
    first = show(alliance, Criterion.SECTORS)
    second = show(alliance, Criterion.SECTORS, title="Notulen")
    third = show(alliance, Criterion.CHILD)

    wheel = queries.flywheel("FRYSKE marren")

    assert wheel.score == 2
    assert wheel.province is Province.FRIESLAND
    assert wheel.evidence == {
        Criterion.SECTORS: [first, second],
        Criterion.NEEDS: [],
        Criterion.THEORY: [],
        Criterion.CHILD: [third],
    }


def test_evidence_of_an_outcome_counts_as_long_as_the_outcome_does() -> None:
    told = adopted()
    alliance = make_alliance()
    show(alliance, evidence=evidence_of(told))
    before = queries.wheel_of(alliance).score

    review.withdraw(told, by=reviewer(), reason="Het klopt niet.", now=NOW)

    assert (before, queries.wheel_of(alliance).score) == (1, 0)


def test_what_is_withdrawn_no_longer_counts_and_stays() -> None:
    alliance = make_alliance()
    shown = show(alliance)

    service.withdraw(shown, by=reviewer(), now=NOW)

    assert queries.wheel_of(alliance).score == 0
    assert (shown.withdrawn_at, shown.withdrawn_by) == (NOW, reviewer())
    assert show(alliance).title == shown.title


def test_of_two_who_take_evidence_back_at_once_the_first_stands(app: Flask) -> None:
    shown = show(make_alliance())
    known, people = shown.id, [author().id, reviewer().id]

    def withdraw(number: int) -> None:
        found, by = db.session.get(CriterionEvidence, known), db.session.get(User, number)
        assert found
        assert by
        service.withdraw(found, by=by, now=NOW)

    first, second = (partial(withdraw, number) for number in people)
    assert not refused_meanwhile(app, first, second)
    db.session.expire_all()
    assert shown.withdrawn_by == author()


def test_the_same_evidence_shows_a_criterion_once() -> None:
    alliance = make_alliance()
    known = evidence_of(adopted())
    show(alliance, evidence=known)

    with pytest.raises(service.ShownAlreadyError):
        show(alliance, evidence=known)

    assert show(alliance, Criterion.CHILD, evidence=known).criterion is Criterion.CHILD


def test_evidence_to_choose_from_is_of_adopted_outcomes_in_the_same_place() -> None:
    here = evidence_of(adopted())
    evidence_of(make_outcome())
    place = Place(PlaceKind.MUNICIPALITY, "Assen")
    evidence_of(adopted(places=[place]))

    nearby = queries.evidence_nearby(make_alliance("LEEUWARDEN"))

    assert [shown for _outcome, shown in nearby] == [here]


def test_a_place_has_one_alliance_however_its_name_is_written() -> None:
    make_alliance("Súdwest-Fryslân")

    with pytest.raises(service.PlaceTakenError):
        make_alliance("sudwest fryslan")
    with pytest.raises(service.PlaceWithoutLettersError):
        make_alliance("...")


def test_the_phase_of_the_latest_day_holds_and_none_is_lost() -> None:
    alliance = make_alliance(phase=AlliancePhase.BUILD)
    moves = ((AlliancePhase.INDEPENDENT, date(2027, 2, 1)), (AlliancePhase.WISH, date(2026, 1, 1)))

    for phase, day in moves:
        service.move_on(alliance, phase=phase, since_on=day, by=author(), now=NOW)

    assert [change.phase.value for change in alliance.phases] == ["wish", "build", "independent"]
    assert alliance.current.phase is AlliancePhase.INDEPENDENT
    with pytest.raises(service.SamePhaseError):
        service.move_on(alliance, phase=AlliancePhase.BUILD, since_on=SINCE, by=author(), now=NOW)


def test_a_phase_of_this_year_comes_after_a_day_of_it() -> None:
    november = datetime(2027, 11, 20, 12, tzinfo=UTC)
    alliance = make_alliance(since_on=date(2027, 3, 10), now=november)

    service.move_on(
        alliance,
        phase=AlliancePhase.INDEPENDENT,
        since_on=date(2027, 1, 1),
        since_precision=Precision.YEAR,
        by=author(),
        now=november,
    )

    assert alliance.current.phase is AlliancePhase.INDEPENDENT


def test_the_database_keeps_every_phase() -> None:
    make_alliance()

    for statement in ("UPDATE alliance_phase SET phase = 'wish'", "DELETE FROM alliance_phase"):
        with pytest.raises(DatabaseError, match="append only"):
            db.session.execute(text(statement))
        db.session.rollback()


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"title": "Verslag", "withdrawn_at": NOW},
    ],
)
def test_the_database_refuses_evidence_that_is_none(wrong: dict[str, Any]) -> None:
    values: dict[str, Any] = {"alliance": make_alliance(), "criterion": Criterion.CHILD} | wrong
    db.session.add(CriterionEvidence(added_by=author(), added_at=NOW, **values))

    with pytest.raises(IntegrityError):
        db.session.flush()


def test_a_wish_does_not_count() -> None:
    make_alliance("Assen", phase=AlliancePhase.WISH)
    make_alliance("Emmen", phase=AlliancePhase.EXPLORE)
    make_alliance("Meppel")

    wheels = queries.flywheels()

    tally = queries.tally(wheels)
    assert tally.counted == 2
    assert list(tally.by_phase.values()) == [1, 1, 1, 0]
    chosen = queries.chosen(wheels, phase=None, counted=True)
    assert [wheel.place for wheel in chosen] == ["Emmen", "Meppel"]


def test_all_flywheels_take_as_many_queries_as_one() -> None:
    counts = []
    for number in range(3):
        alliance = make_alliance(f"Plaats {number}", event=make_event())
        show(alliance, evidence=evidence_of(adopted()))
        show(alliance, Criterion.CHILD)
        if number != 1:
            counts.append(queries_of_all())

    assert counts[0] == counts[1]


def queries_of_all() -> int:
    db.session.commit()
    db.session.expunge_all()
    with asked_queries() as asked:
        for wheel in queries.flywheels():
            assert wheel.score == 2
            assert wheel.alliance is not None
            assert wheel.alliance.event is not None
    return len(asked)

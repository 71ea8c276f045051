"""Whatever is done in whatever order: totals hold what is adopted and undisputed, and no plan."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from academie.core.db import db, new_ref
from academie.core.errors import DomainError
from academie.followups import confirming, queries, review
from academie.followups.models import Outcome
from academie.followups.terms import Agreement, OutcomeState, ReachKind, Strength
from academie.followups.totals import reach
from academie.followups.wording import fingerprint
from academie.results.queries import Wanted, sums
from tests.factories import NOW
from tests.followups.factories import author, reviewer, submitted


def _say(outcome: Outcome, what: Agreement) -> None:
    """Ask one more person, and let them answer."""
    asked = confirming.ask(
        outcome,
        role="Directeur",
        party="Basisschool De Vlieger",
        email=f"{len(outcome.confirmations)}@vlieger.example",
        independent=True,
        independence="Deed niet mee.",
        by=author(),
        now=NOW,
    )
    words: dict[str, Any] = {"contribution": None, "remark": None, "read": fingerprint(outcome)}
    confirming.answer(asked, what=what, significance=what, now=NOW, **words)


def _settle(outcome: Outcome) -> None:
    for said in outcome.confirmations:
        confirming.settle(said, text="Uitgezocht.", by=reviewer(), now=NOW)


VERBS: dict[str, Callable[[Outcome], object]] = {
    "submit": lambda one: review.submit(one, now=NOW),
    "adopt": lambda one: review.adopt(one, reviewer=reviewer(), now=NOW),
    "hand_back": lambda one: review.hand_back(one, reviewer=reviewer(), note="Beter.", now=NOW),
    "withdraw": lambda one: review.withdraw(one, by=reviewer(), reason="Dubbel.", now=NOW),
    "yes": lambda one: _say(one, Agreement.FULLY),
    "no": lambda one: _say(one, Agreement.NO),
    "settle": _settle,
}
MOVES = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(sorted(VERBS))), max_size=10)
KINDS = st.lists(st.sampled_from(ReachKind), min_size=3, max_size=3)


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: the sums are made outside it."""
    return sqlite_url


def move(outcome: Outcome, verb: str) -> None:
    """Do something, or be refused."""
    try:
        VERBS[verb](outcome)
        db.session.commit()
    except DomainError:
        db.session.rollback()


def is_denied(outcome: Outcome) -> bool:
    """Tell by the answers alone whether an outcome is disputed."""
    noes = [said for said in outcome.confirmations if said.what is Agreement.NO]
    return any(said.resolution is None for said in noes)


@given(kinds=KINDS, moves=MOVES)
@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_totals_ignore_what_is_disputed_or_unadopted_and_no_plan_is_reached(
    app: Flask,  # noqa: ARG001 - its database
    kinds: list[ReachKind],
    moves: list[tuple[int, str]],
) -> None:
    unit = new_ref()
    reach_of: dict[str, Any] = {"reach_unit": unit}
    outcomes = [
        submitted(reach_kind=kind, reach_number=100 ** (1 + place), **reach_of)
        for place, kind in enumerate(kinds)
    ]
    for which, verb in moves:
        move(outcomes[which], verb)

    db.session.expire_all()
    rows = [queries.row(outcome) for outcome in outcomes]
    expected: Counter[ReachKind] = Counter()
    for row, kind in zip(rows, kinds, strict=True):
        denied = is_denied(row.outcome)
        assert denied == (row.strength is Strength.DISPUTED)
        if row.outcome.state is OutcomeState.ADOPTED and not denied:
            expected[kind] += row.outcome.reach_number or 0
    found = reach(rows)
    assert {one.kind: one.number for one in found} == dict(expected)
    assert ReachKind.PLANNED not in {one.kind for one in found if one.is_reached}
    public = {one.kind: one.number for one in sums(Wanted()).reached if one.unit == unit}
    assert public == dict(expected)
    mine = Outcome.id.in_([outcome.id for outcome in outcomes])
    counted = db.session.scalars(select(Outcome.id).where(mine, *queries.COUNTED))
    assert set(counted) == {row.outcome.id for row in rows if row.counts}

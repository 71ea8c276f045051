"""Plans: what a line may say, how its number is cut into years, and what the database refuses."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from academie.core.db import db
from academie.core.period import Period
from academie.plans import service
from academie.plans.targets import of_line, planned_words, years
from academie.plans.terms import Bound, Measure, Unit
from tests.factories import NOW
from tests.plans.factories import in_all, make_line, make_plan, without_target

on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
RULES = (
    ("grant_plan", "period", "last_on = '2026-12-31'"),
    ("grant_plan", "said", "source = ''"),
    ("grant_plan_line", "number_or_words", "planned_text = 'Zo veel als kan'"),
    ("grant_plan_line", "number_whole", "per = NULL"),
    ("grant_plan_line", "planned", "planned = -1"),
    ("grant_plan_line", "source_by_hand", "measure = NULL"),
    ("grant_plan_line", "position", "position = 0"),
)


@pytest.mark.usefixtures("app")
def test_the_database_refuses_a_plan_that_breaks_a_rule() -> None:
    make_line(make_plan())

    for table, rule, change in RULES:
        with pytest.raises(DBAPIError, match=f"ck_{table}_{rule}"):
            db.session.execute(text(f"UPDATE {table} SET {change}"))  # noqa: S608 - our own words
        db.session.rollback()


@on_sqlite
@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("planned_text", {"planned_text": "Zo veel als kan"}),
        ("per", {"per": None}),
        ("bound", {"bound": None}),
        ("planned", {"planned": None}),
        ("source", {"measure": None}),
    ],
)
def test_half_a_line_is_refused_beside_its_field(field: str, change: dict[str, Any]) -> None:
    values: dict[str, Any] = {
        "activity": "Kenniskringen",
        "measure": Measure.KENNISKRINGEN,
        "planned": 8,
        "per": Unit.YEAR,
        "bound": Bound.AT_LEAST,
    }

    with pytest.raises(service.LineError) as refused:
        service.add_line(make_plan(), now=NOW, **values | change)

    assert refused.value.field == field


@on_sqlite
@pytest.mark.usefixtures("app")
def test_lines_move_and_go_and_stay_in_order() -> None:
    plan = make_plan()
    first, second, third = (make_line(plan, activity=name) for name in ("een", "twee", "drie"))

    service.move_line(third, up=True, now=NOW)
    service.move_line(first, up=True, now=NOW)
    service.remove_line(second, now=NOW)
    db.session.commit()

    assert [(line.activity, line.position) for line in plan.lines] == [("een", 1), ("drie", 2)]


@on_sqlite
@pytest.mark.usefixtures("app")
def test_a_plan_without_a_target_says_so_and_invents_none() -> None:
    plan = make_plan()

    lines = [
        make_line(plan),
        in_all(plan, Measure.NEW_PARTNERS, 1075),
        without_target(plan, Measure.ACADEMIES),
    ]

    assert [planned_words(line) for line in lines] == [
        "minimaal 8 per jaar",
        "minimaal 1.075 in de hele periode van het plan",
        "Geen doel in de bron",
    ]


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 2, 1), date(2027, 1, 31), "Draai ze om"),
        (date(2027, 1, 1), date(2126, 12, 31), "te lang"),
        (date(2027, 1, 1), date(2037, 1, 1), "te lang"),
    ],
)
def test_a_period_that_is_none_is_refused(first: date, last: date, said: str) -> None:
    with pytest.raises(service.PeriodError) as refused:
        service.checked_period(first, last)

    assert said in str(refused.value.message)


def test_years_count_from_the_first_day_and_the_last_may_be_short() -> None:
    found = years(Period(first=date(2028, 2, 29), last=date(2029, 6, 30)))

    assert [(each.first, each.last) for each in found] == [
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2029, 3, 1), date(2029, 6, 30)),
    ]


@on_sqlite
@pytest.mark.usefixtures("app")
def test_a_number_per_year_is_a_target_for_each_year_of_a_period() -> None:
    line = make_line(make_plan())

    found = of_line(line, Period(first=date(2027, 7, 1), last=date(2028, 12, 31)))

    assert [(one.part, one.period.first, one.is_cut) for one in found] == [
        (1, date(2027, 7, 1), True),
        (2, date(2028, 1, 1), False),
    ]

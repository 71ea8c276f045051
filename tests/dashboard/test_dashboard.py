"""Where everything stands: each figure is how many records it opens."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urldefrag

import pytest
from bs4 import Tag
from flask import Flask

from academie.accounts.models import RoleName
from academie.activity.service import Typed, throw_away, write
from academie.core import clock
from academie.core.db import db
from academie.dashboard.academies import academies
from academie.dashboard.coming import WEEKS, coming
from academie.dashboard.first_outcomes import times
from academie.dashboard.gathering import dashboard
from academie.dashboard.goals import PlanGoals, plan_goals
from academie.dashboard.terms import AcademyState
from academie.dashboard.wheels import wheel_map
from academie.events.terms import EventKind
from academie.followups.first_outcome import first_outcome
from academie.followups.terms import EventLink, Precision
from academie.plans.terms import Measure
from tests.activity.factories import make_report
from tests.alliances.factories import make_alliance, show
from tests.browser import Browser, Page, words
from tests.dashboard.factories import (
    TODAY,
    answered,
    at,
    came_of,
    furnish,
    held,
    late_question,
    plan_for_two_years,
)
from tests.factories import make_user
from tests.followups.factories import adopted, author, denied
from tests.planning.factories import make_task
from tests.plans.factories import in_all, make_plan
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("app")
HOME = "/beheer/dashboard"
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
ROWS = {
    "dashboard": "ul.records > li",
    "vervolgvragen": "main tbody tr",
    "taken": "#te-laat + ul > li",
    "opbrengsten": "main tbody tr",
    "allianties": "main tbody tr",
    "bijeenkomsten": "main tbody tr",
    "plannen": "main tbody tr",
}
"""Where the list behind an address of /beheer has its rows."""
ONE_RECORD = re.compile(r"/beheer/opbrengsten/[0-9a-f]{16}")


def test_an_answer_to_a_later_question_counts_although_an_earlier_one_got_none() -> None:
    answered(held(400), 12)

    assert [academy.state for academy in academies(TODAY)] == [AcademyState.AFTER_12]


def test_the_time_to_a_first_outcome_is_that_of_each_meeting_by_itself() -> None:
    slow, fast, silent = held(400), held(100), held(50)
    came_of(slow, 60)
    came_of(slow, 20)
    came_of(fast, 0)
    denied(came_of(silent, 5))
    came_of(silent, 6, link=EventLink.NOT_SHOWN)
    vague = held(30)
    adopted(vague, changed_on=date(2027, 1, 1), changed_precision=Precision.YEAR)
    came_of(held(90, kind=EventKind.KENNISKRING), 1)
    undated = held(20)
    adopted(undated)

    found = times(academies(TODAY))

    told = [(one.academy.id, one.outcome.days) for one in found.found]
    assert told == [(undated.id, None), (vague.id, None), (fast.id, 0), (slow.id, 20)]
    assert [one.outcome for one in found.found] == [
        first_outcome(event) for event in (undated, vague, fast, slow)
    ]
    assert found.median_days == 10
    assert [academy.id for academy in found.without] == [silent.id]


@on_sqlite
@pytest.mark.parametrize(
    ("exact", "told"),
    [
        ((10, 20), "20 dagen, over 3 van de 4"),
        ((200, 201), "minstens 200 dagen, over 3 van de 4"),
        ((10, 20, 30), "25 dagen, over 4 van de 5"),
    ],
)
def test_the_middle_is_told_no_more_exactly_than_the_times_are_known(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, exact: tuple[int, ...], told: str
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    for days in exact:
        came_of(held(399), days)
    for days_ago in (400, 30):
        year = date(2027, 1, 1)
        adopted(held(days_ago), changed_on=year, changed_precision=Precision.YEAR)
    browser.sign_in(make_user())

    page = browser.get(HOME)

    (middle,) = [fact for fact in page.texts("dl.stats > div") if "In het midden" in fact]
    assert middle == f"In het midden {told}"


def test_the_coming_weeks_begin_on_monday_and_leave_out_what_is_over() -> None:
    held(1)
    under_way = at(TODAY.replace(hour=9))
    sunday = at(TODAY.replace(day=19, hour=21, minute=59))
    monday = at(TODAY.replace(day=19, hour=22), published=False)
    at(TODAY.replace(month=10, day=25))

    weeks = coming(TODAY)

    assert [week.number for week in weeks] == list(range(37, 37 + WEEKS))
    refs = [[meeting.ref for meeting in week.meetings] for week in weeks]
    assert refs == [[under_way.ref, sunday.ref], [monday.ref], [], [], [], []]
    assert [week.light for week in weeks] == [1, 0.2, 0, 0, 0, 0]


@on_sqlite
def test_a_line_of_a_plan_tells_what_is_left_to_do(app: Flask) -> None:
    plan = plan_for_two_years()
    held(90, kind=EventKind.KENNISKRING)
    make_alliance()
    make_alliance("Nergensdorp")

    ((_plan, goals),) = told(app, TODAY)

    assert [(goal.figure, goal.gap) for goal in goals] == [
        (1, "nog 7"),
        (0, "begint nog"),
        (2, "gehaald, 1 meer"),
        (0, "binnen het plan"),
        (0, "geen plancijfer"),
        (None, ""),
    ]
    ((_plan, goals),) = told(app, TODAY.replace(year=2029))
    assert [goal.gap for goal in goals[:2]] == ["7 te weinig", "8 te weinig"]

    report = make_report(plan, last_on=date(2027, 12, 31))
    letters = plan.lines[-1]
    write(report, {(letters.ref, 0): Typed("", 4, "De lijst")}, by=author(), now=TODAY)
    db.session.commit()
    ((_plan, goals),) = told(app, TODAY)
    last = goals[-1]
    assert (last.figure, last.gap, last.report) == (4, "nog 2", "verslag 2027, concept")
    assert last.url == f"/beheer/rapporten/activiteiten/{report.ref}"

    whole = make_report(plan)
    write(whole, {(letters.ref, 0): Typed("", 5, "De lijst")}, by=author(), now=TODAY)
    end = make_report(plan, first_on=date(2028, 12, 1))
    write(end, {(letters.ref, 0): Typed("", 1, "De lijst")}, by=author(), now=TODAY)
    db.session.commit()
    after = TODAY.replace(year=2029)
    assert by_hand(app, after) == (5, "1 te weinig")
    throw_away(whole)
    db.session.commit()
    assert by_hand(app, after) == (4, "niet over alle dagen geteld")


@on_sqlite
def test_what_is_left_to_do_is_written_as_the_figures_beside_it(app: Flask) -> None:
    in_all(make_plan(), Measure.NETWORK, 1_250)

    assert told(app, TODAY)[0].goals[0].gap == "nog 1.250"


def by_hand(app: Flask, now: datetime) -> tuple[object, str]:
    """Read the last line, which somebody counts by hand."""
    goal = told(app, now)[0].goals[-1]
    return goal.figure, goal.gap


def told(app: Flask, now: datetime) -> Sequence[PlanGoals]:
    with app.test_request_context():
        return plan_goals(now)


@on_sqlite
def test_more_of_everything_takes_no_more_questions(app: Flask) -> None:
    team = make_user()
    furnish()
    with app.test_request_context(), asked_queries() as few:
        dashboard(team, TODAY)
    for number in range(2):
        answered(held(300 + number), 3)
        came_of(held(200 + number), 10)
        late_question(held(150 + number))
        at(TODAY + timedelta(days=4), title=f"Publieksacademie {number}")
        make_task(held(30), due_on=TODAY.date() - timedelta(days=1))
        show(make_alliance(f"Nergensdorp {number}"))

    with app.test_request_context(), asked_queries() as many:
        dashboard(team, TODAY)

    assert len(many) == len(few)


@on_sqlite
def test_a_tile_says_how_many_wheels_it_has_no_room_for() -> None:
    for number in range(8):
        make_alliance(f"Nergensdorp {'abcdefgh'[number]}")

    (tile,) = [tile for tile in wheel_map().tiles if tile.wheels]

    assert (tile.letters, len(tile.spots), tile.more) == ("?", 5, 3)


def test_every_figure_opens_exactly_the_records_it_counts(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: TODAY)
    furnish()
    browser.sign_in(make_user())

    page = browser.get(HOME)

    figures = [link for link in page.select("main a") if re.fullmatch(r"[\d.]+", words(link))]
    assert {room(str(link["href"])) for link in figures} == set(ROWS)
    assert states(page) == [2, 1, 1, 2, 0, 1, 0, 0, 1, 1]
    for link in figures:
        check(browser, link)
    dated = {words(section.select("p.small")[0]) for section in page.select("main section")}
    assert dated == {"Stand van woensdag 15 september 2027, 12.00 uur"}


def states(page: Page) -> list[int]:
    """Read how many academies are how far."""
    rows = page.select('[aria-label="Academies van wens tot 24 maanden"] tbody tr')
    return [int(words(row.select("td")[0])) for row in rows]


def check(browser: Browser, link: Tag) -> None:
    """Open a figure, and count the rows of the list behind it; one record has a page of its own."""
    url, figure = str(link["href"]), int(words(link))
    page = browser.get(urldefrag(url).url)
    assert page.status == 200
    if not ONE_RECORD.fullmatch(url) and not of_the_middle(link):
        assert len(page.select(ROWS[room(url)])) == figure, url


def of_the_middle(link: Tag) -> bool:
    """Tell whether it is the median, which counts days and not academies."""
    fact = link.find_parent("div")
    return fact is not None and "In het midden" in words(fact)


def room(url: str) -> str:
    return re.split("[/?#]", url)[2]


@on_sqlite
def test_an_empty_house_has_a_dashboard_too(browser: Browser) -> None:
    browser.sign_in(make_user())

    page = browser.get(HOME)

    assert "Nog geen academie heeft een opbrengst" in page.text("main")
    zeros = [link for link in page.select("main a") if words(link) == "0"]
    assert {room(str(link["href"])) for link in zeros} > {"dashboard", "vervolgvragen", "taken"}
    for link in zeros:
        check(browser, link)
    assert browser.get(f"{HOME}/wens").text(".quiet") == "Er is er nu geen."
    assert browser.get(f"{HOME}/anders").status == 404


@on_sqlite
@pytest.mark.parametrize("role", [RoleName.ORGANISER, RoleName.READER])
def test_it_is_for_the_project_team_alone(browser: Browser, role: RoleName) -> None:
    browser.sign_in(make_user(role))

    assert browser.get(HOME).status == 404
    assert browser.get(f"{HOME}/wens").status == 404

"""Drafts: done beside planned, and what is missing before somebody can adopt them."""

from datetime import date, timedelta
from typing import Any

import pytest

from academie.activity import adopting, annex_tables, evidence, service
from academie.activity.drawing import draw
from academie.activity.models import ActivityWriter
from academie.activity.service import Typed
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import service as events
from academie.followups.terms import Precision
from academie.plans.service import PeriodError
from academie.plans.terms import Bound, Measure, Unit
from academie.reports.tables import words
from tests.activity.factories import AFTER, adopt, adopter, complete, explain, make_report
from tests.alliances.factories import make_pledge
from tests.checkin.factories import make_guest
from tests.checkpoints.factories import make_question
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import adopted, ask_outsider, author, reviewer, say
from tests.plans.factories import in_all, make_line, make_plan, without_target

pytestmark = pytest.mark.usefixtures("app")
on_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def table(report: Any, key: str) -> list[list[str]]:
    found = next(one for one in draw(report, AFTER).document.tables if one.key == key)
    return [[words(cell) for cell in row] for row in found.rows]


def test_a_report_sets_what_was_done_beside_what_was_planned() -> None:
    report = make_report()

    before = draw(report, AFTER)
    explain(report)

    assert [(row.figure, row.difference) for row in before.rows] == [(1, -1), (None, None)]
    assert [row.gap for row in before.rows] == [
        "Er is 1 minder gedaan dan gepland. Leg uit hoe dat komt.",
        "Vul in hoeveel er is gedaan, en waar dat staat.",
    ]
    assert draw(report, AFTER).is_complete
    days = "01-01-2027 t/m 31-12-2028"
    planned = "minimaal 2 in de hele periode van het plan"
    assert table(report, "regels") == [
        ["1", "Gehouden publieksacademies", days, planned, "1", "-1"],
        ["2", "Nieuwsbrieven", days, planned, "2", "0"],
    ]


@on_sqlite
def test_more_than_planned_asks_for_an_explanation_as_well_and_no_target_asks_for_none() -> None:
    plan = make_plan()
    make_event()
    in_all(plan, Measure.ACADEMIES, 0, bound=Bound.AT_MOST)
    without_target(plan, Measure.ACADEMIES)
    make_line(plan, Measure.LESSONS, planned=None, per=None, bound=None, planned_text="Leren")
    in_all(plan, Measure.NETWORK, 1_250)

    rows = draw(make_report(plan), AFTER).rows

    assert [row.gap for row in rows] == [
        "Er is 1 meer gedaan dan gepland. Leg uit hoe dat komt.",
        "",
        "Schrijf op wat hiervan is gedaan.",
        "Er zijn er 1.250 minder dan gepland. Leg uit hoe dat komt.",
    ]


@on_sqlite
def test_a_hidden_figure_always_asks_for_an_explanation_and_tells_no_difference() -> None:
    plan = make_plan()
    make_guest(make_event(), people=3)
    in_all(plan, Measure.REGISTERED, 3)

    row = draw(make_report(plan), AFTER).rows[0]

    assert words(row.figure or 0) == "minder dan 5"
    assert words(row.difference or 0) == "afgeschermd"
    assert row.gap == "Leg het verschil met het plan uit."


@on_sqlite
def test_what_went_otherwise_stands_in_the_report_by_itself() -> None:
    event = make_event(wish=None, gate_override="Het bestuur wilde dit zo.")
    off = make_event(title="Publieksacademie Emmen")
    events.cancel(off, reason="De zaal brandde af.", now=NOW)
    make_question(event, now=WHEN)
    db.session.commit()

    report = make_report(make_plan())

    assert table(report, "zonder-wens-of-toezegging")[0][2] == "Het bestuur wilde dit zo."
    assert table(report, "niet-gehouden")[0][3:] == ["Gaat niet door", "De zaal brandde af."]
    assert table(report, "open-vervolgvragen")[0][1:] == ["Na 3 maanden", "9 mrt 2027"]


@on_sqlite
@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2027, 2, 1), date(2027, 1, 1), "Draai ze om"),
        (date(1950, 1, 1), date(2049, 12, 31), "te lang"),
        (date(2026, 12, 31), date(2027, 12, 31), "binnen het plan"),
    ],
)
def test_a_period_outside_the_plan_is_refused(first: date, last: date, said: str) -> None:
    with pytest.raises(PeriodError) as refused:
        make_report(make_plan(), first_on=first, last_on=last)

    assert said in str(refused.value.message)


@on_sqlite
def test_a_plan_has_one_report_for_a_period() -> None:
    report = make_report(plan := make_plan())

    with pytest.raises(service.ReportExistsError) as refused:
        make_report(plan)

    assert refused.value.report is report


@on_sqlite
def test_a_plan_without_lines_is_not_adopted() -> None:
    report = make_report(make_plan())

    with pytest.raises(adopting.IncompleteError):
        adopt(report)

    assert draw(report, AFTER).gaps == [
        "Het plan heeft geen regels. Zonder regels valt er niets vast te stellen."
    ]


@on_sqlite
def test_who_ever_wrote_in_a_report_adopts_neither_it_nor_its_correction() -> None:
    report, third = make_report(), make_user(email="derde@voorbeeld.nl")
    explain(report, by=adopter())
    explain(report, "De zaal was dicht!", by=third)
    explain(report, "De zaal was dicht!", by=reviewer())

    for writer in (author(), adopter(), third):
        with pytest.raises(adopting.NotYoursError):
            adopt(report, by=writer)
    assert adopt(report, by=reviewer())
    version = service.correct(report, what_changed="Een komma.", by=reviewer(), now=AFTER)
    db.session.commit()

    assert version.writers == {author(), adopter(), third, reviewer()}


def test_a_draft_that_is_thrown_away_takes_along_who_wrote_in_it() -> None:
    report = complete()
    explain(report, by=adopter(), text="Anders.")

    service.throw_away(report)
    db.session.commit()

    assert db.session.query(ActivityWriter).all() == []


@on_sqlite
def test_a_number_filled_in_by_hand_needs_its_source() -> None:
    report = make_report()
    line = report.plan.lines[1]

    with pytest.raises(service.WithoutSourceError):
        service.write(report, {(line.ref, 0): Typed(None, 6, None)}, by=author(), now=AFTER)


@on_sqlite
def test_what_is_written_while_somebody_adopts_is_read_first() -> None:
    report = complete()

    with adopting.ready(draw(report, AFTER, final=True), by=adopter()) as made:
        explain(report, "Toch anders.")
        with pytest.raises(IllegalMoveError):
            adopting.adopt(report, made, by=adopter())

    assert not report.is_adopted


@on_sqlite
def test_part_of_a_year_says_for_which_days_the_number_holds() -> None:
    plan = make_plan()
    make_line(plan, Measure.KENNISKRINGEN, per=Unit.YEAR)
    report = make_report(plan, last_on=plan.first_on + timedelta(days=30))

    assert table(report, "toelichting")[0][-1].endswith("Het doel geldt voor 2027.")


@on_sqlite
def test_many_outcomes_have_a_line_each_on_paper_and_all_of_it_in_files(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(annex_tables, "MOST_CARDS", 0)
    plan = make_plan()
    adopted(changed_on=plan.first_on, changed_precision=Precision.DAY)

    found = draw(make_report(plan), AFTER).document.tables
    register = next(one for one in found if one.key == "opbrengsten")

    assert not register.as_cards
    assert [register.columns[number].title for number in register.on_page] == [
        *("Nummer", "Titel", "Lijn", "Stand", "Bewijs"),
    ]
    assert len(register.rows[0]) == len(register.columns)


@on_sqlite
def test_every_meeting_that_was_held_stands_in_the_annex_also_where_nobody_counted() -> None:
    make_event(title="Nergens geteld")
    make_guest(make_event(title="Alleen aangemeld"), people=6)

    report = make_report(make_plan())

    assert [(row[0], *row[3:]) for row in table(report, "opkomst")] == [
        ("Nergens geteld", "0", "niet geteld"),
        ("Alleen aangemeld", "6", "niet geteld"),
        ("Samen", "6", "niet geteld"),
    ]
    chapters = draw(report, AFTER).document.chapters
    attended = next(one for one in chapters if one.title == "Bijlage: opkomst")
    assert attended.intro.endswith("Bij 2 bijeenkomsten is niet geteld wie kwam.")


@on_sqlite
def test_what_people_from_outside_said_stands_in_the_annex_without_names() -> None:
    plan = make_plan()
    say(ask_outsider(adopted(changed_on=plan.first_on, changed_precision=Precision.DAY)))

    (said,) = table(make_report(plan), "bevestigingen")

    assert said == [
        *("OPB-0001", "Schooldirecteur, Basisschool De Vlieger", "Ja", "Ja, helemaal"),
        *("Ja, helemaal", "Niet gevraagd", "1 mrt 2027"),
    ]


@on_sqlite
def test_what_each_line_counts_goes_along_but_for_what_the_team_alone_may_open(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plan = make_plan()
    make_guest(make_event(title="Publieksacademie Assen"), people=3)
    make_pledge()
    for measure in (Measure.REGISTERED, Measure.PLEDGES, Measure.ACADEMIES):
        without_target(plan, measure)
    report = make_report(plan)

    shown = table(report, "bewijs-per-regel")
    monkeypatch.setattr(evidence, "MOST_ON_PAGE", 0)
    found = draw(report, AFTER).document.tables

    assert shown == [["3", "Publieksacademie Assen", "9 mrt 2027", "Publieksacademie"]]
    long = next(one for one in found if one.key == "bewijs-per-regel")
    assert (len(long.rows), long.on_page) == (1, [])
    assert long.elsewhere.endswith("1 rijen. Ze staan in de bestanden voor Excel, CSV en JSON.")

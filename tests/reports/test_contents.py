"""What each report tells of a year, and of days without anything; its files say the same."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask, current_app

from academie.config import Settings
from academie.core import clock
from academie.core.db import db
from academie.core.period import Period
from academie.core.small_groups import NoFigure
from academie.reports import asking
from academie.reports.catalogue import REPORTS
from academie.reports.choices import EVER
from academie.reports.tables import Plain, plain
from academie.reports.wanted import Asks, Report, Wanted
from tests.conftest import test_settings
from tests.reports.comparing import files_agree, follows_its_schema
from tests.reports.year import fill_a_year

NOW = datetime(2027, 12, 1, 8, 30, tzinfo=UTC)
NOTHING = Period(first=date(1903, 5, 1), last=date(1903, 5, 31))
pytestmark = pytest.mark.parametrize(
    "module_database_url", ["sqlite"], indirect=True, scope="module"
)
EVERY_REPORT = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
OF_DAYS = [report for report in REPORTS if report.asks is Asks.PERIOD]


@pytest.fixture(scope="module")
def year(
    module_database_url: str,
    build_app: Callable[[Settings], Flask],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Wanted]:
    """Fill a year, of which tests only read, and want all days of it and of its largest meeting."""
    app = build_app(test_settings(module_database_url, tmp_path_factory.mktemp("year")))
    with app.app_context(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        event = fill_a_year()
        yield Wanted(period=Period(**EVER), now=NOW, event=event, place="Leeuwarden")
        db.session.remove()
        db.engine.dispose()


def rows(year: Wanted, key: str, table: str) -> list[tuple[Plain, ...]]:
    """Give the rows of a table of a report."""
    (report,) = [one for one in REPORTS if one.key == key]
    (found,) = [one for one in report.build(year).tables if one.key == table]
    return [tuple(map(plain, row)) for row in found.rows]


@EVERY_REPORT
def test_two_hundred_years_are_told_alike_in_every_file(year: Wanted, report: Report) -> None:
    document = report.build(year)

    files_agree(document)
    follows_its_schema(document)


@EVERY_REPORT
def test_days_without_anything_say_so_in_every_file(year: Wanted, report: Report) -> None:
    document = report.build(replace(year, period=NOTHING, place="Nergenshuizen"))

    files_agree(document)
    follows_its_schema(document)


@pytest.mark.parametrize("report", OF_DAYS, ids=lambda report: report.key)
@pytest.mark.usefixtures("year")
def test_days_in_the_wrong_order_are_refused_by_every_report(report: Report) -> None:
    with current_app.test_request_context(query_string="first=2027-12-31&last=2027-01-01"):
        asked = asking.read(report, NOW)

    assert (asked.wanted, asked.refused) == (None, True)


def test_a_dossier_tells_the_story_of_a_meeting_in_order(year: Wanted) -> None:
    told = [row[:2] for row in rows(year, "academie", "tijdlijn")]

    assert told == [
        ("datum onbekend", "Wens"),
        ("maandag 1 maart 2027", "Bekendgemaakt"),
        ("dinsdag 9 maart 2027", "De bijeenkomst"),
        ("woensdag 9 juni 2027", "Gevraagd na 3 maanden"),
        ("woensdag 9 juni 2027", "Gevraagd na 6 maanden"),
        ("1 september 2027", "OPB-0002: begonnen"),
        ("1 september 2027", "OPB-0003 (betwist): begonnen"),
    ]
    assert rows(year, "academie", "in-het-kort") == [
        ("Mensen aangemeld", 28),
        ("Mensen gekomen", 22),
        ("Afspraken", 1),
        ("Afspraken nagekomen", 0),
        ("Vervolgvragen gesteld", 2),
        ("Vervolgvragen beantwoord", 1),
        ("Opbrengsten", 2),
        ("Opbrengsten betwist (tellen niet mee)", 1),
    ]


def test_a_dossier_of_a_municipality_says_what_became_of_each_meeting(year: Wanted) -> None:
    told = [row[1:] for row in rows(year, "gemeente", "tijdlijn")]

    assert ("Publieksacademie, gehouden", "Publieksacademie Leeuwarden") in told
    assert ("Publieksacademie, uitgesteld", "Uitgesteld") in told
    assert ("Publieksacademie, niet doorgegaan", "Afgezegd") in told
    assert rows(year, "gemeente", "in-het-kort")[0] == ("Bijeenkomsten gehouden", 3)


def test_places_without_an_outcome_are_named(year: Wanted) -> None:
    first, second, *_others = rows(year, "lijn-en-opgave", "lege-plekken")

    assert first == ("1. Meedoen", "Verzachten, Versterken")
    assert second[1] == "Verzachten, Versterken, Veranderen"


def test_what_people_from_outside_said_is_added_up(year: Wanted) -> None:
    assert rows(year, "bevestigingen", "gevraagd")[:3] == [
        ("Gevraagd", 3),
        ("Beantwoord", 2),
        ("Verlopen zonder antwoord", 1),
    ]
    assert rows(year, "bevestigingen", "antwoorden") == [
        ("Ja, helemaal", 1, 1, 2, 0),
        ("Voor een deel", 0, 0, 0, 0),
        ("Nee", 1, 1, 0, 0),
        ("Dat kan ik niet zeggen", 0, 0, 0, 2),
    ]


def test_the_counter_sets_kenniskringen_beside_their_target(year: Wanted) -> None:
    assert rows(year, "kenniskringen", "kenniskringen") == [
        ("Kenniskring schulden", "2027", 0, 2, 0, 8, 6, 42, 40)
    ]


def test_the_register_hides_a_reach_of_few(year: Wanted) -> None:
    (register,) = [one for one in REPORTS if one.key == "opbrengsten"]
    (table,) = [one for one in register.build(year).tables if one.key == "opbrengsten"]
    place = [column.title for column in table.columns].index("Bereik")

    assert [row[place] for row in table.rows] == [NoFigure.FEW, 300, "", ""]

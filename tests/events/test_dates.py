"""What a planner is told of a date, sentence by sentence."""

from datetime import date, datetime, time
from typing import Any

import pytest
from flask import Flask

from academie.accounts.models import RoleName
from academie.core.clock import from_local
from academie.core.db import db
from academie.events import dates
from academie.events.advice import Advice, advise, plan_of
from academie.events.dates import REGIONS, Plan
from academie.events.feasts import FEASTS
from academie.events.models import Event, EventMunicipality
from academie.events.terms import EventKind, SchoolRegion
from academie.reference.models import Province
from tests.browser import Browser
from tests.events.conftest import SetClock
from tests.factories import WHEN, make_event, make_user

EVENING = (time(19, 30), time(21, 30))
MORNING = (time(10), time(12))
ACADEMY, CIRCLE = EventKind.PUBLIEKSACADEMIE, EventKind.KENNISKRING


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: the queries are plain."""
    return sqlite_url


def plan(day: str, hours: tuple[time, time] = EVENING, **fields: Any) -> Plan:
    start, end = (from_local(date.fromisoformat(day), hour) for hour in hours)
    known: dict[str, Any] = {"kind": ACADEMY, "province": Province.FRIESLAND} | fields
    return Plan(starts_at=start, ends_at=end, **known)


@pytest.mark.parametrize(
    ("day", "hours", "sentence"),
    [
        ("2027-04-27", EVENING, "Het is dan Koningsdag. Veel mensen zijn vrij of weg."),
        ("2027-05-05", EVENING, "Het is dan Bevrijdingsdag. Veel mensen zijn vrij of weg."),
        ("2027-03-26", MORNING, "Het is dan Goede vrijdag. Veel mensen zijn vrij of weg."),
        ("2027-02-24", EVENING, "Het is dan voorjaarsvakantie in regio Noord."),
        ("2026-12-24", MORNING, "Het is dan de dag voor Kerstmis."),
        ("2026-12-31", MORNING, "Het is dan oudejaarsdag."),
        ("2028-12-05", EVENING, "Het is dan pakjesavond."),
        ("2027-05-04", EVENING, "Het is dan Dodenherdenking. Om 20.00 uur zijn we stil."),
        ("2027-03-12", EVENING, "Op vrijdagavond komen vaak minder mensen."),
        ("2027-03-14", MORNING, "Op zondagochtend gaan veel mensen naar de kerk."),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_day_that_people_are_elsewhere_is_warned_of(
    day: str, hours: tuple[time, time], sentence: str
) -> None:
    assert sentence in dates.warnings(plan(day, hours))


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        ("2027-03-16", EVENING),
        ("2028-12-05", MORNING),
        ("2027-05-04", MORNING),
        ("2027-03-12", MORNING),
        ("2027-03-14", EVENING),
    ],
)
@pytest.mark.usefixtures("app")
def test_an_ordinary_hour_is_warned_of_by_nobody(day: str, hours: tuple[time, time]) -> None:
    assert dates.warnings(plan(day, hours)) == []


@pytest.mark.parametrize(
    ("province", "region", "sentences"),
    [
        (Province.LIMBURG, None, ["Het is dan voorjaarsvakantie in regio Zuid."]),
        (Province.FRIESLAND, None, []),
        (Province.NOORD_BRABANT, SchoolRegion.MIDDEN, []),
        (Province.NOORD_BRABANT, None, ["Het is dan voorjaarsvakantie in regio Zuid."]),
        (None, None, ["Het is dan voorjaarsvakantie in regio Zuid."]),
    ],
)
@pytest.mark.usefixtures("app")
def test_school_holidays_are_those_of_the_region(
    province: Province | None, region: SchoolRegion | None, sentences: list[str]
) -> None:
    chosen = plan("2027-02-16", province=province, region=region)

    assert [words for words in dates.warnings(chosen) if "vakantie" in words] == sentences


@pytest.mark.usefixtures("app")
def test_carnival_is_for_the_south() -> None:
    monday = "2027-02-08"

    assert "Het is dan carnaval." in dates.warnings(plan(monday, province=Province.LIMBURG))
    assert dates.warnings(plan(monday, province=Province.FRIESLAND)) == []


@pytest.mark.parametrize(
    ("day", "said"), [("2028-04-21", False), ("2028-04-22", True), ("2028-04-29", False)]
)
@pytest.mark.usefixtures("app")
def test_the_week_before_the_may_holiday_is_a_note(day: str, said: bool) -> None:
    assert ("Sommige scholen hebben dan al meivakantie." in dates.notes(plan(day))) is said


@pytest.mark.usefixtures("app")
def test_a_province_in_two_regions_asks_for_a_choice() -> None:
    split = [province for province, regions in REGIONS.items() if len(regions) > 1]
    (asked,) = dates.notes(plan("2027-03-16", province=Province.UTRECHT))
    chosen = dates.notes(plan("2027-03-16", province=Province.UTRECHT, region=SchoolRegion.NOORD))

    assert set(REGIONS) == set(Province)
    assert split == [
        *(Province.FLEVOLAND, Province.GELDERLAND, Province.UTRECHT, Province.NOORD_BRABANT),
    ]
    assert asked.startswith("Utrecht ligt in meer dan één regio voor schoolvakanties: Midden en")
    assert chosen == []


@pytest.mark.parametrize(
    ("day", "hours", "note"),
    [
        ("2027-02-10", EVENING, "Het is dan ramadan."),
        ("2027-03-10", EVENING, "Het is dan Suikerfeest."),
        ("2027-05-16", MORNING, "Het is dan Offerfeest."),
        ("2027-10-10", EVENING, "Het is dan Jom Kipoer."),
        ("2027-10-11", MORNING, "Het is dan Jom Kipoer."),
    ],
)
@pytest.mark.usefixtures("app")
def test_days_of_faith_are_notes(day: str, hours: tuple[time, time], note: str) -> None:
    assert any(words.startswith(note) for words in dates.notes(plan(day, hours)))


@pytest.mark.usefixtures("app")
def test_days_of_faith_touch_no_other_hours() -> None:
    assert dates.notes(plan("2027-02-10", MORNING)) == []
    assert dates.notes(plan("2027-10-10", MORNING)) == []


def test_the_list_of_feasts_is_whole() -> None:
    years = {feast.first.year for feast in FEASTS}

    assert years == {2026, 2027, 2028, 2029, 2030}
    assert all(feast.first <= feast.last for feast in FEASTS)
    assert len(FEASTS) == 6 + 9 * 5


@pytest.mark.usefixtures("app")
def test_what_is_not_known_after_2030_is_said() -> None:
    unknown = "De schoolvakanties en de feestdagen van religies zijn onbekend na 2030."

    assert unknown in dates.notes(plan("2031-01-02"))
    assert unknown not in dates.notes(plan("2030-12-20"))
    for far in ("1900-01-01", "2100-12-31"):
        dates.warnings(plan(far))


@pytest.mark.parametrize(
    ("day", "hours", "count"),
    [
        ("2027-03-16", (time(10), time(11, 30)), 0),
        ("2027-03-16", (time(8), time(9)), 2),
        ("2027-03-16", (time(14), time(15)), 1),
        ("2027-03-16", EVENING, 1),
        ("2027-03-13", (time(10), time(11, 30)), 1),
    ],
)
@pytest.mark.usefixtures("app")
def test_a_kenniskring_fits_in_a_working_day(
    day: str, hours: tuple[time, time], count: int
) -> None:
    assert len(dates.warnings(plan(day, hours, kind=CIRCLE))) == count


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"province": Province.FRIESLAND}, "in dezelfde provincie"),
        ({"municipalities": ["leeuwarden"]}, "voor dezelfde gemeente"),
        ({"organisations": ["Gemeente leeuwarden"]}, "met dezelfde partner (Gemeente leeuwarden)"),
        ({"province": Province.ZEELAND}, None),
    ],
)
@pytest.mark.usefixtures("app")
def test_another_academy_in_that_week_is_named(fields: dict[str, Any], reason: str | None) -> None:
    make_event(
        title="Publieksacademie Sneek",
        province=Province.FRIESLAND,
        municipalities=[EventMunicipality(name="Leeuwarden")],
        organisation="Gemeente Leeuwarden",
    )
    planned = plan("2027-03-14", MORNING, **({"province": None} | fields))
    next_week = plan("2027-03-15", MORNING, **({"province": None} | fields))
    user = make_user()

    found = [words for words in advise(planned, user).warnings if "dezelfde week" in words]

    named = f"In dezelfde week is er Publieksacademie Sneek (dinsdag 9 maart 2027): {reason}."
    assert found == ([named] if reason else [])
    assert not [words for words in advise(next_week, user).warnings if "dezelfde week" in words]


@pytest.mark.usefixtures("app")
def test_a_meeting_does_not_stand_in_its_own_way() -> None:
    event = make_event(province=Province.FRIESLAND)

    assert advise(plan_of(event), make_user()) == Advice(
        [], ["Het is dan Suikerfeest. Dat kan een dag verschillen."]
    )


@pytest.mark.usefixtures("app")
def test_an_organiser_hears_of_no_plan_of_somebody_else() -> None:
    make_event(title="Geheim plan", province=Province.FRIESLAND, published=False)
    organiser = make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl")
    planned = plan("2027-03-11")

    assert "Geheim plan" in str(advise(planned, make_user()).warnings)
    assert "Geheim plan" not in str(advise(planned, organiser).warnings)


@pytest.fixture
def team(browser: Browser, at: SetClock) -> Browser:
    del at
    browser.sign_in(make_user())
    return browser


TYPED = {
    "day": "27-4-2027",
    "start": "19.30",
    "end": "21.30",
    "kind": "publieksacademie",
    "province": "PV21",
    "school_region": "",
}


def test_a_date_is_checked_and_nothing_is_saved(team: Browser, app: Flask) -> None:
    del app
    page = team.get("/beheer/bijeenkomsten/nieuw")
    token = str(page.one("main [name=csrf_token]")["value"])

    page = team.post(page.url, TYPED | {"csrf_token": token, "check": "1"})

    assert page.status == 200
    assert "Koningsdag" in page.texts("#let-op li")[0]
    assert page.one("#day")["value"] == "27-4-2027"
    assert db.session.scalars(db.select(Event)).all() == []


def test_a_date_that_is_none_is_said_beside_it(team: Browser) -> None:
    event = make_event()
    team.get(f"/beheer/bijeenkomsten/{event.ref}")

    page = team.post(
        team.page.url if team.page else "",
        TYPED | {"csrf_token": token_of(team), "check": "1", "day": "31-2-2027"},
    )

    assert page.status == 422
    assert page.texts("#day-error") == ["Schrijf de datum zo: 9-3-2027."]
    assert page.select("#title-error, #organisation-error") == []


def test_a_saved_meeting_shows_its_warnings_beside_the_date(team: Browser) -> None:
    event = make_event(province=Province.UTRECHT)
    team.get(f"/beheer/bijeenkomsten/{event.ref}")

    page = team.submit(day="3-5-2027", school_region="midden")
    quiet = team.submit(day="16-3-2027")

    assert page.texts("#let-op li") == []
    assert quiet.texts("#geen-bezwaar p") == ["We weten niets dat tegen deze datum spreekt."]
    db.session.refresh(event)
    assert event.school_region is SchoolRegion.MIDDEN


def token_of(browser: Browser) -> str:
    assert browser.page is not None
    return str(browser.page.one("main [name=csrf_token]")["value"])


def test_hours_are_those_of_amsterdam() -> None:
    summer = Plan(kind=ACADEMY, starts_at=WHEN.replace(month=7), ends_at=WHEN.replace(month=7))

    assert summer.hours == (time(20, 30), time(20, 30))
    assert isinstance(summer.starts_at, datetime)

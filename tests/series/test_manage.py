"""Pages of series: for staff."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts.models import AccessLogLine, RoleName
from academie.checkin.models import HeadCount
from academie.core import clock
from academie.core.db import db
from academie.events.models import Series
from academie.events.terms import EventKind
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register
from tests.series.factories import make_meeting, make_member, make_series


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages show does not depend on it."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def test_staff_see_the_numbers_before_they_invite(team: Browser) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series)
    edit = team.get(f"/beheer/bijeenkomsten/{event.ref}")
    url = str(edit.one("aside a[href$='/vaste-lijst']")["href"])

    shown = team.get(url)
    done = team.submit()

    assert shown.texts(".stats dd") == ["1", "0", "0"]
    assert shown.text("main form button") == "Nodig 1 persoon uit"
    assert done.text(".notice") == "1 mail gaat zo weg."
    assert done.texts(".stats dd") == ["0", "1", "0"]
    assert done.select("main form") == []


def test_staff_hear_beforehand_when_nobody_could_register_yet(team: Browser) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series, registration_opens_at=NOW + timedelta(days=1))

    page = team.get(f"/beheer/bijeenkomsten/{event.ref}/vaste-lijst")

    assert page.text("main .notice").startswith(
        "Aanmelden kan pas vanaf dinsdag 2 maart 2027, 13.00 uur."
    )


def test_a_second_press_invites_nobody_again(team: Browser) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series)
    page = team.get(f"/beheer/bijeenkomsten/{event.ref}/vaste-lijst")
    team.submit()
    team.page = page

    assert team.submit().text(".notice") == "0 mails gaan zo weg."


def test_a_year_of_a_series_is_shown_against_its_target(team: Browser) -> None:
    series = make_series()
    past = make_meeting(series, published=True)
    db.session.add(HeadCount(event=past, people=36, source="geteld", counted_at=NOW))
    make_meeting(series, title="Nog te doen", published=False)

    page = team.get(f"/beheer/partners/reeksen/{series.ref}")

    assert page.texts(".stats dd") == [
        "0 van minstens 8",
        "2",
        "0",
        "36 gewoonlijk 40",
        "0",
    ]
    assert page.text(".notice").startswith("Plan nog 6 bijeenkomsten.")
    assert page.texts("tbody tr:first-child td.num") == ["0", "36"]
    assert team.get(f"/beheer/partners/reeksen/{series.ref}?jaar=99999").status == 200
    assert "8" in team.get("/beheer/partners/reeksen").texts("tbody td.num")


def test_who_only_reads_sees_no_small_group_of_a_series(team: Browser, app: Flask) -> None:
    series = make_series()
    for people in (3, 6):
        event = make_meeting(series, max_party=6)
        db.session.add(HeadCount(event=event, people=people, source="geteld", counted_at=NOW))
        register(event, people=people)
    reader = Browser(app)
    reader.sign_in(make_user(RoleName.READER, "lezer@voorbeeld.nl"))

    seen, read = (one.get(f"/beheer/partners/reeksen/{series.ref}") for one in (team, reader))

    assert seen.texts("tbody td.num") == ["3", "3", "6", "6"]
    assert read.texts("tbody td.num") == ["minder dan 5", "minder dan 5", "6", "6"]
    for page in (seen, read):
        assert page.texts(".stats dd")[3] == "afgeschermd gewoonlijk 40"


def test_the_average_of_a_series_rounds_a_half_up(team: Browser) -> None:
    series = make_series()
    for people in (10, 15):
        counted = HeadCount(
            event=make_meeting(series), people=people, source="geteld", counted_at=NOW
        )
        db.session.add(counted)

    page = team.get(f"/beheer/partners/reeksen/{series.ref}")

    assert page.texts(".stats dd")[3] == "13 gewoonlijk 40"


def test_the_project_team_keeps_series(team: Browser) -> None:
    team.get("/beheer/partners/reeksen/nieuw")
    wrong = team.submit(title="", target_per_year="0", usual_attendance="veel")
    team.submit(title="Leernetwerk", kind="leernetwerk", target_per_year="4", usual_attendance="25")
    series = db.session.scalars(select(Series)).one()
    team.get(f"/beheer/partners/reeksen/{series.ref}/bewerken")
    page = team.submit(summary="Vier keer per jaar.")

    assert wrong.text("#title-error") == "Vul een naam in."
    assert wrong.text("#target_per_year-error") == "Vul een getal in van 1 tot en met 99."
    assert wrong.text("#usual_attendance-error") == "Vul een getal in."
    assert page.text("h1") == "Leernetwerk"
    db.session.refresh(series)
    assert (series.target_per_year, series.kind) == (4, EventKind.LEERNETWERK)


def test_looking_at_the_list_and_taking_somebody_off_is_logged(team: Browser) -> None:
    member = make_member()
    url = f"/beheer/partners/reeksen/{member.series.ref}/vaste-lijst"

    shown = team.get(url)
    done = team.submit("tbody form")

    assert "samira@voorbeeld.nl" in shown.text("tbody")
    assert done.select("tbody") == []
    lines = db.session.scalars(select(AccessLogLine).order_by(AccessLogLine.id)).all()
    assert [(line.action.value, line.subject) for line in lines][:2] == [
        ("view", f"series:{member.series.ref}/members"),
        ("erase", f"series_member:{member.ref}"),
    ]


def test_a_member_of_another_list_is_not_found(team: Browser) -> None:
    member, other = make_member(), make_series("Een andere")
    token = team.get("/beheer/partners/reeksen/nieuw").one("main [name=csrf_token]")["value"]

    url = f"/beheer/partners/reeksen/{other.ref}/vaste-lijst/{member.ref}/weg"

    assert team.post(url, {"csrf_token": token}).status == 404


def test_an_organiser_invites_without_seeing_the_list(app: Flask) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series)
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.ORGANISER, "organisator@voorbeeld.nl", [event]))

    page = browser.get(f"/beheer/bijeenkomsten/{event.ref}/vaste-lijst")

    assert page.texts(".stats dd") == ["1", "0", "0"]
    assert "samira" not in page.text("main").lower()
    assert browser.get(f"/beheer/partners/reeksen/{series.ref}/vaste-lijst").status == 404


def test_a_series_takes_only_meetings_of_its_own_kind(team: Browser) -> None:
    series = make_series()
    event = make_event()
    team.get(f"/beheer/bijeenkomsten/{event.ref}")

    refused = team.submit("main form", series=series.ref)
    team.submit("main form", series=series.ref, kind="kenniskring")

    assert refused.text("#series-error") == "In deze reeks past alleen: kenniskring."
    assert event.series is series


def test_a_series_with_meetings_keeps_its_kind(team: Browser) -> None:
    series = make_series()
    make_meeting(series)
    team.get(f"/beheer/partners/reeksen/{series.ref}/bewerken")

    page = team.submit(kind="leernetwerk", title="Een andere naam")

    assert page.status == 422
    assert "van een andere soort" in page.text("#kind-error")
    assert page.one("[name=title]")["value"] == "Een andere naam"

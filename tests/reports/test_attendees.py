"""Everybody who registered in a period as a file: for the project team, with a purpose."""

import csv
from datetime import date, datetime, timedelta
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask

from academie.accounts.models import AccessLogLine
from academie.core import clock, csv_files, store
from academie.core.db import db
from academie.jobs import runner
from academie.jobs.models import Job
from academie.registrations import forgetting, service
from academie.registrations.models import Registration
from academie.reports import attendees_manage
from academie.reports.tables import legible
from tests.browser import Browser, Page
from tests.checkin.factories import make_guest
from tests.factories import NOW, WHEN, make_event, make_user
from tests.house.happened import came_to
from tests.registrations.factories import register
from tests.reports import reading
from tests.reports.awkward import TYPED

PAGE = "/beheer/rapporten/deelnemers"
HEAD = "datum;bijeenkomst;plaats;voornaam;initiaal;mensen;vorm;doet mee als;stand;gekomen"
PURPOSE = "Tellen voor de subsidie"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def download(team: Browser, **fields: str) -> Page:
    team.get(PAGE)
    return team.submit(**{"purpose": PURPOSE} | fields)


def csv_rows(page: Page) -> list[list[str]]:
    text = StringIO(page.response.data.decode("utf-8-sig"), newline="")
    return list(csv.reader(text, delimiter=";"))


def xlsx_rows(content: bytes) -> list[list[Any]]:
    return reading.xlsx_tables(content)["Deelnemers"]


def two_meetings() -> None:
    """Let somebody come, somebody sign off, and somebody come to a meeting of another year."""
    event = make_event(title='Wie "telt"; mee?\n=1+1')
    service.cancel(register(event, "b@voorbeeld.nl", given_name="=1+1", family_name="öz"), now=NOW)
    came_to(event)
    next_year = WHEN + timedelta(days=366)
    make_guest(make_event(starts_at=next_year, ends_at=next_year + timedelta(hours=2)))
    db.session.commit()


def test_a_period_as_csv_holds_the_least_and_is_logged(team: Browser) -> None:
    two_meetings()

    page = download(team)

    headers = page.response.headers
    assert (
        headers["Content-Disposition"]
        == "attachment; filename=deelnemers-2027-01-01-2027-12-31.csv"
    )
    assert headers["Cache-Control"] == "no-store"
    head, signed_off, came = csv_rows(page)
    assert ";".join(head) == HEAD
    meeting = ["2027-03-09", 'Wie "telt"; mee?\n=1+1', "Leeuwarden"]
    assert signed_off == [*meeting, "'=1+1", "Ö.", "1", "Op locatie", "", "Afgemeld", ""]
    assert came[:3] == meeting
    assert came[-2:] == ["Aangemeld", "1"]
    lines = [(line.subject, line.purpose) for line in db.session.query(AccessLogLine)]
    assert lines == [("attendees:2027-01-01/2027-12-31", PURPOSE)]
    assert list(store.folder().iterdir()) == []


def test_whatever_people_type_stands_in_both_files_as_they_typed_it(team: Browser) -> None:
    event = make_event()
    for number, text in enumerate(TYPED):
        guest = make_guest(event, email=f"g{number}@voorbeeld.nl")
        guest.given_name = guest.family_name = text
    db.session.commit()

    table = csv_rows(download(team, with_contact="y"))[1:]
    book = xlsx_rows(download(team, kind="xlsx", with_contact="y").response.data)[1:]

    assert {csv_files.typed(row[3]) for row in table} == set(TYPED)
    assert [row[3] for row in table] == [row[-3] for row in table]
    assert not [row[3] for row in table if row[3].startswith(("=", "+", "@"))]
    assert {legible(str(row[3])) for row in book} == set(map(legible, TYPED))


def test_contact_data_stand_in_it_when_they_are_asked_for(team: Browser) -> None:
    event = make_event()
    register(event, phone="+31612345678")
    forgetting.forget([register(event, "b@voorbeeld.nl", phone="+31582345678")])

    head, fatima, erased = csv_rows(download(team, with_contact="y"))

    assert head[-3:] == ["achternaam", "e-mailadres", "telefoonnummer"]
    assert fatima[-3:] == ["el Idrissi", "fatima@voorbeeld.nl", "06-12 34 56 78"]
    assert (erased[3], erased[-3:]) == ("Gewist", ["", "", ""])


def test_a_large_workbook_is_made_as_work_and_says_the_same(
    team: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_meetings()
    expected = csv_rows(download(team))
    small = download(team, kind="xlsx").response.data
    monkeypatch.setattr(attendees_manage, "MOST_AT_ONCE", 1)

    page = download(team, kind="xlsx")
    runner.run_all()
    (job,) = db.session.query(Job)
    large = team.get(f"/beheer/bestanden/{job.ref}/bestand").response.data

    assert "Deelnemers van 1 januari 2027 tot en met 31 december 2027" in page.text("h1")
    assert job.people
    assert xlsx_rows(large) == xlsx_rows(small)
    assert xlsx_rows(small)[0] == expected[0]
    first = xlsx_rows(small)[1]
    assert (first[0], first[3], first[5]) == (date(2027, 3, 9), "=1+1", 1)
    assert list(reading.xlsx_tables(large)) == ["Deelnemers", "Verantwoording"]
    sheet = ZipFile(BytesIO(large)).read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b'state="frozen"' in sheet
    assert len(list(store.folder().iterdir())) == 1

    forgetting.forget(db.session.query(Registration).limit(1).all())
    db.session.commit()
    assert team.get(f"/beheer/bestanden/{job.ref}/bestand").status == 404


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"purpose": " "}, "purpose", "Schrijf op waarvoor"),
        ({"first": "2-1-2027", "last": "1-1-2027"}, "last", "De laatste dag ligt voor"),
        ({"first": "1-1-1900", "last": "31-12-2100"}, "last", "heeft niemand zich aangemeld"),
    ],
)
def test_what_cannot_be_given_says_why(
    team: Browser, fields: dict[str, str], field: str, words: str
) -> None:
    page = download(team, **fields)

    assert page.status == 422
    assert words in page.text(f"#{field}-error")
    assert db.session.query(AccessLogLine).all() == []

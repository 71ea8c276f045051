"""The list of a meeting is given out as a file, with care."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from flask import Flask
from sqlalchemy import select

from academie.accounts import queries as accounts
from academie.accounts.models import AccessAction, AccessLogLine, RoleName
from academie.accounts.service import log_access
from academie.core.db import db, write_transaction
from academie.events.models import Event
from academie.registrations import service
from academie.registrations.models import Registration
from tests.browser import Browser, Page
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register
from tests.registrations.list_files import folder, send, verdicts

pytestmark = pytest.mark.usefixtures("at_now")


@pytest.fixture
def team(app: Flask) -> Browser:
    browser = Browser(app)
    browser.sign_in(make_user())
    return browser


def download(team: Browser, event: Event, query: str = "", **fields: str) -> Page:
    team.get(f"{folder(event)}/downloaden{query}")
    return team.submit(**fields)


def rows(page: Page) -> list[dict[str, str]]:
    text = StringIO(page.response.data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, dialect=csv.excel, delimiter=";"))


def test_a_download_holds_what_a_desk_needs_and_no_more(team: Browser) -> None:
    event = make_event()
    register(event, family_name="van der Berg", people=2)
    service.cancel(register(event, "b@voorbeeld.nl", given_name="=1+1"), now=NOW)

    page = download(team, event)

    headers = page.response.headers
    assert headers["Content-Disposition"] == "attachment; filename=aanmeldingen-2027-03-09.csv"
    assert headers["Cache-Control"] == "no-store"
    assert rows(page)[0] == {
        "voornaam": "Fatima",
        "initiaal": "V.",
        "mensen": "2",
        "vorm": "Op locatie",
        "groep": "",
        "stand": "Aangemeld",
    }
    assert [row["voornaam"] for row in rows(page)] == ["Fatima", "'=1+1"]
    assert b"voorbeeld.nl" not in page.response.data
    (line,) = exports()
    assert (line.subject, line.purpose) == (f"event:{event.ref}/registrations", None)


def exports() -> list[AccessLogLine]:
    found = select(AccessLogLine).where(AccessLogLine.action == AccessAction.EXPORT)
    return list(db.session.scalars(found))


def test_contact_columns_ask_for_a_purpose_that_is_logged(team: Browser) -> None:
    event = make_event()
    register(event, phone="+31612345678")

    refused = download(team, event, with_contact="y", purpose=" ")
    assert refused.status == 422
    assert refused.text("#purpose-error").startswith("Schrijf op waarvoor")
    assert exports() == []

    page = team.submit(with_contact="y", purpose="Bellen over de bus")

    assert rows(page)[0]["e-mailadres"] == "fatima@voorbeeld.nl"
    assert rows(page)[0]["achternaam"] == "el Idrissi"
    assert rows(page)[0]["telefoonnummer"] == "06-12 34 56 78"
    assert [line.purpose for line in exports()] == ["Bellen over de bus"]


def test_a_download_of_a_search_holds_that_part_alone(team: Browser) -> None:
    event = make_event()
    register(event)
    register(event, "b@voorbeeld.nl", given_name="Bea", family_name="Özdemir")

    page = download(team, event, "?zoek=ozdemir")

    assert [row["voornaam"] for row in rows(page)] == ["Bea"]


def test_a_download_with_addresses_reads_back_as_known(team: Browser) -> None:
    event = make_event()
    register(event, given_name="=SOM(A1)", family_name="-Bos")
    register(event, "b@voorbeeld.nl", given_name="'t", family_name='Met "aanhaling"; en, komma')
    content = download(team, event, with_contact="y", purpose="Reservekopie").response.data

    assert verdicts(send(team, event, content)) == ["Staat er al in"] * 2


def test_who_downloads_much_is_shown_to_the_project_team(app: Flask) -> None:
    event = make_event()
    organiser = make_user(RoleName.ORGANISER, email="o@voorbeeld.nl", events=[event])
    for at in (NOW, NOW + timedelta(hours=1), NOW + timedelta(hours=2)):
        with write_transaction():
            subject = f"event:{event.ref}/registrations"
            log_access(organiser, AccessAction.EXPORT, subject, at, "Bellen")

    (found,) = accounts.unusual_exports(NOW)
    team, other = Browser(app), Browser(app)
    team.sign_in(make_user())
    other.sign_in(organiser)

    assert (found.user.email, found.times) == ("o@voorbeeld.nl", 3)
    assert "3 keer" in team.get("/beheer/").text(".notice")
    assert other.get("/beheer/").select(".notice") == []


def test_a_reader_reads_and_writes_no_files(app: Flask) -> None:
    event = make_event()
    browser = Browser(app)
    browser.sign_in(make_user(RoleName.READER))

    paths = ("downloaden", "inlezen")
    assert [browser.get(f"{folder(event)}/{path}").status for path in paths] == [404, 404]
    assert db.session.scalars(select(Registration)).all() == []

"""Meetings for partners: shown as such, in no agenda when so set, and asking the organisation."""

from datetime import timedelta

import pytest
from bs4 import Tag
from flask import Flask
from icalendar import Calendar
from playwright.sync_api import expect
from sqlalchemy import select

from academie.core import clock, links
from academie.core.db import db
from academie.events import lists
from academie.events.models import Event
from academie.events.queries import Choice
from academie.events.terms import EventKind
from academie.registrations.models import Registration
from academie.registrations.retention import erase_due
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.live import Live, at_home, chromium
from tests.partners.factories import make_organisation
from tests.registrations.factories import register


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: pages ask nothing that the other answers differently."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    if "live" not in request.fixturenames:
        monkeypatch.setattr(clock, "now", lambda: NOW)


def circle(**fields: object) -> Event:
    values: dict[str, object] = {"kind": EventKind.KENNISKRING, "title": "Kenniskring"} | fields
    return make_event(**values)  # type: ignore[arg-type] # fields of a meeting


def test_an_unlisted_meeting_stands_nowhere_but_at_its_own_address(browser: Browser) -> None:
    hidden = circle(listed=False, title="Stille kring")
    make_event(title="Open avond")

    assert browser.get("/").texts("main h3") == ["Open avond"]
    feed = Calendar.from_ical(browser.get("/agenda.ics").response.data)
    assert [event["summary"] for event in feed.events] == ["Open avond"]
    page = browser.get(f"/bijeenkomsten/{hidden.slug}")
    assert page.status == 200
    assert [tag["content"] for tag in page.select("meta[name=robots]")] == ["noindex"]
    assert browser.get(f"/bijeenkomsten/{hidden.slug}.ics").status == 200


def test_an_unlisted_meeting_of_the_past_stays_out_of_sight(app: Flask) -> None:  # noqa: ARG001
    hidden = circle(listed=False)
    earlier = lists.PageQuery(choice=Choice(), earlier=True)

    assert lists.page_state(earlier, hidden.ends_at) == ()


def test_hiding_a_meeting_renews_the_feed(browser: Browser) -> None:
    event = circle()
    tag = browser.get("/agenda.ics").response.headers["ETag"]
    team = make_user()
    browser.sign_in(team)
    browser.get(f"/beheer/bijeenkomsten/{event.ref}")
    browser.submit("main form", listed=None)

    answer = browser.get("/agenda.ics", headers={"If-None-Match": tag}).response

    assert answer.status_code == 200
    assert event.listed is False


def test_a_meeting_for_partners_says_so(browser: Browser) -> None:
    event = circle()

    assert browser.get("/").texts("main .partners") == ["Voor partners"]
    page = browser.get(f"/bijeenkomsten/{event.slug}")
    assert "Voor organisaties die partner zijn" in page.text(".facts")
    assert page.text(".hero p").endswith("Voor partners.")


def test_only_a_meeting_for_partners_asks_the_organisation(browser: Browser) -> None:
    page = browser.get(f"/bijeenkomsten/{make_event().slug}/aanmelden")

    assert page.select("[name=organisation]") == []


def test_a_known_organisation_is_noted_by_its_own_name(browser: Browser) -> None:
    brug = make_organisation("Stichting De Brug")
    slug = circle().slug
    browser.get(f"/bijeenkomsten/{slug}/aanmelden")
    empty = browser.submit(given_name="Fatima", email="fatima@voorbeeld.nl")
    browser.submit(organisation="stichting de  brug")

    guest = db.session.scalars(select(Registration)).one()
    assert empty.text("#organisation-error") == "Vul in voor welke organisatie je komt."
    assert (guest.organisation_name, guest.organisation_id) == ("Stichting De Brug", brug.id)


def test_the_organisation_is_forgotten_with_the_name_and_still_counts(
    app: Flask,  # noqa: ARG001
) -> None:
    brug = make_organisation("Stichting De Brug")
    guest = register(circle(), organisation="Stichting De Brug")

    erase_due(guest.event.ends_at + timedelta(days=85))
    db.session.commit()

    assert (guest.organisation_name, guest.organisation_id) == (None, None)
    assert brug.sector
    assert guest.sector_id == brug.sector_id


def test_an_unknown_organisation_is_noted_as_it_was_typed(app: Flask) -> None:  # noqa: ARG001
    guest = register(circle(), organisation="Eenmanszaak Jansen")

    assert (guest.organisation_name, guest.organisation_id) == ("Eenmanszaak Jansen", None)


def test_the_person_and_staff_see_the_organisation(browser: Browser) -> None:
    event = circle()
    guest = register(event, organisation="Stichting De Brug")
    token = links.sign("registration", guest.ref, guest.link_version)

    mine = browser.get(f"/aanmelding/{token}")
    browser.sign_in(make_user())
    overview = browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen")
    detail = browser.get(f"/beheer/bijeenkomsten/{event.ref}/aanmeldingen/{guest.ref}")

    assert following(mine.one(".facts dt:-soup-contains(Voor)")) == "Stichting De Brug"
    assert overview.text("tbody .soft") == "Stichting De Brug"
    assert following(detail.one(".facts dt:-soup-contains(Organisatie)")) == "Stichting De Brug"


def following(tag: Tag) -> str:
    found = tag.find_next_sibling("dd")
    assert found
    return found.get_text().strip()


def test_names_are_offered_while_somebody_types(live: Live) -> None:
    make_organisation("Bibliotheek Fryslân")
    make_organisation("Bibliotheek Assen")
    now = clock.now()
    event = make_event(
        kind=EventKind.KENNISKRING,
        now=now,
        starts_at=now.replace(year=now.year + 1),
        ends_at=now.replace(year=now.year + 1, minute=59, second=59),
    )
    url = f"{live.url}/bijeenkomsten/{event.slug}/aanmelden"

    with chromium() as context, at_home(context, live.url):
        page = context.new_page()
        page.goto(url)
        field = page.get_by_role("combobox", name="Organisatie")
        field.press_sequentially("bibliotheek")
        expect(page.get_by_role("option")).to_have_count(2)
        field.fill("FRYSLAN")
        expect(page.get_by_role("option")).to_have_text(["Bibliotheek Fryslân"])
        field.press("ArrowDown")
        field.press("Enter")

        expect(field).to_have_value("Bibliotheek Fryslân")
        expect(field).to_have_attribute("aria-expanded", "false")
        expect(page).to_have_url(url)

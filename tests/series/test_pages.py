"""Pages of series: for who stands on a list."""

import pytest
from flask import Flask
from sqlalchemy import select

from academie.core import clock, links
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import EventMode
from academie.registrations.models import Registration, RegistrationStatus
from academie.series.models import Answer, SeriesMember
from tests.browser import Browser
from tests.factories import NOW
from tests.series.factories import invite, make_meeting, make_member, make_series


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what pages show does not depend on it."""
    return sqlite_url


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def my_page(member: SeriesMember) -> str:
    return f"/vaste-lijst/{links.sign('series_member', member.ref, member.link_version)}"


def invitation_page(event: Event) -> str:
    (found,) = invite(event)
    return f"/uitnodiging/{links.sign('series_invitation', found.ref, found.member.link_version)}"


JOIN = {"given_name": "Samira", "email": "samira@voorbeeld.nl", "organisation": "De Brug"}


def test_known_and_unknown_addresses_see_the_same(app: Flask) -> None:
    series = make_series()
    make_member(series)
    pages = []
    for email in ("samira@voorbeeld.nl", "nieuw@voorbeeld.nl"):
        browser = Browser(app)
        browser.get(f"/reeksen/{series.slug}")
        pages.append(browser.submit(**(JOIN | {"email": email})))

    assert pages[0].url == pages[1].url == f"/reeksen/{series.slug}/aangevraagd"
    assert pages[0].text("main") == pages[1].text("main")


def test_what_is_missing_stands_beside_its_field(browser: Browser) -> None:
    browser.get(f"/reeksen/{make_series().slug}")

    page = browser.submit(email="geen adres")

    assert page.status == 422
    assert page.text("#given_name-error") == "Vul je voornaam in."
    assert page.text("#organisation-error") == "Vul in voor welke organisatie je komt."
    assert page.one("#email")["value"] == "geen adres"


def test_a_series_shows_what_the_world_may_find(browser: Browser) -> None:
    series = make_series()
    make_meeting(series, title="Open kring")
    make_meeting(series, title="Stille kring", listed=False)
    make_meeting(series, title="Een plan", published=False)

    page = browser.get(f"/reeksen/{series.slug}")

    assert page.texts("aside li a") == ["Open kring"]


def test_the_link_alone_confirms_and_ends_nothing(browser: Browser) -> None:
    member = make_member(confirmed=False)

    page = browser.get(my_page(member))

    assert page.text("h1") == "Wil je op de vaste lijst?"
    assert member.confirmed_at is None
    assert page.response.headers["Referrer-Policy"] == "no-referrer"


def test_somebody_confirms_stays_and_leaves_by_buttons(browser: Browser) -> None:
    member = make_member(confirmed=False)
    browser.get(my_page(member))

    confirmed = browser.submit("form[action$='/ja']")
    member.asked_at = NOW
    asked = browser.get(my_page(member))
    stayed = browser.submit("form[action$='/ja']")
    left = browser.submit("form[action$='/weg']")

    assert confirmed.text("h1") == stayed.text("h1") == "Je staat op de vaste lijst"
    assert asked.text("h1") == "Wil je op de lijst blijven?"
    assert left.text("h1") == "Je staat niet op de lijst"
    assert "samira@voorbeeld.nl" not in left.text("main")
    db.session.refresh(member)
    assert member.email is None


def test_one_button_is_enough_to_come(browser: Browser) -> None:
    series = make_series()
    make_member(series)
    url = invitation_page(make_meeting(series))

    asked = browser.get(url)
    coming = browser.submit("form[action$='/ja/onsite']")

    assert asked.texts("main button") == ["Ik kom", "Ik kom niet"]
    assert coming.text("h1") == "Je komt"
    guest = db.session.scalars(select(Registration)).one()
    assert guest.status is RegistrationStatus.CONFIRMED

    gone = browser.submit("form[action$='/nee']")
    assert gone.text("h1") == "Je komt niet"
    assert gone.texts("main button") == ["Ik kom"]


def test_a_hybrid_meeting_asks_how_somebody_comes(browser: Browser) -> None:
    series = make_series()
    make_member(series)
    url = invitation_page(make_meeting(series, mode=EventMode.HYBRID, online_capacity=5))

    page = browser.get(url)

    assert page.texts("main button") == [
        "Ik kom naar de locatie",
        "Ik doe online mee",
        "Ik kom niet",
    ]


def test_who_left_the_list_has_no_invitation(browser: Browser) -> None:
    series = make_series()
    member = make_member(series)
    url = invitation_page(make_meeting(series))
    browser.get(my_page(member))
    browser.submit("form[action$='/weg']")

    assert browser.get(url).status == 404


def test_after_the_start_the_invitation_offers_no_button(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series)
    url = invitation_page(event)
    browser.get(url)
    monkeypatch.setattr(clock, "now", lambda: event.starts_at)

    late = browser.submit("form[action$='/ja/onsite']")

    assert late.status == 409
    assert "De aanmelding is gesloten." in late.text("main")
    assert browser.get(url).select("main button") == []


def test_the_page_of_a_meeting_leads_to_its_series(browser: Browser) -> None:
    event = make_meeting(make_series())

    page = browser.get(f"/bijeenkomsten/{event.slug}")

    assert page.texts("main a[href^='/reeksen/']") == ["Kenniskring schulden"]


def test_an_answer_is_kept(browser: Browser) -> None:
    series = make_series()
    make_member(series)
    event = make_meeting(series)
    url = invitation_page(event)
    browser.get(url)
    browser.submit("form[action$='/nee']")

    (found,) = invite(event)

    assert found.answer is Answer.NOT_COMING

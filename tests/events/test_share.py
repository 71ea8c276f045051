"""The agenda elsewhere: how a shared link looks, following it, framing it, copying it."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from PIL import Image

from academie.accounts.models import RoleName
from academie.app import create_app
from academie.core import links
from academie.core.db import db
from academie.events import atom, ical, picture, service
from academie.events.terms import EventKind, EventMode
from academie.reference.models import Province
from academie.series import service as series_service
from tests.browser import Browser, Page
from tests.conftest import test_settings
from tests.events.conftest import SetClock
from tests.factories import NOW, WHEN, make_event, make_user
from tests.followups.factories import adopted, make_outcome
from tests.series.factories import make_series

pytestmark = pytest.mark.usefixtures("at")

HOME = "http://127.0.0.1:8000"
BEFORE_THE_DOOR = (816, 0, 876, 540)
"""A strip of a picture in which nothing stands."""
SITES = ("https://www.voorbeeld.nl", "https://voorbeeld.org")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use one kind of database: what is shared does not depend on it."""
    return sqlite_url


def shared(page: Page) -> dict[str, str]:
    """Read how a shared link to a page looks."""
    return {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property]")}


def image(browser: Browser, address: str) -> Image.Image:
    response = browser.get(address.removeprefix(HOME)).response
    assert (response.status_code, response.mimetype) == (200, "image/png")
    return Image.open(BytesIO(response.data))


def test_a_shared_link_to_a_meeting_shows_its_name_and_a_picture(browser: Browser) -> None:
    event = make_event(summary="Kom ook.")

    found = shared(browser.get(f"/bijeenkomsten/{event.slug}"))

    assert found["og:title"] == "Publieksacademie Leeuwarden"
    assert found["og:description"] == "Kom ook."
    assert found["og:type"] == "website"
    assert found["og:locale"] == "nl_NL"
    assert found["og:url"] == f"{HOME}/bijeenkomsten/{event.slug}"
    size = (int(found["og:image:width"]), int(found["og:image:height"]))
    assert image(browser, found["og:image"]).size == size == picture.SIZE


def test_a_shared_link_to_the_agenda_has_a_picture_too(browser: Browser) -> None:
    found = shared(browser.get("/?provincie=friesland"))

    assert found["og:url"] == f"{HOME}/"
    assert image(browser, found["og:image"]).size == picture.SIZE


def test_a_picture_changes_with_the_date_and_with_nothing_private(browser: Browser) -> None:
    event = make_event(mode=EventMode.HYBRID, join_link="https://meet.voorbeeld.nl/een")
    address = f"/bijeenkomsten/{event.slug}.png"
    first = browser.get(address).response.data

    event.join_link, event.access_notes = "https://meet.voorbeeld.nl/twee", "Intern"
    same = browser.get(address).response.data
    service.postpone(event, now=NOW)
    other = browser.get(address).response.data

    assert first == same != other


@pytest.mark.parametrize("title", ["", "W" * 120, "Woord " * 24, "Ünïcödé \N{PARTY POPPER}"])
def test_any_title_fits_in_a_picture(app: Flask, title: str) -> None:
    del app

    drawn = Image.open(BytesIO(picture.draw(title, ["dinsdag 9 maart 2027", "Hier" * 40])))

    assert drawn.size == picture.SIZE


@pytest.mark.parametrize(
    ("title", "place"), [("Ij" + "s" * 90, "Plaats"), ("Bijeenkomst", "Dorps" * 30)]
)
def test_a_word_that_is_wider_than_a_picture_goes_on_below(
    app: Flask, title: str, place: str
) -> None:
    del app

    drawn = Image.open(BytesIO(picture.draw(title, ["dinsdag 9 maart 2027", place])))

    assert len(drawn.crop(BEFORE_THE_DOOR).getcolors() or ()) == 1


def test_a_picture_shows_no_box_for_what_its_letters_lack(app: Flask) -> None:
    del app

    assert picture.draw("Feest \N{PARTY POPPER}", []) == picture.draw("Feest", [])


def test_a_draft_has_no_picture(browser: Browser) -> None:
    event = make_event(slug="nog-geheim", published=False)

    assert browser.get(f"/bijeenkomsten/{event.slug}.png").status == 404


def test_somebody_follows_a_choice_of_meetings(browser: Browser) -> None:
    browser.get("/agenda/abonneren")

    page = browser.submit(provincie="friesland", soort="kenniskring")

    query = "provincie=friesland&soort=kenniskring"
    assert "Je volgt nu: Friesland, Kenniskring." in page.texts("main p")
    assert page.one("main a.button")["href"] == f"webcal://127.0.0.1:8000/agenda.ics?{query}"
    assert page.one("#calendar")["value"] == f"{HOME}/agenda.ics?{query}"
    assert page.one("#atom")["value"] == f"{HOME}/agenda.atom?{query}"
    assert page.one("#data")["value"] == f"{HOME}/agenda.json?{query}"
    google = str(page.one('a[href*="google"]')["href"])
    assert google.endswith(
        "?cid=webcal%3A%2F%2F127.0.0.1%3A8000%2Fagenda.ics%3Fprovincie%3Dfriesland%26soort%3Dkenniskring"
    )


def test_there_is_a_feed_for_each_province_opgave_and_kind(browser: Browser) -> None:
    page = browser.get("/agenda/abonneren")

    links_found = {str(link["href"]) for link in page.select("main a[href*='abonneren?']")}

    assert len([link for link in links_found if "provincie=" in link]) == len(Province)
    assert len([link for link in links_found if "opgave=" in link]) == 10
    assert len([link for link in links_found if "soort=" in link]) == len(EventKind)


def test_a_calendar_over_https_opens_with_webcal_too() -> None:
    assert links.webcal("https://academie.nl/agenda.ics") == "webcal://academie.nl/agenda.ics"


@pytest.fixture
def framing(database_url: str, tmp_path: Path, app: Flask) -> Browser:
    """Give a visitor of an installation that two websites may frame."""
    del app
    settings = replace(test_settings(database_url, tmp_path), embed_origins=SITES)
    return Browser(create_app(settings, TESTING=True, RATELIMIT_ENABLED=False))


def test_the_frame_shows_what_comes_on_the_listed_websites_alone(framing: Browser) -> None:
    make_event(province=Province.FRIESLAND)
    make_event(title="Elders", province=Province.ZEELAND)
    make_event(title="Concept", published=False)

    page = framing.get("/agenda/inbedden?provincie=friesland")

    policy = page.response.headers["Content-Security-Policy"]
    assert page.texts(".rows h2") == ["Publieksacademie Leeuwarden"]
    assert f"frame-ancestors {' '.join(SITES)}" in policy
    assert "Set-Cookie" not in page.response.headers
    assert page.one("base")["target"] == "_top"
    assert page.one("body")["data-origins"] == " ".join(SITES)
    for other in ("/", "/agenda/abonneren", "/agenda/inbedden.js"):
        other_policy = framing.client.get(other).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in other_policy


def test_without_listed_websites_nobody_frames_us(browser: Browser) -> None:
    page = browser.get("/agenda/inbedden")

    assert "frame-ancestors 'none'" in page.response.headers["Content-Security-Policy"]
    assert page.texts("main p")[0] == "We hebben nu geen bijeenkomst. Kijk later nog eens."


def test_the_script_around_the_frame_has_an_address_that_stays(browser: Browser) -> None:
    response = browser.get("/agenda/inbedden.js").response

    assert (response.status_code, response.mimetype) == (200, "text/javascript")
    assert b"academieHeight" in response.data
    assert "Set-Cookie" not in response.headers


@pytest.fixture
def staff(browser: Browser) -> Browser:
    browser.sign_in(make_user(RoleName.READER))
    return browser


def copied(page: Page) -> list[str]:
    text = page.one("#as-text").get_text().replace("\N{NO-BREAK SPACE}", " ")
    return text.strip().split("\n")


def test_staff_copy_what_comes_into_the_newsletter(staff: Browser) -> None:
    event = make_event(summary="Kom <ook>.", join_link="https://meet.voorbeeld.nl/geheim")
    service.cancel(make_event(title="Gaat niet door"), reason="Ziek.", now=NOW)
    service.postpone(make_event(title="Wordt later"), now=NOW)
    make_event(title="Concept", published=False)

    page = staff.get("/beheer/nieuwsbrief")

    html = BeautifulSoup(page.one("#as-html").get_text(), "lxml")
    url = f"{HOME}/bijeenkomsten/{event.slug}"
    assert next(tag["href"] for tag in html.select("h3 a")) == url
    assert [tag.get_text() for tag in html.select("h3 a")] == [event.title, "Wordt later"]
    assert "Kom <ook>." in html.get_text()
    assert copied(page)[:5] == [
        "Publieksacademie Leeuwarden",
        "dinsdag 9 maart 2027, 19.30 tot 21.45 uur",
        "Dorpshuis De Terphoeve, Hemrikweg 4, Leeuwarden",
        "Kom <ook>.",
        url,
    ]
    assert "geheim" not in page.response.text


def test_what_is_for_partners_says_so_wherever_it_is_copied(staff: Browser) -> None:
    event = make_event(kind=EventKind.KENNISKRING, theme=None)

    page = staff.get("/beheer/nieuwsbrief")

    html = BeautifulSoup(page.one("#as-html").get_text(), "lxml")
    assert list(html.select("p")[0].stripped_strings)[-1] == "Voor partners"
    assert copied(page)[3] == "Voor partners"
    assert atom.entry(event).summary.split("\n")[2] == "Voor partners"
    assert b"DESCRIPTION:Voor partners" in ical.feed([event], name="Agenda", source=HOME)


def test_the_newsletter_holds_the_province_that_staff_choose(staff: Browser) -> None:
    make_event(province=Province.FRIESLAND)
    make_event(title="Elders", province=Province.ZEELAND)
    staff.get("/beheer/nieuwsbrief")

    page = staff.submit("#zoek", provincie="zeeland")
    code = BeautifulSoup(page.one("#frame-code").get_text(), "lxml")

    assert copied(page)[0] == "Elders"
    assert "Publieksacademie Leeuwarden" not in copied(page)
    assert code.select("iframe")[0]["src"] == f"{HOME}/agenda/inbedden?provincie=zeeland"
    assert code.select("iframe")[0]["title"]
    assert code.select("script")[0]["src"] == f"{HOME}/agenda/inbedden.js"


def test_with_nothing_to_come_the_newsletter_says_so(staff: Browser) -> None:
    page = staff.get("/beheer/nieuwsbrief")

    assert page.select("#as-html") == []
    assert "Er komt nu geen bijeenkomst" in page.text("div.quiet")


def test_the_map_lists_what_is_public(browser: Browser, at: SetClock) -> None:
    event = make_event()
    make_event(title="Concept", slug="concept", published=False)
    make_event(title="Alleen met adres", slug="alleen-met-adres", listed=False)
    series = make_series("Kenniskring Geld")
    series_service.end(make_series("Gestopt"), now=NOW)
    outcome = adopted(event)
    make_outcome(event)
    at(WHEN + timedelta(days=1))
    db.session.commit()

    tree = BeautifulSoup(browser.get("/sitemap.xml").response.data, "xml")

    assert [tag.get_text() for tag in tree.select("loc")] == [
        f"{HOME}/",
        f"{HOME}/agenda/abonneren",
        f"{HOME}/opbrengsten",
        f"{HOME}/aanvraag",
        f"{HOME}/privacy",
        f"{HOME}/toegankelijkheid",
        f"{HOME}/?eerder=1",
        f"{HOME}/bijeenkomsten/{event.slug}",
        f"{HOME}/reeksen/{series.slug}",
        f"{HOME}/opbrengsten/{outcome.label}",
    ]
    assert tree.select("lastmod")[0].get_text() == "2027-03-01T12:00:00+00:00"


def test_robots_are_kept_from_what_is_private(browser: Browser) -> None:
    lines = browser.get("/robots.txt").response.text.splitlines()

    assert "Disallow: /beheer" in lines
    assert "Disallow: /aanmelding/" in lines
    assert lines[-1] == f"Sitemap: {HOME}/sitemap.xml"

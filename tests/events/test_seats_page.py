"""Staff keep places for a group of people on a page."""

from datetime import timedelta

import pytest
from flask import Flask

from academie.core import clock
from academie.core.db import db
from academie.events.models import Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.registrations import releasing
from tests.browser import Browser
from tests.factories import NOW, make_event, make_user
from tests.registrations.factories import register, reserve

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

FORM = "#seats"


@pytest.fixture
def team(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """Give the browser of somebody in the project team, at the tests' present."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    browser.sign_in(make_user())
    return browser


def url(event: Event) -> str:
    return f"/beheer/bijeenkomsten/{event.ref}/plekken"


def kept(event: Event) -> list[tuple[Audience | None, int | None]]:
    db.session.expire_all()
    found = [(pool.audience, pool.capacity) for pool in event.pools]
    return sorted(found, key=lambda line: line[0] or "")


def test_places_are_kept_until_nine_on_the_day_that_is_filled_in(team: Browser) -> None:
    event = make_event(capacity=20)
    team.get(url(event))

    page = team.submit(FORM, onsite_resident="8", onsite_resident_until="7-3-2027")

    assert page.text(".notice[role=status]") == "De vastgehouden plekken zijn bewaard."
    assert page.one("#onsite_resident")["value"] == "8"
    assert page.one("#onsite_resident_until")["value"] == "2027-03-07"
    assert kept(event) == [(None, 12), (Audience.RESIDENT, 8)]
    assert event.pools[1].release_at == clock.from_local(
        clock.to_local(NOW).date() + timedelta(days=6), clock.to_local(NOW).time().replace(hour=9)
    )


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"onsite_resident": "8"}, "onsite_resident_until", "Vul in wanneer"),
        (
            {"onsite_resident": "8", "onsite_resident_until": "1-3-2027"},
            "onsite_resident_until",
            "Kies een dag die nog komt",
        ),
        (
            {"onsite_resident": "21", "onsite_resident_until": "7-3-2027"},
            "onsite_resident",
            "Je kunt hier nog 20 plekken voor vasthouden.",
        ),
        ({"onsite_resident": "veel"}, "onsite_resident", "Vul een getal in."),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    team: Browser, typed: dict[str, str], field: str, sentence: str
) -> None:
    event = make_event(capacity=20)
    team.get(url(event))

    page = team.submit(FORM, **typed)

    assert page.status == 422
    assert page.text(f"#{field}-error").startswith(sentence)
    assert page.one("#onsite_resident")["value"] == typed["onsite_resident"]
    assert kept(event) == [(None, 20)]


def test_places_go_from_one_group_to_another_at_once(team: Browser) -> None:
    event = make_event(capacity=10, mode=EventMode.HYBRID, online_capacity=5)
    reserve(event, 10, Audience.PROFESSIONAL)
    team.get(url(event))

    team.submit(
        FORM,
        onsite_professional="2",
        onsite_resident="8",
        onsite_resident_until="7-3-2027",
        online_partner="5",
        online_partner_until="7-3-2027",
    )

    assert kept(event) == [
        (None, 0),
        (None, 0),
        (Audience.PARTNER, 5),
        (Audience.PROFESSIONAL, 2),
        (Audience.RESIDENT, 8),
    ]


def test_the_world_reads_for_whom_the_last_places_are(team: Browser) -> None:
    event = make_event(capacity=2, now=NOW)
    reserve(event, 1)
    reserve(event, 1, Audience.PARTNER)

    page = team.get(f"/bijeenkomsten/{event.slug}")

    assert "Alleen nog plek voor bewoners en partners van de alliantie" in page.text("main")


def test_the_page_says_what_is_taken_and_what_was_released(team: Browser) -> None:
    event = make_event(capacity=10)
    reserve(event, 4)
    reserve(event, 3, Audience.PARTNER, release_at=NOW + timedelta(days=1))
    register(event, audience=Audience.RESIDENT)
    releasing.release_due(NOW + timedelta(days=1))
    db.session.commit()

    page = team.get(url(event))

    assert "Van de plekken voor bewoners is er 1 bezet." in page.text("main")
    assert "partners van de alliantie kwamen vrij voor iedereen op" in page.text("main")
    assert not page.select("#onsite_partner")
    assert event.seats[0].mode is AttendanceMode.ONSITE


def test_who_saves_second_is_told_what_is_kept_by_now(app: Flask, team: Browser) -> None:
    event = make_event(capacity=20)
    colleague = Browser(app)
    colleague.sign_in(make_user(email="collega@voorbeeld.nl"))
    for browser in (team, colleague):
        browser.get(url(event))
    team.submit(FORM, onsite_resident="8", onsite_resident_until="7-3-2027")

    page = colleague.submit(FORM, onsite_partner="2", onsite_partner_until="7-3-2027")
    again = colleague.submit(FORM)

    assert page.status == 409
    assert page.texts("#intussen-veranderd dt") == [
        "Plekken voor bewoners",
        "Die voor bewoners komen vrij op",
    ]
    assert again.status == 200
    assert kept(event) == [(None, 10), (Audience.PARTNER, 2), (Audience.RESIDENT, 8)]

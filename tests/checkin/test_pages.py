"""The door's pages: without JavaScript, and as its script asks."""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from academie.checkin import service
from academie.checkin.models import DoorLink
from academie.core import clock
from academie.core.db import db
from academie.registrations.models import Registration, RegistrationStatus
from tests.browser import Browser
from tests.checkin.factories import (
    address,
    device_address,
    entry,
    make_door,
    make_guest,
    milliseconds,
    people_in,
    ticket,
)
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

Ask = Callable[..., dict[str, Any]]
ASKED = ("lijst", "stand", "stand?na=1", "zoek?naam=fatima", "zoek?naam=idrissi")
PHONE = "+31612345678"


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the meeting begin now."""
    _set_clock(monkeypatch, WHEN)


def _set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def ask(browser: Browser) -> Ask:
    """Ask as the script on the page does, without a cookie."""

    def ask(link: DoorLink, **reading: Any) -> dict[str, Any]:
        kind = "qr" if "token" in reading else "code"
        body = {"clock": milliseconds(clock.now()), "scans": [entry(kind=kind) | reading]}
        page = browser.post(f"{device_address(link)}/scans", json=body)
        assert page.status == 200
        answer: dict[str, Any] = page.response.get_json()["answers"][0]
        return answer

    return ask


def test_a_typed_code_is_answered_in_words_without_javascript(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    browser.get(device_address(make_door(event)))

    page = browser.submit("#by-code", code="k7m-x4p")

    assert page.text("[role=status] h2") == "Welkom, Fatima"
    assert page.text("[data-slot=party]") == "3 personen"
    assert page.text("#counts") == "3 van 3 binnen"
    assert "yes" in page.one("body")["class"]


def test_sending_the_form_again_gets_the_same_answer(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    form = browser.get(device_address(make_door(event)))
    browser.submit("#by-code", code="K7MX4P")
    browser.page = form

    page = browser.submit("#by-code", code="K7MX4P")

    assert page.text("[role=status] h2") == "Welkom, Fatima"
    assert people_in(event) == 3


def test_one_page_used_for_two_tickets_tells_them_apart(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    make_guest(event, code="Q2RT9W", given_name="Sanne")
    form = browser.get(device_address(make_door(event)))
    browser.submit("#by-code", code="K7MX4P")
    browser.page = form

    page = browser.submit("#by-code", code="Q2RT9W")

    assert page.text("[role=status] h2") == "Welkom, Sanne"


def test_an_empty_code_asks_for_one(browser: Browser) -> None:
    browser.get(device_address(make_door(make_event())))

    page = browser.submit("#by-code", code="")

    assert page.status == 422
    assert page.text("#code-error") == "Typ de code die op het kaartje staat."


@pytest.mark.parametrize(
    ("status", "title", "remark"),
    [
        ("cancelled", "Deze aanmelding is afgezegd", "Vraag de gastheer of er nog plek is."),
        ("waitlisted", "Staat op de wachtlijst", "Er zijn nog 100 plekken."),
    ],
)
def test_who_holds_no_seat_is_named_with_what_can_be_done(
    ask: Ask, status: str, title: str, remark: str
) -> None:
    event = make_event()
    guest = make_guest(event, status=RegistrationStatus(status))

    answer = ask(make_door(event), token=ticket(guest))

    assert (answer["title"], answer["remark"]) == (title, remark)
    assert answer["party"] == "Fatima, 3\N{NO-BREAK SPACE}personen"


def test_the_second_phone_hears_since_when_and_where(ask: Ask) -> None:
    event = make_event()
    guest, door = make_guest(event), make_door(event)
    ask(door, token=ticket(guest))

    answer = ask(door, token=ticket(guest))

    assert answer["title"].replace("\N{NO-BREAK SPACE}", " ") == "Is al binnen sinds 19.30 uur"
    assert answer["remark"] == "Gescand door Anna bij: Hoofdingang."


def test_no_answer_of_the_door_holds_a_way_to_reach_somebody(browser: Browser, ask: Ask) -> None:
    event, elsewhere = make_event(), make_event(title="Kenniskring")
    door = make_door(event)
    guests = [make_guest(event, phone=PHONE, status=status) for status in RegistrationStatus]
    guests += [guests[0], make_guest(elsewhere, phone=PHONE)]

    answers = [ask(door, token=ticket(guest)) for guest in guests]
    answers += [ask(door, code=guest.code) for guest in guests]
    answers += [ask(door, token=ticket(guest), admit="Ja", people=1) for guest in guests]
    url = device_address(door)
    texts = [repr(answers), *_everything_said_at(browser, door, url, guests)]

    for text in texts:
        assert "Idrissi" not in text
        assert PHONE not in text
        for guest in guests:
            assert str(guest.email) not in text
            assert guest.ref not in text


def _everything_said_at(
    browser: Browser, door: DoorLink, url: str, guests: list[Registration]
) -> Iterator[str]:
    """Open, fill in and ask whatever a door has; at last what it hears that is done, or ended."""
    for path in (address(door), url, *(f"{url}/{ask}" for ask in ASKED)):
        page = browser.get(path)
        assert page.status == 200
        yield page.response.get_data(as_text=True)
    for form, typed in (
        ("#by-code", {"code": str(guests[0].code)}),
        ("#by-name", {"search-naam": "fatima"}),
        ("#walk-in", {"walkin-people": "2", "walkin-name": "Fatima"}),
        ("#by-code", {"code": "ZZZ999"}),
        ("#by-code", {"code": ""}),
    ):
        browser.get(url)
        yield browser.submit(form, **typed).response.get_data(as_text=True)
    for ask in ("klaar", "scans"):
        scan = entry(token=ticket(guests[0]))
        page = browser.post(f"{url}/{ask}", json={"clock": milliseconds(WHEN), "scans": [scan]})
        assert page.status == 200
        yield page.response.get_data(as_text=True)


def test_a_revoked_door_says_so(browser: Browser) -> None:
    link = make_door(make_event())
    url = device_address(link)
    service.revoke_door(link, now=NOW)
    db.session.commit()

    page = browser.get(url)

    assert page.status == 404
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.text("h2") == "Deze link werkt niet"
    assert "Vraag een nieuwe link" in page.text("main")


def test_a_door_revoked_while_it_stands_open_admits_nobody_more(browser: Browser) -> None:
    event = make_event()
    guest, link = make_guest(event, code="K7MX4P"), make_door(event)
    browser.get(device_address(link))
    service.revoke_door(link, now=NOW)
    db.session.commit()

    page = browser.submit("#by-code", code=guest.code)

    assert page.status == 404
    assert people_in(event) == 0


@pytest.mark.parametrize(
    ("away", "words"),
    [(-timedelta(days=2), "Je kunt hier scannen vanaf"), (timedelta(days=2), "is afgesloten")],
)
def test_outside_its_hours_the_door_says_when(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, away: timedelta, words: str
) -> None:
    _set_clock(monkeypatch, WHEN + away)

    page = browser.get(device_address(make_door(make_event())))

    assert page.text("h1") == "De deur is dicht"
    assert words in page.text("main")


def test_the_door_is_private_and_alone_may_use_the_camera(browser: Browser) -> None:
    door = browser.get(device_address(make_door(make_event()))).response.headers
    agenda = browser.get("/").response.headers

    assert door["Referrer-Policy"] == "no-referrer"
    assert door["Cache-Control"] == "no-store"
    assert door["X-Robots-Tag"] == "noindex"
    assert "camera=(self)" in door["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" in door["Content-Security-Policy"]
    assert "camera=()" in agenda["Permissions-Policy"]
    assert "'wasm-unsafe-eval'" not in agenda["Content-Security-Policy"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", None])
def test_what_another_site_can_make_a_browser_send_is_no_scan(
    browser: Browser, kind: str | None
) -> None:
    event = make_event()
    scan = entry(token=ticket(make_guest(event)))
    reading = json.dumps({"clock": milliseconds(WHEN), "scans": [scan]})

    page = browser.post(f"{device_address(make_door(event))}/scans", reading, content_type=kind)

    assert page.status == 415
    assert people_in(event) == 0


def test_a_browser_that_asks_for_another_site_hears_no_yes(app: Flask) -> None:
    url = f"{device_address(make_door(make_event()))}/scans"
    asking = {
        "Origin": "https://elders.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }

    answer = app.test_client().options(url, headers=asking)

    assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Access-Control-Allow-Headers" not in answer.headers


def test_a_typed_code_without_the_token_of_the_page_is_refused(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    form = {"uuid": str(uuid.uuid4()), "code": "K7MX4P"}

    page = browser.post(device_address(make_door(event)), form)

    assert page.status == 400
    assert people_in(event) == 0

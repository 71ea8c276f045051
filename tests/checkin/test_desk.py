"""The pages of a volunteer without JavaScript: pairing, searching, and what can be undone."""

import pytest
from sqlalchemy import select

from academie.checkin import log, service
from academie.checkin.models import DoorDevice, Scan
from academie.checkin.terms import DoorKind
from academie.core.db import db
from academie.registrations.models import RegistrationStatus
from tests.browser import Browser
from tests.checkin.factories import (
    address,
    device_address,
    make_device,
    make_door,
    make_guest,
    paired,
    people_in,
    undo,
)
from tests.factories import make_event

pytestmark = pytest.mark.usefixtures("evening")


def test_a_telephone_is_paired_under_a_first_name_and_gets_an_address_of_its_own(
    browser: Browser,
) -> None:
    event = make_event()
    door = make_door(event)
    browser.get(address(door))

    page = browser.submit("#pair", volunteer=" Anna ")

    assert page.url.startswith("/deur/toestel/")
    assert page.texts("header p")[0] == "Hoofdingang, Anna"
    assert "Set-Cookie" not in page.response.headers
    assert [device.volunteer for device in db.session.query(DoorDevice)] == ["Anna"]


def test_a_telephone_needs_a_first_name(browser: Browser) -> None:
    browser.get(address(make_door(make_event())))

    page = browser.submit("#pair", volunteer="")

    assert page.status == 422
    assert page.text("#volunteer-error") == "Vul je voornaam in."


def test_a_door_link_that_went_round_takes_no_fifty_first_telephone(browser: Browser) -> None:
    door = make_door(make_event())
    for _number in range(service.MOST_DEVICES):
        make_device(door)
    browser.get(address(door))

    page = browser.submit("#pair", volunteer="Anna")

    assert page.status == 409
    assert "Er zijn al te veel telefoons bij deze deur." in page.text("main")


def test_somebody_without_a_ticket_comes_in_and_is_undone(browser: Browser) -> None:
    event = make_event(capacity=10)
    browser.get(device_address(make_door(event)))

    page = browser.submit("#walk-in", **{"walkin-people": "2", "walkin-name": "Bram"})
    inside = people_in(event)
    after = browser.submit("#undo")

    assert page.text("#answer h2") == "Welkom, Bram"
    assert page.text("[data-slot=party]") == "2 personen"
    assert inside == 2
    assert after.text("#answer h2") == "Ongedaan gemaakt"
    assert people_in(event) == 0


def test_what_another_telephone_took_back_is_not_taken_back_again(browser: Browser) -> None:
    event = make_event()
    link = make_door(event)
    browser.get(device_address(link))
    browser.submit("#walk-in", **{"walkin-people": "2"})
    first = db.session.scalars(select(Scan.uuid)).one()
    undo(paired(link), first)

    page = browser.submit("#undo")

    assert page.status == 409
    assert "Er is niets om ongedaan te maken." in page.text("main")
    remarks = [line.remarks for line in log.latest_scans(event, 9)]
    assert remarks.count(["Er was niets om terug te nemen."]) == 1


def test_a_full_room_is_said_in_words(browser: Browser) -> None:
    event = make_event(capacity=1)
    browser.get(device_address(make_door(event)))

    page = browser.submit("#walk-in", **{"walkin-people": "2"})

    assert page.status == 409
    assert "Er zijn geen plekken meer vrij. Vraag de gastheer." in page.text(".summary")
    assert people_in(event) == 0


def test_a_guest_is_found_by_family_name_and_let_in(browser: Browser) -> None:
    event = make_event()
    make_guest(event)
    browser.get(device_address(make_door(event)))

    found = browser.submit("#by-name", **{"search-naam": "idrissi"})
    key = found.one("#found button")["value"]
    page = browser.submit("#found", **{"guest-key": key})

    assert found.text("#found button") == "Fatima I. 3 personen"
    assert page.text("#answer h2") == "Welkom, Fatima"
    assert people_in(event) == 3


def test_a_search_needs_three_letters(browser: Browser) -> None:
    browser.get(device_address(make_door(make_event())))

    page = browser.submit("#by-name", **{"search-naam": "fa"})

    assert page.status == 422
    assert page.text("#search-naam-error") == "Typ minstens 3 letters van de naam."


def test_a_door_that_only_scans_shows_no_name_and_offers_no_search(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    url = device_address(make_door(event, kind=DoorKind.SCAN))
    start = browser.get(url)

    page = browser.submit("#by-code", code="K7MX4P")

    assert start.select("#by-name, [name=walkin-name]") == []
    assert page.text("#answer h2") == "Welkom"
    assert "Fatima" not in page.text("main")
    assert people_in(event) == 3


def test_who_waits_is_let_in_all_the_same_with_a_reason(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P", status=RegistrationStatus.WAITLISTED)
    browser.get(device_address(make_door(event)))
    browser.submit("#by-code", code="K7MX4P")

    without = browser.submit("#admit")
    page = browser.submit("#admit", **{"admit-admit": "De gastheer zegt ja"})

    assert without.status == 422
    assert page.text("#answer h2") == "Welkom, Fatima"
    assert people_in(event) == 3


def test_the_first_half_of_a_party_is_typed(browser: Browser) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")
    browser.get(device_address(make_door(event)))

    page = browser.submit("#by-code", code="K7MX4P", people="2")

    assert page.text("[data-slot=party]") == "2 van 3 binnen"
    assert people_in(event) == 2

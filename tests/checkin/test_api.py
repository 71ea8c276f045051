"""What the script of a door asks: the list and the news."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from academie.checkin.terms import DoorKind
from academie.core.db import db
from academie.events.terms import AttendanceMode
from academie.needs import service as needs
from academie.needs.models import Need
from academie.needs.sealing import Needs
from academie.registrations import tokens
from academie.registrations.models import RegistrationStatus
from tests.checkin.conftest import SetClock
from tests.checkin.factories import (
    Phone,
    answers,
    bring,
    device_address,
    entry,
    hashed,
    make_door,
    make_guest,
    people_in,
    ticket,
)
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import make_group

TYPED = ("zoe", "BERG", "van den Berg", "be")
pytestmark = pytest.mark.usefixtures("evening")


def test_the_list_holds_what_a_device_needs_and_no_more(phone: Phone) -> None:
    event = make_event()
    group = make_group(event, title="Wonen")
    guest = make_guest(event, code="K7MX4P", breakout_group=group)
    needs.keep(guest.id, event, Needs(frozenset({Need.WHEELCHAIR})), now=NOW)
    make_guest(event, status=RegistrationStatus.CANCELLED, people=1, family_name="d'Hondt")
    make_guest(make_event(title="Kenniskring"))

    found = phone.get(f"{device_address(make_door(event))}/lijst").get_json()

    salt = found["salt"]
    assert found["guests"][0] == [
        *(hashed(salt, guest.ref), hashed(salt, "K7MX4P")),
        *("Fatima", "I", 3, 0, 0, 0, 1, 1),
    ]
    assert found["guests"][1][2:] == ["Fatima", "H", 1, 0, 3, -1, 0, 1]
    assert len(found["guests"]) == 2
    assert found["groups"] == ["Wonen"]
    assert found["door"] == {"name": "Hoofdingang", "kind": "search"}
    assert found["event"]["opens"] == int((WHEN - timedelta(hours=12)).timestamp())
    assert found["volunteer"] == "Anna"
    assert found["key"] == tokens.public_jwk()


def test_a_door_without_names_gets_none(phone: Phone) -> None:
    event = make_event()
    guest = make_guest(event)
    url = device_address(make_door(event, kind=DoorKind.SCAN))

    texts = [phone.get(f"{url}/{name}").get_data(as_text=True) for name in ("lijst", "stand", "")]
    texts.append(bring(phone, url, entry(token=ticket(guest))).get_data(as_text=True))
    texts.append(bring(phone, url, entry(token=ticket(guest))).get_data(as_text=True))

    assert not any("Fatima" in text or "Idrissi" in text for text in texts)
    assert phone.get(f"{url}/zoek?naam=fatima").status_code == 404


def test_two_devices_hash_the_same_guest_differently(phone: Phone) -> None:
    event = make_event()
    make_guest(event)
    door = make_door(event)

    first, second = (phone.get(f"{device_address(door)}/lijst").get_json() for _ in range(2))

    assert first["salt"] != second["salt"]
    assert first["guests"][0][:2] != second["guests"][0][:2]


def test_a_list_that_is_the_same_is_not_sent_again(phone: Phone) -> None:
    event = make_event()
    guest = make_guest(event)
    url = f"{device_address(make_door(event))}/lijst"
    tag = phone.get(url).headers["ETag"]

    same = phone.get(url, headers={"If-None-Match": tag})
    guest.given_name = "Sanne"
    db.session.commit()
    other = phone.get(url, headers={"If-None-Match": tag})

    assert (same.status_code, same.data) == (304, b"")
    assert other.get_json()["guests"][0][2] == "Sanne"


def test_the_list_of_two_thousand_guests_stays_under_two_hundred_kilobytes(
    phone: Phone,
) -> None:
    event = make_event(capacity=None)
    for number in range(20):
        make_guest(event, given_name=f"Wilhelmina{number}", people=4)
    url = device_address(make_door(event))

    size = len(phone.get(f"{url}/lijst").data)

    assert size * 100 < 200_000


def test_other_devices_hear_who_came_in_and_that_it_was_undone(phone: Phone) -> None:
    event = make_event(capacity=50)
    guest, uuid = make_guest(event), str(uuid4())
    door = make_door(event)
    mine, other = device_address(door), device_address(door)
    salt = phone.get(f"{other}/lijst").get_json()["salt"]
    before = phone.get(f"{other}/stand").get_json()

    bring(phone, mine, entry(token=ticket(guest), uuid=uuid, people=2))
    after = phone.get(f"{other}/stand?na={before['cursor']}").get_json()
    bring(phone, mine, entry(kind="undo", of=uuid))
    undone = phone.get(f"{other}/stand?na={after['cursor']}").get_json()

    key, since = hashed(salt, guest.ref), int(WHEN.timestamp())
    assert before["counts"] == {"in": 0, "expected": 3, "free": 50, "limit": 50}
    assert after["arrivals"] == [[key, 2, since, "Hoofdingang", "Anna"]]
    assert after["counts"] == {"in": 2, "expected": 3, "free": 50, "limit": 50}
    assert undone["arrivals"] == [[key, 0, None, None, None]]


def test_no_news_costs_an_empty_answer(phone: Phone) -> None:
    event = make_event()
    guest, url = make_guest(event), device_address(make_door(event))
    news = phone.get(f"{url}/stand?na=0")
    known = {"If-None-Match": news.headers["ETag"]}

    assert phone.get(f"{url}/stand?na=0", headers=known).status_code == 304
    bring(phone, url, entry(token=ticket(guest)))
    assert phone.get(f"{url}/stand?na=0", headers=known).status_code == 200


def test_the_news_tells_at_once_that_anything_in_the_list_changed(
    phone: Phone, set_clock: SetClock
) -> None:
    event = make_event()
    url, guest = device_address(make_door(event)), make_guest(event)
    group = make_group(event, "Schulden")
    changes: list[tuple[object, dict[str, Any]]] = [
        (guest, {"status": RegistrationStatus.CANCELLED}),
        (guest, {"ticket_version": 2}),
        (guest, {"people": 2}),
        (guest, {"given_name": "Sanne"}),
        (guest, {"family_name": "el Idrisso"}),
        (guest, {"mode": AttendanceMode.ONLINE}),
        (guest, {"breakout_group": group}),
        (group, {"title": "Schaamte"}),
        (event, {"title": "Een andere avond"}),
    ]
    stamps, now = [phone.get(f"{url}/stand").get_json()["stamp"]], WHEN

    for changed, change in changes:
        for name, value in change.items():
            setattr(changed, name, value)
        db.session.commit()
        now += timedelta(seconds=0.25)
        set_clock(now)
        stamps.append(phone.get(f"{url}/stand").get_json()["stamp"])

    assert len(set(stamps)) == 1 + len(changes)
    assert phone.get(f"{url}/lijst").get_json()["stamp"] == stamps[-1]


@pytest.mark.parametrize("cursor", ["", "-1", "x", "9" * 40, "\N{SUPERSCRIPT TWO}"])
def test_a_cursor_that_makes_no_sense_begins_anew(phone: Phone, cursor: str) -> None:
    event = make_event()
    guest, url = make_guest(event), device_address(make_door(event))
    bring(phone, url, entry(token=ticket(guest)))

    assert len(phone.get(f"{url}/stand?na={cursor}").get_json()["arrivals"]) == 1


def test_guests_are_found_by_family_name_without_accents_and_answered_with_an_initial(
    phone: Phone,
) -> None:
    event = make_event()
    guest = make_guest(event, given_name="Zoë", family_name="van der Berg", people=2)
    make_guest(event)
    url = device_address(make_door(event))
    salt = phone.get(f"{url}/lijst").get_json()["salt"]

    found = [phone.get(f"{url}/zoek?naam={typed}").get_json() for typed in TYPED]

    line = [hashed(salt, guest.ref), "Zoë", "B", 2, 0, 0]
    assert found == [*(3 * [{"guests": [line]}]), {"guests": []}]


def test_a_guest_found_by_name_comes_in_by_the_key_of_the_list(phone: Phone) -> None:
    event = make_event()
    make_guest(event)
    url = device_address(make_door(event))
    key = phone.get(f"{url}/lijst").get_json()["guests"][0][0]

    (answer,) = answers(bring(phone, url, entry(kind="guest", key=key)))

    assert answer["title"] == "Welkom, Fatima"
    assert people_in(event) == 3


def test_what_is_agreed_shows_as_no_more_than_a_hint(phone: Phone) -> None:
    event = make_event()
    guest = make_guest(event)
    needs.keep(guest.id, event, Needs(frozenset({Need.WHEELCHAIR})), now=NOW)

    response = bring(phone, device_address(make_door(event)), entry(token=ticket(guest)))

    assert answers(response)[0]["arranged"] is True
    assert "rolstoel" not in response.get_data(as_text=True)

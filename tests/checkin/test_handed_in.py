"""What a telephone did before its door was revoked is not lost; it hears nothing for it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from academie.checkin import log, service
from academie.checkin.models import DoorLink
from academie.core import clock
from academie.core.db import db
from tests.checkin.conftest import SetClock
from tests.checkin.factories import (
    Phone,
    bring,
    device_address,
    entry,
    make_door,
    make_guest,
    milliseconds,
    people_in,
    ticket,
)
from tests.factories import WHEN, make_event

pytestmark = pytest.mark.usefixtures("evening")
REVOKED_AT = WHEN + timedelta(minutes=30)


@pytest.fixture
def link() -> DoorLink:
    """Make a door of a meeting that begins now."""
    return make_door(make_event())


def revoke(link: DoorLink, set_clock: SetClock) -> None:
    """Revoke a door half an hour after the beginning; it is half an hour later now."""
    service.revoke_door(link, now=REVOKED_AT)
    db.session.commit()
    set_clock(REVOKED_AT + timedelta(minutes=30))


def hand_in(phone: Phone, url: str, *scans: dict[str, Any]) -> dict[str, Any]:
    """Bring what was kept, and read all that is answered."""
    answer = bring(phone, url, *scans, at=clock.now())
    assert answer.status_code == 200
    found: dict[str, Any] = answer.get_json()
    return found


def test_what_was_scanned_before_the_door_was_revoked_counts(
    phone: Phone, set_clock: SetClock, link: DoorLink
) -> None:
    guest, url = make_guest(link.event), device_address(link)
    scans = [
        entry(token=ticket(guest), said="welcome"),
        entry(kind="walkin", people=2),
        entry(kind="code", code="ZZZ999"),
        entry(kind="undo", of=str(uuid4())),
    ]
    revoke(link, set_clock)

    first = hand_in(phone, url, *scans)
    again = hand_in(phone, url, *scans)

    assert first == again
    assert first.keys() == {"gone", "answers"}
    assert first["answers"] == [{"uuid": scan["uuid"]} for scan in scans]
    assert people_in(link.event) == 5
    lines = log.notable_scans(link.event, 9)
    assert [line.people for line in lines] == [0, 0, 2, 3]
    assert lines[-1].remarks == ["Kwam binnen toen de deurlink was ingetrokken."]


@pytest.mark.parametrize(("seconds", "people"), [(2, 3), (10, 0)])
def test_clocks_that_are_a_little_apart_lose_no_scan(
    phone: Phone, set_clock: SetClock, link: DoorLink, seconds: int, people: int
) -> None:
    guest, url = make_guest(link.event), device_address(link)
    just_after = milliseconds(REVOKED_AT + timedelta(seconds=seconds))
    revoke(link, set_clock)

    hand_in(phone, url, entry(token=ticket(guest), said="welcome", at=just_after))

    assert people_in(link.event) == people


def test_what_was_scanned_afterwards_lets_nobody_in(
    phone: Phone, set_clock: SetClock, link: DoorLink
) -> None:
    url = device_address(link)
    late = milliseconds(REVOKED_AT + timedelta(minutes=1))
    scan = entry(token=ticket(make_guest(link.event)), said="welcome", at=late)
    revoke(link, set_clock)

    found = hand_in(phone, url, scan)

    assert found["answers"] == [{"uuid": scan["uuid"]}]
    assert people_in(link.event) == 0


def test_a_device_that_has_ended_hears_nothing_else(
    phone: Phone, set_clock: SetClock, link: DoorLink
) -> None:
    url = device_address(link)
    revoke(link, set_clock)

    refused = [phone.get(f"{url}/{what}") for what in ("lijst", "stand", "zoek?naam=fatima")]
    refused += [phone.get(url), phone.post(f"{url}/klaar")]

    assert {answer.status_code for answer in refused} == {404}
    assert bring(phone, url + "x", entry()).status_code == 404


def test_who_was_done_hands_in_what_another_window_had_kept(phone: Phone, link: DoorLink) -> None:
    guest, url = make_guest(link.event), device_address(link)
    phone.post(f"{url}/klaar")

    hand_in(phone, url, entry(token=ticket(guest), said="welcome"))

    assert people_in(link.event) == 3


def test_a_device_that_is_done_opens_nothing_more(phone: Phone) -> None:
    door = make_door(make_event())
    mine, other = device_address(door), device_address(door)

    done = phone.post(f"{mine}/klaar")

    assert done.status_code == 200
    assert phone.get(f"{mine}/lijst").status_code == phone.get(mine).status_code == 404
    assert phone.get(f"{other}/lijst").status_code == 200

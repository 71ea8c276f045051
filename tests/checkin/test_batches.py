"""What the script of a door brings: batches of scans, also late, forged, twice or too many."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from academie.checkin import log, service
from academie.checkin.models import DoorDevice, DoorLink, Scan
from academie.core import clock
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import EventStatus
from tests.checkin.conftest import SetClock
from tests.checkin.factories import (
    OTHER,
    Phone,
    answers,
    bring,
    device_address,
    entry,
    hashed,
    make_door,
    make_guest,
    milliseconds,
    people_in,
    ticket,
)
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("evening")


def test_a_batch_that_is_sent_again_changes_nothing(phone: Phone) -> None:
    event = make_event()
    url = device_address(make_door(event))
    scans = [entry(token=ticket(make_guest(event))) for _ in range(5)]
    scans += [entry(kind="walkin", people=2), entry(kind="undo", of=scans[0]["uuid"])]

    first = answers(bring(phone, url, *scans))
    again = answers(bring(phone, url, *scans))

    assert [each["verdict"] for each in again] == [each["verdict"] for each in first]
    assert [each["title"] for each in again] == [each["title"] for each in first]
    assert people_in(event) == 4 * 3 + 2
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 7


def test_one_bad_entry_spoils_no_other(phone: Phone) -> None:
    event = make_event()
    url = device_address(make_door(event))
    good = entry(token=ticket(make_guest(event)))

    heard = answers(bring(phone, url, [], {"uuid": "x"}, entry(kind="undo", of=str(uuid4())), good))

    assert [each.get("error") for each in heard] == [
        *("Dit is geen scan.", "Dit is geen scan."),
        *("Er is niets om ongedaan te maken.", None),
    ]
    assert people_in(event) == 3


def test_ten_thousand_scans_in_one_batch_are_taken_in_parts(phone: Phone) -> None:
    event = make_event()
    url = device_address(make_door(event))
    scans: list[Any] = [entry(token=OTHER, said="unknown") for _ in range(9_999)]
    scans.insert(0, entry(token=ticket(make_guest(event))))

    heard = answers(bring(phone, url, *scans))

    assert len(heard) == 100
    assert [each["uuid"] for each in heard] == [each["uuid"] for each in scans[:100]]
    assert people_in(event) == 3


def test_a_batch_beyond_all_measure_is_refused_in_words(phone: Phone) -> None:
    url = device_address(make_door(make_event()))

    answer = bring(phone, url, *[entry(token=OTHER * 2000) for _ in range(5_000)])

    assert answer.status_code == 413
    assert answer.get_json() == {"error": "Dit is te veel in een keer. Stuur het in delen."}


@pytest.mark.parametrize("years", [-30, 30])
def test_a_clock_that_is_years_off_is_put_right(phone: Phone, years: int) -> None:
    event = make_event()
    guest, there = make_guest(event), WHEN + timedelta(days=365 * years)
    scan = entry(token=ticket(guest), at=milliseconds(there - timedelta(minutes=20)))

    bring(phone, device_address(make_door(event)), scan, at=there)

    stored = db.session.scalars(select(Scan)).one()
    offset = db.session.scalars(select(DoorDevice.clock_offset_ms)).one()
    assert stored.scanned_at == WHEN - timedelta(minutes=20)
    assert offset == milliseconds(there) - milliseconds(WHEN)


@pytest.mark.parametrize("at", [0, 10**17, -(10**17), 1e300])
def test_no_scan_happened_outside_the_hours_of_the_door(phone: Phone, at: float) -> None:
    event = make_event()
    make_guest(event)

    bring(phone, device_address(make_door(event)), entry(token=OTHER, at=at))

    stored = db.session.scalars(select(Scan)).one()
    assert WHEN - timedelta(days=2) < stored.scanned_at <= WHEN


def test_two_doors_without_a_network_let_one_ticket_in_and_both_hear_of_it(
    phone: Phone, set_clock: SetClock
) -> None:
    event = make_event()
    guest = make_guest(event)
    front = device_address(make_door(event, "Voordeur"))
    side = device_address(make_door(event, "Zijdeur"))
    scans = [entry(token=ticket(guest), said="welcome") for _ in range(2)]
    set_clock(WHEN + timedelta(hours=1))

    (first,) = answers(bring(phone, front, scans[0], at=clock.now()))
    (second,) = answers(bring(phone, side, scans[1], at=clock.now()))

    assert (first["verdict"], first["conflict"]) == ("welcome", False)
    assert (second["verdict"], second["conflict"]) == ("already_in", True)
    assert people_in(event) == 3
    for url in (front, side):
        salt = phone.get(f"{url}/lijst").get_json()["salt"]
        told = phone.get(f"{url}/stand").get_json()["conflicts"]
        assert told == [[hashed(salt, guest.ref), "Voordeur", "Zijdeur", int(WHEN.timestamp())]]


def test_whom_a_device_sent_away_long_ago_is_not_let_in_afterwards(phone: Phone) -> None:
    event = make_event()
    guest, url = make_guest(event), device_address(make_door(event))
    long_ago = milliseconds(WHEN - timedelta(minutes=30))

    (answer,) = answers(bring(phone, url, entry(token=ticket(guest), said="waiting", at=long_ago)))

    assert answer["conflict"] is True
    assert people_in(event) == 0


def test_whom_a_device_sends_away_by_an_old_list_is_let_in_while_they_wait(
    phone: Phone,
) -> None:
    event = make_event()
    guest, url = make_guest(event), device_address(make_door(event))

    (answer,) = answers(bring(phone, url, entry(token=ticket(guest), said="waiting")))

    assert (answer["verdict"], answer["conflict"]) == ("welcome", False)
    assert people_in(event) == 3


def test_a_ticket_of_another_meeting_lets_nobody_in_anywhere(phone: Phone) -> None:
    here, elsewhere = make_event(), make_event(title="Kenniskring")
    guest = make_guest(elsewhere)

    (answer,) = answers(
        bring(phone, device_address(make_door(here)), entry(token=ticket(guest), said="welcome"))
    )

    assert (answer["verdict"], answer["remark"]) == ("other_event", "Kenniskring")
    assert people_in(here) == people_in(elsewhere) == 0


def test_a_scan_replayed_at_another_meeting_is_refused(phone: Phone) -> None:
    here, elsewhere = make_event(), make_event(title="Kenniskring")
    scan = entry(token=ticket(make_guest(here)))
    bring(phone, device_address(make_door(here)), scan)

    (answer,) = answers(bring(phone, device_address(make_door(elsewhere)), scan))

    assert answer["error"] == "Deze scan hoort bij de deur van een andere bijeenkomst."


def forgeries(token: str) -> list[str]:
    """Spoil a real token in many ways."""
    return [
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        ("0" if token[0] != "0" else "1") + token[1:],
        token[: len(token) // 2],
        token + token,
        token.lower(),
        f" {token}",
        "",
        "https://voorbeeld.nl/kaartje",
        "WIFI:S:gast;T:WPA;P:geheim;;",
        "\N{ROCKET}" * 20,
    ]


def test_no_forged_altered_or_foreign_code_lets_anybody_in(phone: Phone) -> None:
    event = make_event()
    url = device_address(make_door(event))
    spoilt = forgeries(ticket(make_guest(event)))

    heard = answers(bring(phone, url, *[entry(token=each, said="welcome") for each in spoilt]))

    assert {each.get("verdict") for each in heard} == {"unknown"}
    assert all(each["conflict"] for each in heard)
    assert people_in(event) == 0


def close(event_door: DoorLink, moment: datetime) -> None:
    """Close a meeting by hand."""
    event_door.event.status, event_door.event.closed_at = EventStatus.CLOSED, moment
    db.session.commit()


def test_what_was_scanned_before_closing_counts_when_it_comes_later(
    phone: Phone, set_clock: SetClock
) -> None:
    event = make_event()
    door = make_door(event)
    url, guest = device_address(door), make_guest(event)
    after = milliseconds(WHEN + timedelta(hours=5))
    late = entry(token=ticket(make_guest(event)), said="welcome", at=after)
    close(door, WHEN + timedelta(hours=4))
    now = WHEN + timedelta(days=3)
    set_clock(now)

    heard = answers(bring(phone, url, entry(token=ticket(guest), said="welcome"), late, at=now))
    (again,) = answers(bring(phone, url, late, at=now))

    assert heard[0]["verdict"] == "welcome"
    assert "afgesloten" in heard[1]["error"]
    assert again == heard[1]
    assert people_in(event) == 3
    assert [(line.people, line.remarks) for line in log.notable_scans(event, 9)] == [
        (0, ["Het toestel liet deze gast binnen.", "Kwam binnen na de sluiting."]),
        (3, ["Kwam binnen na de sluiting."]),
    ]
    assert "afgesloten" in phone.get(f"{url}/stand").get_json()["shut"]


def test_after_two_weeks_nothing_is_taken_any_more(phone: Phone, set_clock: SetClock) -> None:
    event = make_event()
    url = device_address(make_door(event))
    set_clock(WHEN + timedelta(days=20))

    answer = bring(phone, url, entry(token=ticket(make_guest(event))), at=clock.now())

    assert answer.status_code == 409
    assert "afgesloten" in answer.get_json()["shut"]


@pytest.mark.parametrize("what", ["lijst", "stand", "zoek?naam=fatima"])
def test_a_revoked_door_tells_its_devices_that_they_are_gone(phone: Phone, what: str) -> None:
    door = make_door(make_event())
    url = device_address(door)
    service.revoke_door(door, now=WHEN)
    db.session.commit()

    answer = phone.get(f"{url}/{what}")

    assert answer.status_code == 404
    assert "werkt niet meer" in answer.get_json()["gone"]
    assert bring(phone, url).get_json() == {"gone": answer.get_json()["gone"], "answers": []}


def test_a_meeting_that_is_called_off_is_said_so_to_devices(phone: Phone) -> None:
    event = make_event()
    guest, url = make_guest(event), device_address(make_door(event))
    events.cancel(event, reason="Ziekte", now=NOW)
    db.session.commit()

    (answer,) = answers(bring(phone, url, entry(token=ticket(guest), said="welcome")))

    assert phone.get(f"{url}/lijst").get_json()["event"]["off"] == "cancelled"
    assert (answer["title"], answer["conflict"]) == ("Deze bijeenkomst gaat niet door", True)


def test_a_device_is_heard_by_an_empty_batch(phone: Phone, set_clock: SetClock) -> None:
    url = device_address(make_door(make_event()))
    set_clock(WHEN + timedelta(minutes=3))

    assert answers(bring(phone, url, at=clock.now())) == []
    assert db.session.scalars(select(DoorDevice.seen_at)).one() == clock.now()


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"scans": []}', b'{"clock": 1, "scans": 2}'])
def test_what_is_no_batch_is_refused_in_words(phone: Phone, body: bytes) -> None:
    url = f"{device_address(make_door(make_event()))}/scans"

    answer = phone.post(url, data=body, content_type="application/json")

    assert (answer.status_code, answer.get_json()) == (
        400,
        {"error": "We kunnen dit niet lezen."},
    )

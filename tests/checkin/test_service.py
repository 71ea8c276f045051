"""Scanning at a door, on both databases."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from academie.checkin import arrivals, log, lookup, queries, scanning, service
from academie.checkin.book import ForeignScanError
from academie.checkin.models import HeadCount, Scan
from academie.checkin.queries import Attendance, Crowd
from academie.checkin.terms import ScanMethod, Verdict
from academie.checkin.verdicts import ScanResult
from academie.core.db import db
from academie.events import service as events
from academie.events.terms import AttendanceMode, EventMode, EventStatus
from academie.registrations.models import RegistrationStatus
from tests.checkin.factories import (
    make_door,
    make_guest,
    paired,
    people_in,
    scan,
    take,
    ticket,
    verdict,
)
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")


def test_a_guest_is_welcome_with_first_name_and_people_alone() -> None:
    event = make_event()

    result = scan(make_door(event), make_guest(event))

    assert result == ScanResult(
        Verdict.WELCOME, given_name="Fatima", people=3, people_in=3, admitted=3
    )
    assert people_in(event) == 3


def test_a_ticket_admits_once_and_then_tells_since_when_and_where() -> None:
    event = make_event()
    guest = make_guest(event)
    scan(make_door(event, "Hoofdingang"), guest, volunteer="Anna")

    second = scan(make_door(event, "Zijdeur"), guest)

    assert second.verdict is Verdict.ALREADY_IN
    assert (second.since, second.door_name, second.volunteer) == (WHEN, "Hoofdingang", "Anna")
    assert people_in(event) == 3


def test_the_same_scan_again_gets_its_first_answer_again() -> None:
    event = make_event()
    door, guest, uuid = make_door(event), make_guest(event), str(uuid4())
    first = scan(door, guest, uuid=uuid)

    again = scan(door, guest, uuid=uuid)

    assert again == first
    assert db.session.scalar(select(func.count()).select_from(Scan)) == 1
    assert people_in(event) == 3


def test_the_first_answer_stands_when_the_registration_changes_later() -> None:
    event = make_event()
    door, uuid = make_door(event), str(uuid4())
    guest = make_guest(event, status=RegistrationStatus.WAITLISTED)
    scan(door, guest, uuid=uuid)
    guest.status = RegistrationStatus.CONFIRMED
    db.session.flush()

    again = scan(door, guest, uuid=uuid)

    assert again.verdict is Verdict.WAITING
    assert people_in(event) == 0


def test_a_scan_of_another_meeting_is_not_answered_again_here() -> None:
    event, elsewhere, uuid = make_event(), make_event(title="Kenniskring"), str(uuid4())
    scan(make_door(elsewhere), make_guest(elsewhere), uuid=uuid)

    with pytest.raises(ForeignScanError):
        scan(make_door(event), make_guest(event), uuid=uuid)


def test_who_waits_hears_how_many_seats_are_free() -> None:
    event = make_event(capacity=12)
    event.pools[0].taken = 5

    result = scan(make_door(event), make_guest(event, status=RegistrationStatus.WAITLISTED))

    assert result.verdict is Verdict.WAITING
    assert result.seats_left == 7
    assert people_in(event) == 0


def test_a_ticket_of_another_meeting_tells_its_title_and_no_name() -> None:
    elsewhere = make_event(title="Publieksacademie Oost-Groningen")

    result = scan(make_door(make_event()), make_guest(elsewhere))

    title = "Publieksacademie Oost-Groningen"
    assert result == ScanResult(Verdict.OTHER_EVENT, other_event=title, admissible=True)


def test_who_signed_off_is_told_so() -> None:
    event = make_event()

    assert verdict(make_door(event), make_guest(event, status=RegistrationStatus.CANCELLED)) is (
        Verdict.CANCELLED
    )


def test_nobody_comes_in_at_a_meeting_that_is_called_off() -> None:
    event = make_event()
    guest = make_guest(event)
    events.cancel(event, reason="Ziekte", now=NOW)
    db.session.flush()

    assert verdict(make_door(event), guest) is Verdict.CANCELLED
    assert people_in(event) == 0


def test_an_online_guest_at_the_door_is_welcome_and_counted() -> None:
    event = make_event(mode=EventMode.HYBRID, online_capacity=50)
    make_guest(event)
    guest = make_guest(event, mode=AttendanceMode.ONLINE, people=2)

    result = scan(make_door(event), guest)

    assert result.verdict is Verdict.WELCOME
    assert result.online
    assert queries.room(event.id) == Crowd(people_in=2, expected=5)


@pytest.mark.parametrize("typed", ["K7MX4P", "k7mx4p", " K7M-X4P ", "k7m x4p"])
def test_a_code_may_be_typed_as_people_type(typed: str) -> None:
    event = make_event()
    make_guest(event, code="K7MX4P")

    result = take(paired(make_door(event)), code=typed)

    assert result.verdict is Verdict.WELCOME
    assert db.session.scalars(select(Scan.method)).one() is ScanMethod.CODE


def test_a_token_that_was_changed_is_unknown() -> None:
    event = make_event()
    token = ticket(make_guest(event))
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")

    result = take(paired(make_door(event)), token=forged)

    assert result == ScanResult(Verdict.UNKNOWN)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (timedelta(days=-1, hours=-19, minutes=-31), "scannen vanaf maandag 8 maart 2027, 00.00"),
        (timedelta(days=1, hours=3), "Deze bijeenkomst is afgesloten"),
    ],
)
def test_a_door_is_shut_until_the_day_before_and_from_a_day_after_the_end(
    away: timedelta, words: str
) -> None:
    event = make_event()
    door = paired(make_door(event)).door

    with pytest.raises(service.DoorShutError, match=words):
        service.check_open(door, now=WHEN + away)


def test_a_door_can_be_tried_on_the_day_before_and_counts_nobody() -> None:
    event = make_event()
    door, token = paired(make_door(event)), ticket(make_guest(event))

    result = take(door, token=token, at=WHEN - timedelta(hours=43))

    assert (result.verdict, result.given_name) == (Verdict.TOO_EARLY, "Fatima")
    assert people_in(event) == 0


def test_nobody_is_let_in_after_the_meeting_has_been_closed() -> None:
    event = make_event()
    guest = make_guest(event)
    event.status, event.closed_at = EventStatus.CLOSED, WHEN
    db.session.flush()

    with pytest.raises(scanning.AfterwardsError):
        take(paired(make_door(event)), token=ticket(guest), at=WHEN + timedelta(minutes=1))


def test_a_revoked_door_stays_shut() -> None:
    link = make_door(make_event())
    token = service.door_token(link)
    service.revoke_door(link, now=NOW)
    db.session.flush()

    with pytest.raises(service.BrokenDoorError):
        service.open_door(token)


def test_attendance_takes_the_same_queries_for_one_meeting_and_for_three() -> None:
    meetings = [make_event(title=f"Academie {number}") for number in range(3)]
    scan(make_door(meetings[0]), make_guest(meetings[0]))
    counted = HeadCount(event=meetings[1], people=80, source="Verslag", counted_at=NOW)
    db.session.add(counted)

    found = queries.attendance([meeting.id for meeting in meetings])

    assert list(found.values()) == [Attendance(3, 0), Attendance(0, 80), Attendance()]
    assert [each.people for each in found.values()] == [3, 80, 0]


def test_the_list_of_scans_is_newest_first_and_counts_only_own_guests() -> None:
    event, elsewhere = make_event(), make_event(title="Kenniskring")
    door = make_door(event)
    scan(door, make_guest(elsewhere))
    take(paired(door), token=ticket(make_guest(event)), at=WHEN + timedelta(0, 5))

    lines = log.latest_scans(event, limit=10)

    assert [(line.verdict, line.people) for line in lines] == [
        (Verdict.WELCOME, 3),
        (Verdict.OTHER_EVENT, 0),
    ]


def test_the_database_itself_refuses_a_second_check_in(app: Flask) -> None:
    del app
    event = make_event()
    door, guest = make_door(event), make_guest(event)
    stale = lookup.ticket_by_id(guest.id)
    scan(door, guest)

    assert stale is not None
    arrivals.admit(stale, 3, uuid=str(uuid4()), at=WHEN)
    assert people_in(event) == 3

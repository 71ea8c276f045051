"""What a device brings that is at odds with us: by a clock that was set, too early, or nonsense."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from academie.checkin import log, service
from academie.checkin.models import Scan
from academie.checkin.terms import ScanMethod, Verdict
from academie.core import clock
from academie.core.db import db
from tests.checkin.conftest import SetClock
from tests.checkin.factories import (
    OTHER,
    Phone,
    answers,
    bring,
    device_address,
    entry,
    make_device,
    make_door,
    make_guest,
    milliseconds,
    people_in,
    ticket,
)
from tests.factories import WHEN, make_event
from tests.statements import asked_queries

pytestmark = pytest.mark.usefixtures("evening")

UUIDS = [str(uuid4()) for _ in range(4)]
"""So few that many entries share one, or undo another."""

ANYTHING = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9)


def test_a_clock_that_was_set_after_the_scans_changes_nothing_of_them(phone: Phone) -> None:
    event = make_event()
    url, guest, at = device_address(make_door(event)), make_guest(event), timedelta(minutes=20)
    years = timedelta(days=365 * 6)
    behind = {"at": milliseconds(WHEN - at - years), "ahead": -milliseconds_of(years)}
    set_since = {"at": milliseconds(WHEN - at), "ahead": -milliseconds_of(years)}

    bring(phone, url, entry(token=ticket(guest), **behind), entry(token=OTHER, **set_since))

    assert people_in(event) == 3
    assert set(db.session.scalars(select(Scan.scanned_at))) == {WHEN - at}


def milliseconds_of(length: timedelta) -> int:
    return length // timedelta(milliseconds=1)


def test_who_a_device_let_in_before_the_doors_open_stands_in_the_log(
    phone: Phone, set_clock: SetClock
) -> None:
    event = make_event()
    url = device_address(make_door(event))
    set_clock(WHEN - timedelta(hours=13))
    scan = entry(kind="walkin", people=2, said="welcome", at=milliseconds(clock.now()))

    first, again = (answers(bring(phone, url, scan, at=clock.now())) for _ in range(2))

    assert first == again
    assert "naar binnen vanaf" in first[0]["error"]
    (line,) = log.notable_scans(event, 9)
    assert (line.people, line.remarks) == (0, ["Het toestel liet deze gast binnen."])


def test_a_device_names_many_guests_in_one_batch_for_one_look_at_the_list(phone: Phone) -> None:
    event = make_event()
    make_guest(event)
    url = device_address(make_door(event))
    key = phone.get(f"{url}/lijst").get_json()["guests"][0][0]
    scans = [entry(kind="guest", key=each) for each in ("x", "y", "z", key)]

    with asked_queries() as asked:
        heard = answers(bring(phone, url, *scans))

    assert [each["verdict"] for each in heard] == [*(3 * ["unknown"]), "welcome"]
    lists = [each for each in asked if each.startswith("SELECT registration.ref, registration.id")]
    assert len(lists) == 1


def entries(tokens: list[str]) -> st.SearchStrategy[object]:
    """Make entries that nearly make sense, and some that do not."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        "token": st.sampled_from([*tokens, OTHER]),
        "code": st.sampled_from(["K7MX4P", "ZZZ999"]),
        "key": st.text(max_size=11),
        "of": st.sampled_from(UUIDS),
        "people": st.integers(-1, 12),
        "name": st.text(max_size=9),
        "admit": st.text(max_size=9),
        "said": st.sampled_from(Verdict),
        "ahead": st.integers() | st.floats(),
    }
    known = {
        "uuid": st.sampled_from(UUIDS) | st.uuids().map(str),
        "at": st.integers(milliseconds(WHEN) - 99_999, milliseconds(WHEN)) | st.integers(),
        "kind": st.sampled_from(ScanMethod),
    }
    wrong = dict.fromkeys(known | fields, ANYTHING)
    likely = st.fixed_dictionaries(known, optional=fields)
    return likely | st.fixed_dictionaries({}, optional=wrong) | ANYTHING


def test_whatever_a_device_brings_gets_an_answer_each_and_counts_as_the_book_says(
    phone: Phone,
) -> None:
    event = make_event(capacity=20)
    guests = [make_guest(event), make_guest(event, people=1, code="K7MX4P")]
    url = device_address(make_door(event))
    undone = select(Scan.undoes).where(Scan.undoes.is_not(None))
    let_in = select(func.coalesce(func.sum(Scan.people), 0)).where(Scan.uuid.not_in(undone))

    @settings(max_examples=10, deadline=None)
    @given(st.lists(entries([ticket(guest) for guest in guests]), max_size=15))
    def bring_all(batch: list[object]) -> None:
        heard = answers(bring(phone, url, *batch))

        assert len(heard) == len(batch)
        assert people_in(event) == db.session.scalar(let_in)

    bring_all()


@pytest.mark.usefixtures("app")
def test_a_telephone_that_ended_of_late_is_told_of_since_it_may_hold_scans() -> None:
    event = make_event()
    door, gone = make_door(event), make_door(event, "Zijdeur")
    make_device(door, "Anna")
    make_device(door, "Bilal").ended_at = WHEN
    make_device(gone, "Chris")
    service.revoke_door(gone, now=WHEN)
    db.session.commit()

    lately = log.devices(event, now=WHEN + timedelta(days=13))
    later = log.devices(event, now=WHEN + timedelta(days=15))

    told = [(line.volunteer, line.over and str(line.over)) for line in lately]
    assert told == [("Anna", None), ("Bilal", "klaar"), ("Chris", "ingetrokken")]
    assert [line.volunteer for line in later] == ["Anna"]

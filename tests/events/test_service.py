"""The verbs of a meeting: which state allows what, and what guests must hear of."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import pools, queries, service
from academie.events.models import Event, EventMunicipality
from academie.events.terms import AttendanceMode, EventKind, EventMode, EventStatus
from tests.events.factories import change
from tests.factories import NOW, WHEN, make_event

pytestmark = pytest.mark.usefixtures("app")

BEFORE, DURING, AFTER = NOW, WHEN + timedelta(hours=1), WHEN + timedelta(hours=3)
LATER: dict[str, Any] = {
    "starts_at": WHEN + timedelta(days=30),
    "ends_at": WHEN + timedelta(days=30, hours=2),
}

Verb = Callable[[Event, datetime], None]
VERBS: dict[str, Verb] = {
    "publish": lambda event, now: service.publish(event, now=now),
    "postpone": lambda event, now: service.postpone(event, now=now),
    "cancel": lambda event, now: service.cancel(event, reason="De zaal is kapot.", now=now),
    "close": lambda event, now: service.close(event, now=now),
    "reopen": lambda event, now: service.reopen(event, now=now),
    "delete": lambda event, now: service.delete_draft(event),  # noqa: ARG005 - one shape for all
    "change": lambda event, now: change(event, now=now, title="Anders"),
}
ALLOWED: dict[str, dict[str, EventStatus | None]] = {
    "draft": {"publish": EventStatus.PUBLISHED, "delete": None, "change": EventStatus.DRAFT},
    "published": {
        "postpone": EventStatus.POSTPONED,
        "cancel": EventStatus.CANCELLED,
        "change": EventStatus.PUBLISHED,
    },
    "postponed": {
        "publish": EventStatus.PUBLISHED,
        "cancel": EventStatus.CANCELLED,
        "change": EventStatus.POSTPONED,
    },
    "begun": {"close": EventStatus.CLOSED, "change": EventStatus.PUBLISHED},
    "cancelled": {},
    "closed": {"reopen": EventStatus.PUBLISHED},
}


def event_in(state: str) -> tuple[Event, datetime]:
    event = make_event(published=state != "draft")
    if state == "postponed":
        service.postpone(event, now=BEFORE)
    if state == "cancelled":
        service.cancel(event, reason="De zaal is kapot.", now=BEFORE)
    if state == "closed":
        service.close(event, now=AFTER)
    return event, {"begun": DURING, "closed": AFTER}.get(state, BEFORE)


@pytest.mark.parametrize("state", ALLOWED)
def test_each_state_allows_its_own_moves_and_no_other(state: str) -> None:
    after = {verb: state_after(state, verb) for verb in VERBS}

    assert after == dict.fromkeys(VERBS, "refused") | ALLOWED[state]


def state_after(state: str, verb: str) -> EventStatus | str | None:
    event, now = event_in(state)
    ref = event.ref
    try:
        VERBS[verb](event, now)
    except IllegalMoveError:
        return "refused"
    found = queries.by_ref(ref)
    return found.status if found else None


def test_publishing_fixes_the_address_for_ever() -> None:
    event = make_event(title="Publieksacademie Súdwest-Fryslân")

    change(event, title="Heel anders", **LATER)
    service.postpone(event, now=NOW)
    service.publish(event, now=NOW)

    assert event.slug == "publieksacademie-sudwest-fryslan-2027"


def test_a_second_meeting_of_the_same_name_gets_a_number() -> None:
    make_event()

    second = make_event()

    assert second.slug == "publieksacademie-leeuwarden-2027-2"


def test_a_title_without_letters_of_ours_still_gets_an_address() -> None:
    assert make_event(title="?!").slug == "bijeenkomst-2027"


def test_capacity_cannot_sink_under_the_seats_that_are_held() -> None:
    event = make_event(capacity=100)
    event.pools[0].taken = 12

    with pytest.raises(pools.CapacityTooLowError) as refused:
        change(event, capacity=11)

    assert str(refused.value) == "Er hebben 12 mensen een plek. Kies 12 of meer."


def test_capacity_may_sink_to_the_seats_that_are_held() -> None:
    event = make_event(capacity=100)
    event.pools[0].taken = 12
    db.session.commit()

    change(event, capacity=12)

    assert event.pools[0].left == 0


def test_another_form_has_room_for_all_who_hold_a_seat() -> None:
    event = make_event(capacity=1)
    event.pools[0].taken = 1

    with pytest.raises(pools.CapacityTooLowError) as refused:
        change(event, mode=EventMode.ONLINE, capacity=0)

    assert refused.value.mode is AttendanceMode.ONLINE
    assert str(refused.value) == "Er heeft 1 persoon een plek. Kies 1 of meer."


def test_each_way_to_take_part_has_its_own_seats() -> None:
    event = make_event(capacity=100)

    change(event, mode=EventMode.HYBRID, capacity=30)
    change(event, mode=EventMode.ONLINE, capacity=30)

    assert [(pool.mode, pool.capacity) for pool in event.pools] == [(AttendanceMode.ONLINE, 30)]


def test_a_meeting_on_site_is_published_with_its_place() -> None:
    event = make_event(published=False, place=None)

    with pytest.raises(service.IncompleteEventError) as refused:
        service.publish(event, now=NOW)

    assert refused.value.field == "place"


def test_a_meeting_of_the_past_cannot_be_published() -> None:
    event = make_event(published=False)

    with pytest.raises(service.IncompleteEventError) as refused:
        service.publish(event, now=WHEN)

    assert refused.value.field == "day"


def test_a_published_meeting_cannot_move_into_the_past() -> None:
    event = make_event()

    with pytest.raises(service.IncompleteEventError) as refused:
        change(event, starts_at=NOW - timedelta(days=1))

    assert refused.value.field == "day"


def test_a_meeting_that_has_begun_moves_no_more_and_may_end_later() -> None:
    event = make_event()

    with pytest.raises(service.IncompleteEventError, match="al begonnen") as refused:
        change(
            event, now=WHEN, starts_at=WHEN + timedelta(days=7), ends_at=WHEN + timedelta(days=8)
        )
    db.session.rollback()
    change(event, now=WHEN, ends_at=WHEN + timedelta(hours=3))

    assert refused.value.field == "day"
    assert (event.starts_at, event.ends_at) == (WHEN, WHEN + timedelta(hours=3))


def test_municipalities_can_be_named_again() -> None:
    event = make_event(municipalities=[EventMunicipality(name="Emmen")])

    change(event, municipalities=[EventMunicipality(name=name) for name in ("Emmen", "Assen")])
    db.session.expire_all()

    assert [row.name for row in event.municipalities] == ["Assen", "Emmen"]


def test_a_meeting_closes_by_itself_a_day_after_its_end() -> None:
    event = make_event()
    due = event.ends_at + timedelta(hours=24)

    service.close_due(due - timedelta(seconds=1))
    before = event.status
    service.close_due(due)

    assert (before, event.status) == (EventStatus.PUBLISHED, EventStatus.CLOSED)
    assert event.closed_at == due


def test_reopening_is_possible_for_a_day_and_gives_a_day() -> None:
    event = make_event()
    service.close(event, now=AFTER)

    service.reopen(event, now=AFTER + timedelta(hours=24))

    assert event.closes_at == AFTER + timedelta(hours=48)
    assert event.closed_at is None


def test_reopening_after_a_day_is_refused() -> None:
    event = make_event()
    service.close(event, now=AFTER)

    with pytest.raises(IllegalMoveError):
        service.reopen(event, now=AFTER + timedelta(hours=24, seconds=1))


@pytest.mark.parametrize(
    ("now", "is_open"),
    [
        (NOW - timedelta(seconds=1), False),
        (NOW, True),
        (WHEN - timedelta(seconds=1), True),
        (WHEN, False),
    ],
)
def test_registration_is_open_from_publishing_until_the_start(
    now: datetime,
    is_open: bool,
) -> None:
    assert make_event().open_for_registration(now) is is_open


def test_kinds_for_partners_say_so() -> None:
    assert [kind.value for kind in EventKind if kind.for_partners] == [
        "kenniskring",
        "leernetwerk",
        "partnerbijeenkomst",
    ]

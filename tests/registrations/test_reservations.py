"""Places kept for a group: who gets them, and when they become everybody's."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from academie.accounts.models import AccessLogLine
from academie.core.clock import to_local
from academie.core.db import db
from academie.core.errors import IllegalMoveError
from academie.events import reservations
from academie.events import service as events
from academie.events.models import Event
from academie.events.pools import CapacityTooLowError
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.registrations import moving, queries, releasing
from academie.registrations.models import RegistrationStatus
from tests.factories import NOW, WHEN, make_event
from tests.registrations.factories import register, reserve

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
RESIDENT, PROFESSIONAL = Audience.RESIDENT, Audience.PROFESSIONAL
CONFIRMED, WAITLISTED = RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED
OFFERED = RegistrationStatus.OFFERED
RELEASE = WHEN - timedelta(days=2)

pytestmark = pytest.mark.usefixtures("app")


def move(event: Event, starts_at: datetime) -> None:
    """Give a meeting with three seats another date."""
    ends_at = starts_at + timedelta(hours=2)
    events.change(event, now=NOW, capacities={ONSITE: 3}, starts_at=starts_at, ends_at=ends_at)


def pools(event: Event) -> list[tuple[Audience | None, int | None, int]]:
    db.session.commit()
    db.session.expire_all()
    return [(pool.audience, pool.capacity, pool.taken) for pool in event.pools]


def test_kept_places_come_out_of_the_general_ones() -> None:
    event = make_event(capacity=10)

    reserve(event, 4)

    assert pools(event) == [(None, 6, 0), (RESIDENT, 4, 0)]
    assert [(seats.capacity, seats.left) for seats in event.seats] == [(10, 10)]


def test_a_group_takes_its_own_places_first_and_then_the_general_ones() -> None:
    event = make_event(capacity=4)
    reserve(event, 2)

    for name in ("een", "twee", "drie"):
        register(event, f"{name}@voorbeeld.nl", audience=RESIDENT)

    assert pools(event) == [(None, 2, 1), (RESIDENT, 2, 2)]


def test_who_is_early_does_not_fill_the_places_of_another_group() -> None:
    event = make_event(capacity=3)
    reserve(event, 2)
    register(event, "vak@voorbeeld.nl", audience=PROFESSIONAL)

    late = register(event, "laat@voorbeeld.nl", audience=PROFESSIONAL)
    nobody = register(event, "niemand@voorbeeld.nl")
    resident = register(event, "bewoner@voorbeeld.nl", audience=RESIDENT)

    assert [party.status for party in (late, nobody, resident)] == [
        WAITLISTED,
        WAITLISTED,
        CONFIRMED,
    ]
    assert not queries.full_modes(event)


def test_a_party_is_never_split_over_two_pools() -> None:
    event = make_event(capacity=4)
    reserve(event, 2)

    party = register(event, people=3, audience=RESIDENT)

    assert party.status is WAITLISTED


def test_a_newcomer_passes_nobody_in_the_line_of_the_own_group() -> None:
    event = make_event(capacity=4)
    reserve(event, 2)
    first = register(event, "een@voorbeeld.nl", people=2, audience=RESIDENT)
    register(event, "vol@voorbeeld.nl", people=2, audience=PROFESSIONAL)
    register(event, "wacht@voorbeeld.nl", audience=RESIDENT)
    first.status, first.waits_for = RegistrationStatus.CANCELLED, None
    event.pools[1].taken = 0
    db.session.delete(first.claims[0])
    db.session.commit()

    late = register(event, "laat@voorbeeld.nl", audience=RESIDENT)

    assert late.status is WAITLISTED


def test_released_places_are_everybodys_with_whoever_sits_there() -> None:
    event = make_event(capacity=3)
    reserve(event, 2)
    resident = register(event, "bewoner@voorbeeld.nl", audience=RESIDENT)
    register(event, "vak@voorbeeld.nl", audience=PROFESSIONAL)
    waiting = register(event, "wacht@voorbeeld.nl", audience=PROFESSIONAL)

    releasing.release_due(RELEASE - timedelta(seconds=1))
    before = waiting.status
    releasing.release_due(RELEASE)

    assert before is WAITLISTED
    assert waiting.status is OFFERED
    assert pools(event) == [(None, 3, 3), (RESIDENT, 0, 0)]
    assert resident.claims[0].pool.is_general


def test_places_are_released_once_and_it_is_logged() -> None:
    event = make_event(capacity=3)
    reserve(event, 2)

    releasing.release_due(RELEASE)
    releasing.release_due(RELEASE + timedelta(hours=1))

    (line,) = db.session.scalars(select(AccessLogLine))
    assert (line.user_id, line.subject) == (None, f"event:{event.ref}/seats")
    assert line.purpose == "2 plekken voor bewoners vrijgegeven (op locatie)"
    assert event.pools[1].released_at == RELEASE
    with pytest.raises(IllegalMoveError, match="al vrijgegeven"):
        reserve(event, 1)


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [(1, "zijn al 2 plekken bezet"), (10, "nog 9 plekken voor vasthouden")],
)
def test_what_is_kept_fits_between_what_is_held_and_what_is_free(
    capacity: int, sentence: str
) -> None:
    event = make_event(capacity=10)
    reserve(event, 3)
    register(event, people=2, audience=RESIDENT)
    register(event, "vak@voorbeeld.nl")

    with pytest.raises(reservations.TooFewSeatsError, match=sentence):
        reserve(event, capacity)


def test_places_that_are_no_longer_kept_return() -> None:
    event = make_event(capacity=10)
    reserve(event, 3)

    reserve(event, 0)

    assert pools(event) == [(None, 10, 0), (RESIDENT, 0, 0)]


@pytest.mark.parametrize("release_at", [None, NOW, WHEN])
def test_places_are_kept_until_a_moment_before_the_meeting(release_at: object) -> None:
    event = make_event(capacity=10)

    with pytest.raises(reservations.WrongMomentError):
        reserve(event, 3, release_at=release_at)


def test_without_a_limit_there_is_nothing_to_keep() -> None:
    event = make_event(capacity=None)

    with pytest.raises(reservations.TooFewSeatsError, match="hoeveel plekken er zijn"):
        reserve(event, 3)


def test_the_capacity_staff_fill_in_is_the_total() -> None:
    event = make_event(capacity=10)
    reserve(event, 4)
    register(event, "vak@voorbeeld.nl", people=3)
    register(event, "bewoner@voorbeeld.nl", people=2, audience=RESIDENT)

    with pytest.raises(CapacityTooLowError, match="5 plekken bezet en nog 2 plekken vrijgehouden"):
        events.change(event, now=NOW, capacities={ONSITE: 6})
    db.session.rollback()
    events.change(event, now=NOW, capacities={ONSITE: 7})

    assert pools(event) == [(None, 3, 3), (RESIDENT, 4, 2)]


def test_kept_places_move_along_to_the_way_that_is_left() -> None:
    event = make_event(capacity=4, mode=EventMode.HYBRID, online_capacity=4)
    reserve(event, 2)
    register(event, people=2, audience=RESIDENT)

    events.change(event, now=NOW, capacities={ONLINE: 4}, mode=EventMode.ONLINE)
    moving.move_along(event, now=NOW)

    assert pools(event) == [(None, 4, 2)]


@pytest.mark.parametrize("days", [-5, 30])
def test_kept_places_come_free_as_long_before_a_meeting_that_moves(days: int) -> None:
    event = make_event(capacity=3)
    reserve(event, 2)
    starts_at = WHEN + timedelta(days=days)

    move(event, starts_at)

    due = event.pools[1].release_at
    assert due
    assert to_local(due) == to_local(RELEASE) + timedelta(days=days)
    assert due < starts_at


def test_kept_places_come_free_before_a_meeting_that_begins_earlier_that_day() -> None:
    event = make_event(capacity=3)
    reserve(event, 2, release_at=WHEN - timedelta(minutes=30))

    move(event, WHEN - timedelta(hours=3))

    assert event.pools[1].release_at == WHEN - timedelta(hours=4)


def test_places_of_a_postponed_meeting_are_kept_until_it_has_a_date() -> None:
    event = make_event(capacity=3)
    reserve(event, 2)
    events.postpone(event, now=NOW)

    releasing.release_due(RELEASE)
    kept = pools(event)
    move(event, WHEN + timedelta(days=60))
    events.publish(event, now=RELEASE)
    releasing.release_due(RELEASE)

    assert kept == pools(event) == [(None, 1, 0), (RESIDENT, 2, 0)]
    assert event.pools[1].released_at is None


def test_a_moment_that_an_earlier_version_left_after_the_meeting_is_refused() -> None:
    event = make_event(capacity=3)
    reserve(event, 2)
    event.starts_at = RELEASE - timedelta(days=1)
    db.session.commit()

    with pytest.raises(reservations.WrongMomentError):
        reserve(event, 2)

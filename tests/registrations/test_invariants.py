"""Whatever people do in whatever order, the count of seats stays true."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import AttendanceMode, Event, SeatPool
from academie.registrations import queries, service
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim
from tests.factories import NOW, make_event

PEOPLE = st.integers(min_value=1, max_value=4)
GUEST = st.integers(min_value=0, max_value=5)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("register"), GUEST, PEOPLE),
        st.tuples(st.just("cancel"), GUEST, PEOPLE),
        st.tuples(st.just("enlarge"), GUEST, PEOPLE),
    ),
    max_size=25,
)


def step(event: Event, verb: str, guest: int, people: int, minute: int) -> None:
    now = NOW + timedelta(minutes=minute)
    email = f"gast{guest}@voorbeeld.nl"
    if verb == "register":
        service.register(
            event,
            given_name="Gast",
            family_name=None,
            email=email,
            people=people,
            mode=AttendanceMode.ONSITE,
            now=now,
        )
    elif verb == "enlarge":
        (pool,) = event.pools
        capacity = (pool.capacity or 0) + people
        events.change(event, now=now, capacities={AttendanceMode.ONSITE: capacity})
        service.fill_free_seats(now)
    elif (known := queries.of_address(event, email)) and known.is_live:
        service.cancel(known, now=now)


def check(event: Event) -> None:
    pool = db.session.scalars(select(SeatPool).filter_by(event_id=event.id)).one()
    claimed = db.session.scalar(
        select(func.coalesce(func.sum(SeatClaim.seats), 0)).filter_by(pool_id=pool.id)
    )
    parties = db.session.scalars(select(Registration).filter_by(event_id=event.id)).all()
    seated = [party for party in parties if party.status is RegistrationStatus.CONFIRMED]
    waiting = [party for party in parties if party.status is RegistrationStatus.WAITLISTED]
    assert pool.capacity is not None
    assert pool.taken == claimed == sum(party.people for party in seated)
    assert pool.taken <= pool.capacity
    assert not [party for party in waiting if pool.taken + party.people <= pool.capacity]


@pytest.mark.usefixtures("app")
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(capacity=st.integers(min_value=0, max_value=6), steps=STEPS)
def test_seats_taken_are_seats_claimed_and_nobody_who_fits_waits(
    capacity: int, steps: list[tuple[str, int, int]]
) -> None:
    event = make_event(capacity=capacity)

    for minute, (verb, guest, people) in enumerate(steps):
        with write_transaction():
            step(event, verb, guest, people, minute)
        check(event)

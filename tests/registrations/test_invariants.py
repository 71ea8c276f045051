"""Whatever people do in whatever order, the count of seats stays true."""

from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from academie.core.db import db, write_transaction
from academie.events import service as events
from academie.events.models import BreakoutGroup, Event, SeatPool
from academie.events.terms import EventMode
from academie.registrations import groups, moving, queries, service
from academie.registrations.models import Registration, RegistrationStatus, SeatClaim
from academie.registrations.seats import GroupFullError
from tests.factories import NOW, make_event
from tests.registrations.factories import make_group

PEOPLE = st.integers(min_value=1, max_value=4)
GUEST = st.integers(min_value=0, max_value=5)
VERBS = ("register", "cancel", "enlarge", "choose", "move")
STEPS = st.lists(st.tuples(st.sampled_from(VERBS), GUEST, PEOPLE), max_size=25)


def step(event: Event, verb: str, guest: int, people: int, minute: int) -> None:
    now = NOW + timedelta(minutes=minute)
    known = queries.of_address(event, f"gast{guest}@voorbeeld.nl")
    group = ([*event.groups, None])[people % 3]
    if verb == "register":
        come(event, guest, people, group, now)
    elif verb == "enlarge":
        hold(event, event.mode, more=people, now=now)
    elif verb == "move":
        other = EventMode.ONLINE if event.mode is EventMode.ONSITE else EventMode.ONSITE
        hold(event, other, more=people % 2, now=now)
    elif known and known.is_live and verb == "cancel":
        service.cancel(known, now=now)
    elif known and known.is_live:
        with suppress(GroupFullError):
            groups.choose(known, group, now=now)


def come(event: Event, guest: int, people: int, group: BreakoutGroup | None, now: datetime) -> None:
    with suppress(GroupFullError):
        service.register(
            event,
            given_name="Gast",
            family_name=None,
            email=f"gast{guest}@voorbeeld.nl",
            people=people,
            mode=event.mode.attendance_modes[0],
            group=group,
            now=now,
        )


def hold(event: Event, mode: EventMode, *, more: int, now: datetime) -> None:
    """Hold the meeting in this way, with so many seats more."""
    (pool,) = event.pools
    capacity = (pool.capacity or 0) + more
    events.change(event, now=now, capacities={mode.attendance_modes[0]: capacity}, mode=mode)
    moving.move_along(event)
    service.fill_free_seats(now)


def check(event: Event) -> None:
    pools = db.session.scalars(select(SeatPool).filter_by(event_id=event.id)).all()
    for pool in pools:
        claimed = select(func.coalesce(func.sum(SeatClaim.seats), 0)).filter_by(pool_id=pool.id)
        assert pool.taken == db.session.scalar(claimed)
        assert pool.capacity is None or pool.taken <= pool.capacity
        assert pool.mode is event.mode.attendance_modes[0]
    parties = db.session.scalars(select(Registration).filter_by(event_id=event.id)).all()
    seated = [party for party in parties if party.status is RegistrationStatus.CONFIRMED]
    waiting = [party for party in parties if party.status is RegistrationStatus.WAITLISTED]
    (pool,) = event.pools
    assert pool.capacity is not None
    assert pool.taken == sum(party.people for party in seated)
    assert not [party for party in waiting if pool.taken + party.people <= pool.capacity]
    for group in event.groups:
        inside = [party.people for party in seated if party.breakout_group is group]
        assert group.pool.taken == sum(inside)


@pytest.mark.usefixtures("app")
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(capacity=st.integers(min_value=0, max_value=6), steps=STEPS)
def test_seats_taken_are_seats_claimed_and_nobody_who_fits_waits(
    capacity: int, steps: list[tuple[str, int, int]]
) -> None:
    event = make_event(capacity=capacity)
    for title, seats in (("Schulden", 2), ("Wonen", None)):
        make_group(event, title, capacity=seats)

    for minute, (verb, guest, people) in enumerate(steps):
        with write_transaction():
            step(event, verb, guest, people, minute)
        check(event)

"""Whatever people, staff and the worker do, in any order: the count of seats is right.

One hybrid meeting with a few seats, some of them kept for residents, and two groups; a handful of
guests who do everything there is, and a clock that only goes forward.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events import queries as event_queries
from academie.events import reservations
from academie.events import service as events
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.registrations import changing, groups, moving, offers, queries, releasing, service
from academie.registrations.models import Registration
from tests.factories import NOW, make_event, make_user
from tests.registrations import checks
from tests.registrations.factories import make_group

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
STARTS = NOW + timedelta(days=400)
GUEST = st.integers(min_value=0, max_value=5)
PEOPLE = st.integers(min_value=1, max_value=3)
MODE = st.sampled_from(AttendanceMode)
AUDIENCE = st.sampled_from([None, Audience.RESIDENT, Audience.PARTNER])
SEATS = st.integers(min_value=0, max_value=5)


class Meeting(RuleBasedStateMachine):
    """Everything that can happen to the seats of one meeting."""

    def __init__(self) -> None:
        """Start the clock."""
        super().__init__()
        self.now = NOW
        self.ref = ""

    @initialize(onsite=SEATS, online=SEATS, sizes=st.lists(PEOPLE, min_size=6, max_size=6))
    def open(self, onsite: int, online: int, sizes: list[int]) -> None:
        """Publish the meeting, and let everybody come."""
        event = make_event(
            mode=EventMode.HYBRID,
            capacity=onsite,
            online_capacity=online,
            starts_at=STARTS,
            ends_at=STARTS + timedelta(hours=2),
        )
        make_group(event, "Schulden", capacity=2)
        make_group(event, "Wonen", mode=ONLINE)
        self.ref = event.ref
        for guest, people in enumerate(sizes):
            mode = ONLINE if guest % 3 == 0 else ONSITE
            self._come(guest, people, mode, Audience.RESIDENT if guest % 2 else None)

    @rule(guest=GUEST, people=PEOPLE, mode=MODE, audience=AUDIENCE)
    def come(
        self, guest: int, people: int, mode: AttendanceMode, audience: Audience | None
    ) -> None:
        """Come, or come back."""
        self._come(guest, people, mode, audience)

    @rule(guest=GUEST)
    def cancel(self, guest: int) -> None:
        """Sign off."""
        self._by(guest, lambda party: service.cancel(party, now=self.now))

    @rule(guest=GUEST)
    def undo(self, guest: int) -> None:
        """Take signing off back."""
        self._by(guest, lambda party: service.undo_cancel(party, now=self.now))

    @rule(guest=GUEST, people=PEOPLE)
    def change_party(self, guest: int, people: int) -> None:
        """Come with more or fewer."""
        self._by(guest, lambda party: changing.change_party(party, people, now=self.now))

    @rule(guest=GUEST, mode=MODE)
    def switch(self, guest: int, mode: AttendanceMode) -> None:
        """Take part in another way."""
        self._by(guest, lambda party: changing.switch_mode(party, mode, now=self.now))

    @rule(guest=GUEST, nowhere=st.booleans())
    def choose_group(self, guest: int, nowhere: bool) -> None:
        """Talk in the group for how one takes part, or in none."""

        def choose(party: Registration) -> None:
            group = None if nowhere else _group(party.event, party.mode)
            groups.choose(party, group, now=self.now)

        self._by(guest, choose)

    @rule(guest=GUEST)
    def join_online(self, guest: int) -> None:
        """Take part online while waiting for the room."""
        self._by(guest, lambda party: offers.join_online_meanwhile(party, now=self.now))

    @rule(guest=GUEST, yes=st.booleans())
    def answer(self, guest: int, yes: bool) -> None:
        """Accept an offer, or decline it."""

        def answer(party: Registration) -> None:
            offer = queries.open_offer(party)
            if offer:
                (offers.accept if yes else offers.decline)(offer, now=self.now)

        self._by(guest, answer)

    @rule(guest=GUEST)
    def pick(self, guest: int) -> None:
        """Give somebody seats ahead of the line."""
        team = db.session.scalars(select(User)).one()
        self._by(
            guest,
            lambda party: offers.offer(party, now=self.now, picked_by=team, reason="Zij spreekt."),
        )

    @rule(hours=st.sampled_from([0, 1, 25]))
    def wait(self, hours: int) -> None:
        """Let time go by."""
        self.now += timedelta(hours=hours, minutes=1)
        for duty in (releasing.release_due, offers.withdraw_void, offers.expire_due):
            self._do(lambda duty=duty: duty(self.now))  # type: ignore[misc] # bound at once

    @rule(more=st.integers(-2, 2))
    def resize(self, more: int) -> None:
        """Give the meeting more seats, or fewer."""

        def resize() -> None:
            event = self._event()
            capacities = {each.mode: max((each.capacity or 0) + more, 0) for each in event.seats}
            events.change(event, now=self.now, capacities=capacities)

        self._do(resize)

    @rule(kept=SEATS, days=st.integers(1, 3))
    def reserve(self, kept: int, days: int) -> None:
        """Keep seats in the room for residents."""
        self._do(
            lambda: reservations.reserve(
                self._event(),
                ONSITE,
                Audience.RESIDENT,
                capacity=kept,
                release_at=self.now + timedelta(days=days),
                now=self.now,
            )
        )

    @precondition(lambda self: self.now > NOW + timedelta(hours=30))
    @rule(mode=st.sampled_from(EventMode), seats=SEATS)
    def hold(self, mode: EventMode, seats: int) -> None:
        """Hold the meeting in another way."""

        def hold() -> None:
            event, capacities = self._event(), {ONSITE: seats, ONLINE: seats + 3}
            events.change(event, now=self.now, capacities=capacities, mode=mode)
            moving.move_along(event, now=self.now)

        self._do(hold)

    @invariant()
    def seats_and_states_agree(self) -> None:
        """No order of moves loses a seat or gives one twice."""
        if self.ref:
            checks.seats_are_counted_right(self._event())
            checks.states_agree_with_seats_and_offers(self._event())

    @invariant()
    def nobody_who_fits_waits_once_the_worker_came(self) -> None:
        """The worker leaves no seat free for which somebody waits."""
        if self.ref:
            self._do(lambda: offers.offer_free_seats(self.now))
            checks.nobody_who_fits_waits(self._event())

    def _event(self) -> Event:
        event = event_queries.by_ref(self.ref)
        assert event
        return event

    def _come(
        self, guest: int, people: int, mode: AttendanceMode, audience: Audience | None
    ) -> None:
        event = self._event()
        self._do(
            lambda: service.register(
                event,
                given_name="Gast",
                family_name=None,
                email=_address(guest),
                people=people,
                mode=mode,
                audience=audience,
                group=_group(event, mode) if guest % 2 == 0 else None,
                now=self.now,
            )
        )

    def _by(self, guest: int, verb: Callable[[Registration], object]) -> None:
        party = queries.of_address(self._event(), _address(guest))
        if party:
            self._do(lambda: verb(party))

    def _do(self, verb: Callable[[], object]) -> None:
        """Do it as a request would: all of it, or nothing when it is refused."""
        with suppress(DomainError), write_transaction():
            verb()
        db.session.expire_all()


def _address(guest: int) -> str:
    return f"gast{guest}@voorbeeld.nl"


def _group(event: Event, mode: AttendanceMode) -> BreakoutGroup | None:
    """Give the group for those who take part in this way."""
    return next((group for group in event.groups if group.pool.mode is mode), None)


@pytest.mark.usefixtures("app")
def test_seats_are_right_whatever_happens() -> None:
    make_user()

    run_state_machine_as_test(
        Meeting,
        settings=settings(
            max_examples=10,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

"""Every move that people, staff and the worker can make with the seats of one meeting.

One hybrid meeting with a few seats, some of them kept for residents, and two groups; a handful of
guests who do everything there is, and a clock that only goes forward. Each rule picks somebody who
can do it, so that all is reached often; one more does what cannot be done.
"""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlalchemy import select

from academie.accounts.models import User
from academie.core.db import db
from academie.events import reservations
from academie.events import service as events
from academie.events.terms import AttendanceMode, Audience, EventMode
from academie.registrations import (
    changing,
    groups,
    moving,
    offers,
    picking,
    queries,
    service,
    undoing,
)
from academie.registrations.models import Registration
from tests.factories import NOW, make_event
from tests.registrations import checks
from tests.registrations.factories import make_group
from tests.registrations.machine import (
    EVERYBODY,
    ONLINE,
    ONSITE,
    STARTS,
    VERBS,
    Machine,
    group_for,
)

WHO = st.integers(min_value=0, max_value=5)
PEOPLE = st.integers(min_value=1, max_value=3)
SEATS = st.integers(min_value=0, max_value=5)
MODE = st.sampled_from(AttendanceMode)
KEPT_FOR = [Audience.RESIDENT, Audience.PARTNER]
AUDIENCE = st.sampled_from([None, *KEPT_FOR])
NEAR = timedelta(hours=2, minutes=30)


class Meeting(Machine):
    """Everything that can happen to the seats of one meeting."""

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
        self.ref, self.total = event.ref, {ONSITE: onsite, ONLINE: online}
        for guest, people in enumerate(sizes):
            mode = ONLINE if guest % 3 == 0 else ONSITE
            self.come(guest, people, mode, Audience.RESIDENT if guest % 2 else None)

    @rule(who=WHO, people=PEOPLE, mode=MODE, audience=AUDIENCE)
    def come(self, who: int, people: int, mode: AttendanceMode, audience: Audience | None) -> None:
        """Come, or come back."""
        event = self.event()
        self.do(
            "come",
            lambda: service.register(
                event,
                given_name="Gast",
                family_name=None,
                email=EVERYBODY[who],
                people=people,
                mode=mode,
                audience=audience,
                group=group_for(event, mode) if who % 2 == 0 else None,
                now=self.now,
            ),
        )

    @precondition(lambda self: self.live)
    @rule(who=WHO)
    def cancel(self, who: int) -> None:
        """Sign off."""
        self.let(self.live, who, "cancel", self.now_by(service.cancel))

    @precondition(lambda self: self.seated)
    @rule(who=WHO, minutes=st.sampled_from([1, 14, 16]))
    def change_mind(self, who: int, minutes: int) -> None:
        """Sign off, and take that back a little later."""
        before = self.seated
        self.let(before, who, "cancel", self.now_by(service.cancel))
        self.now += timedelta(minutes=minutes)
        self.let(before, who, "undo", self.now_by(undoing.undo_cancel))

    @precondition(lambda self: self.live)
    @rule(who=WHO, people=PEOPLE)
    def change_party(self, who: int, people: int) -> None:
        """Come with more or fewer."""
        self.let(
            self.live,
            who,
            "change_party",
            lambda party: changing.change_party(party, people, now=self.now),
        )

    @precondition(lambda self: self.seated)
    @rule(who=WHO)
    def switch(self, who: int) -> None:
        """Take part in the other way."""

        def switch(party: Registration) -> None:
            other = ONSITE if party.mode is ONLINE else ONLINE
            changing.switch_mode(party, other, now=self.now)

        self.let(self.seated, who, "switch", switch)

    @precondition(lambda self: self.live)
    @rule(who=WHO, audience=AUDIENCE)
    def change_audience(self, who: int, audience: Audience | None) -> None:
        """Turn out to be something else."""

        def change(party: Registration) -> None:
            changing.change_audience(party, audience, now=self.now)

        self.let(self.live, who, "change_audience", change)

    @precondition(lambda self: self.live)
    @rule(who=WHO, nowhere=st.booleans())
    def choose_group(self, who: int, nowhere: bool) -> None:
        """Talk in the group for how one takes part, or in none."""

        def choose(party: Registration) -> None:
            group = None if nowhere else group_for(party.event, party.mode)
            groups.choose(party, group, now=self.now)

        self.let(self.live, who, "choose_group", choose)

    @precondition(lambda self: self.waiting)
    @rule(who=WHO, content=st.sampled_from([True, True, False]))
    def join_online(self, who: int, content: bool) -> None:
        """Take part online, where there is more room now, and be content with that or wait on."""
        self.resize_by({ONLINE: 4})
        self.work()
        guests = self.waiting
        self.let(guests, who, "join_online", self.now_by(offers.join_online_meanwhile))
        if content:
            self.let(guests, who, "stop_waiting", self.now_by(offers.stop_waiting))

    @precondition(lambda self: self.online)
    @rule(who=WHO)
    def stop_waiting(self, who: int) -> None:
        """Be content with taking part online after all, and then again not."""
        guests = self.online
        self.let(guests, who, "stop_waiting", self.now_by(offers.stop_waiting))
        self.let(guests, who, "wait_for_room", self.now_by(offers.wait_for_room))

    @precondition(lambda self: self.waiting or self.online)
    @rule(mode=MODE, more=PEOPLE, who=WHO, yes=st.booleans())
    def offer(self, mode: AttendanceMode, more: int, who: int, yes: bool) -> None:
        """Have more seats that the worker offers, and hear from one of the guests."""
        self.resize_by({mode: more})
        self.work()
        self.answer(who, yes)
        self.look()
        self.answer(who, not yes)

    @precondition(lambda self: self.offered)
    @rule(who=WHO, yes=st.booleans())
    def answer(self, who: int, yes: bool) -> None:
        """Take the offered seats, or give them to somebody else."""
        name, verb = ("accept", offers.accept) if yes else ("decline", offers.decline)

        def answer(party: Registration) -> None:
            offer = queries.open_offer(party)
            assert offer
            verb(offer, now=self.now)

        self.let(self.offered, who, name, answer)

    @precondition(lambda self: self.offered)
    @rule()
    def expire(self) -> None:
        """Let every deadline pass."""
        self.pass_by(timedelta(hours=24, minutes=1))

    @precondition(lambda self: self.waiting)
    @rule(who=WHO, yes=st.booleans())
    def pick(self, who: int, yes: bool) -> None:
        """Put chairs ahead of the line for somebody, before the worker gives them to the first."""
        team = db.session.scalars(select(User)).one()

        def pick(party: Registration) -> None:
            self.give_more({party.mode: party.people})
            picking.pick(party, by=team, reason="Zij spreekt.", now=self.now)

        if self.let(self.waiting, who, "pick", pick):
            self.look()
            self.answer(who, yes)

    @rule(hours=st.sampled_from([0, 1, 25]))
    def wait(self, hours: int) -> None:
        """Let time go by."""
        self.pass_by(timedelta(hours=hours, minutes=1))

    @rule(mode=MODE, more=st.integers(-2, 3))
    def resize(self, mode: AttendanceMode, more: int) -> None:
        """Give the meeting more seats, or fewer."""
        self.resize_by({mode: more})

    @rule(
        kept=PEOPLE,
        whom=st.sampled_from(KEPT_FOR),
        days=st.integers(1, 3),
        pass_by=st.sampled_from([True, True, False]),
    )
    def reserve(self, kept: int, whom: Audience, days: int, pass_by: bool) -> None:
        """Keep new seats in the hall for some, perhaps until they become everybody's."""
        self.resize_by({ONSITE: kept})

        def reserve() -> None:
            until = self.now + timedelta(days=days)
            reservations.reserve(
                self.event(), ONSITE, whom, capacity=kept, release_at=until, now=self.now
            )

        self.do("reserve", reserve)
        if pass_by:
            self.pass_by(timedelta(days=days))

    @precondition(lambda self: self.now > NOW + timedelta(hours=30))
    @rule(mode=st.sampled_from(EventMode), seats=st.sampled_from([2, 5, 18]))
    def hold(self, mode: EventMode, seats: int) -> None:
        """Hold the meeting in another way."""
        capacities = {ONSITE: seats, ONLINE: seats + 3}

        def hold() -> None:
            event = self.event()
            events.change(event, now=self.now, capacities=capacities, mode=mode)
            moving.move_along(event, now=self.now)

        if self.do("hold", hold):
            self.total = {each: capacities[each] for each in mode.attendance_modes}

    @rule(days=st.sampled_from([-20, -1, 3]))
    def move(self, days: int) -> None:
        """Hold the meeting on another day; what is kept for some comes free in time."""

        def move() -> None:
            event = self.event()
            starts_at = event.starts_at + timedelta(days=days)
            ends_at = starts_at + timedelta(hours=2)
            events.change(
                event, now=self.now, capacities=self.total, starts_at=starts_at, ends_at=ends_at
            )

        self.do("move", move)
        self.work()

    @precondition(lambda self: NOW + timedelta(days=10) < self.now)
    @rule()
    def draw_near(self) -> None:
        """Come to the hours in which no seat is offered by itself any more."""
        near = self.event().starts_at - NEAR
        if self.now < near:
            self.pass_by(near - self.now)

    @rule(who=WHO, verb=st.sampled_from(sorted(VERBS)))
    def try_anything(self, who: int, verb: str) -> None:
        """Do what may not be possible at all."""
        self.let(EVERYBODY, who, "anything", self.now_by(VERBS[verb]))

    @invariant()
    def seats_and_states_agree(self) -> None:
        """No order of moves loses a seat or gives one twice."""
        if self.ref:
            event = self.event()
            checks.seats_are_counted_right(event)
            checks.states_agree_with_seats_and_offers(event)
            checks.deadlines_are_kept(event)
            checks.kept_seats_come_free_in_time(event)
            assert {seats.mode: seats.capacity for seats in event.seats} == self.total
            self.look()

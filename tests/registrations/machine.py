"""What a machine that plays with one meeting does: act as requests do, look, and count."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta

from hypothesis.stateful import RuleBasedStateMachine

from academie.core.db import db, write_transaction
from academie.core.errors import DomainError
from academie.events import queries as event_queries
from academie.events import service as events
from academie.events.models import BreakoutGroup, Event
from academie.events.terms import AttendanceMode
from academie.registrations import line, offers, overtaken, queries, releasing, service, undoing
from academie.registrations.models import OfferOutcome, Registration, RegistrationStatus
from tests.factories import NOW
from tests.registrations import checks

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
STARTS = NOW + timedelta(days=400)
EVERYBODY = [f"gast{number}@voorbeeld.nl" for number in range(6)]
VERBS: dict[str, Callable[..., object]] = {
    "cancel": service.cancel,
    "undo": undoing.undo_cancel,
    "join_online": offers.join_online_meanwhile,
    "offer": offers.offer,
    "stop_waiting": offers.stop_waiting,
    "wait_for_room": offers.wait_for_room,
}
"""What somebody tries who may not be able to."""

REACHED = Counter[str]()
"""How often each thing was done in a whole run."""


class Machine(RuleBasedStateMachine):
    """One meeting, its clock, and who can do what; rules stand in the machine that plays.

    Attributes:
        total: seats for each way to take part, as staff see them.
        live, seated, waiting, online, offered: addresses of guests who have not signed off, have a
            seat, wait without an offer, do so while taking part online, and have an offer.
    """

    def __init__(self) -> None:
        """Start the clock."""
        super().__init__()
        self.now, self.ref = NOW, ""
        self.total: dict[AttendanceMode, int] = {}
        self.live: list[str] = []
        self.seated: list[str] = []
        self.waiting: list[str] = []
        self.online: list[str] = []
        self.offered: list[str] = []

    def event(self) -> Event:
        """Find the meeting."""
        event = event_queries.by_ref(self.ref)
        assert event
        return event

    def look(self) -> None:
        """See who can do what."""
        event = self.event()
        offered = checks.open_offers(event)
        known = [(party, str(party.email)) for party in checks.parties(event)]
        in_line = [(p, address) for p, address in known if p.waits_for and p.id not in offered]
        seated = RegistrationStatus.CONFIRMED
        self.live = [address for party, address in known if party.is_live]
        self.seated = [address for party, address in known if party.status is seated]
        self.offered = [address for party, address in known if party.id in offered]
        self.waiting = [address for party, address in in_line if party.status is not seated]
        self.online = [address for party, address in in_line if party.status is seated]

    def do(self, name: str, verb: Callable[[], object]) -> bool:
        """Do something as a request would, all of it or nothing, and count what is done."""
        done = False
        with suppress(DomainError), write_transaction():
            verb()
            done = True
        db.session.expire_all()
        REACHED[name if done else f"{name} refused"] += 1
        return done

    def let(
        self, among: Sequence[str], who: int, name: str, verb: Callable[[Registration], object]
    ) -> bool:
        """Let one of these guests do something, if there are any."""
        party = queries.of_address(self.event(), among[who % len(among)]) if among else None
        return party is not None and self.do(name, lambda: verb(party))

    def now_by(self, verb: Callable[..., object]) -> Callable[[Registration], object]:
        """Make a verb that only needs to know when into one of a guest's."""
        return lambda party: verb(party, now=self.now)

    def work(self) -> None:
        """Let the worker come by and do all that is due: nobody who fits waits any more."""
        self.do("work", self._duties)
        event = self.event()
        if line.offers_go_on(event, self.now):
            checks.nobody_who_fits_waits(event)
        self.look()

    def pass_by(self, time: timedelta) -> None:
        """Let time go by until the worker comes."""
        self.now += time
        self.work()

    def resize_by(self, more: Mapping[AttendanceMode, int]) -> None:
        """Give the meeting more seats, or fewer, if that can be."""
        before = self.total
        if not self.do("resize", lambda: self.give_more(more)):
            self.total = before

    def give_more(self, more: Mapping[AttendanceMode, int]) -> None:
        """Give the meeting more seats, or fewer, in this transaction."""
        self.total = {mode: max(had + more.get(mode, 0), 0) for mode, had in self.total.items()}
        events.change(self.event(), now=self.now, capacities=self.total)

    def teardown(self) -> None:
        """Count what the worker did, and call the meeting off, so that nobody waits any more."""
        if self.ref:
            event = self.event()
            ended = [offer.outcome for offer in queries.offers_of(event)]
            REACHED["expire"] += ended.count(OfferOutcome.EXPIRED)
            REACHED["release"] += sum(pool.released_at is not None for pool in event.pools)
            self.do("off", self._call_off)

    def _call_off(self) -> None:
        events.cancel(self.event(), reason="De zaal is dicht.", now=self.now)
        overtaken.keep_up(self.now)

    def _duties(self) -> None:
        for duty in (
            releasing.release_due,
            overtaken.keep_up,
            offers.expire_due,
            offers.offer_free_seats,
        ):
            duty(self.now)


def group_for(event: Event, mode: AttendanceMode) -> BreakoutGroup | None:
    """Give the group for those who take part in this way."""
    return next((group for group in event.groups if group.pool.mode is mode), None)

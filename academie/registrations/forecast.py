"""What a change of a meeting will bring about, told before it happens.

Counted from the meeting as it stands in this transaction, changed already; the page rolls back.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from flask_babel import gettext as _

from academie.core import formats
from academie.events import ical
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.terms import EventMode, EventStatus
from academie.registrations import line, messages, news, told
from academie.registrations.models import RegistrationStatus
from academie.registrations.news import Change
from academie.registrations.service import NEWS
from academie.registrations.told import Guest

_OFFERED = "registrations.offered"


class Letter(NamedTuple):
    """One sort of mail that will leave, with how many it goes to."""

    subject: str
    audience: str
    parties: int
    people: int


class Calls(NamedTuple):
    """How many must hear by telephone, because no mail reaches them."""

    parties: int = 0
    people: int = 0


class News(NamedTuple):
    """Who hears of something: by mail, and by telephone."""

    letters: tuple[Letter, ...] = ()
    calls: Calls = Calls()


class Standing(NamedTuple):
    """A meeting at one moment: its facts in words, and the news that it owes its guests."""

    facts: tuple[tuple[str, str], ...]
    news: News
    sequence: int
    changed_at: datetime


class Forecast(NamedTuple):
    """What changes, who hears of it, and a mark by which it is known again."""

    changes: tuple[Change, ...]
    letters: tuple[Letter, ...]
    calls: Calls
    mark: str

    @property
    def parties(self) -> int:
        """How many mails leave."""
        return sum(letter.parties for letter in self.letters)

    @property
    def is_silent(self) -> bool:
        """Whether nobody need hear of it."""
        return not self.letters and not self.calls.parties


def standing(event: Event, now: datetime) -> Standing:
    """Note how a meeting stands; ask it with the meeting locked."""
    event_queries.lock(event)
    event_queries.read_seats(event)
    owed = _news(event, event.status, now)
    return Standing(tuple(_facts(event)), owed, event.sequence, event.changed_at)


def since(before: Standing, after: Standing) -> Forecast:
    """Tell what the change that was made in this transaction brings about."""
    letters = after.news.letters if after.news.letters != before.news.letters else ()
    same_calls = (after.news.calls, after.sequence) == (before.news.calls, before.sequence)
    calls = Calls() if same_calls else after.news.calls
    old, new = dict(before.facts), dict(after.facts)
    names = list(old | new)
    changes = [Change(name, old.get(name, "-"), new.get(name, "-")) for name in names]
    changes = [change for change in changes if change.old != change.new]
    return marked(changes, News(letters, calls), before.changed_at)


def of_status(event: Event, status: EventStatus, now: datetime) -> Forecast:
    """Tell what postponing a meeting or calling it off would bring about."""
    change = Change(_("Stand"), str(event.status.label), str(status.label))
    goes = {EventStatus.PUBLISHED, EventStatus.POSTPONED} - {status}
    owed = _news(event, status, now) if event.status in goes else News()
    return marked([change], owed, event.changed_at)


def marked(changes: Sequence[Change], owed: News, changed_at: datetime) -> Forecast:
    """Bind what will happen together, with a mark of all of it."""
    known = repr((changes, owed, changed_at.isoformat()))
    mark = hashlib.sha256(known.encode()).hexdigest()[:16]
    return Forecast(tuple(changes), owed.letters, owed.calls, mark)


def _facts(event: Event) -> Iterator[tuple[str, str]]:
    """Say what staff want to see side by side."""
    dated = event.status is not EventStatus.POSTPONED
    when = formats.when(event.starts_at, event.ends_at) if dated else _("nog niet bekend")
    yield _("Stand"), str(event.status.label)
    yield _("Naam"), event.title
    yield _("Wanneer"), when
    yield _("Vorm"), str(event.mode.label)
    yield _("Waar"), ical.location(event)
    if event.mode is not EventMode.ONSITE:
        yield _("Link om mee te doen"), event.join_link or _("nog geen")
    opens_at, closes_at = event.registration_opens_at, event.registration_closes_at
    opens = formats.moment(opens_at) if opens_at else _("het publiceren")
    closes = formats.moment(closes_at) if closes_at else _("het begin van de bijeenkomst")
    yield _("Aanmelden kan vanaf"), opens
    yield _("Aanmelden kan tot"), closes
    for seats in event.seats:
        limit = _("geen grens") if seats.capacity is None else formats.number(seats.capacity)
        yield _("Plekken: %(mode)s", mode=str(seats.mode.label).lower()), limit


def _news(event: Event, status: EventStatus, now: datetime) -> News:
    """Count who will hear of something: every mail, and everybody to call."""
    guests = told.guests(event)
    found: Sequence[tuple[str, Guest]] = ()
    if status in {EventStatus.POSTPONED, EventStatus.CANCELLED}:
        found = [(NEWS[status], guest) for guest in guests if _is_new(guest, event, status)]
    elif status is EventStatus.PUBLISHED and event.ends_at > now:
        found = list(_of_change(event, guests, now))
    to_call = {guest for _kind, guest in found if guest.to_call}
    return News(_letters(event, found), Calls(len(to_call), sum(guest.people for guest in to_call)))


def _is_new(guest: Guest, event: Event, status: EventStatus) -> bool:
    """Tell whether a guest must still hear that a meeting is put off or called off."""
    return status is not event.status or guest.told_sequence < event.sequence


def _letters(event: Event, found: Iterable[tuple[str, Guest]]) -> tuple[Letter, ...]:
    """Count the mails by what they are and for whom."""
    parties, people = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for kind, guest in found:
        if not guest.reachable:
            continue
        key = messages.subject(kind, event), _audience(kind, guest)
        parties[key] += 1
        people[key] += guest.people
    return tuple(Letter(*key, parties[key], people[key]) for key in parties)


def _of_change(
    event: Event, guests: Collection[Guest], now: datetime
) -> Iterator[tuple[str, Guest]]:
    @cache
    def concerned(guest: Guest) -> bool:
        return bool(
            news.changes(
                event,
                since=guest.told_sequence,
                was=guest.told_mode,
                mode=guest.mode,
            )
        )

    offered = _offered(event, guests) if line.offers_go_on(event, now) else set()
    for guest in guests:
        if guest.id in offered:
            yield _OFFERED, guest
            if guest.status is RegistrationStatus.WAITLISTED:
                continue
        if guest.told_sequence < event.sequence and concerned(guest._replace(id=0, people=0)):
            yield "registrations.event_changed", guest


def _offered(event: Event, guests: Collection[Guest]) -> set[int]:
    """Go down the line once, as the verb that offers free seats does."""
    pools = sorted(event.pools, key=lambda pool: pool.audience is None)
    left = {pool.id: pool.left for pool in pools}
    found = set()
    for guest in guests:
        for pool in pools:
            ours = pool.mode is guest.waits_for and pool.audience in {None, guest.audience}
            room = left[pool.id]
            if ours and (room is None or guest.people <= room):
                left[pool.id] = None if room is None else room - guest.people
                found.add(guest.id)
                break
    return found


def _audience(kind: str, guest: Guest) -> str:
    if kind == _OFFERED:
        return _("Voor wie van de wachtlijst een plek kan krijgen")
    if guest.status is RegistrationStatus.WAITLISTED:
        return _("Voor wie op de wachtlijst staat")
    return _("Voor wie een plek heeft")

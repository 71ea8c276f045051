"""One guest of the demo in each state, with the address of their own page."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import select

from academie.core import links
from academie.core.db import db
from academie.demo.answers import HELD
from academie.demo.people import Visitors
from academie.evaluations.queries import answer_address
from academie.events.models import Event
from academie.events.terms import AttendanceMode
from academie.registrations import guest_links, line, offers, queries
from academie.registrations import service as registrations
from academie.registrations.models import Registration

ONSITE, ONLINE = AttendanceMode.ONSITE, AttendanceMode.ONLINE
ROOMY, FULL, HYBRID = (
    "Publieksacademie Leeuwarden",
    "Publieksacademie Zeeuws-Vlaanderen",
    "Publieksacademie Oost-Groningen",
)


def load_guests(now: datetime, visitors: Visitors) -> Sequence[str]:
    """Bring guests to every state, and tell where each sees it."""
    pages = [*_guests(now, visitors)]
    pages.append(("who lost the mail", links.absolute("selfservice.lost")))
    width = max(len(state) for state, _url in pages)
    return [f"  {state:<{width}}  {url}" for state, url in pages]


def _guests(now: datetime, visitors: Visitors) -> Iterator[tuple[str, str]]:
    confirmed, online = _register(ROOMY, ONSITE, now, visitors), _online()
    yield "confirmed", _page(confirmed)
    yield "confirmed, online", _page(online)
    waiting = _register(FULL, ONSITE, now, visitors)
    yield "waiting", _page(waiting)
    yield "offered a seat", _offer(now)
    _fill_the_room(now, visitors)
    yield "waiting, room online", _page(_register(HYBRID, ONSITE, now, visitors))
    both = _register(HYBRID, ONSITE, now, visitors)
    offers.join_online_meanwhile(both, now=now)
    yield "online, waits for room", _page(both)
    left = _register(ROOMY, ONSITE, now, visitors)
    registrations.cancel(left, now=now)
    yield "signed off just now", _page(left)
    revoked = _register(ROOMY, ONSITE, now, visitors)
    yield "an old link", _page(revoked)
    revoked.link_version += 1
    yield "taking part online", guest_links.join_url(online)
    yield "questions afterwards", answer_address(_event(HELD))


def _page(registration: Registration) -> str:
    return links.absolute("registrations.mine", token=guest_links.token_of(registration))


def _event(title: str) -> Event:
    return db.session.scalars(select(Event).where(Event.title == title)).one()


def _register(
    title: str, mode: AttendanceMode, now: datetime, visitors: Visitors, people: int = 1
) -> Registration:
    visitor = visitors.next() | {"people": people}
    return registrations.register(_event(title), mode=mode, now=now, **visitor)


def _online() -> Registration:
    """Find somebody who takes part online."""
    guests = queries.confirmed(_event(HYBRID))
    return next(guest for guest in guests if guest.mode is ONLINE)


def _offer(now: datetime) -> str:
    """Sign somebody off, so that who waits is offered the seats."""
    event = _event(FULL)
    registrations.cancel(queries.confirmed(event)[0], now=now)
    offer = next(offer for offer in queries.offers_of(event) if offer.is_open)
    return line.offer_url(offer)


def _fill_the_room(now: datetime, visitors: Visitors) -> None:
    """Take every seat that is left in the room of the hybrid meeting."""
    event = _event(HYBRID)
    while queries.has_room(event, ONSITE, 1):
        _register(HYBRID, ONSITE, now, visitors)

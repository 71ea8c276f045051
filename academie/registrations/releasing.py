"""Seats kept for an audience become everybody's when their time has come."""

from collections.abc import Iterator
from datetime import datetime

from flask_babel import ngettext

from academie.accounts.models import AccessAction
from academie.accounts.service import log_duty
from academie.core.db import db
from academie.events import pools
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.events.seating import SeatPool
from academie.events.service import show_anew
from academie.events.terms import Audience, EventStatus
from academie.registrations import offers, queries, seats
from academie.registrations.apart import apart


def release_due(now: datetime) -> None:
    """Release the seats whose time has come, once, and log it; a duty of the worker.

    Who waits for them is offered what comes free by it.
    """
    for event in queries.with_seats_to_release(now):
        with apart(event):
            event_queries.read_seats(event)
            for pool, audience in list(_due(event, now)):
                _release(event, pool, audience, now)
            db.session.expire_all()
            offers.offer_line(event, now)


def _due(event: Event, now: datetime) -> Iterator[tuple[SeatPool, Audience]]:
    if event.status is not EventStatus.PUBLISHED:
        return
    for pool in event.pools:
        over = pool.release_at is not None and pool.release_at <= now
        if pool.audience and over and not pool.released_at:
            yield pool, pool.audience


def _release(event: Event, pool: SeatPool, audience: Audience, now: datetime) -> None:
    general = pools.general(event, pool.mode)
    if general is None:
        return
    number = (pool.capacity or 0) - pool.taken
    seats.release(pool, general)
    pool.released_at = now
    show_anew(event, now=now)
    purpose = ngettext(
        "%(num)s plek voor %(whom)s vrijgegeven (%(mode)s)",
        "%(num)s plekken voor %(whom)s vrijgegeven (%(mode)s)",
        number,
        whom=audience.plural,
        mode=str(pool.mode.label).lower(),
    )
    log_duty(AccessAction.CHANGE, f"event:{event.ref}/seats", now, purpose)
    db.session.flush()

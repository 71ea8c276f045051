"""One meeting that fails holds up no other, and nobody who only frees its seats."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from academie.core.db import db
from academie.core.errors import where
from academie.events import queries as event_queries
from academie.events.models import Event
from academie.registrations.models import SeatOffer

log = logging.getLogger(__name__)


@contextmanager
def apart(event: Event) -> Iterator[None]:
    """Lock a meeting and do all that is due for it, or nothing.

    A failure is logged, without its words; whatever comes after or around it goes on.
    """
    ref = event.ref
    try:
        with db.session.begin_nested():
            event_queries.lock(event)
            yield
    except Exception as error:  # noqa: BLE001 - the others need their turn
        log.error("meeting %s: %s", ref, where(error))  # noqa: TRY400 - data in it


def by_meeting(offers: Iterable[SeatOffer]) -> Iterator[tuple[Event, list[SeatOffer]]]:
    """Divide offers that come in the order of their meetings."""
    for _number, some in groupby(offers, lambda offer: offer.registration.event_id):
        of_event = list(some)
        yield of_event[0].registration.event, of_event
